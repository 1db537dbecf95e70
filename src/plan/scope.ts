/**
 * What a plan is about. There is no state file: Connect is the state, and a resource that a configuration manages
 * carries that configuration's mark, the tag `connect-sync:owner`, in Connect itself.
 *
 * - Listed: compared. With an owner configured, the mark is one of the tags asked for (`marked`), so an unmarked resource
 *   is adopted by the same comparison that finds everything else. A mark of another owner is an error: two configurations would undo each
 *   other for ever.
 * - Not listed, with our mark: no longer listed. `removed` says whether it is kept and reported, or deleted.
 * - Not listed, without our mark: unmanaged. It is never touched, only counted.
 *
 * Scope acts by shrinking and marking what the diff is given, never by filtering what comes out of it.
 */
import type { Diagnostic } from '../diagnostic.ts';
import { type Address, compareText, format } from './address.ts';
import type { Change } from './change.ts';
import { isMap } from './merge.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from './state.ts';

export const ownerTag = 'connect-sync:owner';

export interface ScopeRules {
  readonly owner?: string;
  /** Kinds whose sections are present. */
  readonly managed: ReadonlySet<string>;
  /** What becomes of a resource in our scope that is not listed. */
  readonly removed?: 'keep' | 'delete';
}

export interface Scope {
  /** What the diff is to compare. */
  readonly live: LiveState;
  readonly noLongerListed: readonly Address[];
  /** How many live resources of managed kinds are none of our business. */
  readonly unmanaged: number;
  readonly diagnostics: readonly Diagnostic[];
}

export function scope(desired: DesiredState, live: LiveState, { owner, managed, removed = 'keep' }: ScopeRules): Scope {
  const diagnostics: Diagnostic[] = [];
  const compared = new Map<string, LiveResource>();
  const noLongerListed: Address[] = [];
  let unmanaged = 0;
  for (const [key, found] of live) {
    if (!managed.has(found.address.kind)) continue;
    const wanted = desired.get(key);
    if (wanted) {
      compared.set(key, found);
      diagnostics.push(...conflicts(wanted, found, owner));
    } else if (owner !== undefined && ownerOf(found.attributes) === owner) {
      if (removed === 'delete') compared.set(key, found);
      else noLongerListed.push(found.address);
    } else {
      unmanaged += 1;
    }
  }
  noLongerListed.sort((a, b) => compareText(format(a), format(b)));
  return {
    live: compared,
    noLongerListed,
    unmanaged,
    diagnostics,
  };
}

/** The same resources with our mark among the tags that they ask for. */
export const marked = (desired: DesiredState, owner: string | undefined): DesiredState =>
  owner === undefined ? desired : new Map([...desired].map(([key, wanted]) => [key, mark(wanted, owner)]));

/** Whether a change does nothing but put our mark on a resource. */
export const isAdoption = (change: Change): boolean =>
  change.action === 'update' && change.attributes.length === 1 && change.attributes[0]?.path === `tags.${ownerTag}`;

function ownerOf({ tags }: Attributes): string | undefined {
  const owner = isMap(tags) && Object.hasOwn(tags, ownerTag) ? tags[ownerTag] : undefined;
  return typeof owner === 'string' ? owner : undefined;
}

function mark(wanted: DesiredResource, owner: string): DesiredResource {
  const { tags } = wanted.attributes;
  return { ...wanted, attributes: { ...wanted.attributes, tags: { ...(isMap(tags) ? tags : {}), [ownerTag]: owner } } };
}

function conflicts(wanted: DesiredResource, found: LiveResource, owner: string | undefined): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const address = format(found.address);
  const theirs = ownerOf(found.attributes);
  if (owner !== undefined && theirs !== undefined && theirs !== owner) {
    diagnostics.push({
      severity: 'error',
      code: 'owned-by-another',
      message:
        `${address} is managed by ${JSON.stringify(theirs)}, and this configuration is ${JSON.stringify(owner)}; ` +
        `list it in one of the two only, or remove its tag ${ownerTag} in Amazon Connect.`,
      source: wanted.locate(),
      address,
    });
  }
  if (wanted.address.key !== found.address.key) {
    diagnostics.push({
      severity: 'warning',
      code: 'different-case',
      message: `${JSON.stringify(wanted.address.key)} is ${JSON.stringify(found.address.key)} in Amazon Connect; they are taken for the same, write it as there.`,
      source: wanted.locate(),
      address,
    });
  }
  return diagnostics;
}
