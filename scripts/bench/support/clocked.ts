/** An apply on a clock of its own: the real order, rate limit and retries, against a Connect that is a script. */

import { setMaxListeners } from 'node:events';
import { CallError } from '../../../src/base/errors.ts';
import type { Send } from '../../../src/connect/port.ts';
import { makeRateLimiter, withRateLimit } from '../../../src/connect/rate-limiter.ts';
import { documentedRate, type Rate, type RateOf, usableBurst } from '../../../src/connect/rates.ts';
import { withRetry } from '../../../src/connect/retry.ts';
import { newThrottle } from '../../../src/emulator/throttle.ts';
import type { ManagedKind } from '../../../src/kinds/kind.ts';
import { type idOf, type Operation, sequence } from '../../../src/kinds/operation.ts';
import { rules } from '../../../src/kinds/registry.ts';
import { user } from '../../../src/kinds/user/index.ts';
import type { Address } from '../../../src/plan/model/address.ts';
import type { Change } from '../../../src/plan/model/change.ts';
import type { LiveResource } from '../../../src/plan/model/state.ts';
import { openGate } from '../../../src/reconciler/gate.ts';
import { noJournal } from '../../../src/reconciler/journal.ts';
import type { Work } from '../../../src/reconciler/lower.ts';
import { execute } from '../../../src/reconciler/sending/executor.ts';
import { toSteps, withLooks } from '../../../src/reconciler/sending/steps.ts';
import { makeManualClock } from '../../../test/support/manual-clock.ts';

/** Milliseconds that an answer takes. */
export const answerTime = 80;

export interface Conditions {
  /** What is configured, for every API but that of the looks, which keeps AWS's own rate. */
  readonly configured: Rate;
  /** What Connect allows, for the same. */
  readonly real: Rate;
}

export interface Clocked {
  readonly seconds: number;
  readonly attempts: number;
  readonly throttled: number;
  /** The least time that Connect's limits and the dependencies allow, in seconds. */
  readonly least: number;
}

/** The call that looks at a user again. */
export const look = 'DescribeUser';
const rates =
  (writes: Rate): RateOf =>
  (call) =>
    call === look ? documentedRate(look) : writes;

/**
 * A change of one address by these calls, once what it waits for is made. References tell what a call mentions. A user who
 * is there already is looked at again right before, as users are.
 */
export function workOf(action: Change['action'], address: Address, { calls, mentions = [], after = [] }: Told): Work {
  const base = { address, before: {}, after: {}, attributes: [] };
  const change: Change = action === 'update' ? { ...base, action } : { ...base, action };
  // Groups are no managed kind, so their calls are none that the client knows.
  const operations = calls.map((call) => ({ call, address, input: { mentions } }) as unknown as Operation);
  const lowered = sequence(action === 'update' ? { together: operations } : { inOrder: operations });
  const work = { ...lowered, change, kind, after: after.map((one) => one.change), adoption: false };
  if (address.kind !== 'user' || action === 'create') return work;
  return { ...work, kind: lookedAt(operations), planned: resource };
}

interface Told {
  readonly calls: readonly string[];
  readonly mentions?: readonly ReturnType<typeof idOf>[];
  readonly after?: readonly Work[];
}

const resource: LiveResource = { address: { kind: '', key: '' }, id: 'i', arn: 'a', attributes: {}, carried: {} };
const kind = { ...user, identify: (output: object) => ('made' in output ? { id: 'i', arn: 'a' } : undefined) };

/** A kind whose change takes these calls, whatever a look finds. */
const lookedAt = (operations: readonly Operation[]): ManagedKind => ({
  ...(kind as ManagedKind),
  operations: () => ({ together: operations }),
  lookAgain: {
    calls: () => [look],
    async read(planned, { send, signal }) {
      await send(look, { UserId: planned.id }, { signal });
      return planned;
    },
  },
});

export async function applyOnClock(work: readonly Work[], { configured, real }: Conditions): Promise<Clocked> {
  const clock = makeManualClock();
  const allowed = rates(real);
  const usedOf = rates(configured);
  const throttle = newThrottle((call) => ({ rate: allowed(call).perSecond, burst: allowed(call).burst }));
  let [attempts, throttled] = [0, 0];
  const send = (async (call, _input, options) => {
    await options?.before?.();
    attempts += 1;
    await clock.sleep(answerTime / 2);
    const through = throttle(call, clock.now());
    await clock.sleep(answerTime / 2);
    if (through) return { made: true };
    throttled += 1;
    const facts = { call, error: 'ThrottlingException', message: '', attempts: 1, uncertain: false };
    throw new CallError({ ...facts, failure: 'throttled' });
  }) as Send;
  const limiter = makeRateLimiter(clock, usedOf);
  const pace = (call: string) => ({ perSecond: usedOf(call).perSecond, atOnce: usableBurst(usedOf(call)) });
  const { signal } = new AbortController();
  // Each call under way listens.
  setMaxListeners(0, signal);
  const results = await clock.run(
    execute(work, {
      ...{ clock, rules, pace, live: everybody },
      send: withRetry(withRateLimit(send, limiter), clock, Math.random),
      emit: () => {},
      ...{ journal: noJournal, gate: openGate },
      secrets: { env: () => undefined, generate: () => '' },
      signal,
    }),
  );
  const open = results.filter(({ outcome }) => outcome !== 'complete');
  if (open.length > 0) throw new Error(`${open.length} changes were not made, the first: ${JSON.stringify(open[0])}`);
  return { seconds: clock.now() / 1000, attempts, throttled, least: leastTime(work, allowed) };
}

/** Whatever an operation mentions is there. */
const everybody = Object.assign(new Map<string, LiveResource>(), {
  get: (): LiveResource => resource,
});

/**
 * A bound that no order of the calls can beat. Each API lets its burst through at once and the others at its rate; none
 * of its calls can be sent before the shortest chain of calls that leads to one of them has been answered, and after the
 * last of them the shortest chain that hangs on one has yet to be sent and answered. The API for which that is most
 * decides; so does the longest chain of answers alone. Looks count as calls, each before all calls of its change.
 */
function leastTime(work: readonly Work[], rateOf: RateOf): number {
  const steps = withLooks(toSteps(work, rules), work);
  const answer = answerTime / 1000;
  const heads: number[] = steps.map(() => 0);
  const tails: number[] = steps.map(() => answer);
  const settle = (): boolean => {
    let changed = false;
    for (const [index, { needs }] of steps.entries()) {
      for (const need of needs) {
        const head = (heads[need] ?? 0) + answer;
        const tail = (tails[index] ?? 0) + answer;
        if (head > (heads[index] ?? 0)) [heads[index], changed] = [head, true];
        if (tail > (tails[need] ?? 0)) [tails[need], changed] = [tail, true];
      }
    }
    return changed;
  };
  while (settle());
  const chains = steps.reduce((most, _, index) => Math.max(most, (heads[index] ?? 0) + (tails[index] ?? 0)), 0);
  const bounds = [...new Set(steps.map(({ call }) => call))].map((call) => {
    const { perSecond, burst } = rateOf(call);
    const own = steps.flatMap((step, index) => (step.call === call ? [index] : []));
    const turns = Math.max(0, own.length - burst) / perSecond;
    const least = (values: readonly number[]): number => Math.min(...own.map((index) => values[index] ?? 0));
    return least(heads) + turns + least(tails);
  });
  return Math.max(chains, ...bounds);
}
