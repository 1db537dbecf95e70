/** One pass: read, plan, ask, apply. It calls; it never decides. */
import type { Clock } from '../clock.ts';
import type { Instance, Send } from '../connect/port.ts';
import { type Diagnostic, distinct, hasErrors, inReadingOrder } from '../diagnostic.ts';
import type { Address } from '../plan/address.ts';
import { type Counts, count, type PerSecond } from '../plan/cost.ts';
import { diff } from '../plan/diff.ts';
import { leaveOut } from '../plan/leave-out.ts';
import type { Plan } from '../plan/plan.ts';
import { unresolved } from '../plan/references.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import { marked, type Scope, type ScopeRules, scope } from '../plan/scope.ts';
import type { DesiredState, LiveState } from '../plan/state.ts';
import { aim, within } from '../plan/target.ts';
import { isManaged, type Kind, type ManagedKind, type ReadCache, type ReadMethod } from '../resources/kind.ts';
import type { ChangeResult, Emit } from './events.ts';
import { execute } from './executor.ts';
import { lower, type Work } from './lower.ts';
import { makePlan } from './make-plan.ts';
import type { Memory } from './memory.ts';
import { readLive } from './read-live.ts';
import type { Secrets } from './resolve.ts';
import { missingSecrets } from './secrets.ts';

/** What the files ask for. */
export interface Wanted extends ScopeRules {
  readonly desired: DesiredState;
  /** Addresses that the pass is limited to; without them it is about everything. */
  readonly targets?: readonly string[];
  /** What reading the files had to say; errors end the pass before anything is read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Resources that this pass leaves alone. */
  readonly leftOut?: readonly Address[];
}

/** Everything a pass needs of the world. */
export interface Ports {
  readonly instance: Instance;
  readonly send: Send;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly secrets: Secrets;
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
  readonly perSecond: PerSecond;
  /** Read calls sent so far. */
  readonly readCalls: () => Counts;
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
  | { readonly type: 'applied'; readonly plan: Plan; readonly results: readonly ChangeResult[] };

/** `approve` is asked once with the finished plan; where it declines, nothing is written. */
export async function reconcile(
  wanted: Wanted,
  ports: Ports,
  approve: (plan: Plan) => Promise<boolean>,
): Promise<Outcome> {
  if (hasErrors(wanted.diagnostics)) return { type: 'invalid', diagnostics: wanted.diagnostics };
  const { rules, emit } = ports;
  const desired = marked(wanted.desired, wanted.owner);
  const { instance, method = 'search', memory } = ports;
  const { live, diagnostics } = await readLive({
    ...ports,
    identityManagement: instance.identityManagement,
    method,
    wanted: wanted.managed,
    desired: within(desired, wanted.targets, rules),
  });
  const scoped = scope(desired, live, wanted);
  const aimed = aim({ desired, live, scoped }, wanted.targets, rules);
  const found = inReadingOrder(
    distinct([
      ...wanted.diagnostics,
      ...diagnostics,
      ...scoped.diagnostics,
      ...aimed.diagnostics,
      ...unresolved(desired, live, rules),
      ...check(desired, live, ports),
    ]),
  );
  if (hasErrors(found)) return { type: 'invalid', diagnostics: found };

  const compared = leaveOut({ desired: aimed.desired, live: aimed.scoped.live }, wanted.leftOut ?? [], rules);
  const scopedLeft = { ...aimed.scoped, live: compared.live };
  const { plan, work } = draft(
    { ...wanted, desired: compared.desired, scoped: scopedLeft, live, diagnostics: found },
    ports,
  );
  emit({ type: 'plan', plan });
  if (!(await approve(plan))) return { type: 'declined', plan };
  emit({ type: 'applyBegins', calls: count(work.flatMap(({ operations }) => operations.map(({ call }) => call))) });
  for (const { change } of work) {
    const found = live.get(keyOf(rules, change.address));
    if (found) memory?.touch(found.address.kind, found.id);
  }
  return { type: 'applied', plan, results: await execute(work, { ...ports, live }) };
}

interface Compared {
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly scoped: Scope;
  readonly targets?: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan, and the work that would make it so. */
function draft(
  { desired, live, scoped, targets, diagnostics }: Compared,
  ports: Ports,
): { readonly plan: Plan; readonly work: readonly Work[] } {
  const { rules, secrets } = ports;
  const managed = new Map(ports.kinds.filter(isManaged).map((kind): [string, ManagedKind] => [kind.name, kind]));
  const work = lower(diff(desired, scoped.live, rules), live, { rules, kinds: managed });
  const warnings = missingSecrets(work, secrets, { desired, rules });
  const context = { ...ports, live, listed: desired.size, diagnostics: [...diagnostics, ...warnings] };
  return { plan: { ...makePlan(work, scoped, context), ...(targets && { targets }) }, work };
}

/** What this instance forbids or requires of what is asked for. */
function check(desired: DesiredState, live: LiveState, { kinds, rules, instance }: Ports): readonly Diagnostic[] {
  const managed = new Map(kinds.filter(isManaged).map((kind) => [kind.name, kind]));
  return [...desired.values()].flatMap((resource) => {
    const found = live.get(keyOf(rules, resource.address));
    return managed.get(resource.address.kind)?.check(resource, found, instance.identityManagement) ?? [];
  });
}
