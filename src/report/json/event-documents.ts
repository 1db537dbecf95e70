/** What happens, as documents for programs: the lines of `--format json`, and the events of the library. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { seconds } from '../../base/time.ts';
import { format } from '../../plan/model/address.ts';
import type { Action } from '../../plan/model/change.ts';
import { diagnosticDocument, type PlanDocument, planDocument, type Tool } from '../../plan/model/plan-file.ts';
import type { CallFailure, ChangeResult, Event } from '../../reconciler/events.ts';
import { because, type Tally } from '../text/apply-text.ts';

interface EndedChange {
  /** `user/jane.doe` */
  readonly address: string;
  readonly action: Action;
  /** Only the mark was put on it. */
  readonly adoption?: true;
  /** Calls that were made, in order. */
  readonly calls: readonly string[];
  /** Calls that were not made, where others were. */
  readonly left?: readonly string[];
  readonly seconds: number;
}

export type EventDocument =
  | ({ readonly type: 'plan' } & PlanDocument)
  | { readonly type: 'applyStart'; readonly address: string; readonly action: Action }
  | {
      readonly type: 'applyRetry';
      readonly address: string;
      readonly call: string;
      readonly attempt: number;
      readonly delaySeconds: number;
      readonly error: string;
    }
  | ({ readonly type: 'applyComplete' } & EndedChange)
  | ({ readonly type: 'applyErrored'; readonly errors: readonly CallFailure[] } & EndedChange)
  | ({ readonly type: 'applySkipped'; readonly reason: string } & EndedChange)
  /** What is worth knowing and is about no change of the plan. */
  | ({ readonly type: 'diagnostic' } & Diagnostic)
  | ({ readonly type: 'summary' } & SummaryDocument);

export interface SummaryDocument extends Tally {
  /** That the apply itself took, without reading and planning. */
  readonly seconds: number;
  readonly exitCode: number;
}

/** The document of an event; nothing for those that only a progress display needs. */
export function eventDocument(event: Event, tool: Tool): EventDocument | undefined {
  switch (event.type) {
    case 'plan':
      return { type: 'plan', ...planDocument(event.plan, tool) };
    case 'changeStarted':
      return { type: 'applyStart', address: format(event.address), action: event.action };
    case 'callRetried': {
      const { address, call, attempt, delay, error } = event;
      return {
        type: 'applyRetry',
        address: format(address),
        call,
        attempt,
        delaySeconds: seconds(delay),
        error,
      };
    }
    case 'changeEnded':
      return resultDocument(event.result);
    case 'readAhead':
    case 'read':
    case 'applyBegins':
    case 'callStarted':
    case 'callEnded':
      return undefined;
  }
}

export type ResultDocument = Extract<EventDocument, EndedChange>;

export function resultDocument(result: ChangeResult): ResultDocument {
  const common: EndedChange = {
    address: format(result.address),
    action: result.action,
    ...(result.adoption && { adoption: true }),
    calls: result.done,
    ...(result.done.length > 0 && result.left && { left: result.left }),
    seconds: seconds(result.milliseconds),
  };
  switch (result.outcome) {
    case 'complete':
      return { type: 'applyComplete', ...common };
    case 'errored':
      return { type: 'applyErrored', ...common, errors: result.failures };
    case 'skipped':
      return { type: 'applySkipped', ...common, reason: because(result.skipped) };
  }
}

export const diagnosticEvent = (diagnostic: Diagnostic): EventDocument => ({
  type: 'diagnostic',
  ...(diagnosticDocument(diagnostic) as unknown as Diagnostic),
});
