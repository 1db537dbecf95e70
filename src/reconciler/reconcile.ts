/** One pass: read, plan, ask, apply. It calls; it never decides. */
import type { Clock } from '../clock.ts';
import type { Instance, Send } from '../connect/port.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { type Counts, count, type PerSecond } from '../plan/cost.ts';
import { diff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { unresolved } from '../plan/references.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import { type Scope, scope } from '../plan/scope.ts';
import type { DesiredState, LiveState } from '../plan/state.ts';
import { isManaged, type Kind, type ManagedKind } from '../resources/kind.ts';
import type { ChangeResult, Emit } from './events.ts';
import { execute } from './executor.ts';
import { lower, type Work } from './lower.ts';
import { makePlan } from './make-plan.ts';
import { readLive } from './read-live.ts';
import { missingSecrets, type Secrets } from './secrets.ts';

/** What the files ask for. */
export interface Wanted {
  readonly desired: DesiredState;
  /** Kinds whose sections are present. */
  readonly managed: ReadonlySet<string>;
  readonly owner?: string;
  /** What reading the files had to say; errors end the pass before anything is read. */
  readonly diagnostics: readonly Diagnostic[];
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
  const live = await readLive({
    ...ports,
    identityManagement: ports.instance.identityManagement,
    wanted: wanted.managed,
    desired: wanted.desired,
  });
  const scoped = scope(wanted.desired, live, wanted);
  const found = [
    ...wanted.diagnostics,
    ...scoped.diagnostics,
    ...unresolved(wanted.desired, live, rules),
    ...check(wanted.desired, live, ports),
  ];
  if (hasErrors(found)) return { type: 'invalid', diagnostics: found };

  const { plan, work } = draft(scoped, live, { ...ports, diagnostics: found });
  emit({ type: 'plan', plan });
  if (!(await approve(plan))) return { type: 'declined', plan };
  emit({ type: 'applyBegins', calls: count(work.flatMap(({ operations }) => operations.map(({ call }) => call))) });
  return { type: 'applied', plan, results: await execute(work, { ...ports, live }) };
}

/** The plan, and the work that would make it so. */
function draft(
  scoped: Scope,
  live: LiveState,
  ports: Ports & { readonly diagnostics: readonly Diagnostic[] },
): { readonly plan: Plan; readonly work: readonly Work[] } {
  const { rules, secrets } = ports;
  const managed = new Map(ports.kinds.filter(isManaged).map((kind): [string, ManagedKind] => [kind.name, kind]));
  const changes = diff(scoped.desired, scoped.live, rules);
  const work = lower(changes, live, { rules, kinds: managed });
  const warnings = missingSecrets(work, secrets, { desired: scoped.desired, rules });
  return { plan: makePlan(work, scoped, { ...ports, live, diagnostics: [...ports.diagnostics, ...warnings] }), work };
}

/** What this instance forbids or requires of what is asked for. */
function check(desired: DesiredState, live: LiveState, { kinds, rules, instance }: Ports): readonly Diagnostic[] {
  const managed = new Map(kinds.filter(isManaged).map((kind) => [kind.name, kind]));
  return [...desired.values()].flatMap((resource) => {
    const found = live.get(keyOf(rules, resource.address));
    return managed.get(resource.address.kind)?.check(resource, found, instance.identityManagement) ?? [];
  });
}
