/**
 * Values of an export as the schema of an entry wants them. HR systems write numbers where text is meant, and CSV has
 * nothing but text: a number becomes its text where text is wanted, and a text that is a whole number or says true or false
 * becomes that where nothing else is wanted. Everything else stays as it is, for the schema to judge.
 */
import { isMap, type Json } from '../../base/json.ts';
import type { AttributePath } from '../../plan/model/origin.ts';
import { definitionNamed } from './schema.ts';

/** The value for an attribute of an entry. */
export type Convert = (path: AttributePath, value: Json) => Json;

/** For entries of a definition of the schema, such as `user`. */
export function makeConvert(definition: string): Convert {
  /** By the path itself: a source has the same few paths for all of its records. */
  const known = new Map<AttributePath, Json | undefined>();
  const schemaAt = (path: AttributePath): Json | undefined => {
    if (!known.has(path)) known.set(path, resolve(path.reduce<Json | undefined>(within, definitionNamed(definition))));
    return known.get(path);
  };
  return (path, value) => convert(schemaAt(path), value);
}

function resolve(schema: Json | undefined): Json | undefined {
  const ref = isMap(schema) ? schema['$ref'] : undefined;
  return typeof ref === 'string' ? definitionNamed(ref.replace('#/definitions/', '')) : schema;
}

/** The schema of a key of a map, or of an item of a list. */
function within(parent: Json | undefined, step: string): Json | undefined {
  const schema = resolve(parent);
  if (!isMap(schema)) return undefined;
  const { properties, items, additionalProperties } = schema;
  if (isMap(properties) && Object.hasOwn(properties, step)) return properties[step];
  if (isMap(items) && /^\d+$/.test(step)) return items;
  return isMap(additionalProperties) ? additionalProperties : undefined;
}

function convert(wanted: Json | undefined, value: Json): Json {
  const schema = resolve(wanted);
  if (!isMap(schema)) return value;
  if (Array.isArray(value)) return value.map((item: Json, at) => convert(within(schema, String(at)), item));
  if (isMap(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(within(schema, key), item)]));
  }
  const types = [schema['type'] ?? []].flat();
  const takes = (type: string): boolean => types.includes(type);
  if (typeof value !== 'string')
    return takes('string') && !takes(typeof value) && value !== null ? String(value) : value;
  if (takes('string')) return value;
  if (takes('integer') && /^-?\d{1,15}$/.test(value)) return Number(value);
  return takes('boolean') && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;
}
