import { isMap, type Json } from '../../base/json.ts';

/** Positions of the entries of a list that have the same values in these fields as one before them. */
export function repeatedBy(fields: readonly string[], list: readonly Json[]): readonly number[] {
  const seen = new Set<string>();
  return list.flatMap((entry, index) => {
    if (!isMap(entry) || fields.some((field) => entry[field] === undefined)) return [];
    const text = JSON.stringify(fields.map((field) => entry[field]));
    const repeated = seen.has(text);
    seen.add(text);
    return repeated ? [index] : [];
  });
}
