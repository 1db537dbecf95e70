import { invalidRequest } from '../../protocol/errors.ts';
import type { Call, Operations } from '../../rules/call.ts';
import { findDraft } from '../../rules/drafts.ts';
import { refuseMembers } from '../../rules/unsupported.ts';
import { latestFirst, withoutVersion, withVersion } from '../../rules/versions.ts';
import { findInstance } from '../../state/account.ts';
import type { Drafted } from '../../state/drafts.ts';
import type { ModuleContent } from '../../state/records/flow-modules.ts';

export const flowVersions = {
  CreateContactFlowVersion({ account, now }, { InstanceId, ContactFlowId, FlowContentSha256, Description, ...rest }) {
    const { ContactFlowVersion, LastModifiedTime, LastModifiedRegion } = rest;
    refuseMembers('CreateContactFlowVersion', { ContactFlowVersion, LastModifiedTime, LastModifiedRegion });
    const { contactFlows } = findInstance(account, InstanceId);
    const flow = findDraft(contactFlows, ContactFlowId, 'Flow').record;
    if (flow.type !== 'CAMPAIGN') throw invalidRequest('Only flows of the type CAMPAIGN have versions');
    const wanted = { description: Description, checksum: FlowContentSha256, text: (content: string) => content, now };
    const { record, version } = withVersion(flow, wanted);
    contactFlows.put(record);
    return { ContactFlowArn: record.arn, Version: version.number };
  },

  ListContactFlowVersions(call, { InstanceId, ContactFlowId }) {
    const { contactFlows } = findInstance(call.account, InstanceId);
    const { items, NextToken } = summarize(call, findDraft(contactFlows, ContactFlowId, 'Flow').record);
    return { ContactFlowVersionSummaryList: items, NextToken };
  },

  DeleteContactFlowVersion({ account }, { InstanceId, ContactFlowId, ContactFlowVersion }) {
    const { contactFlows } = findInstance(account, InstanceId);
    contactFlows.put(withoutVersion(findDraft(contactFlows, ContactFlowId, 'Flow').record, ContactFlowVersion));
    return {};
  },

  CreateContactFlowModuleVersion({ account, now }, { InstanceId, ContactFlowModuleId, ...rest }) {
    const { flowModules } = findInstance(account, InstanceId);
    const { record, version } = withVersion(findDraft(flowModules, ContactFlowModuleId, 'Flow module').record, {
      description: rest.Description,
      checksum: rest.FlowModuleContentSha256,
      text: ({ text }: ModuleContent) => text,
      now,
    });
    flowModules.put(record);
    return { ContactFlowModuleArn: record.arn, Version: version.number };
  },

  ListContactFlowModuleVersions(call, { InstanceId, ContactFlowModuleId }) {
    const { flowModules } = findInstance(call.account, InstanceId);
    const { items, NextToken } = summarize(call, findDraft(flowModules, ContactFlowModuleId, 'Flow module').record);
    return { ContactFlowModuleVersionSummaryList: items, NextToken };
  },

  DeleteContactFlowModuleVersion({ account }, { InstanceId, ContactFlowModuleId, ContactFlowModuleVersion }) {
    const { flowModules } = findInstance(account, InstanceId);
    const { record } = findDraft(flowModules, ContactFlowModuleId, 'Flow module');
    flowModules.put(withoutVersion(record, ContactFlowModuleVersion));
    return {};
  },
} satisfies Operations;

function summarize({ page }: Call, record: Drafted<unknown>) {
  const { items, NextToken } = page(latestFirst(record), ({ number }) => -number);
  return {
    items: items.map(({ number, description }) => ({
      Arn: `${record.arn}:${number}`,
      Version: number,
      VersionDescription: description,
    })),
    NextToken,
  };
}
