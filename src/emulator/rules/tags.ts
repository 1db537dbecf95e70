import { invalidParameter } from '../protocol/errors.ts';
import type { Tags } from '../state/table.ts';

/** Source: "Tagging resources in Amazon Connect" of the administrator guide. */
const MAX_TAGS = 50;

/** Keys and values were checked with the request; this is about the tags that a resource ends up with. */
export function withTags(live: Tags, added: Tags): Tags {
  const tags = { ...live, ...added };
  if (Object.keys(tags).length > MAX_TAGS) throw invalidParameter(`A resource has at most ${MAX_TAGS} tags`);
  return tags;
}

export function withoutTags(live: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(live).filter(([key]) => !keys.includes(key)));
}
