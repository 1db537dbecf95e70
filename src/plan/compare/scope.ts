/**
 * What a plan is about. There is no state file: Connect is the state, and a resource that a configuration manages
 * carries that configuration's mark, the tag `connect-sync:owner`, in Connect itself.
 *
 * - Listed: compared. With an owner configured, the mark is one of the tags asked for (`marked`), so an unmarked resource
 *   is adopted by the same comparison that finds everything else. A mark of another owner is an error: two configurations would undo each
 *   other for ever.
 * - Not listed, in reach (our mark, or what `policy.scope` says): no longer listed. `policy.removed` says whether it is kept
 *   and reported, or deleted.
 * - Not listed, not in reach: unmanaged. It is never touched, only counted. What another owner has marked is never in reach.
 * - Live and protected: taken out of both sides, so that no change of it can come out, and reported where one would have.
 *
 * Scope acts by shrinking and marking what the diff is given, never by filtering what comes out of it.
 */

import type { Diagnostic } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import { type Address, format } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { locate } from '../model/origin.ts';
import { makeMatcher, type Policy, type Reach } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, DesiredResource, DesiredState, LiveResource, LiveState } from '../model/state.ts';
import { diff } from './diff.ts';

export const ownerTag = 'connect-sync:owner';

export interface ScopeRules {
  readonly owner?: string;
  /** Kinds whose sections are present. */
  readonly managed: ReadonlySet<string>;
  readonly policy: Policy;
}

export interface Scope {
  /** What the diff is to compare. */
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly noLongerListed: readonly Address[];
  /** How many live resources of managed kinds are none of our business. */
  readonly unmanaged: number;
  /** How many people are listed, or live and in reach. */
  readonly people: number;
  /** Listed and protected, and not as Connect has them. */
  readonly heldBack: readonly Address[];
  readonly diagnostics: readonly Diagnostic[];
}

export function scope(
  { desired, live }: { readonly desired: DesiredState; readonly live: LiveState },
  { owner, managed, policy }: ScopeRules,
  rules: Rules,
): Scope {
  const diagnostics: Diagnostic[] = [];
  const asked = new Map(desired);
  const compared = new Map<string, LiveResource>();
  const noLongerListed: Address[] = [];
  const spared: Address[] = [];
  const reaches = makeReach(policy.scope, owner, rules);
  const globOf = makeMatcher(policy.protected);
  const isPerson = ({ kind }: Address): boolean => rules.get(kind)?.counts === 'people';
  let unmanaged = 0;
  const heldBack: Address[] = [];
  let people = [...desired.values()].filter(({ address }) => isPerson(address)).length;
  for (const [key, found] of live) {
    const { address } = found;
    if (!managed.has(address.kind)) continue;
    const wanted = desired.get(key);
    const glob = isPerson(address) ? globOf(address.key) : undefined;
    if (wanted) {
      diagnostics.push(...conflicts(wanted, found, owner));
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
      if (isPerson(address)) people += 1;
      if (policy.removed === 'delete' && glob === undefined) compared.set(key, found);
      else noLongerListed.push(address);
      if (policy.removed === 'delete' && glob !== undefined) spared.push(address);
    } else {
      unmanaged += 1;
    }
  }
  noLongerListed.sort((a, b) => compareText(format(a), format(b)));
  diagnostics.push(...sparedDiagnostic(spared, policy));
  return { desired: asked, live: compared, noLongerListed, unmanaged, people, heldBack, diagnostics };
}

/** The same resources with our mark among the tags that they ask for. */
export function marked(desired: DesiredState, owner: string | undefined, rules: Rules): DesiredState {
  if (owner === undefined) return desired;
  const canBeMarked = ({ address }: DesiredResource): boolean => rules.get(address.kind)?.ownership === 'tag';
  return new Map([...desired].map(([key, wanted]) => [key, canBeMarked(wanted) ? mark(wanted, owner) : wanted]));
}

/** Whether a change does nothing but put our mark on a resource. */
export const isAdoption = (change: Change): boolean =>
  change.action === 'update' && change.attributes.length === 1 && change.attributes[0]?.path === `tags.${ownerTag}`;

/** Whether a live resource is not listed and would be deleted, of which a read has to be sure. */
export function makeDoomed(
  desired: DesiredState,
  { owner, policy }: ScopeRules,
  rules: Rules,
): (found: LiveResource) => boolean {
  if (policy.removed === 'keep') return () => false;
  const reaches = makeReach(policy.scope, owner, rules);
  return (found) => !desired.has(keyOf(rules, found.address)) && reaches(found);
}

/** Whether a resource that is not listed is this configuration's business. */
function makeReach(reach: Reach, owner: string | undefined, rules: Rules): (found: LiveResource) => boolean {
  return ({ address, attributes }) => {
    const kind = rules.get(address.kind);
    if (kind?.ownership !== 'tag' || kind.builtIn?.(address.key)) return false;
    const theirs = ownerOf(attributes);
    const isOurs = theirs !== undefined && theirs === owner;
    if (reach.type === 'owned' || (reach.type === 'part' && !kind.within)) return isOurs;
    const inPart = reach.type === 'instance' || (kind.within?.(attributes, reach.part) ?? false);
    return (isOurs || theirs === undefined) && inPart;
  };
}

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
