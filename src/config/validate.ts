/** Holds one file against the JSON Schema, which is where every rule about a single value is written down. */
import { Ajv, type ErrorObject } from 'ajv';
import schema from '../../schemas/connect-sync.schema.json' with { type: 'json' };
import type { Diagnostic } from '../diagnostic.ts';
import { formats } from './formats.ts';
import type { Path } from './positions.ts';
import { explain, pathOf } from './sentences.ts';
import { type SourceFile, spanOf } from './source-file.ts';

export interface Validation {
  readonly diagnostics: readonly Diagnostic[];
  /** What has errors, as the first one or two steps to it: `owner`, `users/17`. */
  readonly broken: ReadonlySet<string>;
}

const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, schemas: { configuration: schema } });
ajv.addVocabulary(['patternErrorMessage']);
for (const [name, rule] of Object.entries(formats)) ajv.addFormat(name, (text: string) => rule(text) === undefined);

const topKeys = {
  root: Object.keys(schema.properties),
  included: Object.keys(schema.properties).filter((key) => !Object.hasOwn(schema.definitions.included.properties, key)),
};

const inRole = Object.keys(schema.definitions.role.properties);
const personal = Object.keys(schema.definitions.user.properties).filter((key) => !inRole.includes(key));

export interface ValidationContext {
  /** Name of the file that connect-sync was started with. */
  readonly rootFile: string;
  /** Formatted address of the resource that a path leads into, if there is one. */
  readonly addressOf: (path: Path) => string | undefined;
}

/** Every mistake that can be seen in one file alone. */
export function validate(source: SourceFile, { rootFile, addressOf }: ValidationContext): Validation {
  const sort = source.isRoot ? 'root' : 'included';
  const { value, positions } = source.document;
  const check = ajv.getSchema(`configuration#/definitions/${sort}`)!;
  if (check(value)) return { diagnostics: [], broken: new Set() };
  const errors: readonly ErrorObject[] = check.errors ?? [];
  const broken = new Set<string>();
  for (const error of errors) {
    const [section = '', entry] = pathOf(error);
    broken.add(section);
    if (entry !== undefined) broken.add(`${section}/${entry}`);
  }
  const surroundings = { writtenAs: positions.writtenAs, rootFile, topKeys: topKeys[sort], personal };
  const diagnostics = explain(errors, surroundings).map(({ code, message, path, atKey }): Diagnostic => {
    const address = addressOf(path);
    return {
      severity: 'error',
      code,
      message,
      source: spanOf(source, path, atKey ? 'key' : 'value'),
      ...(address !== undefined && { address }),
    };
  });
  return { diagnostics, broken };
}
