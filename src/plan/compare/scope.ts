/**
 * What a plan is about. There is no state file: Connect is the state, and a resource that a configuration manages
 * carries that configuration's mark, the tag `connect-sync:owner`, in Connect itself.
 *
 * - Listed, but another owner's and above something else that is listed: referred to, not managed.
 * - Listed: compared. With an owner configured, the mark is one of the tags asked for (`marked`), so an unmarked resource
 *   is adopted by the same comparison that finds everything else. A mark of another owner is an error: two configurations would undo each
 *   other for ever.
 * - Not listed, in reach (our mark, or what `policy.scope` says): no longer listed. `policy.removed` says whether it is kept
 *   and reported, parked (asked to be what a parked account is, until its time is over), or deleted.
 * - Not listed, not in reach: unmanaged. It is never touched, only counted. What another owner has marked is never in reach.
 * - Live and protected: taken out of both sides, so that no change of it can come out, and reported where one would have.
 *
 * Scope acts by shrinking and marking what the diff is given, never by filtering what comes out of it.
 */

import { dayAt } from '../../base/day.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import { type Address, format } from '../model/address.ts';
import type { Change, Leaving } from '../model/change.ts';
import { locate } from '../model/origin.ts';
import { ownerTag, parkedTag } from '../model/own-tags.ts';
import { deletedAt, leavingSince, parkedAttributes, parkedOn, unrestored } from '../model/parking.ts';
import { makeMatcher, type Policy } from '../model/policy.ts';
import { type CountedAs, type KindRules, keyOf, type Rules } from '../model/rules.ts';
import type { DesiredResource, DesiredState, LiveResource, LiveState } from '../model/state.ts';
import { diff } from './diff.ts';
import { isAdoption, isTheirs, makeReach, ownerOf, removalOf, type ScopeRules } from './ownership.ts';

export type Totals = { readonly [counts in CountedAs]: number };

export interface Scope {
  /** What the diff is to compare. */
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly noLongerListed: readonly Address[];
  /** People on their way out, by key. */
  readonly parked: ReadonlyMap<string, Parked>;
  /** How many live resources of managed kinds are none of our business. */
  readonly unmanaged: number;
  /** How many people, and how many other resources, are listed, or live and in reach: what shares are taken of. */
  readonly totals: Totals;
  /** Listed and protected, and not as Connect has them. */
  readonly heldBack: readonly Address[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Somebody who is parked, or is to be. */
export interface Parked extends Leaving {
  /** What is asked of them. */
  readonly resource: DesiredResource;
  /** When they are deleted, in milliseconds since the Unix epoch. */
  readonly deletedAt: number;
}

export function scope(
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  { at, owner, managed, policy }: ScopeRules,
  rules: Rules,
): Scope {
  const diagnostics: Diagnostic[] = [];
  const asked = new Map(desired);
  const compared = new Map<string, LiveResource>();
  const noLongerListed: Address[] = [];
  const parked = new Map<string, Parked>();
  const spared: Address[] = [];
  const reaches = makeReach(policy, owner, rules);
  const globOf = makeMatcher(policy.protected);
  const ancestors = ancestorsIn(desired, rules);
  let unmanaged = 0;
  const heldBack: Address[] = [];
  const totals = { people: 0, configuration: 0 };
  const count = ({ kind }: Address): void => {
    totals[rules.get(kind)?.counts ?? 'configuration'] += 1;
  };
  for (const { address } of desired.values()) count(address);
  for (const [key, found] of live) {
    const { address } = found;
    if (!managed.has(address.kind)) continue;
    const wanted = desired.get(key);
    const kind = rules.get(address.kind);
    const glob = kind?.counts === 'people' ? globOf(address.key) : undefined;
    if (wanted && isTheirs(found, owner) && ancestors.has(key)) {
      asked.delete(key);
      continue;
    }
    if (wanted) {
      diagnostics.push(...conflicts(wanted, found, owner));
      if (removalOf(policy, kind) === 'keep' && kind?.complete) asked.set(key, completed(wanted, found, kind));
      if (parkedOn(found.attributes) !== undefined) {
        asked.set(key, restored(wanted));
        diagnostics.push(...checkRestored(wanted, found, policy));
      }
      if (glob === undefined) {
        compared.set(key, found);
        continue;
      }
      asked.delete(key);
      const wouldBe = diff(new Map([[key, wanted]]), new Map([[key, found]]), rules).filter(
        (change) => !isAdoption(change),
      );
      for (const change of wouldBe) {
        heldBack.push(change.address);
        diagnostics.push(protectedDiagnostic(wanted, change, glob));
      }
    } else if (reaches(found)) {
      count(address);
      const removal = removalOf(policy, kind);
      if (glob !== undefined || removal === 'keep') noLongerListed.push(address);
      else compared.set(key, found);
      if (glob !== undefined && removal !== 'keep') spared.push(address);
      const leaving = glob === undefined && removal === 'park' ? leavingOf(found, policy, at) : undefined;
      if (leaving) {
        parked.set(key, leaving);
        asked.set(key, leaving.resource);
      }
    } else {
      unmanaged += 1;
    }
  }
  noLongerListed.sort((a, b) => compareText(format(a), format(b)));
  diagnostics.push(...sparedDiagnostic(spared, policy));
  return { desired: asked, live: compared, noLongerListed, parked, unmanaged, totals, heldBack, diagnostics };
}

/** Since when somebody is parked, which may be from now on, and until when; `undefined` once that is over. */
function leavingOf(
  { address, attributes }: LiveResource,
  { parking }: Policy,
  at: number | undefined,
): Parked | undefined {
  if (!parking || at === undefined) throw new Error('Nobody can be parked without a place for it and a day.');
  const day = parkedOn(attributes) ?? dayAt(at, parking.zone);
  const end = deletedAt(day, parking);
  if (end <= at) return undefined;
  const resource = { address, attributes: parkedAttributes(parking, day), origins: parking.origins };
  return { resource, ...leavingSince(day, parking), deletedAt: end };
}

/** Somebody who comes back: the tag goes. */
function restored(wanted: DesiredResource): DesiredResource {
  const { tags } = wanted.attributes;
  return { ...wanted, attributes: { ...wanted.attributes, tags: { ...(isMap(tags) ? tags : {}), [parkedTag]: null } } };
}

function checkRestored(wanted: DesiredResource, found: LiveResource, { parking }: Policy): readonly Diagnostic[] {
  const missing = parking ? unrestored(wanted.attributes, parking) : [];
  if (missing.length === 0) return [];
  const address = format(found.address);
  const message = `${address} was parked on ${parkedOn(found.attributes)} and comes back, and what ${missing.join(' and ')} was before is not known; say it for this user.`;
  return [{ severity: 'error', code: 'restore-incomplete', message, source: locate(wanted.origins), address }];
}

/** Keys of what others of the same kind point at, such as the groups above a group. */
function ancestorsIn(desired: DesiredState, rules: Rules): ReadonlySet<string> {
  const pointedAt = [...desired.values()].flatMap(({ address, attributes }) =>
    (rules.get(address.kind)?.references(attributes) ?? [])
      .filter((reference) => reference.address.kind === address.kind)
      .map((reference) => keyOf(rules, reference.address)),
  );
  return new Set(pointedAt);
}

const completed = (
  wanted: DesiredResource,
  { attributes }: LiveResource,
  { complete }: KindRules,
): DesiredResource => ({
  ...wanted,
  attributes: complete?.(wanted.attributes, attributes) ?? wanted.attributes,
});

function conflicts(wanted: DesiredResource, found: LiveResource, owner: string | undefined): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const address = format(found.address);
  const theirs = ownerOf(found.attributes);
  if (isTheirs(found, owner)) {
    diagnostics.push({
      severity: 'error',
      code: 'owned-by-another',
      message:
        `${address} is managed by ${JSON.stringify(theirs)}, and this configuration is ${JSON.stringify(owner)}; ` +
        `list it in one of the two only, or remove its tag ${ownerTag} in Amazon Connect.`,
      source: locate(wanted.origins),
      address,
    });
  }
  if (wanted.address.key !== found.address.key) {
    diagnostics.push({
      severity: 'warning',
      code: 'different-case',
      message: `${JSON.stringify(wanted.address.key)} is ${JSON.stringify(found.address.key)} in Amazon Connect; they are taken for the same, write it as there.`,
      source: locate(wanted.origins),
      address,
    });
  }
  return diagnostics;
}

function protectedDiagnostic(wanted: DesiredResource, change: Change, glob: string): Diagnostic {
  const address = format(change.address);
  const paths = change.action === 'update' ? change.attributes.map(({ path }) => path) : [];
  return {
    severity: 'warning',
    code: 'protected',
    message: `${address} is protected (${JSON.stringify(glob)} in policy.protected), so it stays as it is, although ${paths.join(', ')} would change.`,
    source: locate(wanted.origins),
    address,
  };
}

/** One for all: there may be many, and each is told among those that are no longer listed. */
function sparedDiagnostic(spared: readonly Address[], policy: Policy): readonly Diagnostic[] {
  if (spared.length === 0) return [];
  const source = policy.locate(['protected']);
  const [one] = spared;
  const who = spared.length === 1 && one ? `${format(one)} is` : `${spared.length} protected users are`;
  const message = `${who} no longer listed and would be deleted, but policy.protected keeps ${spared.length === 1 ? 'it' : 'them'}.`;
  return [{ severity: 'warning', code: 'protected', message, ...(source && { source }) }];
}
