import type { QuickConnect } from '@aws-sdk/client-connect';
import { failedAs } from '../../../base/errors.ts';
import type { LiveResource } from '../../../plan/model/state.ts';
import type { LookIntoContext } from '../../kind.ts';
import { pages, readWhole } from '../../reading/paging.ts';
import { inParallel } from '../../reading/parallel.ts';
import { comesShort, searchOnce, searchOrDescribe } from '../../reading/search.ts';

/** The users that quick connects point at, with the ids of these in `carried`. */
export async function addQuickConnects(
  deleted: readonly LiveResource[],
  looking: LookIntoContext,
): Promise<readonly LiveResource[]> {
  const found = await searchOrDescribe(looking, 'SearchQuickConnects', {
    search: () => readWhole(() => searchQuickConnects(looking)),
    describe: () => describeQuickConnects(looking),
  });
  const byUser = new Map<string, string[]>();
  for (const { QuickConnectId: id, QuickConnectConfig: config } of found) {
    // One of type USER points at one user and nothing else (AWS's documentation of QuickConnectConfig).
    const user = config?.QuickConnectType === 'USER' ? config.UserConfig?.UserId : undefined;
    if (user !== undefined && id !== undefined) byUser.set(user, [...(byUser.get(user) ?? []), id]);
  }
  return deleted.flatMap((user) => {
    const quickConnects = byUser.get(user.id);
    return quickConnects ? [{ ...user, carried: { ...user.carried, quickConnects: quickConnects.sort() } }] : [];
  });
}

async function searchQuickConnects(looking: LookIntoContext): Promise<readonly QuickConnect[]> {
  const search = { call: 'SearchQuickConnects', input: { MaxResults: 100 } } as const;
  const result = await searchOnce(looking, search, ({ QuickConnects }) =>
    QuickConnects?.map((one) => ({ ...one, Id: one.QuickConnectId })),
  );
  if (result.found.size < result.total) throw comesShort(search.call, result);
  return [...result.found.values()];
}

async function describeQuickConnects({ send, signal }: LookIntoContext): Promise<readonly QuickConnect[]> {
  const listed = await readWhole(async () => {
    const ids = new Set<string>();
    for await (const page of pages(
      send,
      'ListQuickConnects',
      { QuickConnectTypes: ['USER'], MaxResults: 1000 },
      { signal },
    )) {
      for (const { Id } of page.QuickConnectSummaryList ?? []) if (Id !== undefined) ids.add(Id);
    }
    return [...ids];
  });
  const described = await inParallel(listed, async (QuickConnectId) => {
    try {
      return (await send('DescribeQuickConnect', { QuickConnectId }, { signal })).QuickConnect;
    } catch (error) {
      if (failedAs(error, 'not-found')) return undefined;
      throw error;
    }
  });
  return described.filter((one) => one !== undefined);
}
