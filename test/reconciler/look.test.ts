/** A look itself: what the kind is given for it, what it finds, and how long it is used. */
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/base/errors.ts';
import type { Send } from '../../src/connect/port.ts';
import type { LookAgain, ManagedKind } from '../../src/kinds/kind.ts';
import { sequence } from '../../src/kinds/operation.ts';
import type { LiveResource } from '../../src/plan/model/state.ts';
import { hasPassed, isLookedAt, type LookContext, looksOf, makeLooks } from '../../src/reconciler/sending/looks.ts';
import { lookedAt, looking } from '../support/looking.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { failed, script } from '../support/script.ts';
import { liveUser } from '../support/users.ts';
import { operation, work } from '../support/work.ts';

const context = (more: Partial<LookContext> = {}) => {
  const clock = makeManualClock();
  const { send, inputsOf } = script({ DescribeUser: { User: { IdentityInfo: { Email: 'j@example.com' } } } });
  const live = new Map([['user/jane', liveUser('jane', {})]]);
  const given = { send, clock, live, signal: new AbortController().signal, ...more };
  return { clock, looks: makeLooks(given), described: () => inputsOf('DescribeUser').length };
};
const jane = looking('jane', ['rename']);
const seen: LiveResource = { ...liveUser('jane', {}), attributes: { Email: 'j@example.com' } };

describe('time has passed', () => {
  test.each([
    ['where it is more than asked for', 11, true],
    ['not where it is exactly that', 10, false],
    ['not where it is none', 0, false],
    ['where the clock was set back meanwhile', -1, true],
  ])('%s', (_, passed, expected) => {
    const clock = { ...makeManualClock(), now: () => 1000 + passed };
    expect(hasPassed(1000, 10, clock)).toBe(expected);
  });
});

describe('a change is looked at', () => {
  const calls = { calls: () => [] } as unknown as LookAgain;
  const { lookAgain: _, ...blind } = jane.kind;
  const { planned: __, ...unplanned } = jane;
  test.each([
    ['where its kind has calls for it', jane, ['DescribeUser']],
    ['not where its kind has none for this change', lookedAt(jane, {}, { lookAgain: calls }), []],
    ['not where its kind never looks', { ...jane, kind: blind as ManagedKind }, []],
    ['not where there is nothing yet', unplanned, []],
  ])('%s', (_, one, expected) => {
    expect(looksOf(one)).toEqual(expected);
    expect(isLookedAt(one)).toBe(expected.length > 0);
  });
});

describe('what a look finds', () => {
  test('are the calls for what is there now, and when it was sent', async () => {
    const clock = makeManualClock(500);
    const { looks } = context({ clock });
    const operations = [operation.rename('jane')];
    expect(await looks.at(jane)).toEqual({ at: 500, found: { type: 'go', operations, now: seen } });
  });

  test('are calls that the kind makes from it', async () => {
    const rename = (_: unknown, live: LiveResource | undefined) => {
      const { call, address } = operation.rename('jane');
      return { call, address, input: { UserId: 'jane', IdentityInfo: live?.attributes ?? {} } };
    };
    const one = lookedAt(jane, {}, { operations: rename } as unknown as Partial<ManagedKind>);
    expect((await context().looks.at(one)).found).toMatchObject({
      operations: [{ input: { IdentityInfo: { Email: 'j@example.com' } } }],
    });
  });

  test('are calls for what was planned where it is gone', async () => {
    const given: unknown[] = [];
    const rename = (_: unknown, live: LiveResource | undefined) => {
      given.push(live);
      return operation.rename('jane');
    };
    const one = lookedAt(jane, {}, { operations: rename });
    const { send } = script({ DescribeUser: {} });
    const { found } = await context({ send }).looks.at(one);
    expect(found).toEqual({ type: 'go', operations: [operation.rename('jane')], now: undefined });
    expect(given).toEqual([liveUser('jane', {})]);
  });

  test('is why the change must not be made', async () => {
    const asked: unknown[] = [];
    const objection: LookContext['objection'] = (...one) => {
      asked.push(one);
      return 'it is protected by now';
    };
    const { found } = await context({ objection }).looks.at(jane);
    expect(found).toEqual({ type: 'stop', why: 'it is protected by now', now: seen });
    expect(asked).toEqual([[jane.change, seen]]);
  });

  test.each([
    ['other calls', [operation.route('jane')]],
    ['fewer calls', []],
    ['more calls', [operation.rename('jane'), operation.tag('jane')]],
  ])('is that it has changed where it would take %s', async (_, together) => {
    const one = { ...lookedAt(jane, {}, { operations: () => ({ together }) }), ...sequence(operation.rename('jane')) };
    const why = 'it has changed since the plan was made';
    expect((await context().looks.at(one)).found).toEqual({ type: 'stop', why, now: seen });
  });
});

describe('a kind is given for its look', () => {
  /** What `read` of a change of `jane` is given. */
  async function given(read: LookAgain['read'], more: Partial<LookContext> = {}) {
    const bench = context(more);
    const lookAgain: LookAgain = { calls: () => ['DescribeUser'], read };
    const look = await bench.clock.run(bench.looks.at(lookedAt(jane, {}, { lookAgain })));
    return { ...bench, look };
  }

  test('the names as they were read for the plan', async () => {
    const told: unknown[] = [];
    const live = new Map(
      [
        ['group', 'EMEA', 'g1'],
        ['group', 'APAC', 'g2'],
        ['profile', 'Basic', 'p1'],
      ].map(([kind = '', key = '', id = '']) => [key, { ...liveUser(key, {}), address: { kind, key }, id }]),
    );
    await given(
      async (planned, { names }) => {
        for (const [kind, id] of [
          ['group', 'g1'],
          ['group', 'g2'],
          ['profile', 'p1'],
          ['profile', 'g1'],
          ['queue', 'q1'],
        ] as const)
          told.push([names.knows(kind, id), names.nameOf(kind, id)]);
        return planned;
      },
      { live },
    );
    expect(told).toEqual([
      ...[
        [true, 'EMEA'],
        [true, 'APAC'],
        [true, 'Basic'],
      ],
      // An id that was not known then stands for itself.
      ...[
        [false, 'g1'],
        [false, 'q1'],
      ],
    ]);
  });

  test('the change, and time that it may let pass', async () => {
    const { clock, look } = await given(async (planned, { change, wait }) => {
      expect(change).toBe(jane.change);
      await wait(400);
      return planned;
    });
    expect(clock.now()).toBe(400);
    // Nothing was sent, so what it found is as old as its end.
    expect(look.at).toBe(400);
  });

  test('no time once the pass is to stop', async () => {
    const signal = AbortSignal.abort(new Interrupted('SIGINT'));
    const waiting = given(
      async (planned, looking) => {
        await looking.wait(400);
        return planned;
      },
      { signal },
    );
    await expect(waiting).rejects.toThrow('Interrupted by SIGINT.');
  });

  test('a way to send that keeps its own options', async () => {
    const order: string[] = [];
    const { look } = await given(async (planned, { send, wait }) => {
      await wait(200);
      await send('DescribeUser', { UserId: 'jane' } as never, { before: async () => void order.push('before') });
      await wait(300);
      return planned;
    });
    expect(order).toEqual(['before']);
    expect(look.at).toBe(200);
  });
});

describe('a look is used', () => {
  test('for five seconds after it was sent', async () => {
    const { clock, looks, described } = context();
    await looks.at(jane);
    await clock.advance(5_000);
    await looks.at(jane);
    expect(described()).toBe(1);
    await clock.advance(1);
    await looks.at(jane);
    expect(described()).toBe(2);
  });

  test('while it is in line itself, however long that takes', async () => {
    const clock = makeManualClock();
    const { send, calls } = script({ DescribeUser: { User: {} } });
    const slow: Send = async (...given) => {
      await clock.sleep(60_000);
      return send(...given);
    };
    const { looks } = context({ clock, send: slow });
    const first = looks.at(jane);
    await clock.advance(30_000);
    const second = looks.at(jane);
    expect((await clock.run(Promise.all([first, second]))).map(({ at }) => at)).toEqual([60_000, 60_000]);
    expect(calls()).toEqual(['DescribeUser']);
  });

  test('that was begun before it was asked for', async () => {
    const { looks, described } = context();
    looks.begin(jane);
    looks.begin(jane);
    await looks.at(jane);
    expect(described()).toBe(1);
  });

  test('for its own change alone', async () => {
    const { looks, described } = context();
    await Promise.all([looks.at(jane), looks.at(looking('omar', ['rename']))]);
    expect(described()).toBe(2);
  });

  test('by nobody who asks for a new one', async () => {
    const { looks, described } = context();
    await looks.at(jane);
    await looks.again(jane);
    expect(described()).toBe(2);
    // The new one serves the next.
    await looks.at(jane);
    expect(described()).toBe(2);
  });
});

describe('no look is begun', () => {
  test('of a change that is not looked at', async () => {
    const given: unknown[] = [];
    const objection: LookContext['objection'] = (change) => void given.push(change);
    const { looks, clock } = context({ objection });
    looks.begin(work('new', ['create']));
    await clock.advance(0);
    expect(given).toEqual([]);
  });

  test('once the pass is to stop', async () => {
    const { looks, described, clock } = context({ signal: AbortSignal.abort() });
    looks.begin(jane);
    await clock.advance(0);
    expect(described()).toBe(0);
  });
});

test('a look that fails and that nobody has asked for yet fails for those who ask', async () => {
  const { send } = script({ DescribeUser: failed('denied') });
  const { looks, clock } = context({ send });
  looks.begin(jane);
  await clock.advance(0);
  await expect(looks.at(jane)).rejects.toThrow('It was denied.');
});
