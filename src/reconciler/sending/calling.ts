/** What a call needs to be sent, and what becomes of it. */
import type { Clock } from '../../base/clock.ts';
import { DeadlinePassed } from '../../base/errors.ts';
import type { Send } from '../../connect/port.ts';
import type { Objection } from '../../plan/compare/still.ts';
import type { Rules } from '../../plan/model/rules.ts';
import type { LiveState } from '../../plan/model/state.ts';
import type { CallFailure, Emit, SkipReason } from '../events.ts';
import type { Gate } from '../gate.ts';
import type { Journal } from '../journal.ts';
import type { Secrets } from './resolve.ts';

export interface Calling {
  readonly send: Send;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly journal: Journal;
  readonly gate: Gate;
  readonly secrets: Secrets;
  readonly live: LiveState;
  readonly rules: Rules;
  readonly signal: AbortSignal;
  /** Whether a change may still be made of a resource that was looked at again; it may where this is left out. */
  readonly objection?: Objection;
}

export type CallResult =
  | { readonly outcome: 'done' }
  /** `made` where Connect has done a part of what the call asked for. */
  | { readonly outcome: 'failed'; readonly failure: CallFailure; readonly made?: true }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason };

export const skippedBy = ({ reason }: AbortSignal): CallResult & { readonly outcome: 'skipped' } => ({
  outcome: 'skipped',
  reason: { type: reason instanceof DeadlinePassed ? 'deadline' : 'interrupted' },
});
