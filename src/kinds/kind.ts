import type { Diagnostic } from '../base/diagnostic.ts';
import type { Json } from '../base/json.ts';
import type { IdentityManagement, ReadCall, Send, WriteCall } from '../connect/port.ts';
import type { Address } from '../plan/model/address.ts';
import type { Change } from '../plan/model/change.ts';
import type { Risk } from '../plan/model/plan.ts';
import type { KindRules } from '../plan/model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../plan/model/state.ts';
import type { Identity, Operation } from './operation.ts';

/** Id to name. Throws `PartialRead` for an id that its kind's list did not have. */
export interface Names {
  nameOf(kind: string, id: string): string;
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

/** What a kind is given to read with. */
export interface Reading {
  readonly send: Send;
  readonly method: ReadMethod;
  /** Names of what these point at, once the kinds before this one are read; a kind that lacks one of them is read again. */
  names(pointers: Iterable<Pointer>): Promise<Names>;
  readonly cache?: ReadCache;
  readonly recollection?: Recollection;
  /** True where what is remembered is known to be too little: everything has to be read anew. */
  readonly fresh: boolean;
  /** Something that the user should know of how it was read. */
  warn(code: string, message: string): void;
  readonly identityManagement: IdentityManagement;
  /** What the files ask for: a read may leave out what nobody asked about. Absent for an export, which asks for everything. */
  readonly desired?: DesiredState;
  /** Whether a plan would change or delete this resource if this is how it is. */
  differs(live: LiveResource): boolean;
  /** Says that so many calls of an API are to come, before a long stretch of them. */
  announce(call: ReadCall, times: number): void;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

/** What a kind is given to look into changes with. */
export interface Looking extends Pick<Reading, 'send' | 'method' | 'warn' | 'identityManagement' | 'signal'> {
  /** How many holders a policy asks each of these security profiles to keep. */
  readonly keepAtLeast: ReadonlyMap<string, number>;
}

/** A kind that can be pointed at: readable, and nothing more. */
export interface Kind extends KindRules {
  /** Kinds whose names are needed to make sense of this one. */
  readonly readAfter: readonly string[];
  /** The only member that touches the network. Throws rather than return part of what there is. */
  read(reading: Reading): Promise<readonly LiveResource[]>;
}

/** One resource as a file declares it. */
export interface Declared {
  readonly key: string;
  readonly attributes: Attributes;
}

/** A kind that can be asked for in YAML and changed in Connect. */
export interface ManagedKind extends Kind {
  /** Key of the YAML document under which it is listed. */
  readonly section: string;
  /** One valid YAML entry, roles already merged in, as a resource in the one form that comparing understands. */
  declare(entry: { readonly [field: string]: Json }): Declared;
  /** The reverse of `declare`: an entry as a person would write it for such an instance, for `export`. */
  describe(live: LiveResource, identityManagement: IdentityManagement): { readonly [field: string]: Json };
  /** What this instance forbids or requires of a resource, which the files alone cannot tell. */
  check(
    desired: DesiredResource,
    live: LiveResource | undefined,
    identityManagement: IdentityManagement,
  ): readonly Diagnostic[];
  /**
   * Reads what only these changes make worth knowing, which may be nothing: live resources again, with more in `carried` or
   * as they are now, and whoever connect-sync acts as.
   */
  lookInto?(
    changes: readonly Change[],
    live: LiveState,
    looking: Looking,
  ): Promise<{ readonly live: readonly LiveResource[]; readonly self?: Address | undefined }>;
  /** One change as API calls, sent one after the other for a create and a delete, side by side for an update. `live` is the resource as it was read; absent for a create. */
  operations(change: Change, live: LiveResource | undefined): readonly Operation[];
  /** How much harm a change can do. `privileged` are the names of security profiles that must not get lost or loose. */
  risk(change: Change, live: LiveResource | undefined, privileged: ReadonlySet<string>): Risk;
  /** The identity of what a call has made, from its answer; `undefined` for calls that make nothing. */
  identify(output: object): Identity | undefined;
  /**
   * After a call's answer was lost and its repetition was told that the name is taken: did the first attempt do the
   * work? The identity of what it made, or `undefined` where that is somebody else's.
   */
  settle(sent: { readonly call: WriteCall; readonly input: object }, send: Send): Promise<Identity | undefined>;
}

export const isManaged = (kind: Kind): kind is ManagedKind => 'section' in kind;
