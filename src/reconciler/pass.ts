/** What a pass is given, and what comes of it. */

import type { Clock } from '../base/clock.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Instance, Send } from '../connect/port.ts';
import type { Kind, ReadCache, ReadMethod } from '../kinds/kind.ts';
import type { ScopeRules } from '../plan/compare/ownership.ts';
import type { Renaming } from '../plan/compare/rename.ts';
import type { Imagine } from '../plan/compare/review.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import type { SourceFacts } from '../plan/model/person.ts';
import type { CallCounts, Plan, PlannedChange } from '../plan/model/plan.ts';
import type { Rules } from '../plan/model/rules.ts';
import type { DesiredState } from '../plan/model/state.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import type { Recent } from '../plan/safety/limits.ts';
import type { PaceOf } from '../plan/timing/schedule.ts';
import type { ChangeResult, Emit } from './events.ts';
import type { Gate } from './gate.ts';
import type { Journal } from './journal.ts';
import type { Memory } from './memory.ts';
import type { Secrets } from './sending/resolve.ts';

/** What the files ask for. */
export interface Wanted extends ScopeRules {
  /** All that is listed, on whatever day it is wanted. */
  readonly desired: DesiredState;
  /** The moment for which it is planned, in milliseconds since the Unix epoch; now where left out. Only a plan may be for another. */
  readonly asOf?: number;
  /** Exports that people come from. */
  readonly sources?: readonly SourceFacts[];
  /** Resources that get another name. */
  readonly renamed?: readonly Renaming[];
  /** The files, in the order in which they were read: mistakes are told in it. */
  readonly files?: readonly string[];
  /** Addresses that the pass is limited to; without them it is about everything. */
  readonly targets?: readonly string[];
  /** What reading the files had to say; errors end the pass before anything is read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Breaches of safety rules that somebody has agreed to beforehand; a function where that is for certain changes only. */
  readonly accepted?: Acceptances | ((changes: readonly PlannedChange[]) => Acceptances);
  /** Changes of the plan that this pass does not make yet. Nothing that it makes may need one of them. */
  readonly postponed?: (change: Change) => boolean;
  /** Resources that this pass leaves alone. */
  readonly leftOut?: readonly Address[];
}

/** Everything a pass needs of the world. */
export interface Ports {
  readonly instance: Instance;
  readonly send: Send;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Left out where no record is kept. */
  readonly journal?: Journal;
  /** Left out where no lock is needed. */
  readonly gate?: Gate;
  readonly secrets: Secrets;
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
  /** What the rate limit in `send` lets through, for the price and the order of the calls. */
  readonly pace: PaceOf;
  /** Read calls sent so far. */
  readonly readCalls: () => CallCounts;
  /**
   * Changes that earlier runs made to this instance since then (milliseconds since the Unix epoch), without
   * adoption; `undefined` where there are no records of earlier runs.
   */
  readonly recentChanges?: (since: number) => Recent | undefined | Promise<Recent | undefined>;
  /** How to read; `search` where left out. */
  readonly method?: ReadMethod;
  readonly cache?: ReadCache;
  /** Reads that the cache has saved so far. */
  readonly recalled?: () => number;
  /** For a process that makes one pass after the other. */
  readonly memory?: Memory;
  readonly signal: AbortSignal;
}

/** Asked once with the finished plan, and with what would be planned if Amazon Connect were otherwise. */
export type Approve = (plan: Plan, imagine: Imagine) => Promise<boolean>;

export type Outcome =
  | { readonly type: 'invalid'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: 'declined'; readonly plan: Plan }
  /** A safety rule of the plan fails; nothing was written. */
  | { readonly type: 'refused'; readonly plan: Plan }
  | { readonly type: 'applied'; readonly plan: Plan; readonly results: readonly ChangeResult[] };
