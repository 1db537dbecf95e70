/** Who serves which queues while a plan is applied. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/kinds/registry.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { defaultPolicy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { concernsCoverage, coverage, notRead, uncovered } from '../../src/plan/safety/coverage.ts';
import { guard } from '../../src/plan/safety/guard.ts';
import { nothingRecent } from '../../src/plan/safety/limits.ts';
import { order } from '../../src/plan/timing/order.ts';
import { applied, desiredState, liveState } from '../support/states.ts';

/** Users by their profile, and profiles by what they serve: `Q VOICE`. */
interface Centre {
  readonly users: { readonly [username: string]: string };
  readonly profiles: { readonly [name: string]: readonly string[] };
}

const addresses = ({ users, profiles }: Centre): { readonly [address: string]: Attributes } => ({
  ...Object.fromEntries(
    Object.entries(profiles).map(([name, pairs]) => [
      `routingProfile/${name}`,
      { queues: Object.fromEntries(pairs.map((pair) => [pair, { priority: 1, delay: 0 }])) },
    ]),
  ),
  ...Object.fromEntries(Object.entries(users).map(([name, routingProfile]) => [`user/${name}`, { routingProfile }])),
});

function planned(there: Centre, asked: Centre) {
  const live = liveState(addresses(there), rules);
  const desired = desiredState(addresses(asked), rules);
  const changes = diff(desired, live, rules);
  return { live, desired, changes, covered: () => coverage(changes, { live, rules }) };
}

const textOf = (there: Centre, asked: Centre): readonly string[] =>
  planned(there, asked)
    .covered()
    .channels.map(
      ({ queue, channel, before, lowest, after }) => `${queue} ${channel} ${before} > ${lowest} > ${after}`,
    );

const profiles = { Front: ['Calls VOICE', 'Post TASK'], Back: ['Claims VOICE'] };

describe('numbers', () => {
  test.each<[what: string, there: Centre, asked: Centre, expected: readonly string[]]>([
    ['nothing of what stays', { users: { a: 'Front' }, profiles }, { users: { a: 'Front' }, profiles }, []],
    [
      'a move, of both profiles',
      { users: { a: 'Front', b: 'Front' }, profiles },
      { users: { a: 'Back', b: 'Front' }, profiles },
      ['Calls VOICE 2 > 1 > 1', 'Claims VOICE 0 > 0 > 1', 'Post TASK 2 > 1 > 1'],
    ],
    [
      'one who leaves and one who comes: the one may be gone before the other is there',
      { users: { a: 'Back' }, profiles },
      { users: { b: 'Back' }, profiles },
      ['Claims VOICE 1 > 0 > 1'],
    ],
    [
      'two who swap',
      { users: { a: 'Front', b: 'Back' }, profiles },
      { users: { a: 'Back', b: 'Front' }, profiles },
      ['Calls VOICE 1 > 0 > 1', 'Claims VOICE 1 > 0 > 1', 'Post TASK 1 > 0 > 1'],
    ],
    [
      'a move between profiles that both serve it: nobody is gone for a moment',
      { users: { a: 'One' }, profiles: { One: ['Calls VOICE'], Two: ['Calls VOICE'] } },
      { users: { a: 'Two' }, profiles: { One: ['Calls VOICE'], Two: ['Calls VOICE'] } },
      [],
    ],
    [
      'a move into a new profile, and the old one goes',
      { users: { a: 'One' }, profiles: { One: ['Calls VOICE'] } },
      { users: { a: 'Two' }, profiles: { Two: ['Calls VOICE'] } },
      [],
    ],
    [
      'a queue that goes from one profile to the other: what gives may be before what takes',
      { users: { a: 'One', b: 'Two' }, profiles: { One: ['Calls VOICE'], Two: [] } },
      { users: { a: 'One', b: 'Two' }, profiles: { One: [], Two: ['Calls VOICE'] } },
      ['Calls VOICE 1 > 0 > 1'],
    ],
    [
      'a move to a profile that loses the queue and one that gains it',
      { users: { a: 'One' }, profiles: { One: ['Calls VOICE'], Two: [] } },
      { users: { a: 'Two' }, profiles: { One: ['Calls VOICE'], Two: ['Calls VOICE'] } },
      ['Calls VOICE 1 > 0 > 1'],
    ],
    [
      'a channel of a queue that stays',
      { users: { a: 'One' }, profiles: { One: ['Calls VOICE', 'Calls CHAT'] } },
      { users: { a: 'One' }, profiles: { One: ['Calls VOICE'] } },
      ['Calls CHAT 1 > 0 > 0'],
    ],
  ])('%s', (_, there, asked, expected) => expect(textOf(there, asked)).toEqual(expected));

  test('nobody but people counts, and a name may have blanks and quotes', () => {
    const odd = { P: ['The "old" line VOICE'] };
    expect(textOf({ users: { a: 'P' }, profiles: odd }, { users: {}, profiles: odd })).toEqual([
      'The "old" line VOICE 1 > 0 > 0',
    ]);
  });
});

test('a queue is told to lose its last user once, and a channel where the queue has others', () => {
  const there = {
    users: { a: 'One', b: 'Two' },
    profiles: { One: ['Calls VOICE', 'Calls CHAT'], Two: ['Calls VOICE'] },
  };
  const told = (asked: Centre) =>
    uncovered(planned(there, asked).covered()).map(({ severity, code, message }) => `${severity} ${code} ${message}`);
  expect(told({ ...there, users: { b: 'Two' } })).toMatchInlineSnapshot(`
    [
      "warning queue-without-users CHAT of the queue "Calls" would lose its last user: 1 user serves it now, and none does afterwards.",
    ]
  `);
  expect(told({ ...there, users: {} })).toMatchInlineSnapshot(`
    [
      "warning queue-without-users The queue "Calls" would lose its last user: 2 users serve it now, and none does afterwards.",
    ]
  `);
  expect(told({ ...there, users: { c: 'One' } })).toMatchInlineSnapshot(`
    [
      "warning queue-without-users The queue "Calls" may be without a user while the plan is applied: 2 users serve it now and 1 does afterwards, but nobody is sure to serve it in between.",
    ]
  `);
  expect(told({ ...there, users: { a: 'One', b: 'One' } })).toEqual([]);
});

test('what people serve has to be read only of what somebody has, and of a plan that concerns it', () => {
  const there = { users: { a: 'One', b: 'Two' }, profiles: { One: [], Two: [], Three: [] } };
  const unread = Object.fromEntries(
    Object.entries(addresses(there)).map(([address, attributes]) => [
      address,
      /Two|Three/.test(address) ? {} : attributes,
    ]),
  );
  const live = liveState(unread, rules);
  const asked = (more: { readonly [address: string]: Attributes }) =>
    diff(desiredState({ ...unread, ...more }, rules), live, rules);
  const concerned = (changes: readonly Change[]) =>
    concernsCoverage(changes, { live, rules }) && notRead(changes, { live, rules }).map(({ address: { key } }) => key);
  expect(concerned(asked({ 'user/a': { lastName: 'New' } }))).toBe(false);
  expect(concerned(asked({ 'routingProfile/One': { description: 'New' } }))).toBe(false);
  expect(concerned(asked({ 'user/a': { routingProfile: 'Two' } }))).toEqual(['Two']);
  expect(concerned(asked({ 'user/c': { routingProfile: 'Three' } }))).toEqual(['Two', 'Three']);
});

describe('policy.coverage', () => {
  const refused = (there: Centre, asked: Centre, least: { readonly [queue: string]: number }, accepted = {}) => {
    const { live, desired, changes, covered } = planned(there, asked);
    const policy = { ...defaultPolicy, limits: {}, keepAtLeast: new Map(), coverage: new Map(Object.entries(least)) };
    const totals = { people: 10, configuration: 10 };
    const risky = changes.map((change) => ({ ...change, calls: [], risk: 'normal' as const }));
    const context = { recent: nothingRecent, self: undefined, totals, rules, live, desired, accepted };
    return guard(policy, { ...context, changes: risky, coverage: covered() })
      .safety.filter(({ rule }) => rule.startsWith('coverage.'))
      .map(({ rule, limit, value, result, message }) => [rule, limit, value, result, message ?? ''].join(' ').trim());
  };
  const there: Centre = { users: { a: 'Front', b: 'Front', c: 'Front', d: 'Back' }, profiles };

  test('refuses what lowers a queue below it', () => {
    const asked = { ...there, users: { a: 'Front', b: 'Front', d: 'Back' } };
    expect(refused(there, asked, { Calls: 3, Post: 2 })).toMatchInlineSnapshot(`
      [
        "coverage.Calls 3 2 fail The queue "Calls" would be left with 2 of 3 users; policy.coverage asks for 3. Acknowledge with --accept coverage=1.",
        "coverage.Post 2 2 pass",
      ]
    `);
  });
  test('at any moment, with the number of queues to accept', () => {
    const asked = { ...there, users: { a: 'Front', b: 'Front', e: 'Front', f: 'Back' } };
    expect(refused(there, asked, { Calls: 3, Claims: 1 })).toMatchInlineSnapshot(`
      [
        "coverage.Calls 3 2 fail The queue "Calls" may be down to 2 of 3 users while the plan is applied; policy.coverage asks for 3. Acknowledge with --accept coverage=2.",
        "coverage.Claims 1 0 fail The queue "Claims" may be down to 0 of 1 user while the plan is applied; policy.coverage asks for 1. Acknowledge with --accept coverage=2.",
      ]
    `);
    expect(
      refused(there, asked, { Calls: 3, Claims: 1 }, { coverage: 2 }).map((text) => / (pass|fail) /.exec(text)?.[1]),
    ).toEqual(['pass', 'pass']);
    expect(
      refused(there, asked, { Calls: 3, Claims: 1 }, { coverage: 1 }).map((text) => / (pass|fail) /.exec(text)?.[1]),
    ).toEqual(['fail', 'fail']);
  });
  test('lets pass what was below before and is not lowered', () => {
    const asked = { ...there, users: { ...there.users, d: 'Front' } };
    expect(refused(there, asked, { Calls: 9, Other: 1 })).toEqual([
      'coverage.Calls 9 3 pass',
      'coverage.Other 1 0 pass',
    ]);
  });
  test('counts a queue on all its channels', () => {
    const two = { Both: ['Calls VOICE', 'Calls CHAT'], One: ['Calls VOICE'] };
    const moved = refused(
      { users: { a: 'Both' }, profiles: two },
      { users: { a: 'One' }, profiles: two },
      { Calls: 1 },
    );
    expect(moved).toEqual(['coverage.Calls 1 1 pass']);
  });
});

describe('laws', () => {
  const pairs = ['A VOICE', 'A CHAT', 'B VOICE', 'C TASK'];
  const names = ['One', 'Two', 'Three'];
  const centre = fc
    .record({
      profiles: fc.dictionary(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...pairs)), {
        minKeys: 1,
        noNullPrototype: true,
      }),
      picks: fc.array(fc.option(fc.nat(10)), { minLength: 6, maxLength: 6 }),
    })
    .map(({ profiles, picks }): Centre => {
      const known = Object.keys(profiles);
      const users = picks.flatMap((pick, index) =>
        pick === null ? [] : [[`u${index}`, known[pick % known.length] ?? ''] as const],
      );
      return { users: Object.fromEntries(users), profiles };
    });

  /** How many users serve each pair in a state. */
  function servedIn(state: ReturnType<typeof liveState>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { address, attributes } of state.values()) {
      if (address.kind !== 'user') continue;
      const queues = state.get(`routingProfile/${attributes['routingProfile']}`)?.attributes['queues'] ?? {};
      for (const pair of Object.keys(queues)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    return counts;
  }

  test('at no moment of any order, with whatever fails, is a queue below its lowest', () => {
    fc.assert(
      fc.property(centre, centre, fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }), (there, asked, turns) => {
        const { live, changes, covered } = planned(there, asked);
        const { channels, queues } = { channels: covered().channels, queues: covered().byQueue };
        const waits = order(changes, live, rules);
        const [before, after] = [servedIn(live), servedIn(applied(changes, live, rules))];
        const known = new Map(channels.map((one) => [`${one.queue} ${one.channel}`, one]));
        for (const pair of pairs) {
          const one = known.get(pair) ?? {
            before: before.get(pair) ?? 0,
            lowest: before.get(pair) ?? 0,
            after: before.get(pair) ?? 0,
          };
          expect([pair, one.before, one.after]).toEqual([pair, before.get(pair) ?? 0, after.get(pair) ?? 0]);
          expect(one.lowest).toBeLessThanOrEqual(Math.min(one.before, one.after));
        }
        const done: Change[] = [];
        for (const turn of turns) {
          const ready = changes.filter(
            (change) => !done.includes(change) && (waits.get(change) ?? []).every((first) => done.includes(first)),
          );
          const next = ready[turn % Math.max(1, ready.length)];
          if (!next) break;
          done.push(next);
          const now = servedIn(applied(done, live, rules));
          for (const pair of pairs) {
            const lowest = known.get(pair)?.lowest ?? before.get(pair) ?? 0;
            expect(now.get(pair) ?? 0).toBeGreaterThanOrEqual(lowest);
          }
        }
        for (const { before: had, lowest, after: has } of queues.values()) {
          expect(lowest).toBeLessThanOrEqual(Math.min(had, has));
        }
      }),
      { numRuns: 400 },
    );
  });

  test('nothing of a state that stays, and the reverse plan has the same lowest', () => {
    fc.assert(
      fc.property(centre, centre, (there, asked) => {
        expect(textOf(there, there)).toEqual([]);
        const turned = planned(asked, there)
          .covered()
          .channels.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before }));
        expect(planned(there, asked).covered().channels).toEqual(turned);
      }),
      { numRuns: 200 },
    );
  });
});
