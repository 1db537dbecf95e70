import { notFound } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { checkFlow, findFlow } from '../../rules/flows/flows.ts';
import { type Account, findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import type { PhoneNumber } from '../../state/records/phone-numbers.ts';
import { lookUp } from '../../state/table.ts';

/** The flows that calls to an instance's numbers go to. */
export const phoneNumberFlows = {
  AssociatePhoneNumberContactFlow({ account, now }, { InstanceId, PhoneNumberId, ContactFlowId }) {
    const { instance, number } = ownNumber(account, InstanceId, PhoneNumberId);
    checkFlow(instance, ContactFlowId);
    instance.phoneNumbers.put({ ...number, flowId: findFlow(instance, ContactFlowId)?.id, modified: now });
    return {};
  },

  /** What is not associated is not missed. */
  DisassociatePhoneNumberContactFlow({ account, now }, { InstanceId, PhoneNumberId }) {
    const { instance, number } = ownNumber(account, InstanceId, PhoneNumberId);
    instance.phoneNumbers.put({ ...number, flowId: undefined, modified: now });
    return {};
  },

  /** Of phone numbers for calls; there is nothing else here that a flow is associated with. Those without one are left out. */
  BatchGetFlowAssociation({ account }, { InstanceId, ResourceIds, ResourceType = 'VOICE_PHONE_NUMBER' }) {
    const instance = findInstance(account, InstanceId);
    const numbers = ResourceType === 'VOICE_PHONE_NUMBER' ? ResourceIds : [];
    return {
      FlowAssociationSummaryList: numbers.flatMap((id) => {
        const number = lookUp(instance.phoneNumbers, id);
        if (number?.flowId === undefined) return [];
        const FlowId = `${instance.arn}/contact-flow/${number.flowId}`;
        return [{ ResourceId: number.arn, FlowId, ResourceType }];
      }),
    };
  },
} satisfies Operations;

interface Own {
  readonly instance: Instance;
  readonly number: PhoneNumber;
}

function ownNumber(account: Account, instanceId: string, numberId: string): Own {
  const instance = findInstance(account, instanceId);
  const number = lookUp(instance.phoneNumbers, numberId);
  if (!number) throw notFound(`Phone number ${numberId} was not found`);
  return { instance, number };
}
