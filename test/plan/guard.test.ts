/** The safety rules, on made-up plans of users. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/kinds/registry.ts';
import { risk } from '../../src/kinds/user/risk.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { marked } from '../../src/plan/compare/ownership.ts';
import { type Limit, limitText } from '../../src/plan/model/limit.ts';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import type { PlannedChange } from '../../src/plan/model/plan.ts';
import { defaultPolicy, maxChanges, type Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import type { Acceptances } from '../../src/plan/safety/finding.ts';
import { broken, type Guarded, guard } from '../../src/plan/safety/guard.ts';
import { gainsFirst, turnover } from '../../src/plan/safety/holders.ts';
import type { Recent } from '../../src/plan/safety/limits.ts';
import { applied, desiredState, liveState } from '../support/states.ts';

type Users = { readonly [username: string]: Attributes };
const addresses = (users: Users) =>
  Object.fromEntries(Object.entries(users).map(([name, attributes]) => [`user/${name}`, attributes]));

/** So many users, each with the same attributes. */
const team = (size: number, attributes: Attributes = {}, prefix = 'u'): Users =>
  Object.fromEntries(Array.from({ length: size }, (_, index) => [`${prefix}${index}`, attributes]));

const share = (percent: number): Limit => ({ type: 'share', hundredths: Math.round(percent * 100) });
const count = (number: number): Limit => ({ type: 'count', count: number });

interface Some extends Partial<Pick<Guarded, 'recent' | 'self'>> {
  readonly policy?: Partial<Policy>;
  readonly accepted?: Acceptances;
  readonly owner?: string;
}

/** The verdict on making `there` as `asked`: everybody who is live is in scope. */
function verdict(asked: Users, there: Users, { policy = {}, owner, ...some }: Some = {}) {
  const desired = marked(desiredState(addresses(asked), rules), owner, rules);
  const live = liveState(addresses(there), rules);
  // A whole policy stands for itself, so that it can be without a window.
  const full: Policy = 'locate' in policy ? (policy as Policy) : { ...defaultPolicy, ...policy };
  const privileged = new Set(full.keepAtLeast.keys());
  const changes: readonly PlannedChange[] = diff(desired, live, rules).map((change) => ({
    ...{ ...change, calls: [] },
    risk: risk(change, live.get(`user/${change.address.key}`), privileged),
  }));
  const totals = { people: new Set([...desired.keys(), ...live.keys()]).size, configuration: 0 };
  const context = { recent: none, self: undefined, accepted: {}, ...some };
  return guard(full, { changes, desired, live, totals, rules, ...context });
}

const limit = (action: 'create' | 'delete', one: Limit): Partial<Policy> => ({ limits: { [action]: one } });
const { window: _, ...noWindow } = defaultPolicy;

/** So many others, as earlier runs have changed them. */
const others = (many: number): ReadonlySet<string> => new Set(Object.keys(addresses(team(many, {}, 'other'))));
const none: Recent = { create: others(0), update: others(0), delete: others(0) };
const failed = (...[asked, there, some]: Parameters<typeof verdict>) =>
  broken(verdict(asked, there, some).safety).map(({ rule, message }) => `${rule}: ${message}`);

test('every rule is listed with its limit and its value', () => {
  expect(verdict({ ...team(9), new: {} }, team(10)).safety).toEqual([
    { rule: 'limits.create', limit: 'none', value: 1, result: 'pass' },
    { rule: 'limits.update', limit: '30%', value: 0, result: 'pass' },
    { rule: 'limits.delete', limit: '5%', value: 1, result: 'pass' },
    { rule: 'privilege', limit: 'warn', value: 0, result: 'pass' },
    { rule: 'keepAtLeast.Admin', limit: '1', value: 0, result: 'pass' },
  ]);
});

describe('limits', () => {
  test('of a plan that deletes too many name their numbers and the way out', () => {
    expect(failed(team(163), team(200))).toMatchInlineSnapshot(`
      [
        "limits.delete: 37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.",
      ]
    `);
  });
  test('of one user too many, by a count', () => {
    expect(failed({}, team(1), { policy: { limits: { delete: count(0) } } })).toMatchInlineSnapshot(`
      [
        "limits.delete: 1 of 1 user would be deleted; the limit is 0. Acknowledge with --accept delete=1.",
        "emptyList: The list of users is empty, and 1 user would be deleted. Acknowledge with --accept delete=1.",
      ]
    `);
  });
  test.each<[string, Users, Users, Some, readonly string[]]>([
    ['a value at its limit passes', team(190), team(200), {}, []],
    ['one more does not', team(189), team(200), {}, ['delete']],
    [
      'nor with what was before',
      team(189),
      team(200),
      { recent: { ...none, delete: others(1) } },
      ['delete', 'delete.window'],
    ],
    ['updates', team(40, { lastName: 'B' }), team(40, { lastName: 'A' }), {}, ['update']],
    ['creates have no limit', team(1000), {}, {}, []],
    ['unless they are given one', team(3), {}, { policy: limit('create', count(2)) }, ['create']],
    ['a share of nobody is of the listed', team(20), {}, { policy: limit('create', share(50)) }, ['create']],
    ['without records there is no window', team(189), team(200), { recent: undefined }, ['delete']],
    [
      'nor where it is off',
      team(189),
      team(200),
      { policy: noWindow, recent: { ...none, delete: others(99) } },
      ['delete'],
    ],
    ['none at all', team(999), team(1000), { policy: limit('delete', share(0)) }, ['delete']],
    ['of a small team one', team(4), team(5), {}, []],
    ['but not two', team(3), team(5), {}, ['delete']],
    ['earlier runs count', team(99), team(100), { recent: { ...none, delete: others(5) } }, ['delete.window']],
    ['up to the limit', team(99), team(100), { recent: { ...none, delete: others(4) } }, []],
    [
      'and nothing is asked of a plan that adds nothing',
      team(9),
      team(9),
      { recent: { ...none, delete: others(5) } },
      [],
    ],
    [
      'a user who is deleted once more counts once',
      team(98),
      team(100),
      { recent: { ...none, delete: new Set(['user/u98', 'user/u99', 'user/u0', 'user/u1', 'user/u2', 'user/u3']) } },
      ['delete.window'],
    ],
    ['and alone not at all', team(99), team(100), { recent: { ...none, delete: new Set(['user/u99']) } }, []],
    [
      'each action for itself',
      team(99),
      team(100),
      { recent: { create: others(99), update: others(99), delete: others(0) } },
      [],
    ],
  ])('%s', (_, asked, there, some, expected) => {
    expect(failed(asked, there, some).map((text) => text.replace(/^limits\.|: .*$/gs, ''))).toEqual(expected);
  });
  test('do not count adoption', () => {
    const { safety } = verdict(team(50), team(50), { owner: 'us' });
    expect(safety.find(({ rule }) => rule === 'limits.update')).toMatchObject({ value: 0, result: 'pass' });
  });
  test('count an adoption that changes more', () => {
    const asked = { ...team(49), u49: { lastName: 'X' } };
    const { safety } = verdict(asked, team(50), { owner: 'us' });
    expect(safety.find(({ rule }) => rule === 'limits.update')).toMatchObject({ value: 1 });
  });
});

describe('without records of earlier runs', () => {
  const { safety } = verdict(team(9), team(10), { recent: undefined });
  test('the plan says that the rolling limits are off', () => {
    expect(safety.find(({ rule }) => rule === 'limits.window')).toEqual({
      ...{ rule: 'limits.window', limit: 'off', value: 0, result: 'pass' },
      message: 'Rolling limits are off: no records of earlier runs here.',
    });
  });
  test('not a word of it where nothing counts', () => {
    const { safety: quiet } = verdict({ ...team(9), new: {} }, team(9), { recent: undefined });
    expect(quiet).toContainEqual({ rule: 'limits.window', limit: 'off', value: 0, result: 'pass' });
  });
  test('but not where nobody asked for them', () => {
    const rulesOf = verdict(team(9), team(9), { policy: noWindow, recent: undefined }).safety.map(({ rule }) => rule);
    expect(rulesOf.filter((rule) => rule.includes('window'))).toEqual([]);
  });
});

test('what leaks slowly is told with what leaked before', () => {
  expect(failed(team(99), team(100), { recent: { ...none, delete: others(5) } })).toMatchInlineSnapshot(`
    [
      "limits.delete.window: 1 of 100 users would be deleted and 5 others were in the last 24 h, together 6; the limit is 5% (5). Acknowledge with --accept delete=1.",
    ]
  `);
});

describe('an empty list', () => {
  const generous = limit('delete', share(100));
  test('deletes nobody, whatever the limits', () => {
    expect(failed({}, team(1), { policy: generous })).toMatchInlineSnapshot(`
      [
        "emptyList: The list of users is empty, and 1 user would be deleted. Acknowledge with --accept delete=1.",
      ]
    `);
  });
  test('unless that is acknowledged', () => {
    expect(failed({}, team(3), { policy: generous, accepted: { delete: 3 } })).toEqual([]);
  });
  test('is no matter where nobody is deleted', () => expect(failed({}, {})).toEqual([]));
  test('is not one with somebody on it', () => expect(failed(team(1), team(3), { policy: generous })).toEqual([]));
});

describe('an acknowledgement', () => {
  const run = (accepted: Acceptances, some: Some = {}) => verdict(team(163), team(200), { accepted, ...some });
  test('of the exact number lets it pass, and is seen to', () => {
    const { safety, diagnostics } = run({ delete: 37 });
    expect(broken(safety)).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect(safety.find(({ rule }) => rule === 'limits.delete')).toMatchInlineSnapshot(`
      {
        "accepted": true,
        "limit": "5%",
        "message": "37 of 200 users would be deleted; the limit is 5% (10). Acknowledged.",
        "result": "pass",
        "rule": "limits.delete",
        "value": 37,
      }
    `);
  });
  test.each([36, 38, 0, 200])('of another number (%i) does not, and is told so', (number) => {
    const [first] = broken(run({ delete: number }).safety);
    expect(first?.message).toContain(
      `--accept delete=${number} is not that number. Acknowledge with --accept delete=37.`,
    );
  });
  test('of something else does not, and is noted', () => {
    const { safety, diagnostics } = run({ update: 37 });
    expect(broken(safety)).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', message: '--accept update=37 is not needed: no rule asks for it.' },
    ]);
  });
  test('that is not needed is harmless, and noted', () => {
    const { safety, diagnostics } = verdict(team(9), team(10), { accepted: { delete: 1, create: 5 } });
    expect(broken(safety)).toEqual([]);
    expect(diagnostics).toHaveLength(2);
  });
});

describe('privilege', () => {
  const confirm: Partial<Policy> = {
    privilege: 'confirm',
    keepAtLeast: new Map([
      ['Admin', 0],
      ['Root', 0],
    ]),
  };
  const there: Users = { a: { securityProfiles: ['Agent'] }, root: { securityProfiles: ['Root'], email: 'r@x.co' } };
  const asked: Users = { a: { securityProfiles: ['Admin'] }, root: { email: 'other@x.co' } };
  const lenient = { update: share(100) };
  test('is only marked where nothing else is said', () => {
    const { safety } = verdict(asked, there, { policy: { keepAtLeast: confirm.keepAtLeast!, limits: lenient } });
    expect(broken(safety)).toEqual([]);
    expect(safety).toContainEqual({ rule: 'privilege', limit: 'warn', value: 2, result: 'pass' });
  });
  test('is refused where it must be confirmed', () => {
    expect(failed(asked, there, { policy: { ...confirm, limits: lenient } })).toMatchInlineSnapshot(`
      [
        "privilege: 2 changes grant "Admin", "Root", or would let somebody take over one who has it: user/a, user/root. Acknowledge with --accept privilege=2.",
      ]
    `);
  });
  test('and passes with its exact number', () => {
    const policy = { ...confirm, limits: lenient };
    expect(failed(asked, there, { policy, accepted: { privilege: 2 } })).toEqual([]);
    expect(failed(asked, there, { policy, accepted: { privilege: 1 } })).toHaveLength(1);
  });
});

describe('holders to keep', () => {
  const admin = { securityProfiles: ['Admin', 'Agent'] };
  const agent = { securityProfiles: ['Agent'] };
  const policy = { limits: {}, keepAtLeast: new Map([['Admin', 2]]) };
  test('too few are told with their number and with who loses it', () => {
    expect(failed({ a: agent, ...team(20) }, { a: admin, b: admin, ...team(20) }, { policy })).toMatchInlineSnapshot(`
      [
        "keepAtLeast.Admin: The security profile "Admin" would be left with 0 holders of 2, and policy.keepAtLeast asks for 2. It is lost by user/a, user/b; keep it for one of them, or grant it to somebody else. No --accept overrides this.",
      ]
    `);
  });
  test.each<[string, Users, Users, number]>([
    ['one of three goes', { b: {}, c: {} }, { a: admin, b: admin, c: admin }, 0],
    ['one of two goes', { b: {} }, { a: admin, b: admin }, 1],
    ['one is taken away and another granted', { a: agent, b: {}, c: admin }, { a: admin, b: admin, c: agent }, 0],
    ['one goes and a new one comes', { b: {}, c: admin }, { a: admin, b: admin }, 0],
    ['there are too few already, and none is lost', { a: { lastName: 'X' } }, { a: admin }, 0],
    ['there are too few already, and one is lost', { a: agent }, { a: admin }, 1],
    ['there are too few already, and one changes hands', { a: agent, b: admin }, { a: admin, b: agent }, 0],
    ['there is none, and none comes', { a: { lastName: 'X' } }, { a: agent }, 0],
    [
      'the profiles are given in another order',
      { a: { securityProfiles: ['Agent', 'Admin'] }, b: {} },
      { a: admin, b: admin },
      0,
    ],
    ['the name is spelt in another case', { a: { securityProfiles: ['admin'] }, b: {} }, { a: admin, b: admin }, 1],
  ])('%s', (_, asked, there, refusals) => {
    expect(failed(asked, there, { policy })).toHaveLength(refusals);
  });
  test('cannot be overridden', () => {
    const accepted = { update: 1, delete: 1, privilege: 1 };
    expect(failed({ a: agent }, { a: admin }, { policy, accepted })).toHaveLength(1);
  });
});

describe('the identity that connect-sync acts as', () => {
  const self = { kind: 'user', key: 'Me' };
  const limits = { policy: { limits: {} }, self };
  const there: Users = { Me: { securityProfiles: ['Agent'], lastName: 'A' }, u: {} };
  test('is not deleted', () =>
    expect(failed({ u: {} }, there, limits)).toMatchInlineSnapshot(`
    [
      "ownIdentity: connect-sync acts as user/Me here, and the plan deletes that user. Run it as somebody else, or list the user in policy.protected. No --accept overrides this.",
    ]
  `));
  test('keeps its security profiles', () => {
    expect(failed({ me: { securityProfiles: ['Other'] }, u: {} }, there, limits)).toMatchInlineSnapshot(`
      [
        "ownIdentity: connect-sync acts as user/Me here, and the plan changes the security profiles of that user. Run it as somebody else, or list the user in policy.protected. No --accept overrides this.",
      ]
    `);
  });
  test('may change otherwise, and so may others', () => {
    expect(failed({ me: { lastName: 'B' }, u: { securityProfiles: ['Other'] } }, there, limits)).toEqual([]);
    expect(failed({ me: {} }, there, limits)).toEqual([]);
  });
});

describe('A3: a share', () => {
  test.each([
    [5, 'delete', 1000, 50],
    [5, 'delete', 199, 9],
    [5, 'delete', 20, 1],
    [5, 'delete', 10, 1],
    [7, 'delete', 19, 1],
    [5, 'delete', 1, 1],
    [30, 'update', 30, 9],
    [30, 'update', 13, 5],
    [30, 'update', 5, 5],
    [30, 'create', 13, 5],
    [30, 'delete', 13, 3],
    [2.5, 'update', 1000, 25],
    [4.35, 'update', 2000, 87],
    [0, 'update', 5, 0],
    [0, 'delete', 5000, 0],
    [100, 'delete', 7, 7],
  ] as const)('%d per cent for %s of %i is %i', (percent, action, people, expected) =>
    expect(maxChanges(share(percent), action, people)).toBe(expected),
  );

  test('rounds down, grows with the people, and is never less than its least, but for none at all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom('create', 'update', 'delete'),
        fc.integer({ min: 0, max: 100_000 }),
        (hundredths, action, people) => {
          const allowed = maxChanges({ type: 'share', hundredths }, action, people);
          const least = hundredths === 0 ? 0 : action === 'delete' ? 1 : 5;
          expect(Number.isInteger(allowed)).toBe(true);
          expect(allowed).toBeGreaterThanOrEqual(least);
          // In whole numbers, which do not round.
          if (allowed > least) expect(allowed * 10_000).toBeLessThanOrEqual(hundredths * people);
          expect((allowed + 1) * 10_000).toBeGreaterThan(hundredths * people);
          expect(maxChanges({ type: 'share', hundredths }, action, people + 1)).toBeGreaterThanOrEqual(allowed);
        },
      ),
    );
  });

  test('is shown as it is written', () => {
    expect([share(5), share(2.5), share(100), count(200), undefined].map(limitText)).toEqual([
      ...['5%', '2.5%', '100%', '200', 'none'],
    ]);
  });
});

const profiles = fc.subarray(['Admin', 'Root', 'Agent'], { minLength: 1 });
const someUsers = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.record({ securityProfiles: profiles }),
  { noNullPrototype: true },
);
const holders = (profile: string, users: Iterable<{ readonly attributes: Attributes }>): number =>
  [...users].filter(({ attributes }) => (attributes['securityProfiles'] as readonly string[]).includes(profile)).length;

describe('whatever the plan', () => {
  test('one that passes never loses the last Admin', () => {
    fc.assert(
      fc.property(someUsers, someUsers, fc.integer({ min: 1, max: 3 }), (asked, there, least) => {
        const policy = { limits: {}, keepAtLeast: new Map([['Admin', least]]) };
        const accepted = { delete: Object.keys(there).length };
        const live = liveState(addresses(there), rules);
        const after = applied(diff(desiredState(addresses(asked), rules), live, rules), live, rules);
        const [before, left] = [holders('Admin', live.values()), holders('Admin', after.values())];
        const lost = broken(verdict(asked, there, { policy, accepted }).safety).some(({ rule }) => /Admin/.test(rule));
        expect(lost).toBe(left < least && left < before);
      }),
    );
  });

  test('wherever it stops half-way, a guarded profile keeps its holders', () => {
    fc.assert(
      fc.property(someUsers, someUsers, fc.infiniteStream(fc.boolean()), (asked, there, luck) => {
        const live = liveState(addresses(there), rules);
        const changes = diff(desiredState(addresses(asked), rules), live, rules);
        const { before, after } = turnover('Admin', changes, { live, rules });
        fc.pre(after >= Math.min(1, before));
        const waits = gainsFirst(changes, defaultPolicy, { live, rules });
        const made = new Set<unknown>();
        const settled = new Set<unknown>();
        while (settled.size < changes.length) {
          const ready = changes.filter(
            (change) => !settled.has(change) && (waits.get(change) ?? []).every((first) => settled.has(first)),
          );
          // Nobody waits for somebody who waits for them.
          expect(ready).not.toEqual([]);
          for (const change of ready) {
            settled.add(change);
            const first = waits.get(change) ?? [];
            if (first.every((one) => made.has(one)) && luck.next().value) made.add(change);
          }
          const now = applied(
            changes.filter((change) => made.has(change)),
            live,
            rules,
          );
          expect(holders('Admin', now.values())).toBeGreaterThanOrEqual(Math.min(1, before));
        }
      }),
    );
  });

  test('two changes that swap two guarded profiles do not wait for each other', () => {
    const live = liveState(addresses({ a: { securityProfiles: ['Admin'] }, b: { securityProfiles: ['Root'] } }), rules);
    const asked = { a: { securityProfiles: ['Root'] }, b: { securityProfiles: ['Admin'] } };
    const changes = diff(desiredState(addresses(asked), rules), live, rules);
    const policy = {
      ...defaultPolicy,
      keepAtLeast: new Map([
        ['Admin', 1],
        ['Root', 1],
      ]),
    };
    expect(gainsFirst(changes, policy, { live, rules }).size).toBe(0);
  });
});

test('a mark is no privilege, and no reason to count anybody twice', () => {
  const ours = { tags: { [ownerTag]: 'us' } };
  expect(verdict(team(3, ours), team(3), {}).safety).toContainEqual({
    ...{ rule: 'limits.update', limit: '30%', value: 0, result: 'pass' },
  });
});
