import type { Call, Operations } from '../../rules/call.ts';
import { findDraft, findToChange, withContent } from '../../rules/drafts.ts';
import { checkFlowContent, checkLength } from '../../rules/flows/flow-content.ts';
import { checkFree } from '../../rules/names.ts';
import { findInstance } from '../../state/account.ts';

export const flowUpdates = {
  /** Publishes the content, unless the id ends in `:$SAVED`. */
  UpdateContactFlowContent({ account, now }, { InstanceId, ContactFlowId, Content }) {
    const { contactFlows } = findInstance(account, InstanceId);
    const found = findToChange(contactFlows, ContactFlowId, 'Flow');
    checkLength(Content);
    if (found.edition !== 'saved') checkFlowContent(Content);
    contactFlows.put({ ...withContent(found, Content), modified: now });
    return {};
  },

  UpdateContactFlowMetadata: updateMetadata,

  UpdateContactFlowName: updateMetadata,
} satisfies Operations;

interface Metadata {
  readonly InstanceId: string;
  readonly ContactFlowId: string;
  readonly Name?: string;
  readonly Description?: string;
  readonly ContactFlowState?: 'ACTIVE' | 'ARCHIVED';
}

/** What is left out stays. */
function updateMetadata({ account, now }: Call, input: Metadata): Record<string, never> {
  const { contactFlows } = findInstance(account, input.InstanceId);
  const { record } = findDraft(contactFlows, input.ContactFlowId, 'Flow');
  if (input.Name !== undefined) checkFree(contactFlows, input.Name, 'flow', record);
  contactFlows.put({
    ...record,
    name: input.Name ?? record.name,
    description: input.Description ?? record.description,
    state: input.ContactFlowState ?? record.state,
    modified: now,
  });
  return {};
}
