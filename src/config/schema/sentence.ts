/** One mistake in a file, in words, and where it is. */
import type { Fault } from '../../base/text-rules.ts';
import type { ValuePath } from '../yaml/positions.ts';
import type { FileSort, Schema } from './schema.ts';

export interface Sentence extends Fault {
  readonly path: ValuePath;
  /** Point at the key, rather than at the value behind it. */
  readonly atKey: boolean;
  /** Whether it is only about what a text may be, which Amazon Connect may have all the same. */
  readonly isAboutText?: boolean;
}

/** What the sentences need to know of the file. */
export interface SentenceFacts {
  readonly writtenAs: (path: ValuePath) => string | undefined;
  /** Name of the file that connect-sync was started with. */
  readonly rootFile: string;
  readonly schema: Schema;
  readonly sort: FileSort;
}
