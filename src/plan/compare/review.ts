/**
 * Is a plan still the one that was reviewed? A saved plan is a promise to compare with, never a script to replay: the
 * changes are planned afresh, and what is compared is the whole of every change, down to the calls that make it.
 */
import { canonicalJson, isMap, type Json } from '../../base/json.ts';
import type { Address } from '../model/address.ts';
import type { Action } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { type ChangeDocument, changeDocuments, digest, type SavedPlan, undated } from '../model/plan-file.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Attributes } from '../model/state.ts';

/** How a plan made afresh differs from the reviewed one. */
export type Difference =
  /** The reviewed plan is for another instance. */
  | { readonly type: 'elsewhere'; readonly what: string; readonly reviewed: string; readonly now: string }
  /** A change that nobody has reviewed. */
  | { readonly type: 'new'; readonly address: string; readonly action: Action }
  /** A reviewed change that is not there any more. */
  | { readonly type: 'gone'; readonly address: string; readonly action: Action }
  /** Another change of the same resource than the reviewed one. */
  | {
      readonly type: 'different';
      readonly address: string;
      readonly action: Action;
      readonly details: readonly Detail[];
    }
  /** The same changes, but told otherwise: a file that no plan of ours has written. */
  | { readonly type: 'arrangement' };

/** One thing about a change: an attribute with what becomes of it, or the action, calls or risk. */
export interface Detail {
  readonly what: string;
  /** Absent where that side says nothing of it. */
  readonly reviewed?: Step;
  readonly now?: Step;
}

/** From one value to another; a `before` of `undefined` where there is only one value to tell. */
export interface Step {
  readonly before?: Json;
  readonly after: Json;
}

/** None where the plan may be applied as reviewed. */
export function compare(reviewed: SavedPlan, plan: Plan): readonly Difference[] {
  const elsewhere = (['instanceId', 'region'] as const).flatMap((what): Difference[] =>
    reviewed.target[what] === plan.target[what]
      ? []
      : [{ type: 'elsewhere', what, reviewed: reviewed.target[what], now: plan.target[what] }],
  );
  if (elsewhere.length > 0) return elsewhere;
  const fresh = changeDocuments(plan);
  if (digest(fresh) === reviewed.digest) return [];
  const before = new Map(reviewed.changes.map((change) => [change.address, change]));
  const now = new Map(fresh.map((change) => [change.address, change]));
  const gone = reviewed.changes.filter(({ address }) => !now.has(address));
  const differences = [
    ...gone.map(({ address, action }): Difference => ({ type: 'gone', address, action })),
    ...fresh.flatMap((change): Difference[] => {
      const { address, action } = change;
      const one = before.get(address);
      if (!one) return [{ type: 'new', address, action }];
      const details = detailsOf(one, change);
      return details.length === 0 ? [] : [{ type: 'different', address, action, details }];
    }),
  ];
  return differences.length > 0 ? differences : [{ type: 'arrangement' }];
}

function detailsOf(before: ChangeDocument, after: ChangeDocument): readonly Detail[] {
  const [reviewed, now] = [undated(before), undated(after)];
  if (same(reviewed, now)) return [];
  if (reviewed.action !== now.action) {
    return [{ what: 'action', reviewed: { after: reviewed.action }, now: { after: now.action } }];
  }
  const [was, is] = [stepsOf(reviewed), stepsOf(now)];
  const attributes = [...new Map([...was, ...is]).keys()].flatMap((what): Detail[] => {
    const [one, other] = [was.get(what), is.get(what)];
    if (one && other && same(one, other)) return [];
    return [{ what, ...(one && { reviewed: one }), ...(other && { now: other }) }];
  });
  const others = (['calls', 'risk'] as const).flatMap((what): Detail[] =>
    same(reviewed[what], now[what]) ? [] : [{ what, reviewed: { after: reviewed[what] }, now: { after: now[what] } }],
  );
  const all = [...attributes, ...others];
  return all.length > 0 ? all : [{ what: 'change', reviewed: { after: '?' }, now: { after: '?' } }];
}

const same = (one: object | Json, other: object | Json): boolean =>
  canonicalJson(one as Json) === canonicalJson(other as Json);

/** What a change does, attribute by attribute, to the leaves. */
function stepsOf({ action, before, after, attributes }: ChangeDocument): ReadonlyMap<string, Step> {
  if (action === 'update')
    return new Map(attributes.map((one) => [one.path, { before: one.before, after: one.after }]));
  const leaves = leavesOf((action === 'create' ? after : before) ?? {}, '');
  return new Map(
    leaves.map(([path, value]) => [path, action === 'create' ? { after: value } : { before: value, after: null }]),
  );
}

const leavesOf = (attributes: Attributes, prefix: string): readonly (readonly [string, Json])[] =>
  Object.entries(attributes).flatMap(([name, value]) =>
    isMap(value) && Object.keys(value).length > 0
      ? leavesOf(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value] as const],
  );

/**
 * The reviewed changes that are still the same and can be made without those that are not: a change that builds on one
 * that is left out is left out with it.
 */
export function stillAsReviewed(reviewed: SavedPlan, plan: Plan, rules: Rules): ReadonlySet<string> {
  const before = new Map(reviewed.changes.map((change) => [change.address, change]));
  const documents = changeDocuments(plan);
  const kept = new Set<number>();
  for (const [index, change] of documents.entries()) {
    const one = before.get(change.address);
    if (one && same(undated(one), undated(change))) kept.add(index);
  }
  const key = (address: Address): string => keyOf(rules, address);
  const pointsAt = (address: Address, attributes: Attributes): readonly string[] =>
    (rules.get(address.kind)?.references(attributes) ?? []).map((reference) => key(reference.address));
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    const out = plan.changes.filter((_, index) => !kept.has(index));
    const notCreated = new Set(out.filter(({ action }) => action === 'create').map(({ address }) => key(address)));
    const notLetGo = new Set(
      out.flatMap((change) => (change.action === 'create' ? [] : pointsAt(change.address, change.before))),
    );
    for (const [index, change] of plan.changes.entries()) {
      const hasNoFooting =
        change.action === 'delete'
          ? notLetGo.has(key(change.address))
          : pointsAt(change.address, change.after).some((one) => notCreated.has(one));
      if (hasNoFooting) kept.delete(index);
    }
  }
  return new Set([...kept].flatMap((index) => documents[index]?.address ?? []));
}

/** The same plan with some of its changes only. */
export function only(reviewed: SavedPlan, addresses: ReadonlySet<string>): SavedPlan {
  const changes = reviewed.changes.filter(({ address }) => addresses.has(address));
  return { ...reviewed, changes, digest: digest(changes) };
}
