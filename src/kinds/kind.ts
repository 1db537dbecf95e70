import type { Code } from '../base/codes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Json } from '../base/json.ts';
import type { IdentityManagement, Instance, ReadCall, Send, WriteCall } from '../connect/port.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import type { Risk } from '../plan/model/plan.ts';
import type { KindRules } from '../plan/model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../plan/model/state.ts';
import type { Administration } from '../plan/safety/guard.ts';
import type { Needs } from './needs.ts';
import type { Calls, Identity } from './operation.ts';
import type { Grouping, Section } from './section.ts';

/** Id to name. Throws `PartialRead` for an id that its kind's list did not have. */
export interface Names {
  nameOf(kind: string, id: string): string;
  /** Whether the list of its kind had it. */
  knows(kind: string, id: string): boolean;
}

/** An id that a resource points at, and what it is the id of. */
export interface Pointer {
  readonly kind: string;
  readonly id: string;
}

/**
 * How to read: `search` is bulk, `describe` takes list and describe calls alone, one of them for each resource, for
 * accounts whose policy does not allow to search.
 */
export type ReadMethod = 'search' | 'describe';

/**
 * What was described before and no bulk read gives, valid while the resource's LastModifiedTime (milliseconds since the
 * Unix epoch) stays what it was. It may save a read; it never authorises a write.
 */
export interface ReadCache {
  recall(id: string, modified: number): Attributes | undefined;
  remember(id: string, modified: number, attributes: Attributes): void;
}

/** What a process keeps of one read of a kind for its next. */
export interface Recollection {
  /** Only the kind that has put something in knows what it is. */
  value?: unknown;
  /** Ids of what this process has changed since: to be read anew, whatever their LastModifiedTime says. */
  readonly touched: Set<string>;
}

/** Why so many calls are to come, where that is worth saying. */
export interface AheadReason {
  /** The search that would have done it in a few calls, and is denied. */
  readonly denied?: ReadCall;
  /** How many of the resources were changed so lately that neither a search nor what is remembered has to be right. */
  readonly changed?: number;
}

/** What a kind is given to read with. */
export interface Reading {
  readonly send: Send;
  readonly method: ReadMethod;
  /**
   * Everything there is of another kind, one of `readsToo`. It is read only where this is called; asking for it from two
   * kinds reads it once.
   */
  others(kind: string): Promise<readonly LiveResource[]>;
  /** Kinds of which this pass may delete resources, or parts of them: everything that points at one of these must be known. */
  readonly mayDelete: ReadonlySet<string>;
  /** Names of what these point at, once the kinds before this one are read; a kind that lacks one of them is read again. */
  names(pointers: Iterable<Pointer>): Promise<Names>;
  readonly cache?: ReadCache;
  readonly recollection?: Recollection;
  /** True where what is remembered is known to be too little: everything has to be read anew. */
  readonly fresh: boolean;
  /** Whether the kind is managed, or exported. Of one that is only pointed at, ids and names are enough. */
  readonly detailed: boolean;
  /**
   * Whether the plan may need all of this resource: it is listed (also under the name that it gets), or would be deleted, or
   * everything is exported. Of the others, less is enough.
   */
  concerns(live: LiveResource): boolean;
  /** The one resource of this kind that is wanted; of the others, names are enough. Absent where all of them are. */
  readonly only?: Address;
  /** Something that the user should know of how it was read. */
  warn(code: Code, message: string): void;
  readonly identityManagement: IdentityManagement;
  /** What the files ask for: a read may leave out what nobody asked about. Absent for an export, which asks for everything. */
  readonly desired?: DesiredState;
  /** Whether a plan would change or delete this resource if this is how it is. */
  differs(live: LiveResource): boolean;
  /** Lets so many milliseconds pass. */
  wait(milliseconds: number): Promise<void>;
  /** Says that so many calls of an API are to come, before a long stretch of them. */
  announce(call: ReadCall, times: number, why?: AheadReason): void;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

/** What a kind is given to look into changes with. */
export interface LookIntoContext extends Pick<Reading, 'send' | 'method' | 'warn' | 'identityManagement' | 'signal'> {
  /** How many holders a policy asks each of these security profiles to keep. */
  readonly keepAtLeast: ReadonlyMap<string, number>;
  /** All that the plan would change. */
  readonly changes: readonly Change[];
  /** Names of the security profiles that a resource of a kind holds. */
  holds(kind: string, attributes: Attributes): readonly string[];
}

/** What a kind has found out about changes. */
export interface LookedInto {
  /** Live resources again, with more in `carried` or as they are now. */
  readonly live: readonly LiveResource[];
  /** Who connect-sync acts as, where that is known and matters. */
  readonly self?: Address | undefined;
  readonly administration?: Administration | undefined;
}

/** What a kind is given to read what people serve with. */
export type ReadingServed = Pick<Reading, 'send' | 'signal'>;

/** A kind that can be pointed at: readable, and nothing more. */
export interface Kind<A extends Attributes = Attributes, C extends Attributes = Attributes> extends KindRules<A> {
  /** Kinds whose names are needed to make sense of this one. */
  readonly readAfter: readonly string[];
  /** Kinds that it points at and reads only where somebody asks for what points at them (`Reading.others`). */
  readonly readsToo?: readonly string[];
  /** The calls that it makes, all of them. */
  readonly needs: Needs;
  /** Reads what people who point at these serve (`serves`), where a plan changes who serves what. */
  readServed?(resources: readonly LiveResource<A, C>[], reading: ReadingServed): Promise<readonly LiveResource<A, C>[]>;
  /** Throws rather than return part of what there is. */
  read(reading: Reading): Promise<readonly LiveResource<A, C>[]>;
}

/** One resource as a file declares it. */
export interface Declared<A extends Attributes = Attributes> {
  readonly key: string;
  readonly attributes: A;
  /** The path within the entry at which it is written, where that is not the entry itself: its attributes' paths go on from there. */
  readonly at?: readonly (string | number)[];
}

/** One resource on its way from what it is to what it should be. At least one of `desired` and `live` is there. */
export interface Transition<A extends Attributes = Attributes, C extends Attributes = Attributes> {
  /** Absent where the files do not list it, so that it is to be deleted. */
  readonly desired?: DesiredResource<A>;
  /** Absent where it is to be created. */
  readonly live?: LiveResource<A, C>;
  /** Absent where it stays as it is. */
  readonly change?: Change<A>;
  /** What another resource will be, as far as it is known; `undefined` of one that is neither asked for nor live. */
  readonly planned: (address: Address) => Attributes | undefined;
}

/** A call as it was sent, without what stood in for ids. */
export interface SentCall {
  readonly call: WriteCall;
  readonly input: object;
}

/** What a kind is given to look at one resource again with. */
export interface LookingAgain<A extends Attributes = Attributes> extends Pick<Reading, 'send' | 'signal'> {
  readonly change: Change<A>;
  /** Names as they were read for the plan. An id that was not known then stands for itself. */
  readonly names: Names;
  /** Lets so many milliseconds pass. */
  wait(milliseconds: number): Promise<void>;
}

/**
 * How a resource is looked at again right before it is changed or deleted: what cannot be undone, and what carries more than
 * what changes, is built from that look and not from the plan's. One look serves all calls of a change.
 */
export interface LookAgain<A extends Attributes = Attributes, C extends Attributes = Attributes> {
  /** The calls that tell, as often as each is sent for one look at the resource that is planned to be changed. */
  calls(change: Change<A>, planned: LiveResource<A, C>): readonly ReadCall[];
  /** The resource as it is now, with what only the plan knows of it (`planned`); `undefined` where it is gone. */
  read(planned: LiveResource<A, C>, looking: LookingAgain<A>): Promise<LiveResource<A, C> | undefined>;
}

/** A kind that can be asked for in YAML and changed in Connect. `A` are its attributes, `C` what its live resources carry. */
export interface ManagedKind<A extends Attributes = Attributes, C extends Attributes = Attributes> extends Kind<A, C> {
  readonly section: Section;
  /** One valid entry (an element of a list, or a whole section), roles already merged in, in the one form that comparing understands. */
  declare(entry: Json): readonly Declared<A>[];
  /** The reverse of `declare`: the whole section as a person would write it for such an instance, for `export`. */
  describe(live: readonly LiveResource<A, C>[], instance: Instance): Json;
  /**
   * What this instance forbids or requires of a resource, which the files alone cannot tell. Asked for every resource that
   * is listed, and for every one that would be deleted: an error refuses the plan.
   */
  check(transition: Transition<A, C>, live: LiveState, instance: Instance): readonly Diagnostic[];
  /** Reads what only these changes, which are of this kind, make worth knowing; that may be nothing. */
  lookInto?(changes: readonly Change<A>[], live: LiveState, looking: LookIntoContext): Promise<LookedInto>;
  /**
   * One change as API calls. `live` is the resource as it was read, or as it was looked at again right before; absent for a
   * create. The names and the number of the calls follow from the change alone; other ones after a look are not sent, since
   * the change is not the one that was planned any more.
   */
  operations(change: Change<A>, live: LiveResource<A, C> | undefined): Calls;
  /**
   * Attributes that such an instance takes at creation and keeps itself from then on, so that they are neither compared nor
   * written.
   */
  keptByInstance?(mode: IdentityManagement): readonly string[];
  /** Where left out, an export writes all entries into one file, each in full. */
  readonly grouping?: Grouping;
  /** Whether its section is the list of what the levels of places are called, from the top down. */
  readonly namesLevels?: true;
  /** Where left out, resources of the kind are changed as they were read. */
  readonly lookAgain?: LookAgain<A, C>;
  /**
   * How much harm a change can do. `privileged` are the names of security profiles that must not get lost or loose. Where
   * left out, deletions cannot be undone and everything else is normal.
   */
  risk?(change: Change<A>, live: LiveResource<A, C> | undefined, privileged: ReadonlySet<string>): Risk;
  /** The identity of what a call has made, from its answer and what was sent; `undefined` for calls that make nothing. */
  identify?(output: object, sent: SentCall): Identity | undefined;
  /**
   * After a call's answer was lost and its repetition was refused, such as for a name that is taken: did the first attempt
   * do the work? The identity of what it made, `done` where it made nothing with an identity of its own, or `undefined`
   * where it did not, or what is there is somebody else's.
   */
  settle?(sent: SentCall, send: Send): Promise<Identity | 'done' | undefined>;
}

export const isManaged = (kind: Kind): kind is ManagedKind => 'section' in kind;
