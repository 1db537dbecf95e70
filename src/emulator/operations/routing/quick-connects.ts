import { invalidParameter, invalidRequest, limitExceeded } from '../../protocol/errors.ts';
import type { Call, Input, Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find } from '../../rules/references.ts';
import { checkQuickConnect } from '../../rules/routing/quick-connects.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import type { QuickConnect } from '../../state/records/configuration.ts';

export const quickConnects = {
  CreateQuickConnect({ account }, input) {
    const { id, arn } = createQuickConnect(account, findInstance(account, input.InstanceId), input);
    return { QuickConnectId: id, QuickConnectARN: arn };
  },

  DescribeQuickConnect({ account }, { InstanceId, QuickConnectId }) {
    const found = find(findInstance(account, InstanceId).quickConnects, QuickConnectId, 'Quick connect');
    return { QuickConnect: describeQuickConnect(account, found) };
  },

  /** Does not declare DuplicateResourceException. */
  UpdateQuickConnectName(call, input) {
    const { Name, Description } = input;
    if (Name === undefined && Description === undefined)
      throw invalidParameter('At least Name or Description is required');
    return update(call, input, (live, { quickConnects: all }) => {
      const holder = Name === undefined ? undefined : all.named(Name);
      if (holder && holder.id !== live.id) throw invalidRequest(`A quick connect with the name ${Name} already exists`);
      return { ...live, name: Name ?? live.name, description: Description ?? live.description };
    });
  },

  UpdateQuickConnectConfig(call, input) {
    return update(call, input, (live, instance) => {
      checkQuickConnect(instance, input.QuickConnectConfig);
      return { ...live, config: input.QuickConnectConfig };
    });
  },

  /** Queues lose it too. */
  DeleteQuickConnect({ account }, { InstanceId, QuickConnectId }) {
    const instance = findInstance(account, InstanceId);
    const { id } = find(instance.quickConnects, QuickConnectId, 'Quick connect');
    for (const queue of [...instance.queues.values()]) {
      const quickConnectIds = queue.quickConnectIds.filter((other) => other !== id);
      if (quickConnectIds.length < queue.quickConnectIds.length) instance.queues.put({ ...queue, quickConnectIds });
    }
    instance.quickConnects.delete(id);
    return {};
  },

  ListQuickConnects({ account, page }, { InstanceId, QuickConnectTypes = [] }) {
    const all = [...findInstance(account, InstanceId).quickConnects.values()];
    const wanted = all.filter(
      ({ config }) => QuickConnectTypes.length === 0 || QuickConnectTypes.includes(config.QuickConnectType ?? 'USER'),
    );
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return { QuickConnectSummaryList: items.map((entry) => summarizeQuickConnect(account, entry)), NextToken };
  },
} satisfies Operations;

/** Creates a quick connect under all rules of CreateQuickConnect; seeds go this way too. */
export function createQuickConnect(
  account: Account,
  instance: Instance,
  input: Omit<Input<'CreateQuickConnect'>, 'InstanceId'>,
): QuickConnect {
  checkQuickConnect(instance, input.QuickConnectConfig);
  checkFree(instance.quickConnects, input.Name, 'quick connect');
  if (instance.quickConnects.size >= account.quotas.quickConnects)
    throw limitExceeded('The instance has as many quick connects as its quota allows');
  const created: QuickConnect = {
    ...newResource(account, instance, { kind: 'transfer-destination', name: input.Name, tags: input.Tags }),
    description: input.Description,
    config: input.QuickConnectConfig,
  };
  instance.quickConnects.put(created);
  return created;
}

export function describeQuickConnect(account: Account, quickConnect: QuickConnect) {
  return {
    QuickConnectARN: quickConnect.arn,
    QuickConnectId: quickConnect.id,
    Name: quickConnect.name,
    Description: quickConnect.description,
    QuickConnectConfig: quickConnect.config,
    Tags: quickConnect.tags,
    LastModifiedTime: new Date(quickConnect.modified),
    LastModifiedRegion: account.region,
  };
}

export function summarizeQuickConnect(account: Account, { id, arn, name, config, modified }: QuickConnect) {
  return {
    Id: id,
    Arn: arn,
    Name: name,
    QuickConnectType: config.QuickConnectType,
    LastModifiedTime: new Date(modified),
    LastModifiedRegion: account.region,
  };
}

interface Target {
  readonly InstanceId: string;
  readonly QuickConnectId: string;
}

function update(
  { account, now }: Call,
  { InstanceId, QuickConnectId }: Target,
  change: (live: QuickConnect, instance: Instance) => QuickConnect,
): Record<string, never> {
  const instance = findInstance(account, InstanceId);
  const live = find(instance.quickConnects, QuickConnectId, 'Quick connect');
  instance.quickConnects.put({ ...change(live, instance), modified: now });
  return {};
}
