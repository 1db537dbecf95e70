/**
 * The JSON Schema, which is where every rule about a single value is written down, and Ajv, which checks files against it.
 */

import { Ajv, type ErrorObject } from 'ajv';
import schema from '../../../schemas/connect-sync.schema.json' with { type: 'json' };
import { isMap, type Json } from '../../base/json.ts';
import { formats } from './formats.ts';
import { repeatedBy } from './repeats.ts';

/** The file that connect-sync is started with, or one that it includes. */
export type FileSort = 'root' | 'included';

const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, schemas: { configuration: schema } });
ajv.addVocabulary(['patternErrorMessage']);
/** Entries of a list that are alike in these fields are one entry written twice; see `repeatedBy`. */
ajv.addKeyword({
  keyword: 'uniqueBy',
  type: 'array',
  schemaType: 'array',
  validate: (fields: readonly string[], list: readonly Json[]) => repeatedBy(fields, list).length === 0,
});
for (const [name, rule] of Object.entries(formats)) ajv.addFormat(name, (text: string) => rule(text) === undefined);

interface Section {
  readonly items?: { readonly $ref?: string; readonly [keyword: string]: unknown };
  readonly [keyword: string]: unknown;
}

const sections: { readonly [section: string]: Section } = schema.properties;

/** Sections that list resources, with the schema of an entry. */
const listSections = Object.entries(sections).flatMap(([section, { items }]) =>
  items?.$ref === undefined ? [] : [{ section, entry: `configuration${items.$ref}` }],
);

/**
 * Everything wrong with one file. The entries of lists are checked one by one: Ajv copies all its errors at each entry
 * that has one, which takes a minute for a file of 100,000 mistakes.
 */
export function check(value: Json, sort: FileSort): readonly ErrorObject[] {
  const errors: ErrorObject[] = [];
  const frame = isMap(value) ? { ...value } : value;
  for (const { section, entry } of listSections) {
    const entries = isMap(value) ? value[section] : undefined;
    if (!isMap(frame) || !Array.isArray(entries)) continue;
    Object.assign(frame, { [section]: [] });
    for (const [index, one] of entries.entries()) {
      for (const error of run(entry, one)) {
        errors.push({ ...error, instancePath: `/${section}/${index}${error.instancePath}` });
      }
    }
  }
  return [...run(`configuration#/definitions/${sort}`, frame), ...errors];
}

/** Everything wrong with one entry of a definition of the schema; paths are those within the entry. */
export const checkEntry = (definition: string, entry: Json): readonly ErrorObject[] =>
  run(`configuration#/definitions/${definition}`, entry);

/** The definition of an entry of a section that is a list; `undefined` for other sections. */
export const entryDefinition = (section: string): string | undefined =>
  sections[section]?.items?.$ref?.replace('#/definitions/', '');

const definitions: { readonly [name: string]: unknown } = schema.definitions;

/** A definition of the schema; `undefined` where there is none. */
export const definitionNamed = (name: string): Json | undefined =>
  Object.hasOwn(definitions, name) ? (definitions[name] as Json) : undefined;

function run(schemaName: string, value: Json): readonly ErrorObject[] {
  const valid = ajv.getSchema(schemaName)!;
  return valid(value) ? [] : (valid.errors ?? []);
}

/** Keys that a file of this sort may have at the top. */
export const topKeys: { readonly [Sort in FileSort]: readonly string[] } = {
  root: Object.keys(schema.properties),
  included: Object.keys(schema.properties).filter((key) => !Object.hasOwn(schema.definitions.included.properties, key)),
};

const inRole = Object.keys(schema.definitions.role.properties);

/** Keys that are a user's alone, so that a role cannot have them. */
export const personalKeys: readonly string[] = Object.keys(schema.definitions.user.properties).filter(
  (key) => !inRole.includes(key),
);
