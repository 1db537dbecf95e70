/** Work for the executor, and what became of it. */
import { makeAbort } from '../../src/app/host/abort.ts';
import { present } from '../../src/base/json.ts';
import type { Call, Send } from '../../src/connect/port.ts';
import type { Objection } from '../../src/plan/compare/still.ts';
import type { Change } from '../../src/plan/model/change.ts';
import type { LiveState } from '../../src/plan/model/state.ts';
import type { PaceOf } from '../../src/plan/timing/schedule.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { type Gate, openGate } from '../../src/reconciler/gate.ts';
import { type Journal, noJournal } from '../../src/reconciler/journal.ts';
import type { Work } from '../../src/reconciler/lower.ts';
import { execute } from '../../src/reconciler/sending/executor.ts';

export type { Work };

import { arnOf, idOf, type Operation, sequence } from '../../src/kinds/operation.ts';
import { rules } from '../../src/kinds/registry.ts';
import { user } from '../../src/kinds/user/index.ts';
import type { Secrets } from '../../src/reconciler/sending/resolve.ts';
import { type ManualClock, makeManualClock } from './manual-clock.ts';
import { liveUser } from './users.ts';

export const noSecrets: Secrets = { env: () => undefined, generate: () => 'Generated1' };

const addressOf = (key: string) => ({ kind: 'user', key });

/** Operations by what they do; each is about the user `key`. */
export const operation = {
  create: (key: string): Operation => ({
    call: 'CreateUser',
    address: addressOf(key),
    input: { Username: key, SecurityProfileIds: [], RoutingProfileId: 'r' },
  }),
  rename: (key: string): Operation => ({
    call: 'UpdateUserIdentityInfo',
    address: addressOf(key),
    input: { UserId: idOf('user', key), IdentityInfo: { LastName: 'New' } },
  }),
  route: (key: string): Operation => ({
    call: 'UpdateUserRoutingProfile',
    address: addressOf(key),
    input: { UserId: idOf('user', key), RoutingProfileId: 'r' },
  }),
  tag: (key: string): Operation => ({
    call: 'TagResource',
    address: addressOf(key),
    input: { resourceArn: arnOf('user', key), tags: { a: '1' } },
  }),
  remove: (key: string): Operation => ({
    call: 'DeleteUser',
    address: addressOf(key),
    onNotFound: 'done',
    input: { UserId: idOf('user', key) },
  }),
} as const;

type Verb = keyof typeof operation;

interface More extends Partial<Pick<Work, 'adoption' | 'kind'>> {
  readonly after?: readonly Work[];
}

const changeFor = (key: string, action: Change['action']): Change => {
  const address = addressOf(key);
  if (action === 'create') return { action, address, after: {} };
  return action === 'delete'
    ? { action, address, before: {} }
    : { action, address, before: {}, after: {}, attributes: [] };
};

/** A change of `key` that takes these operations; the first says what sort of change it is. */
export function work(
  key: string,
  verbs: readonly Verb[],
  { after = [], adoption = false, kind = user }: More = {},
): Work {
  const action = verbs[0] === 'create' ? 'create' : verbs[0] === 'remove' ? 'delete' : 'update';
  const calls = verbs.map((verb) => operation[verb](key));
  return {
    ...sequence(action === 'update' ? { together: calls } : { inOrder: calls }),
    change: changeFor(key, action),
    after: after.map(({ change }) => change),
    adoption,
    kind,
  };
}

/** Live users by name, with the id `id of user/<name>`. */
export const liveUsers = (...keys: readonly string[]): LiveState =>
  new Map(keys.map((key) => [`user/${key}`, liveUser(key, {})]));

interface Bench {
  readonly pace?: PaceOf;
  readonly clock?: ManualClock;
  readonly live?: LiveState;
  readonly secrets?: Secrets;
  readonly signal?: AbortSignal;
  readonly journal?: Journal;
  readonly gate?: Gate;
  readonly objection?: Objection;
  /** Hears each event as it comes. */
  readonly hear?: (event: Event) => void;
}

/** Runs the work against a scripted Connect, to its end. */
export async function run(some: readonly Work[], send: Send, bench: Bench = {}) {
  const { clock = makeManualClock(), live = liveUsers('jane', 'omar', 'li'), secrets = noSecrets } = bench;
  const events: Event[] = [];
  const emit = (event: Event): void => {
    events.push(event);
    hear?.(event);
  };
  const { signal = makeAbort().signal, pace = () => ({ perSecond: 2, atOnce: 4 }) } = bench;
  const { journal = noJournal, gate = openGate, objection, hear } = bench;
  const results = await clock.run(
    execute(some, { send, clock, emit, journal, gate, secrets, live, rules, signal, pace, ...present({ objection }) }),
  );
  return { results, events, outcomes: results.map(({ outcome }) => outcome) };
}

/** A Connect on a clock: each call takes its time, and what was sent when is noted as `0 CreateUser jane`. */
export function timed(clock: ManualClock, milliseconds: (call: Call) => number, send: Send) {
  const log: string[] = [];
  const timedSend: Send = async (call, input, options) => {
    const { Username, UserId, resourceArn } = input as { [name: string]: string | undefined };
    await options?.before?.();
    log.push(`${clock.now()} ${call} ${Username ?? (UserId ?? resourceArn ?? '').replace(/.*\//, '')}`);
    await clock.sleep(milliseconds(call));
    return send(call, input, { ...options, before: undefined });
  };
  return { send: timedSend, log };
}
