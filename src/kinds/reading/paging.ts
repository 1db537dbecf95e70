import { CallError, failedAs, PartialRead } from '../../base/errors.ts';
import type { Call, InputOf, OutputOf, Send, SendOptions } from '../../connect/port.ts';

type Paged = { readonly NextToken?: string | undefined };
type PagedCall = { [C in Call]: OutputOf<C> extends Paged ? C : never }[Call];

/**
 * Every page of a list. An empty page with a token is followed. A token that comes back a second time, and one that is
 * refused (they expire), are a `PartialRead`: the list has to be read from its beginning.
 */
export async function* pages<C extends PagedCall>(
  send: Send,
  call: C,
  input: InputOf<C>,
  options?: SendOptions,
): AsyncGenerator<OutputOf<C>> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page: OutputOf<C> = await nextPage(send, call, { input, token, options });
    yield page;
    token = (page as Paged).NextToken || undefined;
    if (token === undefined) return;
    if (seen.has(token)) throw new PartialRead(`${call} gave the same page twice, so the list would never end.`);
    seen.add(token);
  } while (true);
}

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

/** How often something that does not add up is read before it is given up. */
const attempts = 3;

/**
 * Reads again what did not add up: somebody adds or removes a resource between two pages, a token expires, a page comes
 * short. What still does not is refused, since half a list looks like resources that do not exist.
 */
export async function readWhole<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof PartialRead)) throw error;
      if (attempt === attempts) {
        throw new PartialRead(`${error.message} Nothing is planned from half a list; try again.`);
      }
    }
  }
}
