import { type Address, foldedKey } from './address.ts';
import type { Update } from './change.ts';
import type { Policy } from './policy.ts';
import type { Attributes } from './state.ts';

/** How one attribute is compared. */
export interface AttributeRule {
  /**
   * `list`: one value, in its order. `set`: one value, in any order. `map`: merged key by key, a key that is not listed
   * stays. `exactMap`: a key that is not listed is removed, at every depth; `exactKeys`: in the map itself, and those below it
   * are merged. Without it, lists are lists and maps are maps.
   */
  readonly compareAs?: 'list' | 'set' | 'map' | 'exactMap' | 'exactKeys';
  /** Keys of a map that fold to the same text are the same key, shown as Connect has it. */
  readonly foldKeys?: (key: string) => string;
  /** A map that is put together key by key where several places say something of it, such as a role and an entry. */
  readonly mergedByKey?: true;
  /** Connect takes it at creation and never again, so it is compared with nothing. */
  readonly createOnly?: true;
  /**
   * Its value is one resource's own by its nature, such as a name or a phone number; or that of these members of it is.
   * A search for resources that change alike ignores it.
   */
  readonly individual?: true | readonly string[];
  /** Holds a reference to a secret and not its value, which is never read back and never shown. */
  readonly sensitive?: true;
}

/** One name that something mentions, and the path at which it is mentioned. */
export interface Reference {
  readonly path: readonly string[];
  readonly address: Address;
  /** The part of that resource that is needed, such as a value of an attribute; see `KindRules.parts`. */
  readonly part?: string;
}

/**
 * How a resource is known to be managed. `tag`: by the mark among its `tags`. `declared`: Connect cannot tag it, so it is
 * managed where it is listed, and what is not listed is nobody's.
 */
export type Ownership = 'tag' | 'declared';

/** Which limits a kind's changes fall under: those of people, or those of everything else together. */
export type CountedAs = 'people' | 'configuration';

/** A channel of a queue that contacts come from. */
export interface ServedChannel {
  readonly queue: string;
  readonly channel: string;
}

/** The little that planning needs to know about a kind. All of it is data or pure. */
export interface KindRules<A extends Attributes = Attributes> {
  /** As in addresses: `user`. */
  readonly name: string;
  /** As in sentences: `user`, `routing profile`. */
  readonly noun: string;
  readonly ownership: Ownership;
  readonly counts: CountedAs;
  readonly attributes: { readonly [attribute: string]: AttributeRule };
  /** A key as a file writes it; in quotes where left out. */
  write?(key: string): string;
  /** Two keys that fold to the same text name the same resource. */
  fold(key: string): string;
  /** What a resource with these attributes points at. Validates names, orders operations, skips what lost its footing. */
  references(attributes: A): readonly Reference[];
  /** What a resource with these attributes consists of that others can point at one by one, such as its values. */
  readonly parts?: {
    readonly noun: string;
    of(attributes: A): readonly string[];
    /** Says of a part that something needs that there is none; `known` are those that there are. */
    missing?(part: string, known: readonly string[]): string;
  };
  /** The same for what a policy says of resources of this kind; paths are those within `policy`. */
  policyReferences?(policy: Policy): readonly Reference[];
  /** Whether a resource with these attributes is in the part of the instance that `policy.scope` describes; none is where left out. */
  within?(attributes: A, part: Attributes): boolean;
  /**
   * What people who point at a resource with these attributes serve by it; `undefined` where that has not been read. Left out
   * where that is nothing.
   */
  serves?(attributes: A): readonly ServedChannel[] | undefined;
  /** Names of what a policy's `keepAtLeast` guards, as far as a resource with these attributes holds it. */
  holds?(attributes: A): readonly string[];
  /**
   * What is asked of a live resource with what the files leave open, where `policy.removed` keeps what is not listed and the
   * kind has parts that are listed one by one.
   */
  complete?(attributes: A, live: A): A;
  /** Whether an update takes away so much that the limits count it as a deletion. */
  takesAway?(update: Update<A>): boolean;
  /**
   * The key of a resource once `from` is called `to`; `undefined` where that does not concern it, or Connect cannot do it. Left
   * out where Connect cannot rename at all. An update that renames has the old and the new key as its attribute `name`.
   */
  rename?(key: string, names: { readonly from: string; readonly to: string }): string | undefined;
  /** What to do where Connect cannot rename; the end of a sentence. */
  readonly insteadOfRenaming?: string;
  /** Of kinds that are people: the names, from the top down, of the branch that one with these attributes stands in. */
  place?(attributes: A): readonly string[];
  /** Of the kind that is the tree of people: the names, from the top down, of the branch with this key. */
  branch?(key: string): readonly string[];
  /** What the levels of that tree are called, as far as a resource with these attributes says. */
  tiers?(attributes: A): readonly string[];
  /** Of kinds that are people: the first and the last name; two people rarely share both. */
  namesOf?(attributes: A): readonly string[];
  /** Whether Connect comes with it: compared where it is listed, never deleted where it is not. */
  builtIn?(key: string): boolean;
}

/** Rules of every kind, by name. */
export type Rules = ReadonlyMap<string, KindRules>;

/** The key of an address in a state: formatted, and folded as its kind folds. */
export const keyOf = (rules: Rules, address: Address): string => foldedKey(address, rules.get(address.kind)?.fold);
