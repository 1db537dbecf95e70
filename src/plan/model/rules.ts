import type { Address } from './address.ts';
import type { Attributes } from './state.ts';

/** How one attribute is compared. What no rule says is compared value by value. */
export interface AttributeRule {
  /** The order of a list carries no meaning. */
  readonly compareAs?: 'set';
  /** A map that is put together key by key where several places say something of it, such as a role and an entry. */
  readonly mergedByKey?: true;
  /** Connect takes it at creation and never again, so it is compared with nothing. */
  readonly createOnly?: true;
  /** Holds a reference to a secret and not its value, which is never read back and never shown. */
  readonly sensitive?: true;
}

/** One name that a resource mentions, and the path of the attribute that mentions it. */
export interface Reference {
  readonly path: readonly string[];
  readonly address: Address;
}

/** The little that planning needs to know about a kind. All of it is data or pure. */
export interface KindRules {
  /** As in addresses: `user`. */
  readonly name: string;
  /** As in sentences: `user`, `routing profile`. */
  readonly noun: string;
  readonly attributes: { readonly [attribute: string]: AttributeRule };
  /** A key as a file writes it; in quotes where left out. */
  write?(key: string): string;
  /** Two keys that fold to the same text name the same resource. */
  fold(key: string): string;
  /** Set where the resources are people, whom a policy protects and whose changes it limits. */
  readonly people?: PeopleRules;
  /** What a resource with these attributes points at. Validates names, orders operations, skips what lost its footing. */
  references(attributes: Attributes): readonly Reference[];
}

export interface PeopleRules {
  /** Names of the security profiles that somebody with these attributes holds. */
  securityProfilesOf(attributes: Attributes): readonly string[];
}

/** Rules of every kind, by name. */
export type Rules = ReadonlyMap<string, KindRules>;

/** The key of an address in a state: formatted, and folded as its kind folds. */
export const keyOf = (rules: Rules, { kind, key }: Address): string => `${kind}/${rules.get(kind)?.fold(key) ?? key}`;
