// The answer of a list or a search that finds nothing, for operations that are not implemented.

import type { Operation } from './model.ts';

const LIST = /^(?:List|Search)/;

/** Undefined for an operation that is neither a list nor a search. */
export function emptyPage({ name, output }: Operation): Readonly<Record<string, unknown>> | undefined {
  if (!LIST.test(name) || !output) return undefined;
  const lists = output.members.filter(({ shape }) => shape.kind === 'list');
  return lists.length === 0 ? undefined : Object.fromEntries(lists.map((member) => [member.name, []]));
}
