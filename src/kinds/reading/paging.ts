import { CallError, failedAs, PartialRead } from '../../base/errors.ts';
import { listLimits } from '../../base/limits.ts';
import type { Call, InputOf, OutputOf, Send, SendOptions } from '../../connect/port.ts';

type Paged = { readonly NextToken?: string | undefined };
type PagedCall = { [C in Call]: OutputOf<C> extends Paged ? C : never }[Call];

/**
 * Every page of a list. An empty page with a token is followed. A `PartialRead`, so that the list is read from its
 * beginning: a token that comes back a second time, one that is refused (they expire), a page that goes on and brings
 * nothing new, and more pages than any list has.
 */
export async function* pages<C extends PagedCall>(
  send: Send,
  call: C,
  input: InputOf<C>,
  options?: SendOptions,
): AsyncGenerator<OutputOf<C>> {
  const tokens = new Set<string>();
  const progress = watchProgress(call);
  let token: string | undefined;
  do {
    const page: OutputOf<C> = await nextPage(send, call, { input, token, options });
    yield page;
    token = (page as Paged).NextToken || undefined;
    if (token === undefined) return;
    if (tokens.has(token)) throw new PartialRead(`${call} gave the same page twice, so the list would never end.`);
    tokens.add(token);
    progress(page);
  } while (true);
}

/** Told of each page that says that more follows; throws once the list cannot be one that ends. */
function watchProgress(call: string): (page: object) => void {
  const known = new Set<string>();
  let count = 0;
  let [empty, repeated] = [0, 0];
  return (page) => {
    const items = Object.values(page).find(Array.isArray) ?? [];
    const before = known.size;
    for (const item of items) known.add(identityOf(item));
    count += 1;
    empty = items.length === 0 ? empty + 1 : 0;
    repeated = items.length > 0 && known.size === before ? repeated + 1 : 0;
    const { pages: most, emptyPages, repeatedPages } = listLimits;
    if (repeated >= repeatedPages.max) throw new PartialRead(repeatedPages.message(call));
    if (empty >= emptyPages.max) throw new PartialRead(emptyPages.message(call));
    if (count >= most.max) throw new PartialRead(most.message(call));
  };
}

/** By its id, where it has one; a proficiency, or a queue of a routing profile, is all that it says. */
const identityOf = (item: { readonly Id?: unknown } | string): string =>
  typeof item === 'object' && typeof item.Id === 'string' ? item.Id : JSON.stringify(item);

async function nextPage<C extends PagedCall>(
  send: Send,
  call: C,
  page: { readonly input: InputOf<C>; readonly token: string | undefined; readonly options: SendOptions | undefined },
): Promise<OutputOf<C>> {
  const { input, token, options } = page;
  if (token === undefined) return send(call, input, options);
  try {
    return await send(call, { ...input, NextToken: token }, options);
  } catch (error) {
    if (!(error instanceof CallError) || !failedAs(error, 'refused')) throw error;
    throw new PartialRead(`${call} does not go on after a page: ${error.facts.error}: ${error.message}.`);
  }
}

/**
 * Reads again what did not add up: somebody adds or removes a resource between two pages, a token expires, a page comes
 * short. What still does not is refused, since half a list looks like resources that do not exist.
 */
export async function readWhole<T>(read: () => Promise<T>): Promise<T> {
  const { attempts } = listLimits;
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof PartialRead)) throw error;
      if (attempt === attempts.max) throw new PartialRead(attempts.message(error.message));
    }
  }
}
