// The flows that every instance starts with. The emulator runs none of them; they are there so that calls which refer to
// a flow have one to refer to. Source of names and types: "Default flows" and "Sample flows" of the administrator guide.

import type { ContactFlowType } from '@aws-sdk/client-connect';
import type { Instance } from './instance.ts';
import { randomUuid, seededRandom } from './random.ts';

export interface Flow {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly type: ContactFlowType;
  readonly order: number;
}

const FLOWS: readonly (readonly [name: string, type: ContactFlowType])[] = [
  ['Default agent hold', 'AGENT_HOLD'],
  ['Default agent transfer', 'AGENT_TRANSFER'],
  ['Default customer hold', 'CUSTOMER_HOLD'],
  ['Default customer queue', 'CUSTOMER_QUEUE'],
  ['Default customer whisper', 'CUSTOMER_WHISPER'],
  ['Default agent whisper', 'AGENT_WHISPER'],
  ['Default outbound', 'OUTBOUND_WHISPER'],
  ['Default queue transfer', 'QUEUE_TRANSFER'],
  ['Sample inbound flow (first contact experience)', 'CONTACT_FLOW'],
];

/** Their ids follow from the id of the instance, so nothing has to be kept. */
export function flowsOf(instance: Instance): Flow[] {
  const random = seededRandom(`flows of ${instance.id}`);
  return FLOWS.map(([name, type], order) => {
    const id = randomUuid(random);
    return { id, arn: `${instance.arn}/contact-flow/${id}`, name, type, order };
  });
}

/** By id or ARN. */
export function findFlow(instance: Instance, idOrArn: string): Flow | undefined {
  return flowsOf(instance).find(({ id, arn }) => id === idOrArn || arn === idOrArn);
}
