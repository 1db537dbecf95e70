/**
 * How a watch stands, as data. The loop keeps it; the status page, `/status`, `/metrics` and the notices show it, and know
 * nothing else of the loop. Times are milliseconds since the Unix epoch.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Instance } from '../connect/port.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { ChangeResult, Obstacle } from '../reconciler/events.ts';
import type { AcceptRequest } from './agreement.ts';
import type { Applying } from './applying.ts';

/** `apply` makes the changes of a plan; `observe` only reports them. */
export type Mode = 'apply' | 'observe';

/** What asked for a look. */
export type Trigger =
  | 'start'
  | 'files'
  | 'interval'
  | 'signal'
  | 'request'
  | 'retry'
  | 'window'
  | 'date'
  | 'resume'
  | 'accept'
  | 'settled';

/** How a pass ended. */
export type PassOutcome =
  /** Connect is as the files say. */
  | 'in-sync'
  /** All changes of the plan were made. */
  | 'applied'
  /** There are changes, and this watch only observes. */
  | 'observed'
  /** There are changes, and they wait: suspended, outside of the windows, or until the files are at rest. */
  | 'waiting'
  /** A safety rule refused the plan. */
  | 'refused'
  /** Some changes were made, others failed or were skipped. */
  | 'partial'
  /** The files are wrong. */
  | 'invalid'
  /** Nothing could be done: no network, no permission, a read that did not add up, a lock that another holds. */
  | 'failed';

export interface PassReport {
  /** Counts from 1 since the start. */
  readonly number: number;
  readonly trigger: Trigger;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: PassOutcome;
  /** One sentence, where the outcome is none of `in-sync`, `applied` and `observed`. */
  readonly reason?: string;
  /** What ended it, where a person has to clear that away. */
  readonly obstacle?: Obstacle;
  /** The plan that was made, if it came to that. */
  readonly plan?: Plan;
  readonly results: readonly ChangeResult[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface WatchStatus {
  readonly instance: Instance;
  readonly mode: Mode;
  readonly startedAt: number;
  /** Since when nothing is applied because somebody asked for that. */
  readonly suspendedSince?: number;
  /** Where `policy.windows` says when to apply: whether that is now, and when it changes. */
  readonly window?: { readonly open: boolean; readonly changesAt?: number };
  /** What was read last, and its digest (`sha256:…`); absent until files could be read. */
  readonly files?: { readonly names: readonly string[]; readonly digest: string; readonly readAt: number };
  readonly running?: {
    readonly trigger: Trigger;
    readonly since: number;
    /** While changes are made. */
    readonly applying?: Applying;
    /** What it waits, or has waited, for before it turns to Connect: a sentence, and until when, once that is over. */
    readonly wait?: { readonly reason: string; readonly until?: number };
  };
  /** When somebody has asked for a look that has not ended yet. */
  readonly askedAt?: number;
  /** The last ones, newest first; a bounded number. */
  readonly passes: readonly PassReport[];
  /** When Connect was last known to be as the files say. */
  readonly lastSuccessAt?: number;
  readonly nextPassAt?: number;
  /** What the last plan found and what has not been made so since; while changes are made, of the plan being made. */
  readonly pending?: Plan;
  /** Resources that failed again and again and are left alone until then. */
  readonly backingOff: readonly { readonly address: string; readonly failures: number; readonly until: number }[];
}

/** What may be asked of a running watch. Each takes effect at once and returns before any pass that it starts. */
export interface Controls {
  status(): WatchStatus;
  reconcile(trigger: Extract<Trigger, 'request' | 'signal'>): void;
  suspend(): void;
  /** Lets what a person has suspended, or a safety rule has refused, be looked at afresh. It accepts nothing. */
  resume(): void;
  /** Accepts what a safety rule refuses in the last plan; a sentence where that is not possible. */
  accept(request: AcceptRequest): string | undefined;
}
