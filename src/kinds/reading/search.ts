import { failedAs, PartialRead } from '../../base/errors.ts';
import type { InputOf, OutputOf } from '../../connect/port.ts';
import type { AheadReason, Reading } from '../kind.ts';
import { pages } from './paging.ts';

type SearchCall =
  | 'SearchPredefinedAttributes'
  | 'SearchQuickConnects'
  | 'SearchRoutingProfiles'
  | 'SearchSecurityProfiles'
  | 'SearchUserHierarchyGroups'
  | 'SearchUsers';
type FoundResource = { readonly Id?: string | undefined };

/** What the pages of a search held, by id, and how much it says itself that there is. */
export interface SearchResult<F> {
  readonly found: ReadonlyMap<string, F>;
  /** `ApproximateTotalCount` of the last page; 0 where it says nothing. */
  readonly total: number;
}

/** Every page of a search, once. */
export async function searchOnce<C extends SearchCall, F extends FoundResource>(
  { send, signal }: Pick<Reading, 'send' | 'signal'>,
  { call, input }: { readonly call: C; readonly input: InputOf<C> },
  listOf: (page: OutputOf<C>) => readonly F[] | undefined,
): Promise<SearchResult<F>> {
  const found = new Map<string, F>();
  let total = 0;
  for await (const page of pages(send, call, input, { signal })) {
    total = page.ApproximateTotalCount ?? total;
    for (const item of listOf(page) ?? []) if (item.Id !== undefined) found.set(item.Id, item);
  }
  return { found, total };
}

export const comesShort = (call: string, { found, total }: SearchResult<unknown>): PartialRead =>
  new PartialRead(`${call} says that there are ${total}, but its pages hold ${found.size}.`);

/** What `search` gives; where the account may not search, what `describe` gives, with a warning that says so. */
export async function searchOrDescribe<T>(
  reading: Pick<Reading, 'method' | 'warn'>,
  call: SearchCall,
  { search, describe }: { search(): Promise<T>; describe(why: AheadReason): Promise<T> },
): Promise<T> {
  if (reading.method === 'describe') return describe({});
  try {
    return await search();
  } catch (error) {
    if (!failedAs(error, 'denied')) throw error;
    reading.warn(
      'search-denied',
      `${call} is denied, so everything is listed and described one by one, which takes far more calls; allow connect:${call}, or say --read describe to do without it.`,
    );
    return describe({ denied: call });
  }
}
