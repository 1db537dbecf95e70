import { invalidParameter, notFound } from '../protocol/errors.ts';
import { withoutTags, withTags } from '../rules/tags.ts';
import { instanceArn } from '../state/account.ts';
import { type Instance, putUser } from '../state/instance.ts';
import type { Resource, Table, Tags } from '../state/table.ts';
import type { Call, Operations } from './call.ts';

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

const ARN = /^arn:aws[\w-]*:connect:[\w-]+:\d{12}:instance\/([^/]+)(?:\/(.+))?$/;

/** Tags do not move LastModifiedTime: a guess. */
function findTaggable({ account, now }: Call, arn: string): Taggable {
  const match = ARN.exec(arn);
  if (!match) throw invalidParameter(`${arn} is not the ARN of an Amazon Connect resource`);
  const instance = account.instances.get(match[1] ?? '');
  const path = match[2];
  const found = instance && arn.startsWith(instanceArn(account, '')) ? resourceAt(instance, path, now) : undefined;
  if (!found) throw notFound(`${arn} was not found`);
  return found;
}

function resourceAt(instance: Instance, path: string | undefined, now: number): Taggable | undefined {
  if (path === undefined) {
    return {
      tags: instance.tags,
      write(tags) {
        instance.tags = tags;
      },
    };
  }
  const slash = path.lastIndexOf('/');
  const kind = path.slice(0, slash);
  const id = path.slice(slash + 1);
  if (kind === 'agent') {
    const user = instance.users.get(id);
    return user && { tags: user.tags, write: (tags) => putUser(instance, { ...user, tags }, now) };
  }
  return rowOf(tableOf(instance, kind), id);
}

function tableOf(instance: Instance, kind: string): Table<Resource> | undefined {
  const tables: ReadonlyMap<string, unknown> = new Map<string, unknown>([
    ['agent-group', instance.hierarchyGroups],
    ['routing-profile', instance.routingProfiles],
    ['security-profile', instance.securityProfiles],
    ['queue', instance.queues],
    ['operating-hours', instance.hoursOfOperation],
  ]);
  return tables.get(kind) as Table<Resource> | undefined;
}

function rowOf(table: Table<Resource> | undefined, id: string): Taggable | undefined {
  const record = table?.get(id);
  return record && { tags: record.tags, write: (tags) => table?.put({ ...record, tags }) };
}
