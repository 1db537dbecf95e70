/** What a user is proficient in, and how far: values of predefined attributes, each with a level. */
import type { Code } from '../../../base/codes.ts';
import type { Diagnostic } from '../../../base/diagnostic.ts';
import { isMap, type Json } from '../../../base/json.ts';
import { compareText } from '../../../base/text.ts';
import { format } from '../../../plan/model/address.ts';
import { locate } from '../../../plan/model/origin.ts';
import type { Reference } from '../../../plan/model/rules.ts';
import type { DesiredResource } from '../../../plan/model/state.ts';
import { mapOf, number } from '../../fields.ts';

/**
 * Levels by attribute and value, 1 to 5: `{ Skill: { Billing: 3 } }`. All that a user has; `null` only in a change, for what
 * is taken away.
 */
export type Proficiencies = { readonly [attribute: string]: { readonly [value: string]: number | null } | null };

/** One proficiency. */
export interface Proficiency {
  readonly attribute: string;
  readonly value: string;
  readonly level: number;
}

/** Names of predefined attributes are unique regardless of case (CreatePredefinedAttribute); their values are not folded. */
export const foldAttribute = (name: string): string => name.toLowerCase();

export const parseProficiencies = (value: Json | undefined): Proficiencies | undefined => mapOf(mapOf(number))(value);

/** Each proficiency, without what is taken away. */
export const each = (proficiencies: Proficiencies = {}): readonly Proficiency[] =>
  Object.entries(proficiencies).flatMap(([attribute, values]) =>
    Object.entries(values ?? {}).flatMap(([value, level]) => (level === null ? [] : [{ attribute, value, level }])),
  );

/** The reverse of `each`, in the order of names. */
export function gather(proficiencies: readonly Proficiency[]): Proficiencies {
  const byAttribute = new Map<string, [string, number][]>();
  for (const { attribute, value, level } of [...proficiencies].sort(inOrder)) {
    const values = byAttribute.get(attribute) ?? [];
    byAttribute.set(attribute, values);
    values.push([value, level]);
  }
  return Object.fromEntries([...byAttribute].map(([attribute, values]) => [attribute, Object.fromEntries(values)]));
}

const inOrder = (a: Proficiency, b: Proficiency): number =>
  compareText(a.attribute, b.attribute) || compareText(a.value, b.value);

/** Two that have the same key are one proficiency, whatever their levels. */
export const proficiencyKeyOf = ({ attribute, value }: Omit<Proficiency, 'level'>): string =>
  JSON.stringify([foldAttribute(attribute), value]);

/** Whether two sets are the same to Connect. */
export function same(a: Proficiencies | undefined, b: Proficiencies | undefined): boolean {
  const [levels, others] = [a, b].map((set) => new Map(each(set).map((one) => [proficiencyKeyOf(one), one.level])));
  if (levels?.size !== others?.size) return false;
  return [...(levels ?? [])].every(([key, level]) => others?.get(key) === level);
}

export const references = (proficiencies: Proficiencies | undefined): readonly Reference[] =>
  each(proficiencies).map(({ attribute, value }) => ({
    path: ['proficiencies', attribute, value],
    address: { kind: 'predefinedAttribute', key: attribute },
    part: value,
  }));

/** Proficiencies that a user has at most; Service Quotas says that it cannot be raised. */
export const maxProficiencies = 10;

/** What the files get wrong whatever there is in Connect. */
export function check({ address, attributes, origins }: DesiredResource): readonly Diagnostic[] {
  const asked = attributes['proficiencies'];
  if (!isMap(asked)) return [];
  const tell = (severity: Diagnostic['severity'], code: Code, message: string, path: readonly string[]) => ({
    ...{ severity, code, message, address: format(address) },
    source: locate(origins, ['proficiencies', ...path]),
  });
  const names = Object.keys(asked);
  const twice = names.flatMap((name, index) => {
    const first = names.slice(0, index).find((other) => foldAttribute(other) === foldAttribute(name));
    if (first === undefined) return [];
    const message = `${JSON.stringify(name)} and ${JSON.stringify(first)} are one attribute to Amazon Connect, which compares their names without regard to case; put the values together.`;
    return [tell('error', 'same-attribute', message, [name])];
  });
  const count = each(parseProficiencies(asked)).length;
  if (count <= maxProficiencies) return twice;
  const message = `${address.key} is to have ${count} proficiencies; Amazon Connect gives a user at most ${maxProficiencies}.`;
  return [...twice, tell('warning', 'many-proficiencies', message, [])];
}
