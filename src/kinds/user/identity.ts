/**
 * The part of a user that no bulk call gives: e-mail, second e-mail and mobile come from DescribeUser alone, one call a
 * user. So a user is described only where one of them is managed, and what was described is remembered for as long as
 * the user's LastModifiedTime stays what it was. A memory saves a read and authorises no write: a user whose identity
 * seems to differ is described all the same.
 */

import { isMap } from '../../base/json.ts';
import { merge } from '../../plan/model/merge.ts';
import type { Attributes, LiveResource } from '../../plan/model/state.ts';
import type { Reading } from '../kind.ts';
import { foldUsername } from './attributes.ts';
import { keptByInstance } from './identity-rules.ts';

const describedOnly = ['email', 'secondaryEmail', 'mobile'];
const identity = ['firstName', 'lastName', ...describedOnly];

/** What the files ask of a user; `undefined` where they do not list them. */
export const askedOf = ({ desired }: Reading, { address }: LiveResource): Attributes | undefined =>
  desired?.get(`user/${foldUsername(address.key)}`)?.attributes;

/** Whether somebody wants to know of a user what only a description tells. An export wants it all, where there is any. */
export function wantsDescription(user: LiveResource, reading: Reading): boolean {
  if (!reading.desired) return reading.identityManagement === 'CONNECT_MANAGED';
  const asked = reading.desired.get(`user/${foldUsername(user.address.key)}`);
  const lost = asked?.record?.blanks.map(([name]) => name) ?? [];
  // Of what an export has lost, too: whether it had been there is what tells a lost column.
  return (
    asked !== undefined && describedOnly.some((name) => Object.hasOwn(asked.attributes, name) || lost.includes(name))
  );
}

/** Whether the identity that is asked for is another: UpdateUserIdentityInfo has to send back what it shall not clear. */
export function identityDiffers(user: LiveResource, reading: Reading): boolean {
  const asked = askedOf(reading, user) ?? {};
  const kept = keptByInstance(reading.identityManagement);
  return identity.some(
    (name) =>
      !kept.includes(name) && Object.hasOwn(asked, name) && (asked[name] ?? null) !== (user.attributes[name] ?? null),
  );
}

/** The user with what is remembered of them. */
export function recall(user: LiveResource, modified: number, { cache }: Reading): LiveResource | undefined {
  const remembered = modified > 0 ? cache?.recall(user.id, modified) : undefined;
  return remembered && isMap(remembered) ? { ...user, attributes: merge(user.attributes, remembered) } : undefined;
}

/** Milliseconds. Of a time in whole seconds, a later change in the same second would not show. */
const sameSecond = 5_000;

/** Whether a change from now on is sure to move the LastModifiedTime. */
export const wouldShow = (modified: number, now: number): boolean =>
  modified > 0 && (modified % 1000 !== 0 || now - modified >= sameSecond);

/** Remembers what a description says, unless the user was changed between the list and it. */
export function rememberIdentity(
  user: LiveResource,
  times: { readonly listed: number; readonly described: number },
  reading: Reading,
): void {
  const { listed, described } = times;
  if (!wouldShow(listed, reading.now) || described - listed >= 1000) return;
  const told = describedOnly.flatMap((name) => {
    const value = user.attributes[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  reading.cache?.remember(user.id, listed, Object.fromEntries(told));
}
