import { compareText } from './address.ts';
import { isMap } from './merge.ts';
import type { Json } from './state.ts';

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
