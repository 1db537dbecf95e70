/** What a pass finds to do: desired and live, shrunk to what the pass is about, and the difference. Pure. */

import { type Diagnostic, distinct, inReadingOrder } from '../base/diagnostic.ts';
import { present } from '../base/json.ts';
import type { Instance } from '../connect/port.ts';
import { isManaged, type Kind, type Transition } from '../kinds/kind.ts';
import { diff } from '../plan/compare/diff.ts';
import { leaveOut } from '../plan/compare/leave-out.ts';
import { withoutLiveValues } from '../plan/compare/live-values.ts';
import { outOfReach } from '../plan/compare/out-of-reach.ts';
import { removalOf } from '../plan/compare/ownership.ts';
import { checkPeople } from '../plan/compare/people.ts';
import { stillUsed, unresolved, unresolvedInPolicy, waitingForLeavers } from '../plan/compare/references.ts';
import { askNewNames, checkRenamings } from '../plan/compare/rename.ts';
import { type Scope, scope } from '../plan/compare/scope.ts';
import { type Narrowed, narrow } from '../plan/compare/target.ts';
import { onTheWay, upcoming } from '../plan/days/upcoming.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import { merge } from '../plan/model/merge.ts';
import type { SamePerson } from '../plan/model/person.ts';
import type { Upcoming } from '../plan/model/plan.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { Attributes, DesiredState, LiveState } from '../plan/model/state.ts';
import { ambiguities } from '../plan/safety/ambiguous.ts';
import type { Wanted } from './pass.ts';
import type { LiveReading } from './read-live.ts';

/**
 * Names of the kinds that a pass reads: those that are managed and those that what is listed and the policy point at, and, where
 * resources of one may be deleted, those that may still point at it.
 */
export function kindsToRead(
  { managed, policy, desired }: Wanted,
  kinds: readonly Kind[],
  rules: Rules,
): ReadonlySet<string> {
  const mayGo = kindsThatMayGo({ managed, policy }, kinds);
  const users = kinds.filter(({ readAfter, readsToo = [] }) =>
    [...readAfter, ...readsToo].some((name) => mayGo.has(name)),
  );
  const names = new Set([...managed, ...users.map(({ name }) => name)]);
  for (const name of managed) {
    for (const { address } of rules.get(name)?.policyReferences?.(policy) ?? []) names.add(address.kind);
  }
  for (const { address, attributes } of desired.values()) {
    for (const reference of rules.get(address.kind)?.references(attributes) ?? []) names.add(reference.address.kind);
  }
  return names;
}

/** Names of the kinds of which resources that are not listed are deleted. */
export const kindsThatMayGo = (
  { managed, policy }: Pick<Wanted, 'managed' | 'policy'>,
  kinds: readonly Kind[],
): ReadonlySet<string> =>
  new Set(
    kinds.filter((kind) => managed.has(kind.name) && removalOf(policy, kind) === 'delete').map(({ name }) => name),
  );

/** The rules of the kinds in such an instance: what it keeps itself is compared with nothing. */
export function rulesIn(rules: Rules, kinds: readonly Kind[], { identityManagement }: Instance): Rules {
  const adjusted = kinds.filter(isManaged).flatMap((kind) => {
    const kept = kind.keptByInstance?.(identityManagement) ?? [];
    const known = rules.get(kind.name);
    if (kept.length === 0 || !known) return [];
    const attributes = Object.fromEntries(
      kept.map((name) => [name, { ...known.attributes[name], createOnly: true }] as const),
    );
    return [[kind.name, { ...known, attributes: { ...known.attributes, ...attributes } }] as const];
  });
  return adjusted.length === 0 ? rules : new Map([...rules, ...adjusted]);
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** What the pass is limited to, and all that is listed. */
  readonly desired: DesiredState;
  readonly everything: DesiredState;
  readonly scoped: Scope;
  readonly samePerson: readonly SamePerson[];
  /** What the next days will bring. */
  readonly upcoming: readonly Upcoming[];
  /** In the order in which a reader meets them; errors mean that there can be no plan. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Compared {
  readonly wanted: Wanted & { readonly at: number };
  /** All that is wanted at that moment, with our mark. */
  readonly desired: DesiredState;
  readonly read: LiveReading;
}

interface ComparisonFacts {
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
  readonly instance: Instance;
}

/** The changes that the files would ask for if Amazon Connect had this. */
export const changesFrom = (live: LiveState, asked: Omit<Compared, 'read'>, rules: Rules): readonly Change[] =>
  findChanges(live, asked, rules).changes;

function findChanges(live: LiveState, { wanted, desired: listed }: Omit<Compared, 'read'>, rules: Rules) {
  const { renamed: renamings = [], leftOut = [], targets } = wanted;
  const desired = askNewNames(listed, live, { renamings, rules });
  const scoped = scope({ desired, live }, wanted, rules);
  const narrowed = leaveOut(narrow({ desired, live, scoped }, targets, rules), leftOut, rules);
  const settled = withoutWaiting(narrowed, live, rules);
  const changes = settled.changes.map((change) =>
    onTheWay(change, { listed: wanted.desired, parked: scoped.parked, live, rules }),
  );
  return { desired, scoped, narrowed, settled, changes };
}

export function compare({ wanted, desired: listed, read }: Compared, surroundings: ComparisonFacts): Comparison {
  const { rules } = surroundings;
  const { live, ambiguous } = read;
  /** What there is by name; a name that is there twice is not missing. */
  const named = new Map([...live, ...[...ambiguous].flatMap(([key, [one]]) => (one ? [[key, one] as const] : []))]);
  const { renamed: renamings = [], managed } = wanted;
  const { desired, scoped, narrowed, settled, changes } = findChanges(live, { wanted, desired: listed }, rules);
  const parked = new Map([...scoped.parked].map(([key, { resource }]) => [key, resource]));
  const { owner, sources = [] } = wanted;
  const people = checkPeople({ desired, live }, { sources, rules, ...present({ owner }) });
  const diagnostics = [
    ...withoutLiveValues(wanted.diagnostics, live, rules),
    ...read.diagnostics,
    ...checkRenamings(renamings, { desired, live }, rules),
    ...scoped.diagnostics,
    ...outOfReach({ desired, live }, wanted, rules),
    ...narrowed.diagnostics,
    ...settled.diagnostics,
    ...ambiguities({ desired: new Map([...desired, ...parked]), ambiguous, managed }, rules),
    ...unresolved(new Map([...desired, ...parked]), named, rules),
    ...unresolvedInPolicy(wanted, { desired, live: named }, rules),
    ...stillUsed(changes, live, rules),
    ...people.diagnostics,
    ...check(changes, { desired: new Map([...desired, ...narrowed.scoped.desired]), live }, surroundings),
  ];
  return {
    ...{ changes, desired: narrowed.desired, everything: desired, scoped: narrowed.scoped },
    samePerson: people.samePerson,
    upcoming: upcoming({ listed: wanted.desired, live, parked: narrowed.scoped.parked }, wanted, rules),
    diagnostics: inReadingOrder(distinct(diagnostics), wanted.files),
  };
}

interface Settled {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What differs, without the deletions that wait for people who are on the way out, and for each other. */
function withoutWaiting(narrowed: Narrowed, live: LiveState, rules: Rules): Settled {
  const leaving = new Set(narrowed.scoped.parked.keys());
  const diagnostics: Diagnostic[] = [];
  for (let rest = narrowed; ; ) {
    const changes = diff(rest.scoped.desired, rest.scoped.live, rules);
    const waiting = waitingForLeavers(changes, { live, rules, leaving });
    if (waiting.length === 0) return { changes, diagnostics };
    for (const { address, diagnostic } of waiting) {
      leaving.add(keyOf(rules, address));
      diagnostics.push(diagnostic);
    }
    rest = leaveOut(
      rest,
      waiting.map(({ address }) => address),
      rules,
    );
  }
}

/** What this instance forbids or requires of what is listed, and of what would be deleted. */
function check(
  changes: readonly Change[],
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  { kinds, rules, instance }: ComparisonFacts,
): readonly Diagnostic[] {
  const managed = new Map(kinds.filter(isManaged).map((kind) => [kind.name, kind]));
  const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
  const planned = (address: Address): Attributes | undefined => {
    const key = keyOf(rules, address);
    const [asked, found] = [desired.get(key)?.attributes, live.get(key)?.attributes];
    return asked && found ? merge(found, asked) : (asked ?? found);
  };
  const addresses = new Map([...desired, ...byKey].map(([key, { address }]) => [key, address]));
  return [...addresses].flatMap(([key, { kind }]) => {
    const known = present({ desired: desired.get(key), live: live.get(key), change: byKey.get(key) });
    const transition: Transition = { ...known, planned };
    return managed.get(kind)?.check(transition, live, instance) ?? [];
  });
}
