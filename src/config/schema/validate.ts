import type { Diagnostic } from '../../base/diagnostic.ts';
import { type Json, present, valueAtSteps } from '../../base/json.ts';
import { format } from '../../plan/model/address.ts';
import { type SourceFile, spanOf } from '../files/source-file.ts';
import type { ResourcePlace } from '../resource-place.ts';
import type { ValuePath } from '../yaml/positions.ts';
import type { FileSort, Schema } from './schema.ts';
import type { Sentence } from './sentence.ts';
import { sentencesOf } from './sentences.ts';

export interface Validation {
  readonly diagnostics: readonly Diagnostic[];
  /** What cannot be used, as the first one or two steps to it: `owner`, `users/17`. What Amazon Connect may decide can. */
  readonly broken: ReadonlySet<string>;
}

export interface ValidationContext {
  readonly schema: Schema;
  /** Name of the file that connect-sync was started with. */
  readonly rootFile: string;
  /** The resource that a path leads into, if there is one, and the rest of the path. */
  readonly placeOf: (path: ValuePath) => ResourcePlace | undefined;
}

/** Every mistake that can be seen in one file alone. */
export function validate(source: SourceFile, { schema, rootFile, placeOf }: ValidationContext): Validation {
  const sort: FileSort = source.isRoot ? 'root' : 'included';
  const { value, positions } = source.document;
  const errors = schema.check(value, sort);
  const broken = new Set<string>();
  const surroundings = { writtenAs: positions.writtenAs, rootFile, schema, sort };
  const diagnostics = sentencesOf(errors, surroundings).map(
    ({ code, message, path, atKey, isAboutText }): Diagnostic => {
      const place = placeOf(path);
      const unlessLive =
        place?.path && isAboutText
          ? [{ ...place, path: place.path, value: valueAtSteps(value, path) ?? null }]
          : undefined;
      if (!unlessLive) {
        const [section = '', entry] = path;
        broken.add(String(section));
        if (entry !== undefined) broken.add(`${section}/${entry}`);
      }
      const address = place && format(place);
      return {
        ...{ severity: 'error', code, message },
        source: spanOf(source, path, atKey ? 'key' : 'value'),
        ...present({ address, unlessLive }),
      };
    },
  );
  return { diagnostics, broken };
}

/** What is wrong with an entry that was put together rather than written; paths are those of its attributes. */
export function validateEntry(
  entry: Json,
  { schema, section, definition }: { readonly schema: Schema; readonly section: string; readonly definition: string },
): readonly Sentence[] {
  const errors = schema.checkEntry(definition, entry);
  if (errors.length === 0) return [];
  const placed = errors.map((error) => ({ ...error, instancePath: `/${section}/0${error.instancePath}` }));
  const surroundings = { writtenAs: () => undefined, rootFile: '', schema, sort: 'included' as const };
  return sentencesOf(placed, surroundings).map((sentence) => ({ ...sentence, path: sentence.path.slice(2) }));
}
