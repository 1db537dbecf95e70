/** One pass: read, plan, ask, apply. It calls; it never decides. */
import type { Clock } from '../base/clock.ts';
import { type Diagnostic, distinct, hasErrors, inReadingOrder } from '../base/diagnostic.ts';
import { present } from '../base/json.ts';
import type { Instance, Send } from '../connect/port.ts';
import {
  isManaged,
  type Kind,
  type ManagedKind,
  type ReadCache,
  type ReadMethod,
  type Transition,
} from '../kinds/kind.ts';
import { diff } from '../plan/compare/diff.ts';
import { leaveOut } from '../plan/compare/leave-out.ts';
import { unresolved, unresolvedInPolicy } from '../plan/compare/references.ts';
import { makeDoomed, marked, type Scope, type ScopeRules, scope } from '../plan/compare/scope.ts';
import { aim, within } from '../plan/compare/target.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import type { Plan } from '../plan/model/plan.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { DesiredState, LiveState } from '../plan/model/state.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import { broken } from '../plan/safety/guard.ts';
import { gainsFirst } from '../plan/safety/holders.ts';
import { nothingRecent, type Recent } from '../plan/safety/limits.ts';
import { type Counts, count } from '../plan/timing/cost.ts';
import type { PaceOf } from '../plan/timing/schedule.ts';
import type { ChangeResult, Emit } from './events.ts';
import { type Gate, openGate } from './gate.ts';
import { type Journal, noJournal } from './journal.ts';
import { type Insight, lookInto } from './look-into.ts';
import { lower, type Work } from './lower.ts';
import { makePlan } from './make-plan.ts';
import type { Memory } from './memory.ts';
import { readLive } from './read-live.ts';
import { execute } from './sending/executor.ts';
import type { Secrets } from './sending/resolve.ts';
import { missingSecrets } from './sending/secrets.ts';

/** What the files ask for. */
export interface Wanted extends ScopeRules {
  readonly desired: DesiredState;
  /** Addresses that the pass is limited to; without them it is about everything. */
  readonly targets?: readonly string[];
  /** What reading the files had to say; errors end the pass before anything is read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Breaches of safety rules that somebody has agreed to beforehand. */
  readonly accepted?: Acceptances;
  /** Resources that this pass leaves alone. */
  readonly leftOut?: readonly Address[];
}

/** Everything a pass needs of the world. */
export interface Ports {
  readonly instance: Instance;
  readonly send: Send;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Left out where no record is kept. */
  readonly journal?: Journal;
  /** Left out where no lock is needed. */
  readonly gate?: Gate;
  readonly secrets: Secrets;
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
  /** What the rate limit in `send` lets through, for the price and the order of the calls. */
  readonly pace: PaceOf;
  /** Read calls sent so far. */
  readonly readCalls: () => Counts;
  /**
   * Changes that earlier runs made to this instance since then (milliseconds since the Unix epoch), without
   * adoption; `undefined` where there are no records of earlier runs.
   */
  readonly recentChanges?: (since: number) => Recent | undefined | Promise<Recent | undefined>;
  /** How to read; `search` where left out. */
  readonly method?: ReadMethod;
  readonly cache?: ReadCache;
  /** Reads that the cache has saved so far. */
  readonly recalled?: () => number;
  /** For a process that makes one pass after the other. */
  readonly memory?: Memory;
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly type: 'invalid'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: 'declined'; readonly plan: Plan }
  /** A safety rule of the plan fails; nothing was written. */
  | { readonly type: 'refused'; readonly plan: Plan }
  | { readonly type: 'applied'; readonly plan: Plan; readonly results: readonly ChangeResult[] };

/**
 * `approve` is asked once with the finished plan; where it declines, nothing is written. A plan that a safety rule refuses
 * is shown to it as well, and not made whatever it says.
 */
export async function reconcile(
  wanted: Wanted,
  ports: Ports,
  approve: (plan: Plan) => Promise<boolean>,
): Promise<Outcome> {
  if (hasErrors(wanted.diagnostics)) return { type: 'invalid', diagnostics: wanted.diagnostics };
  const { rules, emit } = ports;
  const desired = marked(wanted.desired, wanted.owner, rules);
  const { instance, method = 'search', memory, journal = noJournal, gate = openGate } = ports;
  const { live, diagnostics } = await readLive({
    ...ports,
    identityManagement: instance.identityManagement,
    method,
    wanted: wanted.managed,
    desired: within(desired, wanted.targets, rules),
    doomed: makeDoomed(desired, wanted, rules),
  });
  const scoped = scope({ desired, live }, wanted, rules);
  const aimed = leaveOut(aim({ desired, live, scoped }, wanted.targets, rules), wanted.leftOut ?? [], rules);
  const changes = diff(aimed.scoped.desired, aimed.scoped.live, rules);
  const found = inReadingOrder(
    distinct([
      ...wanted.diagnostics,
      ...diagnostics,
      ...scoped.diagnostics,
      ...aimed.diagnostics,
      ...unresolved(desired, live, rules),
      ...unresolvedInPolicy(wanted, { desired, live }, rules),
      ...check(desired, live, { changes, ...ports }),
    ]),
  );
  if (hasErrors(found)) return { type: 'invalid', diagnostics: found };

  const managed = new Map(ports.kinds.filter(isManaged).map((kind): [string, ManagedKind] => [kind.name, kind]));
  const insight = await lookInto(changes, live, { ...ports, ...instance, ...wanted.policy, method, managed });
  const { plan, work } = await draft(
    changes,
    { ...insight, ...aimed, wanted, everyone: desired, managed, found },
    ports,
  );
  emit({ type: 'plan', plan });
  const agreed = await approve(plan);
  if (broken(plan.safety).length > 0) return { type: 'refused', plan };
  if (!agreed) return { type: 'declined', plan };
  const calls = count(work.flatMap(({ operations }) => operations.map(({ call }) => call)));
  await journal.begin(plan, calls);
  emit({ type: 'applyBegins', calls });
  for (const { change } of work) {
    const found = live.get(keyOf(rules, change.address));
    if (found) memory?.touch(found.address.kind, found.id);
  }
  return { type: 'applied', plan, results: await execute(work, { ...ports, journal, gate, live }) };
}

interface Compared extends Insight {
  readonly wanted: Wanted;
  /** What the pass is limited to, and all that is listed. */
  readonly desired: DesiredState;
  readonly everyone: DesiredState;
  readonly scoped: Scope;
  readonly managed: ReadonlyMap<string, ManagedKind>;
  readonly found: readonly Diagnostic[];
}

/** The plan, and the work that would make it so. */
async function draft(
  changes: readonly Change[],
  { wanted, desired, everyone, live, self, warnings, scoped, managed, found }: Compared,
  ports: Ports,
): Promise<{ readonly plan: Plan; readonly work: readonly Work[] }> {
  const { rules, secrets, clock, recentChanges } = ports;
  const { policy, accepted = {}, targets } = wanted;
  const first = gainsFirst(changes, policy, { live, rules });
  const work = lower(changes, live, { rules, kinds: managed }).map((one) => ({
    ...one,
    after: [...one.after, ...(first.get(one.change) ?? [])],
  }));
  const since = policy.window === undefined ? undefined : clock.now() - policy.window;
  // Where nothing is to change, nobody needs to know what was.
  const recent = since === undefined ? undefined : changes.length === 0 ? nothingRecent : await recentChanges?.(since);
  const diagnostics = [...found, ...warnings, ...missingSecrets(work, secrets, { desired, rules })];
  const listed = desired.size;
  const context = { ...ports, policy, accepted, desired: everyone, listed, live, self, recent, diagnostics };
  return { plan: { ...makePlan(work, scoped, context), ...(targets && { targets }) }, work };
}

/** What this instance forbids or requires of what is listed, and of what would be deleted. */
function check(
  desired: DesiredState,
  live: LiveState,
  { changes, kinds, rules, instance }: Ports & { readonly changes: readonly Change[] },
): readonly Diagnostic[] {
  const managed = new Map(kinds.filter(isManaged).map((kind) => [kind.name, kind]));
  const byKey = new Map(changes.map((change) => [keyOf(rules, change.address), change]));
  return [...new Set([...desired.keys(), ...byKey.keys()])].flatMap((key) => {
    const transition: Transition = present({ desired: desired.get(key), live: live.get(key), change: byKey.get(key) });
    const address = transition.desired?.address ?? transition.change?.address;
    return managed.get(address?.kind ?? '')?.check(transition, live, instance) ?? [];
  });
}
