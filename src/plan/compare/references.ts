import { type Diagnostic, furtherUses } from '../../base/diagnostic.ts';
import { hiddenDifference } from '../../base/matching/characters.ts';
import { nearest, nearestFew } from '../../base/matching/nearest.ts';
import { type Address, format } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import { locate } from '../model/origin.ts';
import type { Policy } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveState } from '../model/state.ts';

/** Names that desired resources mention and that are neither asked for nor live: each once, with the first places. */
export function unresolved(desired: DesiredState, live: LiveState, rules: Rules): readonly Diagnostic[] {
  const explain = makeExplanation(desired, live, rules);
  /** By what is said of it: of something that is missing as a whole, no part is missing beside it. */
  const missing = new Map<string, { readonly of: DesiredResource; readonly path: readonly string[] }[]>();
  for (const of of desired.values()) {
    for (const { path, address: target, part } of rules.get(of.address.kind)?.references(of.attributes) ?? []) {
      if (!explain.isMissing(target, part)) continue;
      const sentence = explain.say(target, part);
      const known = missing.get(sentence);
      if (known) known.push({ of, path });
      else missing.set(sentence, [{ of, path }]);
    }
  }
  return [...missing].map(([sentence, by]) => {
    const [first, ...others] = by;
    const places = by.map(({ of, path }) => locate(of.origins, path));
    const message = `${sentence}${furtherUses(places)}`;
    return {
      ...{ severity: 'error', code: 'unknown-name', message },
      ...(places[0] && { source: places[0] }),
      ...(first && others.length === 0 && { address: format(first.of.address) }),
    } as const;
  });
}

/** The same for the names that a policy mentions. Those of its defaults are nobody's mistake, but then they guard nothing. */
export function unresolvedInPolicy(
  { policy, managed }: { readonly policy: Policy; readonly managed: ReadonlySet<string> },
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  rules: Rules,
): readonly Diagnostic[] {
  const explain = makeExplanation(desired, live, rules);
  return [...rules.values()]
    .filter(({ name }) => managed.has(name))
    .flatMap((kind) => kind.policyReferences?.(policy) ?? [])
    .flatMap(({ path, address }): readonly Diagnostic[] => {
      const source = policy.locate(path);
      if (!explain.isMissing(address, undefined)) return [];
      const message = explain.say(address, undefined);
      if (source) return [{ severity: 'error', code: 'unknown-name', message, source }];
      // A file that says something of it knows what it guards.
      if (policy.locate(path.slice(0, 1))) return [];
      const guarded = `policy.${path[0]} is about ${JSON.stringify(address.key)} unless a file says otherwise.`;
      const remedy = 'Name there what this instance has instead.';
      return [{ severity: 'warning', code: 'default-missing', message: `${guarded} ${message} ${remedy}` }];
    });
}

/** At most so many are named. */
const maxNamed = 10;

/** What would be deleted, and who still points at it. */
interface StillUsed {
  /** A resource, or a part of one. */
  readonly what: string;
  readonly change: Change;
  readonly left: Address[];
}

/** Deletions of what something that stays still points at, in this plan or outside of it. Connect would refuse them. */
export const stillUsed = (changes: readonly Change[], live: LiveState, rules: Rules): readonly Diagnostic[] =>
  usedAfter(changes, live, rules).map(({ what, change, left }): Diagnostic => {
    const message = `${what} is no longer listed and would be deleted, but ${someOf(left)} would still use it; move them first, or list it again.`;
    return { severity: 'error', code: 'still-used', message, address: format(change.address) };
  });

/** Deletions that wait, since only those who are on the way out still point at what goes; `leaving` are keys of a state. */
export function waitingForLeavers(
  changes: readonly Change[],
  { live, rules, leaving }: { readonly live: LiveState; readonly rules: Rules; readonly leaving: ReadonlySet<string> },
): readonly { readonly address: Address; readonly diagnostic: Diagnostic }[] {
  if (leaving.size === 0) return [];
  return usedAfter(changes, live, rules).flatMap(({ what, change, left }) => {
    if (change.action !== 'delete' || !left.every((address) => leaving.has(keyOf(rules, address)))) return [];
    const message = `${what} is no longer listed; it is deleted once people who are parked are gone. Until then it is used by ${someOf(left)}.`;
    const diagnostic = {
      severity: 'warning',
      code: 'waits-for-parked',
      message,
      address: format(change.address),
    } as const;
    return [{ address: change.address, diagnostic }];
  });
}

function someOf(addresses: readonly Address[]): string {
  const more = addresses.length > maxNamed ? ` and ${addresses.length - maxNamed} more` : '';
  return `${addresses.slice(0, maxNamed).map(format).join(', ')}${more}`;
}

function usedAfter(changes: readonly Change[], live: LiveState, rules: Rules): readonly StillUsed[] {
  const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
  const users = new Map<string, StillUsed>();
  for (const [key, change] of byKey) {
    const what = format(change.address);
    if (change.action === 'delete') users.set(key, { what, change, left: [] });
    for (const part of partsRemoved(change, live.get(key)?.attributes, rules)) {
      const noun = rules.get(change.address.kind)?.parts?.noun;
      users.set(partKey(key, part), { what: `${noun} ${JSON.stringify(part)} of ${what}`, change, left: [] });
    }
  }
  if (users.size === 0) return [];
  const created = changes.flatMap((one) => (one.action === 'create' ? [{ ...one, attributes: one.after }] : []));
  for (const { address, attributes } of [...live.values(), ...created]) {
    const change = byKey.get(keyOf(rules, address));
    if (change?.action === 'delete') continue;
    const after = change?.action === 'update' ? merge(attributes, change.after) : attributes;
    for (const { address: target, part } of rules.get(address.kind)?.references(after) ?? []) {
      const pointedAt = keyOf(rules, target);
      users.get(pointedAt)?.left.push(address);
      if (part !== undefined) users.get(partKey(pointedAt, part))?.left.push(address);
    }
  }
  return [...users.values()].filter(({ left }) => left.length > 0);
}

const partKey = (key: string, part: string): string => JSON.stringify([key, part]);

function partsRemoved(change: Change, found: Attributes = {}, rules: Rules): readonly string[] {
  const parts = rules.get(change.address.kind)?.parts;
  if (!parts || change.action !== 'update') return [];
  const after = new Set(parts.of(merge(found, change.after)));
  return parts.of(found).filter((part) => !after.has(part));
}

/** What is wrong with a name: whether it is missing, and a sentence that says so. */
interface ReferenceRule {
  isMissing(target: Address, part: string | undefined): boolean;
  say(target: Address, part: string | undefined): string;
}

/** Says of an address that is neither asked for nor live what is wrong with it. */
function makeExplanation(desired: DesiredState, live: LiveState, rules: Rules): ReferenceRule {
  const namesOf = makeNames(desired, live);
  const partsOf = makeParts(desired, live, rules);
  const explained = new Map<string, string>();
  const isKnown = (key: string): boolean => desired.has(key) || live.has(key);
  const write = ({ kind, key }: Address): string => rules.get(kind)?.write?.(key) ?? JSON.stringify(key);
  const explain = (target: Address, part: string | undefined): string => {
    const { noun = target.kind, parts } = rules.get(target.kind) ?? {};
    if (part !== undefined && isKnown(keyOf(rules, target))) {
      const whole = target.key === '' ? `the ${noun}` : `the ${noun} ${write(target)}`;
      const known = [...partsOf(target)];
      if (parts?.missing) return parts.missing(part, known);
      return `There is no ${parts?.noun ?? 'part'} ${JSON.stringify(part)} of ${whole}${ending(part, known, JSON.stringify)}`;
    }
    const names = namesOf(target.kind);
    return `There is no ${noun} ${write(target)} in this instance${ending(target.key, names, (key) => write({ kind: target.kind, key }))}`;
  };
  return {
    isMissing(target, part) {
      const key = keyOf(rules, target);
      return !isKnown(key) || (part !== undefined && !partsOf(target).has(part));
    },
    say(target, part) {
      const key = partKey(keyOf(rules, target), part ?? '');
      const sentence = explained.get(key) ?? explain(target, part);
      explained.set(key, sentence);
      return sentence;
    },
  };
}
/** What was probably meant, or what there is. */
function ending(name: string, names: readonly string[], write: (name: string) => string): string {
  if (names.length === 0) return '; there is none at all.';
  const lookalike = names.find((one) => hiddenDifference(name, one) !== undefined);
  if (lookalike !== undefined) {
    return `; ${write(lookalike)} looks the same and has ${hiddenDifference(name, lookalike)}.`;
  }
  const sameEnd = names.find((one) => one.endsWith(`/${name}`)) ?? names.find((one) => lastOf(one) === lastOf(name));
  const meant = sameEnd ?? nearest(name, names);
  const some = nearestFew(name, names, maxNames).map(write).join(', ');
  const there =
    names.length === 1 ? `there is only ${some}` : `there are ${some}${names.length > maxNames ? ', …' : ''}`;
  return meant === undefined ? `; ${there}.` : `; did you mean ${write(meant)}? T${there.slice(1)}.`;
}

/** The last name of a path, whose steps are joined by slashes. */
const lastOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** Names that a message lists. */
const maxNames = 10;

/** What a resource will consist of, by its key. */
function makeParts(desired: DesiredState, live: LiveState, rules: Rules): (target: Address) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (target) => {
    const key = keyOf(rules, target);
    const before = known.get(key);
    if (before) return before;
    const { parts, complete } = rules.get(target.kind) ?? {};
    const [asked, found] = [desired.get(key)?.attributes, live.get(key)?.attributes ?? {}];
    const after = asked && complete ? complete(asked, found) : merge(found, asked ?? {});
    const all = new Set(parts?.of(after) ?? []);
    known.set(key, all);
    return all;
  };
}

/** Names by kind, each once, gathered once and only when a name is missing. */
function makeNames(desired: DesiredState, live: LiveState): (kind: string) => readonly string[] {
  let byKind: Map<string, string[]> | undefined;
  return (kind) => {
    if (!byKind) {
      byKind = new Map();
      for (const { address } of new Map<string, { readonly address: Address }>([...live, ...desired]).values()) {
        const names = byKind.get(address.kind);
        if (names) names.push(address.key);
        else byKind.set(address.kind, [address.key]);
      }
    }
    return byKind.get(kind) ?? [];
  };
}
