/**
 * Is a plan still the one that was reviewed? A saved plan is a promise to compare with, never a script to replay: the
 * changes are planned afresh, and what is compared is the whole of every change, down to the calls that make it.
 */
import { canonicalJson, isMap, type Json } from '../../base/json.ts';
import { type Address, parse } from '../model/address.ts';
import type { Action, Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import {
  type ChangeDocument,
  changeDocument,
  changeDocuments,
  digest,
  type SavedPlan,
  undated,
} from '../model/plan-file.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { Attributes, LiveState } from '../model/state.ts';

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
  readonly reviewed?: ValueStep;
  readonly now?: ValueStep;
}

/** From one value to another; a `before` of `undefined` where there is only one value to tell. */
export interface ValueStep {
  readonly before?: Json;
  readonly after: Json;
}

/** What would be planned from the same files if Amazon Connect were as edited. */
export type Imagine = (edit: (live: LiveState) => LiveState) => readonly Change[];

export interface Comparing {
  readonly imagine: Imagine;
  readonly rules: Rules;
}

/**
 * None where the plan may be applied as reviewed. A change that has been made since is no difference, and neither is what
 * is left of one that has been made in part.
 */
export function compareWithReviewed(reviewed: SavedPlan, plan: Plan, comparing: Comparing): readonly Difference[] {
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
  const isSame = (change: ChangeDocument): boolean => {
    const other = now.get(change.address);
    return other !== undefined && same(undated(change), undated(other));
  };
  const changed = reviewed.changes.filter((change) => !isSame(change));
  const made = madeSince(changed, now, comparing);
  const differences = [
    ...changed.flatMap(({ address, action }): Difference[] =>
      now.has(address) || made.has(address) ? [] : [{ type: 'gone', address, action }],
    ),
    ...fresh.flatMap((change): Difference[] => {
      const { address, action } = change;
      const one = before.get(address);
      if (!one) return [{ type: 'new', address, action }];
      const details = made.has(address) ? [] : detailsOf(one, change);
      return details.length === 0 ? [] : [{ type: 'different', address, action, details }];
    }),
  ];
  return differences.length > 0 || made.size > 0 ? differences : [{ type: 'arrangement' }];
}

/**
 * Addresses of the reviewed changes that have been made since, wholly or in part. That is so where nothing else is left to
 * do, and where the same files would ask for the same change again if it were undone.
 */
function madeSince(
  changed: readonly ChangeDocument[],
  now: ReadonlyMap<string, ChangeDocument>,
  { imagine, rules }: Comparing,
): ReadonlySet<string> {
  const candidates = changed.filter((change) => isRestOf(now.get(change.address), change));
  if (candidates.length === 0) return new Set();
  const asked = new Map(
    imagine((live) => undo(candidates, live, rules)).map((change) => {
      const document = changeDocument({ ...change, calls: [], risk: 'normal' });
      return [document.address, undated(document)];
    }),
  );
  const isAskedFor = (change: ChangeDocument): boolean => {
    const again = asked.get(change.address);
    return again !== undefined && same(again, undated({ ...change, calls: [], risk: 'normal' }));
  };
  return new Set(candidates.filter(isAskedFor).map(({ address }) => address));
}

/** Whether a change is what is left of a reviewed one: nothing, or some of its attributes, by some of its calls. */
function isRestOf(rest: ChangeDocument | undefined, reviewed: ChangeDocument): boolean {
  if (!rest) return true;
  if (rest.action !== 'update' || reviewed.action === 'delete') return false;
  if (rest.risk !== reviewed.risk && rest.risk !== 'normal') return false;
  if (!rest.calls.every((call) => reviewed.calls.includes(call))) return false;
  // What a new user has in between is of no account: the calls that are left are those of its creation.
  if (reviewed.action === 'create') return true;
  const steps = stepsOf(undated(reviewed));
  return [...stepsOf(undated(rest))].every(([path, step]) => {
    const one = steps.get(path);
    return one !== undefined && same(one, step);
  });
}

/** What Connect would have, had these changes not been made. */
function undo(changes: readonly ChangeDocument[], live: LiveState, rules: Rules): LiveState {
  const undone = new Map(live);
  for (const { address: text, action, before, after } of changes) {
    const address = parse(text);
    const key = keyOf(rules, address);
    const found = live.get(key);
    if (action === 'create') undone.delete(key);
    else if (action === 'delete') {
      if (!found) undone.set(key, { address, id: '', arn: '', attributes: before ?? {}, carried: {} });
    } else if (found) {
      undone.set(key, { ...found, attributes: putBack(found.attributes, before ?? {}, after ?? {}) });
    }
  }
  return undone;
}

/** `before` and `after` hold what differs, map by map; what only `after` has was not set. */
function putBack(attributes: Attributes, before: Attributes, after: Attributes): Attributes {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const kept = Object.entries(attributes).filter(([name]) => !names.has(name));
  const put = [...names].flatMap((name): (readonly [string, Json])[] => {
    const [was, is, has] = [before, after, attributes].map((one) => (Object.hasOwn(one, name) ? one[name] : undefined));
    if (isMap(is)) return [[name, putBack(isMap(has) ? has : {}, isMap(was) ? was : {}, is)]];
    return was === undefined ? [] : [[name, was]];
  });
  return Object.fromEntries([...kept, ...put]);
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
function stepsOf({ action, before, after, attributes }: ChangeDocument): ReadonlyMap<string, ValueStep> {
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
 * The changes that are as reviewed and can be made without those that are not: a change that builds on one that is left
 * out is left out with it.
 */
export function stillAsReviewed(plan: Plan, differences: readonly Difference[], rules: Rules): ReadonlySet<string> {
  const documents = changeDocuments(plan);
  const differing = new Set(differences.map((one) => ('address' in one ? one.address : '')));
  const kept = new Set([...documents.keys()].filter((index) => !differing.has(documents[index]?.address ?? '')));
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
