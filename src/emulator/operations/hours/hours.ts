import { inUse, limitExceeded } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find } from '../../rules/references.ts';
import { checkTimeZone } from '../../rules/routing/hours.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import type { HoursOfOperation } from '../../state/records/resources.ts';
import { childrenOf, parentsOf, readParents } from './hours-parents.ts';

export const hours = {
  CreateHoursOfOperation({ account }, input) {
    const created = createHours(account, findInstance(account, input.InstanceId), input);
    return { HoursOfOperationId: created.id, HoursOfOperationArn: created.arn };
  },

  DescribeHoursOfOperation({ account }, { InstanceId, HoursOfOperationId }) {
    const instance = findInstance(account, InstanceId);
    const found = find(instance.hoursOfOperation, HoursOfOperationId, 'Hours of operation');
    return { HoursOfOperation: describeHours(account, instance, found) };
  },

  /** What is left out stays. */
  UpdateHoursOfOperation({ account, now }, { InstanceId, HoursOfOperationId, Name, Description, TimeZone, Config }) {
    const { hoursOfOperation } = findInstance(account, InstanceId);
    const live = find(hoursOfOperation, HoursOfOperationId, 'Hours of operation');
    if (Name !== undefined) checkFree(hoursOfOperation, Name, 'set of hours', live);
    if (TimeZone !== undefined) checkTimeZone(TimeZone);
    hoursOfOperation.put({
      ...live,
      name: Name ?? live.name,
      description: Description ?? live.description,
      timeZone: TimeZone ?? live.timeZone,
      config: Config ?? live.config,
      modified: now,
    });
    return {};
  },

  /** ResourceInUseException names this call as its example, though the call does not declare it. */
  DeleteHoursOfOperation({ account }, { InstanceId, HoursOfOperationId }) {
    const instance = findInstance(account, InstanceId);
    const live = find(instance.hoursOfOperation, HoursOfOperationId, 'Hours of operation');
    const { id, name } = live;
    const queue = [...instance.queues.values()].find(({ hoursOfOperationId }) => hoursOfOperationId === id);
    if (queue) throw inUse(`${name} is used by the queue ${queue.name}`, { ResourceId: queue.id });
    const [child] = childrenOf(instance, live);
    if (child) throw inUse(`${name} is a parent of ${child.name}`, { ResourceId: child.id });
    for (const override of [...instance.hoursOverrides.values()])
      if (override.hoursOfOperationId === id) instance.hoursOverrides.delete(override.id);
    instance.hoursOfOperation.delete(id);
    return {};
  },
} satisfies Operations;

/** Creates hours under all rules of CreateHoursOfOperation; seeds go this way too. */
export function createHours(
  account: Account,
  instance: Instance,
  input: Omit<Input<'CreateHoursOfOperation'>, 'InstanceId'>,
): HoursOfOperation {
  checkTimeZone(input.TimeZone);
  const parentIds = readParents(instance, input.ParentHoursOfOperationConfigs ?? []);
  checkFree(instance.hoursOfOperation, input.Name, 'set of hours');
  if (instance.hoursOfOperation.size >= account.quotas.hoursOfOperation)
    throw limitExceeded('The instance has as many hours of operation as its quota allows');
  const created: HoursOfOperation = {
    ...newResource(account, instance, { kind: 'operating-hours', name: input.Name, tags: input.Tags }),
    description: input.Description,
    timeZone: input.TimeZone,
    config: input.Config,
    parentIds,
  };
  instance.hoursOfOperation.put(created);
  return created;
}

export function describeHours(account: Account, instance: Instance, hours: HoursOfOperation) {
  return {
    HoursOfOperationId: hours.id,
    HoursOfOperationArn: hours.arn,
    Name: hours.name,
    Description: hours.description,
    TimeZone: hours.timeZone,
    Config: [...hours.config],
    ParentHoursOfOperations: parentsOf(instance, hours),
    Tags: hours.tags,
    LastModifiedTime: new Date(hours.modified),
    LastModifiedRegion: account.region,
  };
}
