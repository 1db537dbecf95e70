import { compareText } from './text.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export const isMap = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Canonical JSON: keys sorted at every depth, so that equal values are equal text. */
export const canonicalJson = (value: Json, indent = 0): string => JSON.stringify(sortKeys(value), null, indent);

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, inner]) => [name, sortKeys(inner)]),
  );
}

/** The members of `T` that have a value. */
export type Present<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without the members that are `undefined`. */
export const present = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;

/** What is at a path; `undefined` where nothing is. The steps into a list are positions, as numbers or as text. */
export const valueAtSteps = (value: Json, path: readonly (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined),
    value,
  );
