import { invalidParameter, notFound } from '../protocol/errors.ts';
import type { Call, Operations } from '../rules/call.ts';
import { findClaimed } from '../rules/phone-numbers/phone-numbers.ts';
import { withoutTags, withTags } from '../rules/tags.ts';
import { type Account, instanceArn } from '../state/account.ts';
import { findByArn } from '../state/by-arn.ts';
import { type Instance, putUser } from '../state/instance.ts';
import type { Tags } from '../state/table.ts';

export const tags = {
  TagResource(call, { resourceArn, tags }) {
    const resource = findTaggable(call, resourceArn);
    resource.write(withTags(resource.tags, tags));
    return {};
  },

  UntagResource(call, { resourceArn, tagKeys }) {
    const resource = findTaggable(call, resourceArn);
    resource.write(withoutTags(resource.tags, tagKeys));
    return {};
  },

  ListTagsForResource(call, { resourceArn }) {
    return { tags: { ...findTaggable(call, resourceArn).tags } };
  },
} satisfies Operations;

interface Taggable {
  readonly tags: Tags;
  write(tags: Tags): void;
}

const ARN = /^arn:aws[\w-]*:connect:[\w-]+:\d{12}:(?:instance\/([^/]+)(?:\/.+)?|phone-number\/.+)$/;

/** Tags do not move LastModifiedTime: a guess. */
function findTaggable({ account, now }: Call, arn: string): Taggable {
  const match = ARN.exec(arn);
  if (!match) throw invalidParameter(`${arn} is not the ARN of an Amazon Connect resource`);
  const found = match[1] === undefined ? numberAt(account, arn) : inInstance(account, match[1], { arn, now });
  if (!found) throw notFound(`${arn} was not found`);
  return found;
}

interface Wanted {
  readonly arn: string;
  readonly now: number;
}

function inInstance(account: Account, id: string, { arn, now }: Wanted): Taggable | undefined {
  const instance = account.instances.get(id);
  return instance && arn.startsWith(instanceArn(account, '')) ? resourceAt(instance, arn, now) : undefined;
}

/** The ARN of a phone number names no instance. */
function numberAt(account: Account, arn: string): Taggable | undefined {
  const found = findClaimed(account, arn);
  if (!found) return undefined;
  const { instance, number } = found;
  return { tags: number.tags, write: (tags) => instance.phoneNumbers.put({ ...number, tags }) };
}

function resourceAt(instance: Instance, arn: string, now: number): Taggable | undefined {
  if (arn === instance.arn) {
    return {
      tags: instance.tags,
      write(tags) {
        instance.tags = tags;
      },
    };
  }
  const user = instance.users.get(arn.slice(arn.lastIndexOf('/') + 1));
  // A user also goes to the search index.
  if (user?.arn === arn) return { tags: user.tags, write: (tags) => putUser(instance, { ...user, tags }, now) };
  const found = findByArn(instance, arn);
  return found && { tags: found.record.tags, write: (tags) => found.table.put({ ...found.record, tags }) };
}
