/** What an entry is declared with: the file that it stands in and all that the other files say. */
import type { TimeZone } from '../base/day.ts';
import type { SourceFile } from './files/source-file.ts';
import type { SourcesRead } from './people/read-sources.ts';
import type { Role } from './roles.ts';
import type { Schema } from './schema/schema.ts';

/** A file and what the schema found in it. */
export interface CheckedFile {
  readonly source: SourceFile;
  readonly broken: ReadonlySet<string>;
}

export interface Surroundings {
  readonly schema: Schema;
  readonly roles: ReadonlyMap<string, Role>;
  /** False where a file or its roles could not be read: a role that seems to be missing may be there. */
  readonly rolesComplete: boolean;
  /** Tags that connect-sync adds to each resource. */
  readonly ownTags: number;
  /** Of days without a time. */
  readonly zone: TimeZone;
  /** People from exports of HR systems; absent where no file has a section for them. */
  readonly sourced?: SourcesRead;
}
