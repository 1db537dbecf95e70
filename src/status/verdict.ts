/** How it stands, in one glance: a word, a sentence, and since when. The page, its title and `/status` all say this. */

import { plural, some } from '../base/words.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { PassOutcome, PassReport, Standing } from '../watch/standing.ts';

export type State =
  | 'starting'
  | 'in-sync'
  | 'pending'
  | 'suspended'
  | 'refused'
  | 'partial'
  | 'invalid'
  | 'failing'
  | 'stuck';

export interface Verdict {
  readonly state: State;
  readonly title: string;
  readonly sentence: string;
  /** Milliseconds since the Unix epoch. */
  readonly since?: number;
}

const titles: { readonly [state in State]: string } = {
  starting: 'Starting',
  'in-sync': 'In sync',
  pending: 'Changes waiting',
  suspended: 'Suspended',
  refused: 'Refused',
  partial: 'Partly done',
  invalid: 'Files are wrong',
  failing: 'Failing',
  stuck: 'Stuck',
};

const stateOf: { readonly [outcome in PassOutcome]: State } = {
  ...{ 'in-sync': 'in-sync', applied: 'in-sync', observed: 'pending', waiting: 'pending' },
  ...{ refused: 'refused', partial: 'partial', invalid: 'invalid', failed: 'failing' },
};

/** `stuck` is the sentence of `health.ts`, where there is one. What needs somebody comes before what was asked for. */
export function verdictOf(standing: Standing, stuck?: string): Verdict {
  const verdict = (state: State, sentence: string, since?: number): Verdict => ({
    ...{ state, title: titles[state], sentence },
    ...(since !== undefined && { since }),
  });
  const { passes, suspendedSince } = standing;
  const [last] = passes;
  if (stuck !== undefined) return verdict('stuck', `${stuck} Restart connect-sync.`);
  if (last && needsSomebody(last)) return verdict(stateOf[last.outcome], troubleOf(last), since(passes));
  if (suspendedSince !== undefined) {
    return verdict('suspended', `Nothing is applied until somebody resumes. ${waiting(standing)}`, suspendedSince);
  }
  if (!last && standing.running?.wait && standing.running.wait.until === undefined) {
    return verdict('starting', standing.running.wait.reason, standing.startedAt);
  }
  if (!last) return verdict('starting', 'The first look at Amazon Connect has not ended yet.', standing.startedAt);
  const state = stateOf[last.outcome];
  if (state === 'in-sync') return verdict(state, 'Amazon Connect is as the files say.', since(passes));
  return verdict(state, pendingSentence(standing, last), since(passes));
}

const needsSomebody = ({ outcome }: PassReport): boolean =>
  outcome === 'refused' || outcome === 'partial' || outcome === 'invalid' || outcome === 'failed';

/** The end of the first of the passes, counted back from the last one, that all say the same. */
function since(passes: readonly PassReport[]): number | undefined {
  const state = passes[0] && stateOf[passes[0].outcome];
  const other = passes.findIndex(({ outcome }) => stateOf[outcome] !== state);
  return passes[(other < 0 ? passes.length : other) - 1]?.endedAt;
}

function troubleOf({ outcome, reason, diagnostics, plan }: PassReport): string {
  switch (outcome) {
    case 'refused':
      return refusal(plan) ?? reason ?? 'A safety rule refused the changes, and nothing was written.';
    case 'partial':
      return sentences('Some changes were made, others were not. It will try again.', reason);
    case 'invalid': {
      const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
      const count = errors > 0 ? `The files have ${plural(errors, 'error')}. ` : '';
      return sentences(`${count}Nothing is applied until they are mended.`, errors > 0 ? undefined : reason);
    }
    default:
      return sentences('The last look did not succeed. It will try again.', reason);
  }
}

/** Without what the rules have to say, which is told beside it; nothing of a plan that would pass by now. */
function refusal(plan: Plan | undefined): string | undefined {
  const rules = plan?.safety.filter(({ result }) => result === 'fail').map(({ rule }) => rule) ?? [];
  if (rules.length === 0) return undefined;
  return `Refused by ${some(rules, 3)}; nothing is applied until the files change or somebody resumes.`;
}

const sentences = (first: string, reason: string | undefined): string =>
  reason === undefined || reason === '' ? first : `${first} ${reason}`;

function pendingSentence({ mode, window, pending }: Standing, { reason }: PassReport): string {
  const changes = pending?.changes.length ?? 0;
  const found = `${plural(changes, 'change')} ${changes === 1 ? 'is' : 'are'} pending.`;
  if (mode === 'observe') return `${found} This watch only observes and makes none.`;
  if (window && !window.open) return `${found} It is not the time to apply; a window will open.`;
  return sentences(found, reason);
}

function waiting({ pending, passes }: Standing): string {
  const changes = pending?.changes.length ?? 0;
  if (changes === 0 && passes.length === 0) return 'What waits is not known yet.';
  if (changes === 0) return 'No change is waiting.';
  return changes === 1 ? '1 change is waiting.' : `${changes} changes are waiting.`;
}
