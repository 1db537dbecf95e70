/** Which calls of Amazon Connect a command needs for a configuration, by what the kinds say of theirs. Pure. */

import { groupBy } from '../../base/group-by.ts';
import { list } from '../../base/words.ts';
import type { ReadCall, WriteCall } from '../../connect/port.ts';
import type { Kind, ReadMethod } from '../../kinds/kind.ts';
import { isManaged } from '../../kinds/kind.ts';
import type { Reads } from '../../kinds/needs.ts';
import { removalOf } from '../../plan/compare/ownership.ts';
import type { Policy } from '../../plan/model/policy.ts';
import type { Rules } from '../../plan/model/rules.ts';
import type { DesiredState } from '../../plan/model/state.ts';
import { kindsToRead } from '../../reconciler/compare.ts';

export type Command = 'plan' | 'apply' | 'watch';

/** What a configuration asks for; of an export, everything. */
export interface Scope {
  readonly managed: ReadonlySet<string>;
  readonly desired: DesiredState;
  readonly policy: Policy;
}

export interface Need {
  readonly call: ReadCall;
  /** What it is for, as words: `users`, `names of routing profiles`. */
  readonly purpose: string;
  /** How the command does without it where it is denied: by other calls, or knowing less. */
  readonly without?: Without;
}

export type Without =
  | { readonly type: 'slower'; readonly instead: readonly ReadCall[] }
  | { readonly type: 'less'; readonly consequence: string };

export interface Needed {
  readonly reads: readonly Need[];
  readonly writes: readonly WriteCall[];
}

export function neededCalls(
  scope: Scope,
  {
    kinds,
    rules,
    method,
    command,
  }: {
    readonly kinds: readonly Kind[];
    readonly rules: Rules;
    readonly method: ReadMethod;
    readonly command: Command;
  },
): Needed {
  const { managed, desired, policy } = scope;
  const writes = command !== 'plan';
  const reads: Need[] = [];
  const add = (calls: readonly ReadCall[], purpose: string, without?: Without): void =>
    void reads.push(...calls.map((call) => ({ call, purpose, ...(without && { without }) })));
  const addBy = (by: Reads, purpose: string): void => {
    for (const call of by[method]) {
      // Where a search is denied, what it would give is described one by one.
      const slower = call.startsWith('Search') && ({ type: 'slower', instead: by.describe } as const);
      add([call], purpose, slower || undefined);
    }
  };

  const wanted = kindsToRead({ ...scope, diagnostics: [] }, kinds, rules);
  const full = kinds.filter(({ name, counts }) => managed.has(name) || (counts === 'people' && wanted.has(name)));
  const asked = (kind: Kind, attribute: string): boolean =>
    desired.size === 0 ||
    [...desired.values()].some(({ address, attributes }) => address.kind === kind.name && attribute in attributes);
  const named = new Set([...wanted, ...full.flatMap(({ readAfter }) => readAfter)]);
  for (const kind of full) {
    const attributes = Object.entries(kind.needs.asked ?? {}).filter(([attribute]) => asked(kind, attribute));
    for (const [attribute, calls] of attributes) add(calls, `${attribute} of ${pluralOf(kind)}`);
    if (attributes.length > 0) for (const name of kind.readsToo ?? []) named.add(name);
  }
  for (const kind of kinds) {
    const isFull = full.includes(kind);
    const purpose = isFull ? pluralOf(kind) : `names of ${pluralOf(kind)}`;
    if (named.has(kind.name)) addBy(kind.needs.names, purpose);
    if (isFull && kind.needs.details) addBy(kind.needs.details, purpose);
    if (kind.needs.served && named.has(kind.name)) {
      const consequence = 'who serves which queues before and after a plan is then not known';
      add(
        kind.needs.served,
        'who serves which queues',
        policy.coverage.size > 0 ? undefined : { type: 'less', consequence },
      );
    }
    if (!managed.has(kind.name)) continue;
    const goes = removalOf(policy, kind) !== 'keep';
    if (goes && kind.needs.deleted) addBy(kind.needs.deleted, `${pluralOf(kind)} that are deleted`);
    const consequence = `a plan that changes ${pluralOf(kind)} fails without it`;
    add(kind.needs.changed ?? [], `${pluralOf(kind)} that change`, writes ? undefined : { type: 'less', consequence });
    if (writes) add(kind.needs.again ?? [], `${pluralOf(kind)} right before they are changed`);
  }
  return {
    reads: joined(reads),
    writes: writes
      ? writesOf(
          kinds.filter((kind) => managed.has(kind.name)),
          policy,
        )
      : [],
  };
}

const pluralOf = (kind: Kind): string =>
  isManaged(kind) && kind.section.shape === 'single' ? `the ${kind.noun}` : `${kind.noun}s`;

/** One need for each call: the one that nothing makes up for weighs most. */
const joined = (needs: readonly Need[]): readonly Need[] =>
  [...groupBy(needs, ({ call }) => call).values()].map((them): Need => {
    const [{ call, without }] = them;
    const purpose = list([...new Set(them.map((one) => one.purpose))], 'and');
    return { call, purpose, ...(without && them.every((one) => one.without) && { without }) };
  });

const writesOf = (kinds: readonly Kind[], policy: Policy): readonly WriteCall[] =>
  [
    ...new Set(
      kinds.flatMap((kind) => {
        const { writes = [], deletes = [] } = kind.needs;
        return isManaged(kind) && removalOf(policy, kind) !== 'keep' ? [...writes, ...deletes] : writes;
      }),
    ),
  ].sort();
