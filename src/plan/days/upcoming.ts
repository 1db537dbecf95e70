/** What days bring: changes that fall due by a date, now and within the next week. */

import { compareText } from '../../base/text.ts';
import { makeReach, marked, removalOf, type ScopeRules } from '../compare/ownership.ts';
import type { Parked } from '../compare/scope.ts';
import { format } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import { merge } from '../model/merge.ts';
import { parkedOn } from '../model/parking.ts';
import type { Upcoming } from '../model/plan.ts';
import { makeMatcher } from '../model/policy.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { DesiredState, LiveState } from '../model/state.ts';
import { isWanted } from './period.ts';

export interface Coming {
  /** All that is listed, on whatever day it is wanted. */
  readonly listed: DesiredState;
  readonly live: LiveState;
  readonly parked: ReadonlyMap<string, Parked>;
}

/** How far ahead a plan looks. Milliseconds. */
const horizon = 7 * 86_400_000;

/** In the order of time. */
export function upcoming(
  { listed, live, parked }: Coming,
  scoping: ScopeRules & { readonly at: number },
  rules: Rules,
): readonly Upcoming[] {
  const { at: now, owner, policy } = scoping;
  const reaches = makeReach(policy, owner, rules);
  const globOf = makeMatcher(policy.protected);
  const isSoon = (at: number | undefined): at is number => at !== undefined && at > now && at <= now + horizon;
  const found: Upcoming[] = [];
  const turning = [...listed].filter(([, { period }]) => isSoon(period?.from) || isSoon(period?.until));
  for (const [key, wanted] of marked(new Map(turning), owner, rules)) {
    const { address, period } = wanted;
    const there = live.get(key);
    const removal = removalOf(policy, rules.get(address.kind));
    if (isSoon(period?.from) && (!there || parkedOn(there.attributes) !== undefined)) {
      const isThere = there !== undefined && (parked.get(key)?.deletedAt ?? Number.POSITIVE_INFINITY) > period.from;
      found.push({ address, action: isThere ? 'restore' : 'create', at: period.from });
    }
    const leaves = there && isWanted(period, now) && globOf(address.key) === undefined && removal !== 'keep';
    if (!isSoon(period?.until) || !leaves) continue;
    // By then they are as the files ask, with our mark.
    if (reaches({ ...there, attributes: merge(there.attributes, wanted.attributes) })) {
      found.push({ address: there.address, action: removal, at: period.until });
    }
  }
  for (const { resource, deletedAt } of parked.values()) {
    if (isSoon(deletedAt) && !isComingBack(listed.get(keyOf(rules, resource.address)), deletedAt)) {
      found.push({ address: resource.address, action: 'delete', at: deletedAt });
    }
  }
  return found.sort((a, b) => a.at - b.at || compareText(format(a.address), format(b.address)));
}

const isComingBack = (wanted: { readonly period?: Parameters<typeof isWanted>[0] } | undefined, at: number): boolean =>
  wanted !== undefined && isWanted(wanted.period, at);

export interface OnTheWay {
  /** All that is listed, on whatever day it is wanted. */
  readonly listed: DesiredState;
  readonly live: LiveState;
  readonly parked: ReadonlyMap<string, Parked>;
  readonly rules: Rules;
}

/** A change with what days have to do with it: since when somebody is on the way out, and whether a date brings it. */
export function onTheWay(change: Change, { listed, live, parked, rules }: OnTheWay): Change {
  if (change.action === 'create') return change;
  const key = keyOf(rules, change.address);
  const leaving = parked.get(key);
  if (change.action === 'update' && !leaving) return change;
  // Who is listed for another time, and who has been parked long enough, goes because of the day.
  const wasParked = parkedOn(live.get(key)?.attributes ?? {}) !== undefined;
  const due = listed.has(key) || (change.action === 'delete' && wasParked) ? { due: true as const } : {};
  if (change.action === 'delete' || !leaving) return { ...change, ...due };
  const { parkedOn: since, deleteOn } = leaving;
  return { ...change, ...due, leaving: { parkedOn: since, deleteOn } };
}
