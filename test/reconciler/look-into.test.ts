/** What is read only since it is these changes that are planned. */
import { describe, expect, test } from 'vitest';
import type { LookIntoContext } from '../../src/kinds/kind.ts';
import type { Address } from '../../src/plan/model/address.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes, LiveResource, LiveState } from '../../src/plan/model/state.ts';
import { lookInto } from '../../src/reconciler/look-into.ts';
import { type More, makeHousehold, rulesOf, type Table } from '../support/household.ts';
import { failed, script } from '../support/script.ts';
import { addressOf, found, liveState } from '../support/states.ts';

const { send } = script({});
const signal = new AbortController().signal;

const remove = (text: string): Change => ({ action: 'delete', address: addressOf(text), before: {} });
const make = (text: string, after: Attributes = {}): Change => ({ action: 'create', address: addressOf(text), after });
const change = (text: string, after: Attributes): Change => ({
  ...{ action: 'update', address: addressOf(text), before: {}, after, attributes: [] },
});

interface Options {
  readonly more?: More;
  readonly policy?: Partial<Policy>;
  /** What there is of kinds that were not read yet. */
  readonly others?: (kind: string) => Promise<readonly LiveResource[]>;
}

function looked(changes: readonly Change[], there: Table, { more, policy, others }: Options = {}) {
  const live = liveState(there);
  const kinds = makeHousehold(live, more);
  const nobody = async (): Promise<readonly LiveResource[]> => {
    throw new Error('Nothing else is to be read.');
  };
  const read = { live, ambiguous: new Map(), diagnostics: [], changedLately: 0, others: others ?? nobody };
  return lookInto(changes, read, {
    ...{ kinds, rules: rulesOf(kinds), policy: { ...defaultPolicy, ...policy } },
    ...{ send, method: 'search', identityManagement: 'SAML', signal },
  });
}

describe('a kind looks into its own changes', () => {
  test('with all that there is to know', async () => {
    const seen: { readonly own: readonly Change[]; readonly live: LiveState; readonly context: LookIntoContext }[] = [];
    const lookIntoRoom: NonNullable<More[string]>['lookInto'] = async (own, live, context) => {
      seen.push({ own, live, context });
      return { live: [] };
    };
    const changes = [remove('pet/Rex'), remove('room/den')];
    const there = { 'pet/Rex': {}, 'room/den': {} };
    const keepAtLeast = new Map([['red', 2]]);
    await looked(changes, there, { more: { room: { lookInto: lookIntoRoom } }, policy: { keepAtLeast } });
    const { own, live, context } = seen[0] as (typeof seen)[0];
    const { holds, warn: _, ...rest } = context;
    expect(seen).toHaveLength(1);
    expect([own, live]).toEqual([[changes[1]], liveState(there)]);
    expect(rest).toEqual({ send, method: 'search', identityManagement: 'SAML', signal, changes, keepAtLeast });
    expect([holds('pet', { badges: ['red'] }), holds('room', {}), holds('bird', {})]).toEqual([['red'], [], []]);
  });
  test('and not into those of others', async () => {
    const lookInto = () => Promise.reject(new Error('It is about no pet.'));
    expect(await looked([remove('room/den')], { 'room/den': {} }, { more: { pet: { lookInto } } })).toEqual({
      live: liveState({ 'room/den': {} }),
      ...{ self: undefined, administration: undefined, coverage: undefined, warnings: [] },
    });
  });
  test('and what it finds is known from then on', async () => {
    const administration = (kept: string) => ({ guarded: [], profiles: [], losing: [], kept: addressOf(kept) });
    const finds = (kind: string, self: Address | undefined): NonNullable<More[string]> => ({
      async lookInto(_, __, { warn }) {
        warn('default-missing', `About ${kind}.`);
        const address = addressOf(`${kind}/A`);
        return { live: [found(address, { seen: kind })], self, administration: administration(`${kind}/A`) };
      },
    });
    const more = {
      room: finds('room', undefined),
      weather: finds('weather', addressOf('weather/A')),
      pet: finds('pet', addressOf('pet/A')),
    };
    const changes = [make('room/B'), make('weather/B'), make('pet/B')];
    expect(await looked(changes, { 'room/A': {}, 'room/C': {} }, { more })).toEqual({
      live: liveState({
        ...{ 'room/A': { seen: 'room' }, 'room/C': {}, 'weather/A': { seen: 'weather' }, 'pet/A': { seen: 'pet' } },
      }),
      // The first that says so.
      ...{ self: addressOf('weather/A'), administration: administration('room/A'), coverage: undefined },
      warnings: ['room', 'weather', 'pet'].map((kind) => ({
        ...{ severity: 'warning', code: 'default-missing', message: `About ${kind}.` },
      })),
    });
  });
});

describe('who serves which queues', () => {
  /** Whoever lives in a room serves the queues of that room, which have to be read first. */
  const serves = ({ queues }: Attributes) =>
    Array.isArray(queues) ? queues.map((queue) => ({ queue: String(queue), channel: 'VOICE' })) : undefined;
  /** Rooms by their names, with a queue called like them, and a note of what was read. */
  function rooms(more: More = {}) {
    const log: string[] = [];
    const readServed = async (some: readonly LiveResource[]) => {
      log.push(...some.map(({ address }) => address.key));
      return some.map((one) => ({ ...one, attributes: { ...one.attributes, queues: [`${one.address.key} calls`] } }));
    };
    return { log, more: { ...more, room: { serves, readServed, ...more['room'] } } satisfies More };
  }
  const numbers = ({ coverage }: Awaited<ReturnType<typeof looked>>) =>
    coverage?.channels.map(({ queue, channel, before, lowest, after }) => [queue, channel, before, lowest, after]);
  const there = {
    'room/den': {},
    'room/attic': {},
    'room/shed': {},
    'pet/Rex': { room: 'den' },
    'pet/Bo': { room: 'den' },
  };

  test('is read where somebody moves, of the rooms that somebody is in or moves to', async () => {
    const { log, more } = rooms();
    const seen = await looked([change('pet/Rex', { room: 'attic' })], there, { more });
    expect(log.sort()).toEqual(['attic', 'den']);
    expect(numbers(seen)).toEqual([
      ['attic calls', 'VOICE', 0, 0, 1],
      ['den calls', 'VOICE', 2, 1, 1],
    ]);
    expect(seen.coverage?.byQueue.get('den calls')).toEqual({ before: 2, lowest: 1, after: 1 });
    // What was read for this alone is no part of what there is.
    expect(seen.live).toEqual(liveState(there));
  });
  test('is not read where nobody moves', async () => {
    const { log, more } = rooms();
    expect((await looked([change('pet/Rex', { tricks: ['sit'] })], there, { more })).coverage).toBeUndefined();
    expect(log).toEqual([]);
  });
  test('is not asked of what has said it already, or of kinds that serve nothing', async () => {
    const { log, more } = rooms({ weather: { readServed: () => Promise.reject(new Error('Nobody lives there.')) } });
    const known = { ...there, 'room/den': { queues: ['known'] } };
    const seen = await looked([change('pet/Rex', { room: 'attic' })], known, { more });
    expect(log).toEqual(['attic']);
    expect(numbers(seen)).toEqual([
      ['attic calls', 'VOICE', 0, 0, 1],
      ['known', 'VOICE', 2, 1, 1],
    ]);
  });
  test('is read of everybody where a room loses a queue', async () => {
    const { more } = rooms();
    const asked: string[] = [];
    const others = async (kind: string) => {
      asked.push(kind);
      return ['Rex', 'Tom', 'Bo'].map((key) => found({ kind: 'pet', key }, { room: 'den' }));
    };
    const known = {
      'room/den': { queues: ['calls', 'chats'] },
      'pet/REX': { room: 'attic' },
      'room/attic': { queues: [] },
    };
    const seen = await looked([change('room/den', { queues: ['calls'] })], known, { more, others });
    expect(asked).toEqual(['pet']);
    // Rex was known already, to be in the attic.
    expect(numbers(seen)).toEqual([['chats', 'VOICE', 2, 0, 0]]);
    expect(seen.live).toEqual(liveState(known));
  });

  describe('and may not be read', () => {
    const denied = { room: { readServed: () => Promise.reject(failed('denied')) } };
    const moving = [change('pet/Rex', { room: 'attic' })];

    test('is a warning', async () => {
      const { coverage, warnings } = await looked(moving, there, { more: rooms(denied).more });
      expect(coverage).toBeUndefined();
      expect(warnings).toEqual([
        {
          severity: 'warning',
          code: 'coverage-unknown',
          message: 'Who serves which queues before and after this plan is not known: It was denied.',
        },
      ]);
    });
    test('ends it where the policy asks for it', async () => {
      const policy = { coverage: new Map([['calls', 1]]) };
      await expect(looked(moving, there, { more: rooms(denied).more, policy })).rejects.toThrow('It was denied.');
    });
    test('ends it where it is for another reason', async () => {
      const more = rooms({ room: { readServed: () => Promise.reject(failed('transient')) } }).more;
      await expect(looked(moving, there, { more })).rejects.toThrow('It was transient.');
    });
  });
  test('may be nothing that anybody can say: then nothing is planned', async () => {
    const { room: _, ...others } = rooms().more;
    await expect(
      looked([change('pet/Rex', { room: 'attic' })], there, { more: { ...others, room: { serves } } }),
    ).rejects.toThrow('What people serve has not been read.');
  });
});
