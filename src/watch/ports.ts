/** What a watch is given and what it gives: files, one pass over Connect, a clock, and somebody to tell. */

import type { Clock } from '../base/clock.ts';
import type { Instance } from '../connect/port.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import type { Plan, PlannedChange } from '../plan/model/plan.ts';
import type { Window } from '../plan/model/policy.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import type { Event } from '../reconciler/events.ts';
import type { Outcome, Wanted } from '../reconciler/reconcile.ts';
import type { Controls, Mode, PassReport, Trigger } from './status.ts';
import type { Explained } from './verdict.ts';

/** The configuration at one moment. */
export interface WatchedConfiguration {
  readonly wanted: Wanted;
  readonly windows: readonly Window[];
  readonly names: readonly string[];
  /** Of everything that was read: where it is the same, nothing has changed. */
  readonly digest: string;
  /** When one of them was last modified, as the file system says, in milliseconds since the Unix epoch. */
  readonly modifiedAt?: number;
}

/** One pass as the loop asks for it. */
export interface PassRequest<Files extends WatchedConfiguration> {
  readonly files: Files;
  /** Read everything, and not only what has moved since the last read. */
  readonly whole: boolean;
  readonly leftOut: readonly Address[];
  readonly signal: AbortSignal;
  /** What somebody has agreed to, of a plan with these changes. */
  accepted(changes: readonly PlannedChange[]): Acceptances;
  /** Whether a change waits although the plan is approved. */
  readonly postponed?: (change: Change) => boolean;
  /** Told of everything that happens. */
  on(event: Event): void;
  /** An earlier process was suspended then, and nobody has resumed it. */
  wasSuspended(since: number): void;
  approve(plan: Plan): Promise<boolean>;
  /** No more calls may be begun, because of this; the pass ends as failed. */
  halt(reason: Error): void;
  /** The pass waits for something other than Connect, until it calls what this returns. */
  waits(reason: string): () => void;
}

/** What happens, for logs, notices and metrics. */
export type WatchEvent =
  | { readonly type: 'passStarted'; readonly number: number; readonly trigger: Trigger }
  /** `isNews` is false where the same is said for a second time. */
  | { readonly type: 'passEnded'; readonly report: PassReport; readonly isNews: boolean }
  | { readonly type: 'suspended'; readonly since: number }
  | { readonly type: 'resumed' }
  /** `accepted` as `--accept` takes it: `delete=37`. */
  | { readonly type: 'accepted'; readonly accepted: readonly string[] };

export interface WatchPorts<Files extends WatchedConfiguration> {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** The files as they are now, parsed anew only where they changed. */
  readFiles(): Promise<Files>;
  /** Reads, plans, asks, applies. Rejects where it cannot; then nothing was written. */
  pass(asked: PassRequest<Files>): Promise<Outcome>;
  /** As far as it is known. */
  instance(): Instance;
  /** What a person is told of an error, and by what the same error is known again. */
  explain(error: unknown): Explained;
  makeAbort(): AbortController;
  tell(event: WatchEvent): void;
}

export interface LoopOptions {
  readonly mode: Mode;
  /** Milliseconds between two looks, give or take a tenth. */
  readonly interval: number;
  /** Milliseconds after which everything is read again. */
  readonly fullReadInterval: number;
  /** Breaches of safety rules in the first plan that somebody has agreed to. */
  readonly accept?: Acceptances;
}

export interface Watch {
  readonly controls: Controls;
  /** Files may have changed; whether they have, the digest says. */
  filesMoved(): void;
  /** Until the signal is aborted; then it finishes the calls in flight and resolves. */
  run(stop: AbortSignal): Promise<void>;
}
