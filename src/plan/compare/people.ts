/**
 * What only shows when people of an HR system's export are compared with Amazon Connect: the same person under another
 * username, a key that was another person's, and a column that has lost its values. There is no state of our own: the key is
 * kept as a tag of the user.
 */

import type { Diagnostic } from '../../base/diagnostic.ts';
import { canonicalJson, isMap, type Json } from '../../base/json.ts';
import { foldName } from '../../base/text.ts';
import { plural, some, span } from '../../base/words.ts';
import { format } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { type Limit, limitText } from '../model/limit.ts';
import { type AttributePath, locate } from '../model/origin.ts';
import { keyTag, ownerTag } from '../model/own-tags.ts';
import type { SamePerson, SourceFacts } from '../model/person.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../model/state.ts';

export interface PeopleChecked {
  readonly samePerson: readonly SamePerson[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PeopleContext {
  readonly sources: readonly SourceFacts[];
  readonly owner?: string;
  readonly rules: Rules;
}

/** Exports that are older than they may be. `now` in milliseconds since the Unix epoch. */
export const staleExports = (sources: readonly SourceFacts[], now: number): readonly Diagnostic[] =>
  sources.flatMap(({ file, age }): Diagnostic[] => {
    if (!age || now - age.made <= age.maxAge) return [];
    const old = span((now - age.made) / 1000);
    const message = `The export ${file} is ${old} old; expect.maxAge allows ${span(age.maxAge / 1000)}.`;
    return [{ severity: 'error', code: 'stale-export', message, source: age.at }];
  });

export function checkPeople(
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  context: PeopleContext,
): PeopleChecked {
  if (context.sources.length === 0) return { samePerson: [], diagnostics: [] };
  const holders = holdersOfKeys(live, context.owner);
  const samePerson: SamePerson[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const wanted of desired.values()) {
    const key = wanted.record?.key;
    if (key === undefined) continue;
    for (const holder of holders.get(key) ?? []) {
      const reused = checkKey(wanted, { key, holder, context });
      const isSame = keyOf(context.rules, holder.address) === keyOf(context.rules, wanted.address);
      if (reused) diagnostics.push(reused);
      else if (!isSame) samePerson.push({ from: holder.address, to: wanted.address, key });
    }
  }
  return { samePerson, diagnostics: [...diagnostics, ...checkBlanks({ desired, live }, context)] };
}

/** Live users by the key that they carry. What another owner has marked is another HR system's business. */
function holdersOfKeys(live: LiveState, owner: string | undefined): ReadonlyMap<string, readonly LiveResource[]> {
  const holders = new Map<string, LiveResource[]>();
  for (const found of live.values()) {
    const key = tagOf(found.attributes, keyTag);
    const theirs = tagOf(found.attributes, ownerTag);
    if (key === undefined || (theirs !== undefined && theirs !== owner)) continue;
    const known = holders.get(key);
    if (known) known.push(found);
    else holders.set(key, [found]);
  }
  return holders;
}

function tagOf({ tags }: Attributes, name: string): string | undefined {
  const value = isMap(tags) && Object.hasOwn(tags, name) ? tags[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Ids get used again: where first and last name are others, it is not the same person, unless somebody says so. */
function checkKey(
  wanted: DesiredResource,
  { key, holder, context }: { readonly key: string; readonly holder: LiveResource; readonly context: PeopleContext },
): Diagnostic | undefined {
  const { sources, rules } = context;
  const namesOf = rules.get(wanted.address.kind)?.namesOf;
  const source = sources.find(({ file }) => file === wanted.record?.source);
  if (!namesOf || source?.samePerson.has(key)) return undefined;
  const [was, is] = [namesOf(holder.attributes), namesOf(wanted.attributes)];
  const differs = (name: string, at: number): boolean =>
    name !== '' && was[at] !== '' && foldName(name) !== foldName(was[at] ?? '');
  if (!is.every(differs) || is.length === 0) return undefined;
  return {
    severity: 'error',
    code: 'reused-key',
    message: `The key ${key} belonged to ${was.join(' ')} (${format(holder.address)}); if this is the same person, write samePerson: [${JSON.stringify(key)}] in the source.`,
    source: locate(wanted.origins, ['tags', keyTag]),
    address: format(wanted.address),
  };
}

/** What an export has to do with people whose accounts go. */
export interface Lost {
  readonly sources: readonly SourceFacts[];
  readonly live: LiveState;
  readonly rules: Rules;
}

/** Which exports left them out, for a plan that would take too many accounts; empty where they came from none. */
export function lostFrom(changes: readonly Change[], { sources, live, rules }: Lost): string {
  const keys = changes.flatMap(({ address }) => {
    const found = live.get(keyOf(rules, address));
    return found ? (tagOf(found.attributes, keyTag) ?? []) : [];
  });
  if (keys.length === 0 || sources.length === 0) return '';
  const parts: string[] = [];
  const left = new Set(keys);
  for (const { file, leftOut } of sources) {
    const out = [...left].filter((key) => leftOut.has(key));
    for (const key of out) left.delete(key);
    if (out.length > 0) parts.push(`${out.length} by where of ${file}`);
  }
  const files = sources.map(({ file }) => file).join(' or ');
  if (left.size > 0) parts.push(`${left.size} since they are in no record of ${files}`);
  const are = keys.length === 1 ? 'is' : 'are';
  return ` Of these, ${keys.length} came from an export and ${are} left out now: ${parts.join(', ')}.`;
}

/** So many may always have lost a value. */
const always = 3;

/** People of a source who are live, and attributes that Connect has and their records have not. */
function checkBlanks(
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  { sources, rules }: PeopleContext,
): readonly Diagnostic[] {
  const lost = new Map<string, Map<string, { readonly path: AttributePath; readonly people: DesiredResource[] }>>();
  const alive = new Map<string, number>();
  for (const [key, wanted] of desired) {
    const found = live.get(key);
    const source = wanted.record?.source;
    if (!found || source === undefined) continue;
    alive.set(source, (alive.get(source) ?? 0) + 1);
    for (const path of wanted.record?.blanks ?? []) {
      const before = valueIn(found.attributes, path);
      const after = valueIn(wanted.attributes, path);
      // Where a role or a rule gives the very value, nothing is lost.
      if (isNothing(before) || (after !== undefined && canonicalJson(after) === canonicalJson(before ?? null)))
        continue;
      const ofSource = lost.get(source) ?? new Map();
      lost.set(source, ofSource);
      const name = path.join('.');
      const entry = ofSource.get(name) ?? { path, people: [] };
      entry.people.push(wanted);
      ofSource.set(name, entry);
    }
  }
  return sources.flatMap(({ file, blanks, at }) =>
    [...(lost.get(file)?.values() ?? [])].flatMap(({ path, people }): Diagnostic[] => {
      const total = alive.get(file) ?? 0;
      const [first] = people;
      if (!first || people.length <= Math.max(always, allowed(blanks, total))) return [];
      const names = some(
        people.map(({ address }) => address.key),
        3,
      );
      const { kind } = first.address;
      const noun = rules.get(kind)?.noun ?? kind;
      const message =
        `${path.join('.')} is empty in ${file} for ${plural(people.length, noun)} of ${total} who have it in Amazon Connect (${names}); ` +
        `expect.blanks allows ${limitText(blanks)}. A column may have been lost.`;
      return [{ severity: 'error', code: 'lost-column', message, source: at }];
    }),
  );
}

const allowed = (limit: Limit, total: number): number =>
  limit.type === 'count' ? limit.count : Math.floor((limit.hundredths * total) / 10_000);

function valueIn(attributes: Attributes, path: AttributePath): Json | undefined {
  let value: Json | undefined = attributes;
  for (const step of path) value = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

const isNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
