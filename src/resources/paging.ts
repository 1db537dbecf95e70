import type { Call, InputOf, OutputOf, Send, SendOptions } from '../connect/port.ts';
import { PartialRead } from '../errors.ts';

type Paged = { readonly NextToken?: string | undefined };
type PagedCall = { [C in Call]: OutputOf<C> extends Paged ? C : never }[Call];

/** Every page of a list. An empty page with a token is followed; a token that comes back a second time is an error. */
export async function* pages<C extends PagedCall>(
  send: Send,
  call: C,
  input: InputOf<C>,
  options?: SendOptions,
): AsyncGenerator<OutputOf<C>> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page: OutputOf<C> = await send(call, token === undefined ? input : { ...input, NextToken: token }, options);
    yield page;
    token = (page as Paged).NextToken || undefined;
    if (token === undefined) return;
    if (seen.has(token)) throw new PartialRead(`${call} gave the same page twice, so the list would never end.`);
    seen.add(token);
  } while (true);
}
