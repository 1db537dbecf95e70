import { createQuickConnect } from '../operations/routing/quick-connects.ts';
import { AwsError, invalidParameter } from '../protocol/errors.ts';
import type { Input } from '../rules/call.ts';
import { definedOnly } from '../rules/users/identity.ts';
import type { Account } from '../state/account.ts';
import { type Instance, usernameKey } from '../state/instance.ts';
import { named } from './names-to-ids.ts';
import type { SeedQuickConnect } from './seed.ts';

/** A quick connect of a seed by the rules of CreateQuickConnect. Users and queues must have been planted before. */
export function plantQuickConnect(account: Account, instance: Instance, wanted: SeedQuickConnect): void {
  const holders = (wanted.queues ?? []).map((name) => named(instance.queues, name, 'queue'));
  const { id } = createQuickConnect(account, instance, {
    Name: wanted.name,
    QuickConnectConfig: configOf(instance, wanted),
    ...definedOnly({ Description: wanted.description, Tags: wanted.tags }),
  });
  for (const holder of holders) {
    const queue = instance.queues.get(holder);
    if (queue) instance.queues.put({ ...queue, quickConnectIds: [...queue.quickConnectIds, id] });
  }
}

type Config = Input<'CreateQuickConnect'>['QuickConnectConfig'];

function configOf(instance: Instance, { user, queue, phoneNumber, flow }: SeedQuickConnect): Config {
  if ([user, queue, phoneNumber].filter((target) => target !== undefined).length > 1)
    throw invalidParameter('only one of user, queue and phoneNumber can be there');
  if (user !== undefined) {
    const UserId = named({ named: (name) => instance.users.named(usernameKey(name)) }, user, 'user');
    const ContactFlowId = flowNamed(instance, flow ?? 'Default agent transfer');
    return { QuickConnectType: 'USER', UserConfig: { UserId, ContactFlowId } };
  }
  if (queue !== undefined) {
    const QueueId = named(instance.queues, queue, 'queue');
    const ContactFlowId = flowNamed(instance, flow ?? 'Default queue transfer');
    return { QuickConnectType: 'QUEUE', QueueConfig: { QueueId, ContactFlowId } };
  }
  if (phoneNumber !== undefined) return { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: phoneNumber } };
  if (flow === undefined) throw invalidParameter('one of user, queue, phoneNumber and flow must be there');
  return { QuickConnectType: 'FLOW', FlowConfig: { ContactFlowId: flowNamed(instance, flow) } };
}

function flowNamed(instance: Instance, wanted: string): string {
  const flow = instance.contactFlows.named(wanted);
  if (!flow) throw new AwsError('ResourceNotFoundException', `there is no flow ${wanted}`);
  return flow.id;
}
