/** How a watch stands, at a glance: what it is and what a person must do, why, and since when. The page, its title and `/status` say this. */

import { present } from '../base/json.ts';
import { about, plural } from '../base/words.ts';
import { format } from '../plan/model/address.ts';
import type { Plan } from '../plan/model/plan.ts';
import { type PerSecond, slowestOf } from '../plan/timing/cost.ts';
import type { Obstacle } from '../reconciler/events.ts';
import { made } from '../report/actions.ts';
import type { Applying } from '../watch/applying.ts';
import type { PassOutcome, PassReport, WatchStatus } from '../watch/status.ts';

export type State =
  | 'starting'
  | 'in-sync'
  | 'applying'
  | 'pending'
  | 'suspended'
  | 'refused'
  | 'partial'
  | 'invalid'
  | 'failing'
  | 'stuck';

export interface StatusVerdict {
  readonly state: State;
  /** What it is, and after a colon what a person must do. */
  readonly title: string;
  readonly sentence: string;
  /** The reasons, each a sentence: which rule with its numbers, which file and line. */
  readonly reasons: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly since?: number;
}

const titles: { readonly [state in State]: string } = {
  starting: 'Starting: no action needed',
  'in-sync': 'In sync: nothing to do',
  applying: 'Making changes: no action needed',
  pending: 'Changes waiting: no action needed',
  suspended: 'Suspended: resume when ready',
  refused: 'Refused: check the changes',
  partial: 'Partly done: check what failed',
  invalid: 'Files are wrong: fix them',
  failing: 'Not working: check the reason',
  stuck: 'Stuck: restart connect-sync',
};

const stateOf: { readonly [outcome in PassOutcome]: State } = {
  'in-sync': 'in-sync',
  applied: 'in-sync',
  observed: 'pending',
  waiting: 'pending',
  refused: 'refused',
  partial: 'partial',
  invalid: 'invalid',
  failed: 'failing',
};

/** Reasons that the card has room for; all of them are told further down. */
const maxReasons = 3;

/** `stuck` is the sentence of `health.ts`, where there is one. What needs somebody comes before what was asked for. */
export function verdictOf(status: WatchStatus, stuck?: string, perSecond?: PerSecond): StatusVerdict {
  const verdict = (state: State, sentence: string, more: Partial<StatusVerdict> = {}): StatusVerdict => ({
    state,
    title: titles[state],
    sentence,
    reasons: [],
    ...more,
  });
  const { passes, suspendedSince, running, mode } = status;
  const [last] = passes;
  const first = since(passes);
  const from = first === undefined ? {} : { since: first };
  if (stuck !== undefined) return verdict('stuck', stuck);
  if (running?.applying) {
    const { applying } = running;
    return verdict('applying', applyingSentence(applying, perSecond), { since: applying.since });
  }
  if (last && needsSomebody(last)) {
    const title = obstructed(last);
    return verdict(stateOf[last.outcome], troubleOf(last), {
      ...from,
      ...present({ title }),
      reasons: reasonsOf(last),
    });
  }
  if (suspendedSince !== undefined) {
    return verdict('suspended', `Nothing is applied until somebody resumes. ${waiting(status)}`, {
      since: suspendedSince,
    });
  }
  if (!last) {
    const wait = running?.wait?.until === undefined ? running?.wait?.reason : undefined;
    const sentence = wait ?? 'The first look at Amazon Connect has not ended yet.';
    return verdict('starting', sentence, { since: status.startedAt });
  }
  const state = stateOf[last.outcome];
  if (state === 'in-sync') return verdict(state, 'Amazon Connect is as the files say.', from);
  const title = mode === 'observe' ? 'Changes found: apply them or change the files' : titles.pending;
  return verdict(state, pendingSentence(status, last), { ...from, title });
}

const remedies: { readonly [obstacle in Obstacle]: readonly [state: string, remedy: string] } = {
  credentials: ['No access', 'refresh the credentials'],
  permission: ['No access', 'check the permissions'],
  quota: ['A quota is full', 'raise it'],
};

/** The title where it is known what a person has to clear away. */
function obstructed({ outcome, obstacle, results }: PassReport): string | undefined {
  const found = obstacle ?? results.flatMap(({ failures }) => failures).find((one) => one.obstacle)?.obstacle;
  if (found === undefined) return undefined;
  const [state, remedy] = remedies[found];
  return outcome === 'partial' && found !== 'quota' ? `Partly done: ${remedy}` : `${state}: ${remedy}`;
}

const needsSomebody = ({ outcome }: PassReport): boolean =>
  outcome === 'refused' || outcome === 'partial' || outcome === 'invalid' || outcome === 'failed';

/** The end of the first of the passes, counted back from the last one, that all say the same. */
function since(passes: readonly PassReport[]): number | undefined {
  const state = passes[0] && stateOf[passes[0].outcome];
  const other = passes.findIndex(({ outcome }) => stateOf[outcome] !== state);
  return passes[(other < 0 ? passes.length : other) - 1]?.endedAt;
}

/** Seconds that an apply still takes at the rates of the moment; `undefined` where nobody can say. */
export function secondsLeft({ callsLeft }: Applying, perSecond: PerSecond | undefined): number | undefined {
  const seconds = perSecond && slowestOf(callsLeft, perSecond).seconds;
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined;
}

function applyingSentence(applying: Applying, perSecond: PerSecond | undefined): string {
  const left = secondsLeft(applying, perSecond);
  const time = left === undefined ? '' : left > 0 ? `, ${about(left)} left` : ', nearly done';
  const failed = applying.failed > 0 ? ` ${plural(applying.failed, 'change')} failed.` : '';
  return `${applying.done} of ${plural(applying.total, 'change')} made${time}.${failed}`;
}

function troubleOf({ outcome, diagnostics }: PassReport): string {
  switch (outcome) {
    case 'refused':
      return 'A safety rule refused the changes, and none of them was made. Accept them if they are meant, or change the files.';
    case 'partial':
      return 'Some changes were made, others were not. It will try again.';
    case 'invalid': {
      const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
      const count = errors > 0 ? `The files have ${plural(errors, 'error')}. ` : '';
      return `${count}Nothing is applied until they are fixed.`;
    }
    default:
      return 'The last look did not succeed. It will try again.';
  }
}

/** Each with where it is or with its numbers. */
function reasonsOf({ outcome, reason, diagnostics, plan, results }: PassReport): readonly string[] {
  const all =
    outcome === 'refused' ? rulesOf(plan) : outcome === 'invalid' ? errorsOf(diagnostics) : failuresOf(results);
  const told = all.length > 0 ? all : reason === undefined || reason === '' ? [] : [reason];
  const more = told.length - maxReasons;
  return more > 0 ? [...told.slice(0, maxReasons), `And ${more} more.`] : told;
}

const rulesOf = (plan: Plan | undefined): readonly string[] =>
  (plan?.safety ?? []).flatMap(({ rule, limit, value, result, message, acceptable }) => {
    if (result !== 'fail') return [];
    const why = message ?? `${value}, where the limit is ${limit}.`;
    // How it is accepted while a watch runs stands beside it.
    return [`${rule}: ${why.replace(` Acknowledge with --accept ${acceptable}.`, '')}`];
  });

const errorsOf = (diagnostics: PassReport['diagnostics']): readonly string[] =>
  diagnostics.flatMap(({ severity, message, source }) =>
    severity === 'error' ? [source ? `${source.file}, line ${source.line}: ${message}` : message] : [],
  );

const failuresOf = (results: PassReport['results']): readonly string[] =>
  results.flatMap(({ address, action, failures: [first] }) =>
    first ? [`${format(address)} could not be ${made[action]}: ${first.message}`] : [],
  );

function pendingSentence({ mode, window, pending }: WatchStatus, { reason }: PassReport): string {
  const changes = pending?.changes.length ?? 0;
  const found = `${plural(changes, 'change')} ${changes === 1 ? 'is' : 'are'} pending.`;
  if (mode === 'observe') return `${found} This watch only observes and makes none.`;
  if (window && !window.open) return `${found} They are made when the next window opens.`;
  return reason === undefined || reason === '' ? found : `${found} ${reason}`;
}

function waiting({ pending, passes }: WatchStatus): string {
  const changes = pending?.changes.length ?? 0;
  if (changes === 0 && passes.length === 0) return 'What waits is not known yet.';
  if (changes === 0) return 'No change is waiting.';
  return changes === 1 ? '1 change is waiting.' : `${changes} changes are waiting.`;
}
