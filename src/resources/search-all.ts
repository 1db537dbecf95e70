import type { InputOf, OutputOf, Send } from '../connect/port.ts';
import { PartialRead } from '../errors.ts';
import { pages } from './paging.ts';

type SearchCall = 'SearchQuickConnects' | 'SearchUsers' | 'SearchUserHierarchyGroups';
type Found = { readonly Id?: string | undefined };

/** A search that ran while somebody added or removed a resource may count one thing and give another. */
const attempts = 3;

/**
 * Everything a search finds, by id. The search says itself how much there is (`ApproximateTotalCount`); fewer than that
 * is asked again, and in the end refused: pages that were cut short look like resources that do not exist.
 */
export async function searchAll<C extends SearchCall, F extends Found>(
  send: Send,
  call: C,
  input: InputOf<C>,
  listOf: (page: OutputOf<C>) => readonly F[] | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, F>> {
  let found = new Map<string, F>();
  let total = 0;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    found = new Map();
    total = 0;
    for await (const page of pages(send, call, input, { signal })) {
      total = page.ApproximateTotalCount ?? total;
      for (const item of listOf(page) ?? []) if (item.Id !== undefined) found.set(item.Id, item);
    }
    if (found.size >= total) return found;
  }
  throw new PartialRead(
    `${call} says that there are ${total}, but its pages hold ${found.size}. Nothing is planned from half a list; try again.`,
  );
}
