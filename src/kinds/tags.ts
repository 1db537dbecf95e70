/** Tags of resources, the same for every kind that Connect can tag. */
import { type Json, present } from '../base/json.ts';
import { compareText } from '../base/text.ts';
import type { Address } from '../plan/model/address.ts';
import { mapOf, orNull, text } from './fields.ts';
import { arnOf, type Calls, type Operation } from './operation.ts';

/** A tag of `null` is to be removed. */
export type Tags = { readonly [key: string]: string | null };

/** Tags that are not a person's to write: ours, AWS's own, and the one key that no file may have. */
const reservedTag = /^(connect-sync|aws):|^__proto__$/i;

export const parseTags = mapOf(orNull(text));

/** Those that a person may write, by key; `undefined` where there are none. */
export function describeTags(tags: Tags = {}): { readonly [key: string]: Json } | undefined {
  const own = Object.entries(tags).filter(([key]) => !reservedTag.test(key));
  return own.length > 0 ? Object.fromEntries(own.sort(([a], [b]) => compareText(a, b))) : undefined;
}

export const tagsToSet = (tags: Tags): { readonly [key: string]: string } =>
  Object.fromEntries(Object.entries(tags).filter((tag): tag is [string, string] => tag[1] !== null));

/** The `Tags` of a Create call; no member where there are none. */
export function tagsAtCreation(tags: Tags = {}): { readonly Tags?: { readonly [key: string]: string } } {
  const set = tagsToSet(tags);
  return present({ Tags: Object.keys(set).length > 0 ? set : undefined });
}

/** Tags are set by one call and removed by another; what the files do not list stays. */
export function tagCalls(address: Address, tags: Tags): Calls {
  const set = tagsToSet(tags);
  const removed = Object.keys(tags).filter((key) => tags[key] === null);
  const resourceArn = arnOf(address.kind, address.key);
  const untag: Operation = { call: 'UntagResource', address, input: { resourceArn, tagKeys: removed } };
  const tag: Operation = { call: 'TagResource', address, input: { resourceArn, tags: set } };
  return { together: [...(removed.length > 0 ? [untag] : []), ...(Object.keys(set).length > 0 ? [tag] : [])] };
}
