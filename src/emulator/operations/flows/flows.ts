import type { ContactFlowType } from '@aws-sdk/client-connect';
import { AwsError, invalidParameter } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { findDraft, type Qualified, readEdition, sha256, shownEdition, statusOf } from '../../rules/drafts.ts';
import { checkFlowContent, checkLength } from '../../rules/flows/flow-content.ts';
import { checkFree } from '../../rules/names.ts';
import { checkQuota } from '../../rules/quotas.ts';
import { type Leaves, matchesAttributes } from '../../rules/search.ts';
import { type Account, findInstance } from '../../state/account.ts';
import { newDrafts } from '../../state/drafts.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { Flow } from '../../state/records/flows.ts';
import { DESCRIBED, searchTable } from '../search-table.ts';

export const flows = {
  CreateContactFlow({ account }, { InstanceId, Name, Type, Description, Content, Status = 'PUBLISHED', Tags }) {
    const instance = findInstance(account, InstanceId);
    checkLength(Content);
    if (Status === 'PUBLISHED') checkFlowContent(Content);
    checkFree(instance.contactFlows, Name, 'flow');
    checkQuota(account, instance, 'contactFlows');
    const flow: Flow = {
      ...newResource(account, instance, { kind: 'contact-flow', name: Name, tags: Tags }),
      ...newDrafts(Content, Status === 'PUBLISHED'),
      description: Description,
      type: Type,
      state: 'ACTIVE',
    };
    instance.contactFlows.put(flow);
    return {
      ContactFlowId: flow.id,
      ContactFlowArn: flow.arn,
      FlowContentSha256: flow.published === undefined ? undefined : sha256(flow.published),
    };
  },

  DescribeContactFlow({ account }, { InstanceId, ContactFlowId }) {
    const found = findDraft(findInstance(account, InstanceId).contactFlows, ContactFlowId, 'Flow');
    return { ContactFlow: describeFlow(account, found) };
  },

  /** Quick connects and phone numbers that have it keep its id. */
  DeleteContactFlow({ account }, { InstanceId, ContactFlowId }) {
    const { contactFlows } = findInstance(account, InstanceId);
    contactFlows.delete(findDraft(contactFlows, ContactFlowId, 'Flow').record.id);
    return {};
  },

  ListContactFlows({ account, page }, { InstanceId, ContactFlowTypes = [] }) {
    const wanted = [...findInstance(account, InstanceId).contactFlows.values()].filter(
      ({ type }) => ContactFlowTypes.length === 0 || ContactFlowTypes.includes(type),
    );
    const { items, NextToken } = page(wanted, ({ order }) => order);
    return {
      ContactFlowSummaryList: items.map((flow) => ({
        Id: flow.id,
        Arn: flow.arn,
        Name: flow.name,
        ContactFlowType: flow.type,
        ContactFlowState: flow.state,
        ContactFlowStatus: statusOf(flow),
      })),
      NextToken,
    };
  },

  SearchContactFlows(call, input) {
    const { contactFlows: table } = findInstance(call.account, input.InstanceId);
    const filter = matchesAttributes(input.SearchFilter?.FlowAttributeFilter, FILTERS);
    const { items, ...rest } = searchTable(call, input, { table, fields: DESCRIBED, leaves: CONDITIONS, filter });
    return {
      ContactFlows: items.map((record) => describeFlow(call.account, { record, edition: shownEdition(record) })),
      ...rest,
    };
  },
} satisfies Operations;

const CONDITIONS: Leaves<Flow> = {
  TypeCondition: (wanted: string) => (flow) => flow.type === wanted,
  StateCondition: (wanted: string) => (flow) => flow.state === wanted,
  StatusCondition: (wanted: string) => (flow) => statusOf(flow) === wanted,
};

const FILTERS: Leaves<Flow> = {
  ContactFlowTypeCondition({ ContactFlowType: wanted }: { readonly ContactFlowType?: ContactFlowType }) {
    if (wanted === undefined) throw invalidParameter('ContactFlowTypeCondition has no ContactFlowType');
    return ({ type }) => type === wanted;
  },
};

/** Throws ContactFlowNotPublishedException. */
function describeFlow({ region }: Account, { record, edition }: Qualified<Flow>) {
  const { content, version } = readEdition(record, edition);
  if (content === undefined)
    throw new AwsError('ContactFlowNotPublishedException', `Flow ${record.id} has not been published`);
  return {
    Arn: record.arn,
    Id: record.id,
    Name: record.name,
    Type: record.type,
    State: record.state,
    Status: edition === 'saved' ? ('SAVED' as const) : ('PUBLISHED' as const),
    Description: record.description,
    Content: content,
    Tags: record.tags,
    FlowContentSha256: sha256(content),
    Version: version?.number,
    VersionDescription: version?.description,
    LastModifiedTime: new Date(record.modified),
    LastModifiedRegion: region,
  };
}
