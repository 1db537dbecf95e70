/** Whose a resource is, and what becomes of one that no file lists. */
import { isMap } from '../../base/json.ts';
import type { Change } from '../model/change.ts';
import { keyTag, ownerTag } from '../model/own-tags.ts';
import { parkedOn } from '../model/parking.ts';
import type { Policy, Removal } from '../model/policy.ts';
import { type KindRules, keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource } from '../model/state.ts';

/**
 * What becomes of a resource of this kind that is in reach and not listed. The one word for all kinds does not reach what
 * cannot be marked: nothing tells who has made it.
 */
export function removalOf({ removed }: Policy, kind: KindRules | undefined): Removal {
  if (!kind) return 'keep';
  if (typeof removed !== 'string') return removed.get(kind.name) ?? 'keep';
  if (removed === 'park' && kind.counts !== 'people') return 'keep';
  return kind.ownership === 'declared' ? 'keep' : removed;
}

/** The same resources with our mark among the tags that they ask for. */
export function marked(desired: DesiredState, owner: string | undefined, rules: Rules): DesiredState {
  if (owner === undefined) return desired;
  const canBeMarked = ({ address }: DesiredResource): boolean => rules.get(address.kind)?.ownership === 'tag';
  return new Map([...desired].map(([key, wanted]) => [key, canBeMarked(wanted) ? mark(wanted, owner) : wanted]));
}

export const adopted: ReadonlySet<string> = new Set([`tags.${ownerTag}`, `tags.${keyTag}`]);

/** Whether a change does nothing but put our own tags on a resource. */
export const isAdoption = (change: Change): boolean =>
  change.action === 'update' &&
  change.attributes.length > 0 &&
  change.attributes.every(({ path }) => adopted.has(path));

/** Whether a live resource is not listed and would be deleted, of which a read has to be sure. */
export function makeMayRemove(
  desired: DesiredState,
  { owner, policy }: ScopeRules,
  rules: Rules,
): (found: LiveResource) => boolean {
  const reaches = makeReach(policy, owner, rules);
  return (found) =>
    removalOf(policy, rules.get(found.address.kind)) !== 'keep' &&
    !desired.has(keyOf(rules, found.address)) &&
    reaches(found);
}

/** Whether a resource that is not listed is this configuration's business. Who is parked stays so, wherever parking puts them. */
export function makeReach(policy: Policy, owner: string | undefined, rules: Rules): (found: LiveResource) => boolean {
  const reach = policy.scope;
  return ({ address, attributes }) => {
    const kind = rules.get(address.kind);
    if (!kind || kind.builtIn?.(address.key)) return false;
    if (kind.ownership === 'declared') return removalOf(policy, kind) === 'delete';
    const theirs = ownerOf(attributes);
    const isOurs = theirs !== undefined && theirs === owner;
    if (reach.type === 'owned' || (reach.type === 'part' && !kind.within)) return isOurs;
    if (isOurs && parkedOn(attributes) !== undefined) return true;
    const inPart = reach.type === 'instance' || (kind.within?.(attributes, reach.part) ?? false);
    return (isOurs || theirs === undefined) && inPart;
  };
}

/** Whether another configuration has marked it. */
export function isTheirs({ attributes }: LiveResource, owner: string | undefined): boolean {
  const theirs = ownerOf(attributes);
  return owner !== undefined && theirs !== undefined && theirs !== owner;
}

export function ownerOf({ tags }: Attributes): string | undefined {
  const owner = isMap(tags) && Object.hasOwn(tags, ownerTag) ? tags[ownerTag] : undefined;
  return typeof owner === 'string' ? owner : undefined;
}

export function mark(wanted: DesiredResource, owner: string): DesiredResource {
  const { tags } = wanted.attributes;
  return { ...wanted, attributes: { ...wanted.attributes, tags: { ...(isMap(tags) ? tags : {}), [ownerTag]: owner } } };
}

export interface ScopeRules {
  /** The moment for which it is planned, in milliseconds since the Unix epoch; needed where people are parked. */
  readonly at?: number;
  readonly owner?: string;
  /** Kinds whose sections are present. */
  readonly managed: ReadonlySet<string>;
  readonly policy: Policy;
}
