// Flows and the ones that every instance starts with. The emulator keeps their content and runs none of them. Source of
// names and types: "Default flows" and "Sample flows" of the administrator guide.

import type { ContactFlowState, ContactFlowType } from '@aws-sdk/client-connect';
import { type Drafted, newDrafts } from './drafts.ts';
import type { Instance } from './instance.ts';
import { randomUuid, seededRandom } from './random.ts';
import { lookUp } from './table.ts';

/** Its content is JSON of the flow language, as text, exactly as it came. */
export interface Flow extends Drafted<string> {
  readonly type: ContactFlowType;
  readonly state: ContactFlowState;
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

/** A flow that ends at once: a guess. */
const CONTENT = JSON.stringify({
  Version: '2019-10-30',
  StartAction: 'end',
  Metadata: {},
  Actions: [{ Identifier: 'end', Type: 'EndFlowExecution', Parameters: {}, Transitions: {} }],
});

/** Their ids follow from the id of the instance. They come before everything that is created. */
export function addDefaultFlows(instance: Instance): void {
  const random = seededRandom(`flows of ${instance.id}`);
  for (const [index, [name, type]] of FLOWS.entries()) {
    const id = randomUuid(random);
    instance.contactFlows.put({
      ...newDrafts(CONTENT, true),
      id,
      arn: `${instance.arn}/contact-flow/${id}`,
      name,
      type,
      tags: {},
      description: undefined,
      state: 'ACTIVE',
      modified: instance.created,
      order: index - FLOWS.length,
    });
  }
}

/** By id or ARN. */
export function findFlow(instance: Instance, idOrArn: string): Flow | undefined {
  return lookUp(instance.contactFlows, idOrArn);
}
