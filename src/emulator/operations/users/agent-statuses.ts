import { invalidRequest, limitExceeded } from '../../protocol/errors.ts';
import type { Input, Operations } from '../../rules/call.ts';
import { checkFree } from '../../rules/names.ts';
import { find } from '../../rules/references.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Instance } from '../../state/instance.ts';
import type { AgentStatus } from '../../state/records/configuration.ts';

export const agentStatuses = {
  CreateAgentStatus({ account }, input) {
    const { id, arn } = createAgentStatus(account, findInstance(account, input.InstanceId), input);
    return { AgentStatusId: id, AgentStatusARN: arn };
  },

  DescribeAgentStatus({ account }, { InstanceId, AgentStatusId }) {
    const found = find(findInstance(account, InstanceId).agentStatuses, AgentStatusId, 'Agent status');
    return { AgentStatus: describeAgentStatus(account, found) };
  },

  /** What is left out stays. There is no call to delete a status: it is disabled instead. */
  UpdateAgentStatus({ account, now }, input) {
    const { agentStatuses: all } = findInstance(account, input.InstanceId);
    const live = find(all, input.AgentStatusId, 'Agent status');
    if (input.Name !== undefined) checkFree(all, input.Name, 'agent status', live);
    if (input.State === 'DISABLED' && live.type !== 'CUSTOM')
      throw invalidRequest(`${live.name} is needed by Amazon Connect and cannot be disabled`);
    all.put({
      ...live,
      name: input.Name ?? live.name,
      description: input.Description ?? live.description,
      state: input.State ?? live.state,
      displayOrder: input.DisplayOrder ?? (input.ResetOrderNumber ? undefined : live.displayOrder),
      modified: now,
    });
    return {};
  },

  ListAgentStatuses({ account, page }, { InstanceId, AgentStatusTypes = [] }) {
    const all = [...findInstance(account, InstanceId).agentStatuses.values()];
    const wanted = all.filter(({ type }) => AgentStatusTypes.length === 0 || AgentStatusTypes.includes(type));
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return {
      AgentStatusSummaryList: items.map(({ id, arn, name, type, modified }) => ({
        Id: id,
        Arn: arn,
        Name: name,
        Type: type,
        LastModifiedTime: new Date(modified),
        LastModifiedRegion: account.region,
      })),
      NextToken,
    };
  },
} satisfies Operations;

/** Creates a status under all rules of CreateAgentStatus; seeds go this way too. */
export function createAgentStatus(
  account: Account,
  instance: Instance,
  input: Omit<Input<'CreateAgentStatus'>, 'InstanceId'>,
): AgentStatus {
  checkFree(instance.agentStatuses, input.Name, 'agent status');
  if (instance.agentStatuses.size >= account.quotas.agentStatuses)
    throw limitExceeded('The instance has as many agent statuses as its quota allows');
  const created: AgentStatus = {
    ...newResource(account, instance, { kind: 'agent-state', name: input.Name, tags: input.Tags }),
    description: input.Description,
    type: 'CUSTOM',
    state: input.State,
    displayOrder: input.DisplayOrder,
  };
  instance.agentStatuses.put(created);
  return created;
}

export function describeAgentStatus(account: Account, status: AgentStatus) {
  return {
    AgentStatusARN: status.arn,
    AgentStatusId: status.id,
    Name: status.name,
    Description: status.description,
    Type: status.type,
    DisplayOrder: status.displayOrder,
    State: status.state,
    Tags: status.tags,
    LastModifiedTime: new Date(status.modified),
    LastModifiedRegion: account.region,
  };
}
