// A quick connect has one configuration, the one that goes with its type. Source: QuickConnectConfig of the API reference.

import type { QuickConnectConfig, QuickConnectType } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';
import type { Instance } from '../../state/instance.ts';
import type { Input } from '../call.ts';
import { checkFlow } from '../flows/flows.ts';
import { refer } from '../references.ts';

const MEMBERS = {
  USER: 'UserConfig',
  QUEUE: 'QueueConfig',
  PHONE_NUMBER: 'PhoneConfig',
  FLOW: 'FlowConfig',
} as const satisfies Readonly<Record<QuickConnectType, keyof QuickConnectConfig>>;

/** Checks a configuration when it is written: the user, queue and flow must exist then, though they may go later. */
export function checkQuickConnect(instance: Instance, config: Input<'CreateQuickConnect'>['QuickConnectConfig']): void {
  const { QuickConnectType: type } = config;
  const wanted = MEMBERS[type];
  if (config[wanted] === undefined) throw invalidParameter(`A quick connect of type ${type} needs a ${wanted}`);
  const other = Object.values(MEMBERS).find((member) => member !== wanted && config[member] !== undefined);
  if (other) throw invalidParameter(`A quick connect of type ${type} has no ${other}`);
  const { UserConfig, QueueConfig, FlowConfig } = config;
  if (UserConfig) refer(instance.users, UserConfig.UserId, 'User');
  if (QueueConfig) refer(instance.queues, QueueConfig.QueueId, 'Queue');
  // Documented with UserQuickConnectConfig and QueueQuickConnectConfig: transfer to agent, transfer to queue.
  checkFlow(instance, UserConfig?.ContactFlowId, 'AGENT_TRANSFER');
  checkFlow(instance, QueueConfig?.ContactFlowId, 'QUEUE_TRANSFER');
  checkFlow(instance, FlowConfig?.ContactFlowId);
}
