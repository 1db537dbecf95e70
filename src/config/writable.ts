/**
 * What Connect has and a file may not say: a name with a character that nobody sees, a number that is no phone number, an
 * address without an @. An export leaves such values out of their entries, so that it can be read back; the entries stay.
 */

import { isMap, type Json, valueAtSteps } from '../base/json.ts';
import type { Section } from '../kinds/section.ts';
import type { Schema } from './schema/schema.ts';
import { sentencesOf } from './schema/sentences.ts';
import { nameFieldOf, sectionPathOf } from './sections.ts';

/** A value that was left out. */
export interface LeftOut {
  /** The element of a list that it was in. */
  readonly entry: readonly [section: string, index: number];
  /** One sentence that says which value it was and why. */
  readonly why: string;
}

const unwritten = { writtenAs: () => undefined, rootFile: '' };

/** Why a section that has one resource alone may not name it; `undefined` where it may. A tree and a single are all name. */
export function unwritableName(section: Section, value: Json, schema: Schema): string | undefined {
  const way = sectionPathOf(section);
  const file = way.reduceRight<Json>((inner, step) => ({ [step]: inner }), value);
  const faults = sentencesOf(schema.check(file, 'included'), { ...unwritten, schema, sort: 'included' });
  return faults.find(({ path }) => section.shape !== 'list' || path[way.length + 1] === nameFieldOf(section))?.message;
}

/** A main file without the values that `validate` would refuse. The field that names an entry stays in any case. */
export function leaveOutUnwritable(
  document: Json,
  nameFields: { readonly [section: string]: string },
  schema: Schema,
): { readonly document: Json; readonly leftOut: readonly LeftOut[] } {
  const surroundings = { ...unwritten, schema, sort: 'root' as const };
  const leftOut: LeftOut[] = [];
  let rest = document;
  for (const { path, message } of sentencesOf(schema.check(document, 'root'), surroundings)) {
    const [section, index, field, ...inner] = path.map(String);
    if (section === undefined || index === undefined || field === undefined) continue;
    if (!Object.hasOwn(nameFields, section) || field === nameFields[section]) continue;
    leftOut.push({ entry: [section, Number(index)], why: message });
    rest = without(rest, [section, index, field, ...keyWithin(rest, [section, index, field], inner)]);
  }
  return { document: rest, leftOut };
}

/** Of a map only the key that is wrong goes; of anything else all of it. */
function keyWithin(document: Json, path: readonly string[], [key]: readonly string[]): readonly string[] {
  return key !== undefined && isMap(valueAtSteps(document, path)) ? [key] : [];
}

/** The same value without what is at a path; maps that become empty go with it. */
function without(value: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((one: Json, index) => (index === Number(step) ? without(one, rest) : one));
  if (!isMap(value) || !Object.hasOwn(value, step)) return value;
  const { [step]: inner = null, ...others } = value;
  if (rest.length === 0) return others;
  const less = without(inner, rest);
  return isMap(less) && Object.keys(less).length === 0 ? others : { ...value, [step]: less };
}
