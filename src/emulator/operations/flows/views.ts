import type { ViewInputContent } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { findDraft, findToChange, shownEdition, statusOf, withContent } from '../../rules/drafts.ts';
import { checkView } from '../../rules/flows/views.ts';
import { madeBefore } from '../../rules/idempotency.ts';
import { checkFree } from '../../rules/names.ts';
import { type Leaves, matchesAttributes } from '../../rules/search.ts';
import { findInstance } from '../../state/account.ts';
import { newDrafts } from '../../state/drafts.ts';
import { newResource } from '../../state/given/new-instance.ts';
import type { View, ViewContent } from '../../state/records/views.ts';
import { DESCRIBED, searchTable } from '../search-table.ts';
import { describeView } from './describe-view.ts';

export const views = {
  /** The same ClientToken gives the same view. */
  CreateView({ account, now }, { InstanceId, Name, Status, Content, Description, ClientToken, Tags }) {
    const instance = findInstance(account, InstanceId);
    const known = madeBefore(instance.views.values(), ClientToken);
    if (known) return { View: describeView({ record: known, edition: 'saved' }) };
    const content = contentOf(Content);
    checkView(content, Status);
    checkFree(instance.views, Name, 'view');
    const view: View = {
      ...newResource(account, instance, { kind: 'view', name: Name, tags: Tags }),
      ...newDrafts(content, Status === 'PUBLISHED'),
      description: Description,
      clientToken: ClientToken,
      created: now,
    };
    instance.views.put(view);
    return { View: describeView({ record: view, edition: shownEdition(view) }) };
  },

  DescribeView({ account }, { InstanceId, ViewId }) {
    const instance = findInstance(account, InstanceId);
    return { View: describeView(findDraft(instance.views, ViewId, 'View')) };
  },

  /** "The $SAVED alias' content will always be updated, but the $LATEST alias' content will only be updated if Status is PUBLISHED." */
  UpdateViewContent({ account, now }, { InstanceId, ViewId, Status, Content }) {
    const instance = findInstance(account, InstanceId);
    const { record } = findToChange(instance.views, ViewId, 'View');
    const content = contentOf(Content);
    checkView(content, Status);
    const edition = Status === 'SAVED' ? 'saved' : 'published';
    const view: View = { ...withContent<ViewContent, View>({ record, edition }, content), modified: now };
    instance.views.put(view);
    return { View: describeView({ record: view, edition }) };
  },

  UpdateViewMetadata({ account }, { InstanceId, ViewId, Name, Description }) {
    const { views: all } = findInstance(account, InstanceId);
    const { record } = findToChange(all, ViewId, 'View');
    if (Name === undefined && Description === undefined)
      throw invalidParameter('Either Name or Description is required');
    if (Name !== undefined) checkFree(all, Name, 'view', record);
    all.put({ ...record, name: Name ?? record.name, description: Description ?? record.description });
    return {};
  },

  /** With all of its versions. */
  DeleteView({ account }, { InstanceId, ViewId }) {
    const { views: all } = findInstance(account, InstanceId);
    all.delete(findToChange(all, ViewId, 'View').record.id);
    return {};
  },

  /** Sorted by name; all of them are of the customer's own. */
  ListViews({ account, page }, { InstanceId, Type }) {
    const own = Type === 'AWS_MANAGED' ? [] : [...findInstance(account, InstanceId).views.values()];
    const sorted = own.sort((one, other) => (one.name < other.name ? -1 : 1));
    const { items, NextToken } = page(sorted.entries(), ([place]) => place);
    return {
      ViewsSummaryList: items.map(([, view]) => ({
        Id: view.id,
        Arn: view.arn,
        Name: view.name,
        Type: 'CUSTOMER_MANAGED' as const,
        Status: statusOf(view),
        Description: view.description,
      })),
      NextToken,
    };
  },

  SearchViews(call, { InstanceId, SearchCriteria, SearchFilter }) {
    const instance = findInstance(call.account, InstanceId);
    const filter = matchesAttributes(SearchFilter?.AttributeFilter);
    const subject = { table: instance.views, fields: DESCRIBED, leaves: CONDITIONS, filter };
    const { items, ...rest } = searchTable(call, { SearchCriteria }, subject);
    return { Views: items.map((record) => describeView({ record, edition: shownEdition(record) })), ...rest };
  },
} satisfies Operations;

const CONDITIONS: Leaves<View> = {
  ViewTypeCondition: (wanted: string) => () => wanted === 'CUSTOMER_MANAGED',
  ViewStatusCondition: (wanted: string) => (view) => statusOf(view) === wanted,
};

function contentOf({ Template, Actions }: ViewInputContent): ViewContent {
  return { template: Template, actions: Actions };
}
