import type { Address } from '../plan/model/address.ts';
import type { Action } from '../plan/model/change.ts';
import type { CallCounts, Plan } from '../plan/model/plan.ts';

/** What happened, never how to say it: wording, colour and format belong to src/report. */
export type Event =
  /** So many more calls of an API will be sent to read; `denied` is the search that would have been quicker. */
  | { readonly type: 'readAhead'; readonly call: string; readonly times: number; readonly denied?: string }
  | { readonly type: 'read'; readonly kind: string; readonly count: number }
  | { readonly type: 'plan'; readonly plan: Plan }
  /** `calls` are what the apply will send, by API. */
  | { readonly type: 'applyBegins'; readonly calls: CallCounts }
  | { readonly type: 'changeStarted'; readonly address: Address; readonly action: Action }
  /** `delay` in milliseconds. */
  | {
      readonly type: 'callRetried';
      readonly address: Address;
      readonly call: string;
      readonly attempt: number;
      readonly delay: number;
      readonly error: string;
    }
  /** It is about to be sent for the first time; listeners hear it before Connect does. */
  | { readonly type: 'callStarted'; readonly address: Address; readonly call: string }
  /** It was answered, or will not be sent; `failure` where the outcome is `failed`. */
  | {
      readonly type: 'callEnded';
      readonly address: Address;
      readonly call: string;
      readonly outcome: 'done' | 'failed' | 'skipped';
      readonly failure?: CallFailure;
    }
  | { readonly type: 'changeEnded'; readonly result: ChangeResult };

export type Emit = (event: Event) => void;

/** Why a call was not made. */
export type SkipReason =
  /** A change it builds on was not made. */
  | { readonly type: 'depends'; readonly on: Address }
  /** Connect has refused a call for a reason that holds for this one as well. `call` is the one that was refused; records of earlier versions lack the obstacle. */
  | { readonly type: 'pointless'; readonly call: string; readonly error: string; readonly obstacle?: Obstacle }
  /** A look at the resource right before has shown that the change must not be made. `why` is the end of a sentence. */
  | { readonly type: 'overtaken'; readonly why: string }
  /** It is not what was reviewed, and only the rest is applied. `why` is the end of a sentence. */
  | { readonly type: 'unreviewed'; readonly why: string }
  | { readonly type: 'interrupted' }
  /** There was no time left for it. */
  | { readonly type: 'deadline' };

/** What stands in the way of all calls like one that failed, until somebody does something about it. */
export type Obstacle =
  /** The credentials are missing, wrong or over: no call of any API can be made. */
  | 'credentials'
  /** The instance may have no more of what the call makes: no further call of this API can be made. */
  | 'quota'
  /** The credentials may not call this API. */
  | 'permission';

export interface CallFailure {
  readonly call: string;
  /** Name of the error: `InvalidParameterException`. */
  readonly error: string;
  readonly message: string;
  /** True where credentials or permissions were the reason. */
  readonly denied: boolean;
  /** Absent where the failure is this call's alone. */
  readonly obstacle?: Obstacle;
  readonly attempts: number;
  /** True where it may have been made all the same, and only its answer was lost. */
  readonly uncertain: boolean;
  readonly requestId?: string;
}

/** What became of one change. `milliseconds` from its first call to its last answer. */
export interface ChangeResult {
  readonly address: Address;
  readonly action: Action;
  readonly adoption: boolean;
  /** `errored` where a call failed; `skipped` where none failed and some were not made. */
  readonly outcome: 'complete' | 'errored' | 'skipped';
  /** Calls that were made, in order. */
  readonly done: readonly string[];
  /** Calls that were not made, or not surely, in order; absent where all were, and in records of earlier versions. */
  readonly left?: readonly string[];
  readonly failures: readonly CallFailure[];
  readonly skipped?: SkipReason;
  readonly milliseconds: number;
}
