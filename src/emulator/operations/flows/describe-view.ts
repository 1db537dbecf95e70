import { notFound } from '../../protocol/errors.ts';
import { type Qualified, readEdition, sha256 } from '../../rules/drafts.ts';
import { type View, viewText } from '../../state/records/views.ts';

/** "An error is returned if there is no published content available": ResourceNotFoundException, a guess. */
export function describeView({ record, edition }: Qualified<View>) {
  const { content, version } = readEdition(record, edition);
  if (content === undefined) throw notFound(`View ${record.id} has not been published`);
  return {
    Id: record.id,
    Arn: record.arn,
    Name: record.name,
    Status: edition === 'saved' ? ('SAVED' as const) : ('PUBLISHED' as const),
    Type: 'CUSTOMER_MANAGED' as const,
    Description: record.description,
    Version: version?.number,
    VersionDescription: version?.description,
    Content: { Template: content.template, Actions: content.actions && [...content.actions] },
    Tags: record.tags,
    CreatedTime: new Date(record.created),
    LastModifiedTime: new Date(record.modified),
    ViewContentSha256: sha256(viewText(content)),
  };
}
