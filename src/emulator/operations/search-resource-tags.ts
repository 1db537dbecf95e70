import type { TagSearchCondition } from '@aws-sdk/client-connect';
import { AwsError, invalidParameter } from '../protocol/errors.ts';
import type { Operations } from '../rules/call.ts';
import { comparison, type Test } from '../rules/search.ts';
import { findInstance } from '../state/account.ts';
import { tablesOf } from '../state/by-arn.ts';
import type { Instance } from '../state/instance.ts';
import type { Resource } from '../state/table.ts';

export const searchResourceTags = {
  /** Each pair of key and value once, however many resources have it. */
  SearchResourceTags({ account, page }, { InstanceId, ResourceTypes = [], SearchCriteria }) {
    const instance = findInstance(account, InstanceId);
    const strange = ResourceTypes.find((type) => !SEARCHED.has(type));
    if (strange !== undefined) throw invalidParameter(`${strange} is none of ${[...SEARCHED.keys()].join(', ')}`);
    const kinds = new Set(
      ResourceTypes.length === 0 ? SEARCHED.values() : ResourceTypes.map((type) => SEARCHED.get(type)),
    );
    const found = pairsOf(resourcesOf(instance, kinds)).filter(matchesTag(SearchCriteria?.TagSearchCondition ?? {}));
    const { items, NextToken } = page(found, ({ order }) => order);
    const [first] = items;
    if (first && found.indexOf(first) >= MAX_TAGS)
      throw new AwsError('MaximumResultReturnedException', `No more than ${MAX_TAGS} tags are returned`);
    return { Tags: items.map(({ key, value }) => ({ key, value })), NextToken };
  },
} satisfies Operations;

/** Documented with MaximumResultReturnedException. */
const MAX_TAGS = 1000;

/** Supported resource types and the part of an ARN that tells them. There are no metrics of an instance's own here. */
const SEARCHED: ReadonlyMap<string, string> = new Map([
  ['agent', 'agent'],
  ['agent-state', 'agent-state'],
  ['routing-profile', 'routing-profile'],
  ['standard-queue', 'queue'],
  ['security-profile', 'security-profile'],
  ['operating-hours', 'operating-hours'],
  ['transfer-destination', 'transfer-destination'],
  ['prompt', 'prompt'],
  ['contact-flow', 'contact-flow'],
  ['flow-module', 'flow-module'],
  ['metric', 'metric'],
]);

function resourcesOf(instance: Instance, kinds: ReadonlySet<string | undefined>): Resource[] {
  const start = instance.arn.length + 1;
  return tablesOf(instance)
    .flatMap((table) => [...table.values()])
    .filter(({ arn, id }) => kinds.has(arn.slice(start, -id.length - 1)))
    .sort((one, other) => one.order - other.order);
}

interface Pair {
  readonly key: string;
  readonly value: string;
  readonly order: number;
}

/** In the order in which the resources were created: of the first that has a pair. */
function pairsOf(resources: readonly Resource[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { tags, order } of resources) {
    for (const [index, [key, value]] of Object.entries(tags).entries()) {
      const name = JSON.stringify([key, value]);
      // A resource has at most fifty tags.
      if (!pairs.has(name)) pairs.set(name, { key, value, order: order * 64 + index });
    }
  }
  return [...pairs.values()];
}

function matchesTag({
  tagKey,
  tagValue,
  tagKeyComparisonType = 'EXACT',
  tagValueComparisonType = 'EXACT',
}: TagSearchCondition): Test<Pair> {
  const keyFits = tagKey === undefined ? () => true : comparison(tagKeyComparisonType, tagKey);
  const valueFits = tagValue === undefined ? () => true : comparison(tagValueComparisonType, tagValue);
  return ({ key, value }) => keyFits(key) && valueFits(value);
}
