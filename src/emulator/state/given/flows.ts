// Flows that every instance starts with. Source of names and types: "Default flows" and "Sample flows" of the administrator guide.

import { newDrafts } from '../drafts.ts';
import type { Instance } from '../instance.ts';
import type { Flow } from '../records/flows.ts';
import { givenResources } from './given-resources.ts';

const FLOWS: readonly Pick<Flow, 'name' | 'type'>[] = [
  { name: 'Default agent hold', type: 'AGENT_HOLD' },
  { name: 'Default agent transfer', type: 'AGENT_TRANSFER' },
  { name: 'Default customer hold', type: 'CUSTOMER_HOLD' },
  { name: 'Default customer queue', type: 'CUSTOMER_QUEUE' },
  { name: 'Default customer whisper', type: 'CUSTOMER_WHISPER' },
  { name: 'Default agent whisper', type: 'AGENT_WHISPER' },
  { name: 'Default outbound', type: 'OUTBOUND_WHISPER' },
  { name: 'Default queue transfer', type: 'QUEUE_TRANSFER' },
  { name: 'Sample inbound flow (first contact experience)', type: 'CONTACT_FLOW' },
];

/** A flow that ends at once: a guess. */
const CONTENT = JSON.stringify({
  Version: '2019-10-30',
  StartAction: 'end',
  Metadata: {},
  Actions: [{ Identifier: 'end', Type: 'EndFlowExecution', Parameters: {}, Transitions: {} }],
});

export function addDefaultFlows(instance: Instance): void {
  for (const flow of givenResources(instance, { kind: 'contact-flow', seed: 'flows' }, FLOWS))
    instance.contactFlows.put({ ...flow, ...newDrafts(CONTENT, true), description: undefined, state: 'ACTIVE' });
}
