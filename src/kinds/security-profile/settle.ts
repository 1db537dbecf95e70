import type { InputOf, Send, WriteCall } from '../../connect/port.ts';
import type { Identity } from '../operation.ts';
import { pages } from '../reading/paging.ts';
import { readPermissions } from './read.ts';

/**
 * CreateSecurityProfile has no token that would make a repetition harmless. The profile of that name is ours if it has
 * the tags that were asked for; where none were, the description and the permissions.
 */
export async function settleCreate(
  { call, input }: { readonly call: WriteCall; readonly input: object },
  send: Send,
): Promise<Identity | undefined> {
  if (call !== 'CreateSecurityProfile') return undefined;
  const asked = input as InputOf<'CreateSecurityProfile'>;
  const id = await findId(asked.SecurityProfileName ?? '', send);
  if (id === undefined) return undefined;
  const { SecurityProfile: found = {} } = await send('DescribeSecurityProfile', { SecurityProfileId: id });
  const { Arn: arn = '', Description: description = '', Tags: tags = {} } = found;
  const wanted = Object.entries(asked.Tags ?? {});
  if (wanted.length > 0) return wanted.every(([key, value]) => tags[key] === value) ? { id, arn } : undefined;
  const permissions = await readPermissions({ id, address: { kind: 'securityProfile', key: id } }, { send });
  const sorted = (names: readonly string[] = []): string => JSON.stringify([...new Set(names)].sort());
  const same = description === (asked.Description ?? '') && sorted(permissions) === sorted(asked.Permissions);
  return same ? { id, arn } : undefined;
}

async function findId(name: string, send: Send): Promise<string | undefined> {
  for await (const page of pages(send, 'ListSecurityProfiles', { MaxResults: 1000 })) {
    const found = page.SecurityProfileSummaryList?.find((one) => one.Name === name);
    if (found) return found.Id;
  }
  return undefined;
}
