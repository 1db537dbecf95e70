import { findInstance } from '../state/account.ts';
import { flowsOf } from '../state/flows.ts';
import type { Operations } from './call.ts';

export const flows = {
  ListContactFlows({ account, page }, { InstanceId, ContactFlowTypes = [] }) {
    const wanted = flowsOf(findInstance(account, InstanceId)).filter(
      ({ type }) => ContactFlowTypes.length === 0 || ContactFlowTypes.includes(type),
    );
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return {
      ContactFlowSummaryList: items.map(({ id, arn, name, type }) => ({
        Id: id,
        Arn: arn,
        Name: name,
        ContactFlowType: type,
        ContactFlowState: 'ACTIVE' as const,
        ContactFlowStatus: 'PUBLISHED' as const,
      })),
      NextToken,
    };
  },
} satisfies Operations;
