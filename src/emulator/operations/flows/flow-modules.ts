import { invalidRequest } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import {
  findDraft,
  findToChange,
  type Qualified,
  readEdition,
  sha256,
  shownEdition,
  statusOf,
  withContent,
} from '../../rules/drafts.ts';
import { checkModuleContent } from '../../rules/flows/flow-content.ts';
import { madeBefore } from '../../rules/idempotency.ts';
import { checkFree } from '../../rules/names.ts';
import { checkQuota } from '../../rules/quotas.ts';
import type { Leaves } from '../../rules/search.ts';
import { findInstance } from '../../state/account.ts';
import { newDrafts } from '../../state/drafts.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { FlowModule } from '../../state/records/flow-modules.ts';
import { DESCRIBED, searchTable } from '../search-table.ts';

const KIND = 'Flow module';

export const flowModules = {
  /** The same ClientToken gives the same module. */
  CreateContactFlowModule({ account }, input) {
    const instance = findInstance(account, input.InstanceId);
    const { flowModules: all } = instance;
    const known = madeBefore(all.values(), input.ClientToken);
    if (known) return { Id: known.id, Arn: known.arn };
    checkModuleContent(input.Content);
    checkFree(all, input.Name, 'flow module');
    checkQuota(account, instance, 'flowModules');
    const module: FlowModule = {
      ...newResource(account, instance, { kind: 'flow-module', name: input.Name, tags: input.Tags }),
      ...newDrafts({ text: input.Content, settings: input.Settings }, true),
      description: input.Description,
      state: 'ACTIVE',
      external: input.ExternalInvocationConfiguration,
      clientToken: input.ClientToken,
    };
    all.put(module);
    return { Id: module.id, Arn: module.arn };
  },

  DescribeContactFlowModule({ account }, { InstanceId, ContactFlowModuleId }) {
    const { flowModules: all } = findInstance(account, InstanceId);
    return { ContactFlowModule: describeModule(findDraft(all, ContactFlowModuleId, KIND)) };
  },

  /** Publishes the content, unless the id ends in `:$SAVED`. What is left out stays. */
  UpdateContactFlowModuleContent({ account, now }, { InstanceId, ContactFlowModuleId, Content, Settings }) {
    const { flowModules: all } = findInstance(account, InstanceId);
    const found = findToChange(all, ContactFlowModuleId, KIND);
    if (Content === undefined && Settings === undefined)
      throw invalidRequest('At least Content or Settings is required');
    const { text, settings } = found.record.saved;
    const content = { text: Content ?? text, settings: Settings ?? settings };
    if (found.edition !== 'saved') checkModuleContent(content.text);
    all.put({ ...withContent(found, content), modified: now });
    return {};
  },

  /** What is left out stays. */
  UpdateContactFlowModuleMetadata({ account, now }, { InstanceId, ContactFlowModuleId, Name, Description, State }) {
    const { flowModules: all } = findInstance(account, InstanceId);
    const { record } = findDraft(all, ContactFlowModuleId, KIND);
    if (Name !== undefined) checkFree(all, Name, 'flow module', record);
    all.put({
      ...record,
      name: Name ?? record.name,
      description: Description ?? record.description,
      state: State ?? record.state,
      modified: now,
    });
    return {};
  },

  DeleteContactFlowModule({ account }, { InstanceId, ContactFlowModuleId }) {
    const { flowModules: all } = findInstance(account, InstanceId);
    all.delete(findDraft(all, ContactFlowModuleId, KIND).record.id);
    return {};
  },

  ListContactFlowModules({ account, page }, { InstanceId, ContactFlowModuleState: wanted }) {
    const all = [...findInstance(account, InstanceId).flowModules.values()];
    const { items, NextToken } = page(
      all.filter(({ state }) => wanted === undefined || state === wanted),
      ({ order }) => order,
    );
    return {
      ContactFlowModulesSummaryList: items.map(({ id, arn, name, state }) => ({
        Id: id,
        Arn: arn,
        Name: name,
        State: state,
      })),
      NextToken,
    };
  },

  SearchContactFlowModules(call, input) {
    const { flowModules: table } = findInstance(call.account, input.InstanceId);
    const { items, ...rest } = searchTable(call, input, { table, fields: DESCRIBED, leaves: CONDITIONS });
    const shown = items.map((record) => describeModule({ record, edition: shownEdition(record) }));
    return { ContactFlowModules: shown, ...rest };
  },
} satisfies Operations;

const CONDITIONS: Leaves<FlowModule> = {
  StateCondition: (wanted: string) => (module) => module.state === wanted,
  StatusCondition: (wanted: string) => (module) => statusOf(module) === wanted,
};

function describeModule({ record, edition }: Qualified<FlowModule>) {
  const { content, version } = readEdition(record, edition);
  return {
    Arn: record.arn,
    Id: record.id,
    Name: record.name,
    Content: content?.text,
    Description: record.description,
    State: record.state,
    Status: edition === 'saved' ? ('SAVED' as const) : ('PUBLISHED' as const),
    Tags: record.tags,
    FlowModuleContentSha256: content && sha256(content.text),
    Version: version?.number,
    VersionDescription: version?.description,
    Settings: content?.settings,
    ExternalInvocationConfiguration: record.external,
  };
}
