/**
 * Values of an export as the schema of an entry wants them. HR systems write numbers where text is meant, and CSV has
 * nothing but text: a number becomes its text where text is wanted, and a text that is a whole number or says true or false
 * becomes that where nothing else is wanted. Everything else stays as it is, for the schema to judge.
 */
import { isMap, type Json } from '../../base/json.ts';
import type { AttributePath } from '../../plan/model/origin.ts';
import type { Schema } from './schema.ts';

/** The value for an attribute of an entry. */
export type Convert = (path: AttributePath, value: Json) => Json;

type ConvertOne = (value: Json) => Json;

/** For entries of a definition of the schema, such as `user`. */
export function makeConvert({ definitionNamed }: Schema, definition: string): Convert {
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

  /** What is to be known of a schema is found out once. */
  function converter(wanted: Json | undefined): ConvertOne {
    const schema = resolve(wanted);
    if (!isMap(schema)) return (value) => value;
    const types = [schema['type'] ?? []].flat();
    const takes = (type: string): boolean => types.includes(type);
    const [text, integer, boolean] = [takes('string'), takes('integer'), takes('boolean')];
    return (value) => {
      if (typeof value === 'string') {
        if (text) return value;
        if (integer && /^-?\d{1,15}$/.test(value)) return Number(value);
        return boolean && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;
      }
      if (Array.isArray(value)) return value.map((item: Json, at) => converter(within(schema, String(at)))(item));
      if (isMap(value)) {
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, converter(within(schema, key))(item)]),
        );
      }
      return text && value !== null && !takes(typeof value) ? String(value) : value;
    };
  }

  /** By the path itself: a source has the same few paths for all of its records. */
  const known = new Map<AttributePath, ConvertOne>();
  return (path, value) => {
    let convert = known.get(path);
    if (!convert) {
      convert = converter(path.reduce<Json | undefined>(within, definitionNamed(definition)));
      known.set(path, convert);
    }
    return convert(value);
  };
}
