/**
 * The work of a plan as single calls, each with the calls that it needs. `order` says which change waits for which; here
 * that becomes as little waiting as it can be:
 *
 * - within a change, its kind says which calls follow one another and which are independent;
 * - of a change that waits for something to be created, only the calls wait that mention it;
 * - what is to be deleted waits for all calls of a change that lets it go: which of them does it is not said anywhere;
 * - of a change in two stages, only the second waits for others, and others wait for the first.
 */

import { ArnOf, IdOf, type Operation } from '../../kinds/operation.ts';
import { keyOf, type Rules } from '../../plan/model/rules.ts';
import type { Step } from '../../plan/timing/schedule.ts';
import { callsToWaitFor, type Work } from '../lower.ts';
import { looksOf } from './looks.ts';
import { referencesIn } from './resolve.ts';

/** One call of a plan. */
export interface CallStep extends Step {
  readonly operation: Operation;
  /** Positions of the work that it is part of, and within its operations. */
  readonly work: number;
  readonly position: number;
}

/** In the order of the work, and of its operations. */
export function toSteps(work: readonly Work[], rules: Rules): readonly CallStep[] {
  const workAt = new Map(work.map(({ change }, index) => [change, index]));
  const firstStep: number[] = [];
  let count = 0;
  for (const { operations } of work) {
    firstStep.push(count);
    count += operations.length;
  }
  const stepsOf = (index: number): readonly number[] => {
    const one = work[index];
    const operations = one?.operations.slice(0, callsToWaitFor(one)) ?? [];
    return operations.map((_, position) => (firstStep[index] ?? 0) + position);
  };

  return work.flatMap((one, index) => {
    const mentioned = one.after.length === 0 ? [] : one.operations.map((operation) => mentionedIn(operation, rules));
    const awaited = one.needs.map((needs): number[] => needs.map((position) => (firstStep[index] ?? 0) + position));
    for (const change of one.after) {
      const before = workAt.get(change);
      if (before === undefined) continue;
      const key = keyOf(rules, change.address);
      const some = change.action === 'create' && mentioned.some((keys) => keys.has(key));
      for (const [position, needs] of awaited.entries()) {
        if (one.stages && position < callsToWaitFor(one)) continue;
        if (!some || mentioned[position]?.has(key)) needs.push(...stepsOf(before));
      }
    }
    return one.operations.map(
      (operation, position): CallStep => ({
        ...{ call: operation.call, operation, work: index, position, last: one.adoption },
        needs: awaited[position] ?? [],
      }),
    );
  });
}

/**
 * The same steps with the looks that go with them, for the price: those before the calls of a change, and those after each
 * call that clears something. Appended, so that the steps keep their positions.
 */
export function withLooks(steps: readonly CallStep[], work: readonly Work[]): readonly Step[] {
  const looks: Step[] = [];
  const before = new Map<Work, readonly number[]>();
  const priced = steps.map(({ call, operation, needs, last, ...step }, index): Step => {
    const one = work[step.work];
    const calls = one ? looksOf(one) : [];
    if (!one || calls.length === 0) return { call, needs, last };
    const add = (look: string, after: readonly number[]): number =>
      steps.length + looks.push({ call: look, needs: after, last, look: true }) - 1;
    const at = before.get(one) ?? calls.map((look) => add(look, []));
    before.set(one, at);
    if (operation.clears) for (const look of calls) add(look, [index]);
    return { call, needs: [...needs, ...at], last };
  });
  return [...priced, ...looks];
}

/** Keys of the resources that an operation's input refers to. */
function mentionedIn({ input }: Operation, rules: Rules): ReadonlySet<string> {
  const keys = referencesIn(input).flatMap((reference) => {
    if (reference instanceof IdOf) return [keyOf(rules, reference.idOf)];
    return reference instanceof ArnOf ? [keyOf(rules, reference.arnOf)] : [];
  });
  return new Set(keys);
}
