/**
 * What may stand in the files for some kinds: the JSON Schema, which is where every rule about a single value is written
 * down, and Ajv, which checks files against it.
 */

import { Ajv, type ErrorObject } from 'ajv';
import { isMap, type Json } from '../../base/json.ts';
import type { TextRule } from '../../base/text-rules.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import type { JsonSchema, SecretField } from '../../kinds/section.ts';
import { isPeople, nameFieldOf, sectionPathOf } from '../sections.ts';
import { formatsOf } from './formats.ts';
import { repeatedBy } from './repeats.ts';
import { personPlaces } from './settings/source.ts';

/** The file that connect-sync is started with, or one that it includes. */
export type FileSort = 'root' | 'included';

export type SchemaPath = readonly string[];

/** A step of a path that is the position in a list. */
const isPosition = (step: string | undefined): boolean => step !== undefined && /^\d+$/.test(step);

/** An entry of a list: the kind that it declares, and the path within it. */
export interface EntryPlace {
  readonly kind: ManagedKind;
  readonly within: SchemaPath;
}

export interface Schema {
  readonly kinds: readonly ManagedKind[];
  /** Rules for one text, by name. */
  readonly formats: { readonly [name: string]: TextRule };
  /** Everything wrong with one file. */
  check(value: Json, sort: FileSort): readonly ErrorObject[];
  /** Everything wrong with one entry of a definition; paths are those within the entry. */
  checkEntry(definition: string, entry: Json): readonly ErrorObject[];
  /** The definition of an entry of a section that is a list; `undefined` for other sections. */
  entryDefinition(section: string): string | undefined;
  definitionNamed(name: string): Json | undefined;
  /** Keys that a file of this sort may have at the top. */
  topKeys(sort: FileSort): readonly string[];
  /** Keys at the top whose entries are told by file and line, so that a field's name says enough. */
  readonly entrySections: readonly string[];
  /** Keys that are a person's own, so that a role cannot have them. */
  readonly personalKeys: readonly string[];
  /** Where a path leads, if that is into an entry from which a kind declares a resource, or into a record's like it. */
  placeOf(path: SchemaPath): EntryPlace | undefined;
  /** The kind whose whole section a path is. */
  sectionAt(path: SchemaPath): ManagedKind | undefined;
}

/** `written` is what `composeSchema` makes of these kinds. */
export function makeSchema(kinds: readonly ManagedKind[], written: JsonSchema): Schema {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, schemas: { configuration: written } });
  ajv.addVocabulary(['patternErrorMessage']);
  /** Entries of a list that are alike in these fields are one entry written twice; see `repeatedBy`. */
  ajv.addKeyword({
    keyword: 'uniqueBy',
    type: 'array',
    schemaType: 'array',
    validate: (fields: readonly string[], list: readonly Json[]) => repeatedBy(fields, list).length === 0,
  });
  const formats = formatsOf(kinds);
  for (const [name, rule] of Object.entries(formats)) ajv.addFormat(name, (text) => rule(text) === undefined);
  const run = (name: string, value: Json): readonly ErrorObject[] => {
    const valid = ajv.getSchema(name)!;
    return valid(value) ? [] : (valid.errors ?? []);
  };

  const sections = mapIn(written, 'properties');
  const definitions = mapIn(written, 'definitions');
  const definitionNamed = (name: string): Json | undefined =>
    Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  const entryDefinition = (section: string): string | undefined => {
    const ref = mapIn(sections[section], 'items')['$ref'];
    return typeof ref === 'string' ? ref.replace('#/definitions/', '') : undefined;
  };
  const lists = Object.keys(sections).filter((section) => entryDefinition(section) !== undefined);
  const keysOf = (definition: string | undefined): readonly string[] =>
    Object.keys(mapIn(definitionNamed(definition ?? ''), 'properties'));
  const mainOnly = keysOf('included');
  const people = kinds.find(isPeople);
  /** Where entries stand that declare a resource. */
  const places = kinds
    .filter(({ section }) => section.shape === 'list')
    .flatMap((kind) => {
      const own = [...sectionPathOf(kind.section), '#'];
      return [own, ...(kind === people ? personPlaces : [])].map((steps) => ({ kind, steps }));
    });

  return {
    kinds,
    formats,
    /** The entries of lists are checked one by one: Ajv copies all its errors at each entry that has one, which takes a minute for a file of 100,000 mistakes. */
    check(value, sort) {
      const errors: ErrorObject[] = [];
      const frame = isMap(value) ? { ...value } : value;
      for (const section of lists) {
        const entries = isMap(value) ? value[section] : undefined;
        if (!isMap(frame) || !Array.isArray(entries)) continue;
        Object.assign(frame, { [section]: [] });
        for (const [index, one] of entries.entries()) {
          for (const error of run(`configuration#/definitions/${entryDefinition(section)}`, one)) {
            errors.push({ ...error, instancePath: `/${section}/${index}${error.instancePath}` });
          }
        }
      }
      return [...run(`configuration#/definitions/${sort}`, frame), ...errors];
    },
    checkEntry: (definition, entry) => run(`configuration#/definitions/${definition}`, entry),
    entryDefinition,
    definitionNamed,
    topKeys: (sort) => Object.keys(sections).filter((key) => sort === 'root' || !mainOnly.includes(key)),
    entrySections: ['roles', ...places.map(({ steps: [section = ''] }) => section)],
    personalKeys: keysOf(people && entryDefinition(people.section.key)).filter((key) => !keysOf('role').includes(key)),
    placeOf(path) {
      const place = places.find(({ steps }) =>
        steps.every((step, at) => (step === '#' ? isPosition(path[at]) : path[at] === step)),
      );
      return place && { kind: place.kind, within: path.slice(place.steps.length) };
    },
    sectionAt: (path) => kinds.find(({ section }) => sectionPathOf(section).join('\n') === path.join('\n')),
  };
}

/** A field at a path that takes a reference to a secret, and the path to it; `undefined` elsewhere. */
export function secretAt(
  { placeOf }: Schema,
  path: SchemaPath,
): { readonly field: string; readonly path: SchemaPath; readonly secret: SecretField } | undefined {
  const place = placeOf(path);
  const [field = '', ...further] = place?.within ?? [];
  const secret = place?.kind.section.sentences?.secrets?.[field];
  return secret && { field, path: path.slice(0, path.length - further.length), secret };
}

/** Can the field at this path not simply be left out? */
export function isNeeded({ placeOf }: Schema, path: SchemaPath): boolean {
  const place = placeOf(path);
  if (place) return place.within.length === 1 && place.within[0] === nameFieldOf(place.kind.section);
  return path.length === 1 && ['version', 'instance'].includes(path[0] ?? '');
}

function mapIn(schema: Json | undefined, key: string): { readonly [name: string]: Json } {
  const value = isMap(schema) ? schema[key] : undefined;
  return isMap(value) ? value : {};
}
