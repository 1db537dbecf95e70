/** `where`, `when` and `prefer`: what fields of a record have to say. Values are compared as text. */
import { isMap, type Json } from '../../../base/json.ts';
import { type FieldPath, parseFieldPath, valueAt } from '../../sources/path.ts';
import type { ValuePath } from '../../yaml/positions.ts';
import { textOf } from './filters.ts';

/** One field and its values; all tests of a condition have to hold. */
export interface Test {
  readonly field: FieldPath;
  readonly texts: ReadonlySet<string>;
  /** True for `not`. */
  readonly inverted: boolean;
  /** Of the field's name in the configuration. */
  readonly path: ValuePath;
}

export type Condition = readonly Test[];

/**
 * Reads a condition that the schema has accepted. `writtenAs` gives numbers as they are written, since `0012` means the
 * text. `columns` are names that are taken whole, whatever characters they have.
 */
export function readCondition(
  value: Json | undefined,
  { path, writtenAs }: { readonly path: ValuePath; readonly writtenAs: (path: ValuePath) => string | undefined },
): Condition {
  if (!isMap(value)) return [];
  return Object.entries(value).map(([name, wanted]) => {
    const inverted = isMap(wanted);
    const where = inverted ? [...path, name, 'not'] : [...path, name];
    const values = inverted ? wanted['not'] : wanted;
    const texts = Array.isArray(values)
      ? values.map((one: Json, at) => writtenText(one, writtenAs([...where, at])))
      : [writtenText(values ?? null, writtenAs(where))];
    return { field: parseFieldPath(name), texts: new Set(texts), inverted, path: [...path, name] };
  });
}

/** A scalar of a configuration as the text that somebody meant: numbers as they are written. */
export const writtenText = (value: Json, written: string | undefined): string =>
  typeof value === 'number' ? (written ?? String(value)) : (textOf(value) ?? '');

/** Whether a record meets a condition. A field that is not there counts as empty text, a list by any of its items. */
export function holds(condition: Condition, record: Json): boolean {
  return condition.every(({ field, texts, inverted }) => {
    const value = valueAt(record, field) ?? null;
    const found = Array.isArray(value)
      ? value.some((item: Json) => texts.has(textOf(item) ?? ''))
      : texts.has(textOf(value) ?? '');
    return found !== inverted;
  });
}
