/** An apply: plan, ask, make the changes. It says what came of it and prints nothing. */

import type { Clock } from '../base/clock.ts';
import { DeadlinePassed, type Ending, Failed, Interrupted } from '../base/errors.ts';
import type { Configuration } from '../config/load.ts';
import type { Plan } from '../plan/model/plan.ts';
import { changeDocuments, digest } from '../plan/model/plan-file.ts';
import { broken } from '../plan/safety/guard.ts';
import type { ChangeResult } from '../reconciler/events.ts';
import type { Approve, Outcome } from '../reconciler/reconcile.ts';
import { unusableSecrets } from '../reconciler/sending/secrets.ts';
import { exit } from '../report/exit-codes.ts';
import { usualApprovalTimeout } from './approval.ts';
import { readConfiguration } from './configuration.ts';
import { endingOf } from './ending.ts';
import { type Failure, failureOf, invalid, refusedBySafety } from './failure.ts';
import type { Host } from './host/host.ts';
import { accessOf } from './instance/access.ts';
import type { Connection } from './instance/connection.ts';
import { type Within, withInstance, withinTime } from './instance/open.ts';
import { type KeepingOptions, type KeptPass, keepNothing, makeKeeping } from './keeping.ts';
import { tidyUpAfter } from './machine/tidy.ts';
import { passOver } from './pass.ts';
import { type PassView, wantedBy } from './plan.ts';
import { beginReview, type Review, type ReviewOptions } from './review.ts';

export interface ApplyInputs extends ReviewOptions, KeepingOptions {
  /** Milliseconds from the start to the end of everything: waiting for the lock, reading, asking, writing. */
  readonly deadline?: number;
  /** Milliseconds after which a plan that was asked about is made afresh. */
  readonly approvalTimeout?: number;
}

/** Who is told of an apply, and asked. */
export interface ApplyView extends PassView {
  /** Whether the plan is to be made; a reviewed plan and an empty one are not asked about. */
  approve(plan: Plan, asking: { readonly signal: AbortSignal; readonly connection: Connection }): Promise<boolean>;
  /** An answer came too late: the plan is made afresh. `unchanged` where that is the same plan, so nobody is asked again. */
  afresh(state: 'begun' | 'unchanged'): void;
}

export type Applied =
  | { readonly type: 'failed'; readonly failure: Failure }
  /** `by` is what ended the question; absent where somebody said no. */
  | { readonly type: 'declined'; readonly plan?: Plan; readonly by?: Interrupted }
  | {
      readonly type: 'applied';
      readonly plan: Plan;
      /** Of every change, also of those that a partial apply left out. */
      readonly results: readonly ChangeResult[];
      readonly review: Review;
      readonly ending: Ending;
      /** Why it was told to stop on the way. */
      readonly stopped?: unknown;
    };

/** Reads the files and the plan that was reviewed, if there is one, and applies them within the deadline. */
export function applyConfiguration(options: ApplyInputs, host: Host, view: ApplyView): Promise<Applied> {
  return withinTime(options.deadline, host, async (inside) => {
    const review = await beginReview(options, inside);
    const configuration = await readConfiguration(options);
    const reach = accessOf(configuration);
    tidyUpAfter(configuration.desired.size);
    return withInstance(reach, options, {
      host: inside,
      work: (connection) => applyOver(connection, { options, configuration, review, inside, view }),
    });
  });
}

export interface ApplyRun {
  readonly options: ApplyInputs;
  readonly configuration: Configuration;
  readonly review: Review;
  readonly inside: Within;
  readonly view: ApplyView;
}

/** The same over an instance that is open. Whatever ends it, its lock is freed and its record ended. */
export async function applyOver(connection: Connection, applying: ApplyRun): Promise<Applied> {
  const { options, configuration, inside } = applying;
  const keepsNothing = options.elsewhere !== undefined && options.stateDir === undefined;
  const keeping = keepsNothing ? keepNothing : makeKeeping('apply', options, { host: inside, halt: inside.halt });
  let ending: Ending = 'unexpected';
  try {
    const kept = await keeping.enter(connection, configuration.owner);
    const applied = await decide(connection, applying, kept);
    ending = endingFor(applied);
    return applied;
  } catch (thrown) {
    // Once it is told to stop, whatever ends it is that.
    const error = inside.signal.aborted ? thrownFor(thrown, inside.signal.reason) : thrown;
    ending = failureOf(error).ending;
    throw error;
  } finally {
    await keeping.leave(exit[ending]);
  }
}

/** A failure that says more than the reason for which it was told to stop. */
const thrownFor = (thrown: unknown, reason: unknown): unknown =>
  thrown instanceof Failed && thrown.name !== 'CallError' && reason instanceof DeadlinePassed ? thrown : reason;

export function endingFor(applied: Applied): Ending {
  switch (applied.type) {
    case 'failed':
      return applied.failure.ending;
    case 'declined':
      return applied.by?.ending ?? 'unexpected';
    case 'applied':
      return applied.ending;
  }
}

/** Passes over the instance until somebody has said yes or no in time. */
async function decide(
  connection: Connection,
  { options, configuration, review, inside, view }: ApplyRun,
  kept: KeptPass,
): Promise<Applied> {
  const { approvalTimeout = usualApprovalTimeout } = options;
  let late: Plan | undefined;
  let interrupted: Interrupted | undefined;
  let refusal: Failure | undefined;
  const approve: Approve = async (plan, imagine) => {
    inside.signal.throwIfAborted();
    const agreed = late;
    late = undefined;
    refusal = review.refuse(plan, imagine) ?? secretsMissing(plan);
    if (refusal) return false;
    if (agreed && digestOf(agreed) === digestOf(plan) && broken(plan.safety).length === 0) {
      view.afresh('unchanged');
      return true;
    }
    await view.planned(plan, connection, imagine);
    if (broken(plan.safety).length > 0) return false;
    if (review.reviewed || plan.changes.length === 0) return true;
    const asked = await ask(plan, { clock: inside.clock, view, asking: { signal: inside.signal, connection } });
    if (asked instanceof Interrupted) interrupted = asked;
    else if (asked.yes && asked.took > approvalTimeout) late = plan;
    else return asked.yes;
    return false;
  };
  for (;;) {
    const follow = view.begin(connection, inside.signal);
    const outcome = await passOver(connection, wantedBy(limited(options, review), configuration, inside), {
      host: inside,
      options,
      approve,
      kept,
      emit: follow,
    });
    if (!late) return appliedFrom(outcome, { review, refusal, interrupted, signal: inside.signal });
    view.afresh('begun');
  }
}

interface ApplyQuestion {
  readonly clock: Clock;
  readonly view: ApplyView;
  readonly asking: Parameters<ApplyView['approve']>[1];
}

/** The answer and the milliseconds that it took. */
async function ask(
  plan: Plan,
  { clock, view, asking }: ApplyQuestion,
): Promise<{ readonly yes: boolean; readonly took: number } | Interrupted> {
  const since = clock.now();
  try {
    const yes = await view.approve(plan, asking);
    asking.signal.throwIfAborted();
    return { yes, took: clock.now() - since };
  } catch (error) {
    const { aborted, reason } = asking.signal;
    if (aborted && reason instanceof Interrupted) return reason;
    if (aborted && reason instanceof DeadlinePassed)
      throw new DeadlinePassed('The deadline came before the plan was approved; nothing was written.');
    throw error;
  }
}

interface Concluding {
  readonly review: Review;
  /** Why the plan may not be applied, whatever anybody says. */
  readonly refusal: Failure | undefined;
  readonly interrupted: Interrupted | undefined;
  readonly signal: AbortSignal;
}

function appliedFrom(outcome: Outcome, { review, refusal, interrupted, signal }: Concluding): Applied {
  switch (outcome.type) {
    case 'invalid':
      return { type: 'failed', failure: invalid(outcome.diagnostics) };
    case 'refused':
      return { type: 'failed', failure: refusal ?? refusedBySafety(outcome.plan) };
    case 'declined':
      if (refusal) return { type: 'failed', failure: refusal };
      return interrupted
        ? { type: 'declined', plan: outcome.plan, by: interrupted }
        : { type: 'declined', plan: outcome.plan };
    case 'applied': {
      const results = [...outcome.results, ...review.leftOut];
      const { aborted, reason } = signal;
      const ending = endingOf(results, aborted ? reason : undefined);
      const applied = { type: 'applied', plan: outcome.plan, results, review, ending } as const;
      return aborted ? { ...applied, stopped: reason } : applied;
    }
  }
}

/** A reviewed plan stays about what it was about. */
const limited = (options: ApplyRun['options'], { targets }: Review): ApplyRun['options'] =>
  targets ? { ...options, target: targets } : options;

const digestOf = (plan: Plan): string => digest(changeDocuments(plan));

/** A password that cannot be sent stops an apply before its first write; for a plan it is a warning. */
function secretsMissing(plan: Plan): Failure | undefined {
  const missing = unusableSecrets(plan);
  return missing.length === 0 ? undefined : invalid(missing);
}
