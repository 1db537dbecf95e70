/**
 * Values of an entry that its schema has accepted, as what they are. A value of another type is a gap in the schema, and so
 * a bug: it is thrown, not guessed at. `undefined` stays `undefined`: the field is not managed.
 */
import type { Channel } from '@aws-sdk/client-connect';
import { isMap, type Json } from '../base/json.ts';

type FieldValue = Json | undefined;

/** Every channel of Amazon Connect, in the order in which they are written. */
export const channels = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const satisfies readonly Channel[];

/** What an entry says of a field of its own; never what every object inherits. */
export const fieldOf = (entry: Json, name: string): FieldValue =>
  isMap(entry) && Object.hasOwn(entry, name) ? entry[name] : undefined;

const wrong = (type: string, value: Json): never => {
  throw new Error(`The schema lets ${JSON.stringify(value)} through where ${type} belongs.`);
};

export const text = (value: FieldValue): string | undefined =>
  value === undefined || typeof value === 'string' ? value : wrong('a text', value);

export const number = (value: FieldValue): number | undefined =>
  value === undefined || typeof value === 'number' ? value : wrong('a number', value);

/** That it is whole is for the schema to say. */
export const integer = number;

export const bool = (value: FieldValue): boolean | undefined =>
  value === undefined || typeof value === 'boolean' ? value : wrong('true or false', value);

/** One of the words that the schema lists. */
export const oneOf =
  <W extends string>(words: readonly W[]) =>
  (value: FieldValue): W | undefined =>
    value === undefined ? undefined : (words.find((word) => word === value) ?? wrong(words.join(' or '), value));

export const listOf =
  <T>(element: (value: FieldValue) => T | undefined) =>
  (value: FieldValue): readonly T[] | undefined => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return wrong('a list', value);
    return value.map((one: Json) => element(one) as T);
  };

export const mapOf =
  <T>(element: (value: FieldValue) => T | undefined) =>
  (value: FieldValue): { readonly [key: string]: T } | undefined => {
    if (value === undefined) return undefined;
    if (!isMap(value)) return wrong('a map', value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, element(one) as T]));
  };

/** The same value, or `null`, which clears. */
export const orNull =
  <T>(parse: (value: FieldValue) => T | undefined) =>
  (value: FieldValue): T | null | undefined =>
    value === null ? null : parse(value);

export const texts = listOf(text);
