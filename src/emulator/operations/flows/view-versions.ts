import type { Operations } from '../../rules/call.ts';
import { findDraft } from '../../rules/drafts.ts';
import { latestFirst, withoutVersion, withVersion } from '../../rules/versions.ts';
import { findInstance } from '../../state/account.ts';
import { viewText } from '../../state/records/views.ts';
import { describeView } from './describe-view.ts';

export const viewVersions = {
  CreateViewVersion({ account, now }, { InstanceId, ViewId, VersionDescription, ViewContentSha256 }) {
    const instance = findInstance(account, InstanceId);
    const { record, version } = withVersion(findDraft(instance.views, ViewId, 'View').record, {
      description: VersionDescription,
      checksum: ViewContentSha256,
      text: viewText,
      now,
    });
    const view = { ...record, modified: now };
    instance.views.put(view);
    return { View: describeView({ record: view, edition: version.number }) };
  },

  DeleteViewVersion({ account }, { InstanceId, ViewId, ViewVersion }) {
    const { views } = findInstance(account, InstanceId);
    views.put(withoutVersion(findDraft(views, ViewId, 'View').record, ViewVersion));
    return {};
  },

  ListViewVersions({ account, page }, { InstanceId, ViewId }) {
    const { views } = findInstance(account, InstanceId);
    const { record } = findDraft(views, ViewId, 'View');
    const { items, NextToken } = page(latestFirst(record), ({ number }) => -number);
    return {
      ViewVersionSummaryList: items.map(({ number, description }) => ({
        Id: record.id,
        Arn: `${record.arn}:${number}`,
        Description: record.description,
        Name: record.name,
        Type: 'CUSTOMER_MANAGED' as const,
        Version: number,
        VersionDescription: description,
      })),
      NextToken,
    };
  },
} satisfies Operations;
