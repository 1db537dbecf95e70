import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Address } from './address.ts';
import type { Change, Leaving } from './change.ts';
import type { SamePerson } from './person.ts';
import type { ServedChannel } from './rules.ts';

/** How much harm a change can do: `privilege` widens what somebody may do, `irreversible` cannot be undone. */
export type Risk = 'normal' | 'privilege' | 'irreversible';

/** A change with what it takes and what it risks. */
export type PlannedChange = Change & {
  /** The API calls that make it, in the order they are sent. */
  readonly calls: readonly string[];
  readonly risk: Risk;
  /** Of somebody who stands in the tree of people; it counts for neither digest nor review. */
  readonly place?: Placed;
};

/** Where somebody stands in the tree of people (their hierarchy), before and after: names from the top down. */
export interface Placed {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** The tree that people stand in, as far as it was read. */
export interface Tree {
  /** What its levels are called, from the top down; empty where that was not read. */
  readonly tiers: readonly string[];
  /** In the order of their paths, each after the one above it. */
  readonly branches: readonly Branch[];
}

/** How many people stand right in a branch; absent where there is no such branch. */
export interface Branch {
  readonly path: readonly string[];
  readonly before?: number;
  readonly after?: number;
}

/** The instance a plan is for. */
export interface Target {
  readonly region: string;
  readonly instanceId: string;
  readonly alias?: string;
  readonly identityManagement: string;
}

export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  /** People who lose access and keep an account for a while; neither in `update` nor in `delete`. Absent where there are none. */
  readonly park?: number;
  /** Updates that only put this configuration's mark on a resource; not counted in `update`. */
  readonly adopt: number;
  /** Listed, and as Connect has them. */
  readonly unchanged: number;
  readonly unmanaged: number;
  readonly noLongerListed: number;
}

/** A safety rule, checked against a plan. */
export interface SafetyCheck {
  readonly rule: string;
  readonly limit: string;
  readonly value: number;
  readonly result: 'pass' | 'fail';
  /** Where it fails and can be acknowledged: with what, as `--accept` takes it (`delete=37`). */
  readonly acceptable?: string;
  /** True where it passes only because somebody acknowledged exactly this number. */
  readonly accepted?: true;
  /** Where it fails, was acknowledged or could not be held: what would happen, and the way out. */
  readonly message?: string;
}

/** Numbers of people. */
export interface Headcount {
  readonly before: number;
  /** At most the smaller of the others. */
  readonly lowest: number;
  readonly after: number;
}

/** Of one channel of a queue. */
export type Covered = ServedChannel & Headcount;

/** All differences between one desired and one live state. Pure data: it can be printed, saved, reviewed and compared. */
export interface Plan {
  readonly target: Target;
  /** The addresses that it is limited to (`--target`); without them it is about everything. */
  readonly targets?: readonly string[];
  readonly summary: Summary;
  readonly cost: Cost;
  readonly safety: readonly SafetyCheck[];
  /** How many people serve each channel of a queue, where this plan changes that. */
  readonly coverage: readonly Covered[];
  /** In the order of their addresses. */
  readonly changes: readonly PlannedChange[];
  readonly noLongerListed: readonly Address[];
  /** People on their way out, with what this plan parks. */
  readonly parked: readonly (Leaving & { readonly address: Address })[];
  /** People who come from an export under another username than the one they have. */
  readonly samePerson: readonly SamePerson[];
  /** Absent where there is none. */
  readonly tree?: Tree;
  /** What falls due in the next seven days. */
  readonly upcoming: readonly Upcoming[];
  /** The moment for which it was planned, where that was not now; milliseconds since the Unix epoch. */
  readonly asOf?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Something that a day will bring, if nothing else changes. */
export interface Upcoming {
  readonly address: Address;
  readonly action: 'create' | 'delete' | 'park' | 'restore';
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What a plan costs in calls and time. Calls are the scarce resource: each API lets a few through in a second. */
export interface Cost {
  /** Write calls by API. */
  readonly calls: CallCounts;
  /**
   * The least time for the writes and the looks that go with them, until the last is sent: in the order in which an apply
   * sends them, through the same buckets, with what waits for what. A few calls that fit into the buckets' bursts take none.
   */
  readonly seconds: number;
  /** When the calls of each API, looks too, are sent at the earliest; absent where there are none. */
  readonly spans?: { readonly [call: string]: Span };
  /** The API that takes longest; `null` where there is nothing to do. */
  readonly bottleneck: string | null;
  /** Calls to read, by API: those that the plan has taken, and the looks that are to come. */
  readonly readCalls: CallCounts;
  /** Of those, the looks right before and after the writes, by API; absent where there are none. */
  readonly looks?: CallCounts;
  /** Reads of single users that were saved by what earlier runs have read; absent where there were none. */
  readonly recalled?: number;
  /** Resources that were described one by one, since they were changed so lately that a search, or what is remembered, may be wrong; absent for none. */
  readonly changedLately?: number;
}

export type CallCounts = { readonly [call: string]: number };

/** From when to when calls of an API are sent, in seconds since the first call of all. */
export type Span = { readonly from: number; readonly to: number };
