/** What a watch does with a plan, and what a pass came to. Pure. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { broken } from '../plan/safety/guard.ts';
import type { ChangeResult } from '../reconciler/events.ts';
import type { Outcome } from '../reconciler/reconcile.ts';
import { unusableSecrets } from '../reconciler/sending/secrets.ts';
import { quietReason, waitsForQuiet } from './quiet.ts';
import type { Mode, PassReport } from './status.ts';
import type { Opening } from './windows.ts';

/** What is to become of a plan that no safety rule refused. */
export type Decision =
  /** `postponed`: how many of its changes wait, and until when (milliseconds since the Unix epoch). */
  | { readonly type: 'apply'; readonly postponed?: { readonly count: number; readonly until: number } }
  | { readonly type: 'nothing-to-do' }
  | { readonly type: 'observe' }
  | { readonly type: 'wait'; readonly reason: string }
  | { readonly type: 'refuse'; readonly reason: string }
  | { readonly type: 'invalid'; readonly diagnostics: readonly Diagnostic[] };

export interface Circumstances {
  readonly mode: Mode;
  readonly suspended: boolean;
  readonly opening: Opening | undefined;
  /** Why an earlier plan was refused, until the files change or somebody resumes or accepts. */
  readonly tripped: string | undefined;
  /** Until when deletions wait, in milliseconds since the Unix epoch. */
  readonly quietAt: number | undefined;
}

export function decide(plan: Plan, { mode, suspended, opening, tripped, quietAt }: Circumstances): Decision {
  if (plan.changes.length === 0) return { type: 'nothing-to-do' };
  if (mode === 'observe') return { type: 'observe' };
  if (tripped !== undefined) return { type: 'refuse', reason: tripped };
  if (suspended) return { type: 'wait', reason: 'Suspended; changes wait until somebody resumes.' };
  if (opening && !opening.open) {
    const when = opening.changesAt === undefined ? '' : ` until ${new Date(opening.changesAt).toISOString()}`;
    return { type: 'wait', reason: `Outside of the windows of policy.windows; changes wait${when}.` };
  }
  const diagnostics = unusableSecrets(plan);
  if (diagnostics.length > 0) return { type: 'invalid', diagnostics };
  const count = quietAt === undefined ? 0 : plan.changes.filter(waitsForQuiet).length;
  if (quietAt === undefined || count === 0) return { type: 'apply' };
  if (count === plan.changes.length) return { type: 'wait', reason: quietReason(count, quietAt) };
  return { type: 'apply', postponed: { count, until: quietAt } };
}

/** What a pass came to, and `key`, by which the same trouble is known again. */
export interface Verdict
  extends Pick<PassReport, 'outcome' | 'reason' | 'obstacle' | 'plan' | 'results' | 'diagnostics'> {
  readonly key: string;
}

export const invalidVerdict = (diagnostics: readonly Diagnostic[]): Verdict => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
  return {
    ...{ outcome: 'invalid', diagnostics, results: [] },
    reason: `The configuration has ${count}; nothing is applied until it is fixed.`,
    key: JSON.stringify(errors.slice(0, 50).map(({ code, message, source }) => [code, message, source])),
  };
};

/** An error as a person is told of it. The same trouble has the same key. */
export interface Explained extends Required<Pick<PassReport, 'reason'>>, Pick<PassReport, 'obstacle'> {
  readonly key: string;
}

export const failed = (explained: Explained): Verdict => ({
  ...{ outcome: 'failed', results: [], diagnostics: [] },
  ...explained,
});

/** Why the making of changes was stopped on the way, and what that makes of the pass. */
export type Cut = Required<Pick<PassReport, 'reason'>> & { readonly outcome: 'waiting' | 'failed' };

export const suspendedOnTheWay: Cut = {
  outcome: 'waiting',
  reason: 'Suspended on the way; the rest waits until somebody resumes.',
};
export const stoppedOnTheWay: Cut = {
  outcome: 'waiting',
  reason: 'Stopped on the way; the rest is left for the next start.',
};

/** Of a pass that came to an end. */
export function judge(outcome: Outcome, decision: Decision | undefined, cut: Cut | undefined): Verdict {
  if (outcome.type === 'invalid') return invalidVerdict(outcome.diagnostics);
  const { plan } = outcome;
  const common = { plan, results: [], diagnostics: plan.diagnostics };
  if (outcome.type === 'applied') {
    const verdict = applied(outcome.results, cut);
    const postponed = decision?.type === 'apply' ? decision.postponed : undefined;
    const told = verdict.outcome === 'applied' && postponed ? waiting(postponed) : verdict;
    return { ...common, ...told, results: outcome.results };
  }
  if (outcome.type === 'refused') return { ...common, ...refusal(plan) };
  const key = JSON.stringify(plan.summary);
  switch (decision?.type) {
    case 'observe':
      return { ...common, outcome: 'observed', key };
    case 'wait':
      return { ...common, outcome: 'waiting', reason: decision.reason, key: `${key} ${decision.reason}` };
    case 'refuse':
      return { ...common, outcome: 'refused', reason: decision.reason, key: decision.reason };
    case 'invalid':
      return { ...invalidVerdict(decision.diagnostics), plan };
    case 'nothing-to-do':
    case 'apply':
    case undefined:
      return { ...common, outcome: 'in-sync', key: '' };
  }
}

function waiting({ count, until }: { readonly count: number; readonly until: number }): KnownTrouble {
  const reason = quietReason(count, until);
  return { outcome: 'waiting', reason, key: reason };
}

type KnownTrouble = Pick<Verdict, 'outcome' | 'reason' | 'key'>;

function refusal({ safety }: Plan): KnownTrouble {
  const reason = `Refused by a safety rule; nothing is applied until the files change or somebody accepts it. ${broken(
    safety,
  )
    .map(({ rule, message = '' }) => `${rule}: ${message}`)
    .join(' ')}`;
  return { outcome: 'refused', reason: reason.trim(), key: reason };
}

function applied(results: readonly ChangeResult[], cut: Cut | undefined): KnownTrouble {
  const open = results.filter(({ outcome }) => outcome !== 'complete');
  if (open.length === 0) return { outcome: 'applied', key: '' };
  const failures = open.flatMap((result) =>
    result.failures.map((failure) => ({ ...failure, of: format(result.address) })),
  );
  if (cut && (failures.length === 0 || cut.outcome === 'failed')) return { ...cut, key: cut.reason };
  const [first] = failures;
  const example = first ? ` ${first.of}: ${first.call}: ${first.error}: ${first.message}` : '';
  const made = results.some(({ done }) => done.length > 0);
  return {
    outcome: made ? 'partial' : 'failed',
    reason: `${open.length} of ${results.length} changes were not made.${example}`,
    key: [...new Set(failures.map(({ of, call, error }) => `${of} ${call} ${error}`))].sort().slice(0, 50).join('\n'),
  };
}
