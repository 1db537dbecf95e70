/** A plan as a person reads it. */
import { describe, expect, test } from 'vitest';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { makePaint } from '../../src/report/text/paint.ts';
import { irreversibleText, planText } from '../../src/report/text/plan/plan-text.ts';
import { changes, create, plan, remove, update } from '../support/plans.ts';

const text = (some: Partial<Plan>): string => planText(plan(some), makePaint(false), () => 2);
/** The lines about one change, without the sums. */
const block = (change: Plan['changes'][number]): string => text({ changes: [change] }).split('\n\n')[0] ?? '';

test('one of each', () => {
  expect(text({ changes: [changes.update, changes.create, changes.remove] })).toMatchInlineSnapshot(`
    "~ user/jane
        ~ lastName: "Doe" -> "Dorn"

    + user/omar
        + firstName: "Omar"
        + lastName: "Haddad"
        + securityProfiles: ["Agent"]

    - user/zoe  (cannot be undone)
        - firstName: "Zoe"

    1 user will be deleted for good: user/zoe

    Plan: 1 to add, 1 to change, 1 to destroy.
    Cost: 3 API calls, about 1 s; slowest UpdateUserIdentityInfo (1 call at 2/s).
    Calls: UpdateUserIdentityInfo 1, CreateUser 1, DeleteUser 1.
    Read: 1 API call.
    "
  `);
});

test('nothing to do', () => {
  expect(text({})).toBe('No changes. Amazon Connect matches the configuration.\nRead: 1 API call.\n');
});

test('nothing to do, but somebody is no longer listed', () => {
  expect(text({ noLongerListed: [{ kind: 'user', key: 'zoe' }] })).toMatchInlineSnapshot(`
    "1 resource is no longer listed and kept: user/zoe

    No changes. Amazon Connect matches the configuration.
    Read: 1 API call.
    "
  `);
});

test('many who are no longer listed', () => {
  const gone = Array.from({ length: 13 }, (_, index) => ({ kind: 'user', key: `u${index}` }));
  expect(text({ changes: [changes.create], noLongerListed: gone })).toMatchInlineSnapshot(`
    "+ user/omar
        + firstName: "Omar"
        + lastName: "Haddad"
        + securityProfiles: ["Agent"]

    13 resources are no longer listed and kept: user/u0, user/u1, user/u2, user/u3, user/u4, user/u5, user/u6, user/u7, user/u8, user/u9 and 3 more

    Plan: 1 to add, 0 to change, 0 to destroy.
    Cost: 1 API call, about 1 s; slowest CreateUser (1 call at 2/s).
    Read: 1 API call.
    "
  `);
});

test('a new user with all there is', () => {
  const everyChannel = (value: boolean | number) => ({ VOICE: value, CHAT: value, TASK: value, EMAIL: value });
  const omar = create('omar.haddad', {
    ...{ firstName: 'Omar', lastName: 'Haddad', email: 'omar@example.com', routingProfile: 'Basic Routing Profile' },
    ...{ securityProfiles: ['Agent', 'QualityAnalyst'], hierarchyGroup: ['Americas', 'A/B'] },
    phoneConfig: {
      ...{ phoneType: 'DESK_PHONE', autoAccept: { ...everyChannel(false), VOICE: true } },
      ...{ afterContactWorkTimeLimit: everyChannel(30), deskPhoneNumber: '+12065550123' },
    },
    ...{ tags: { costCentre: '4711', [ownerTag]: 'emea' }, initialPassword: { env: 'OMAR_PW' } },
  });
  expect(block(omar)).toMatchInlineSnapshot(`
    "+ user/omar.haddad
        + firstName: "Omar"
        + lastName: "Haddad"
        + email: "omar@example.com"
        + routingProfile: "Basic Routing Profile"
        + securityProfiles: ["Agent", "QualityAnalyst"]
        + hierarchyGroup: ["Americas", "A/B"]
        + phoneConfig.phoneType: "DESK_PHONE"
        + phoneConfig.autoAccept.VOICE: true
        + phoneConfig.autoAccept.{CHAT,TASK,EMAIL}: false
        + phoneConfig.afterContactWorkTimeLimit.{VOICE,CHAT,TASK,EMAIL}: 30
        + phoneConfig.deskPhoneNumber: "+12065550123"
        + tags.costCentre: "4711"
        + tags.connect-sync:owner: "emea"
        + initialPassword: (sensitive, from $OMAR_PW)"
  `);
});

test('a password that is made up', () => {
  expect(block(create('li', { initialPassword: { generate: true } }))).toMatchInlineSnapshot(`
    "+ user/li
        + initialPassword: (sensitive, made up when applied)"
  `);
});

test('every way an attribute can change', () => {
  const jane = update('jane', [
    ['hierarchyGroup', 'A/B', null],
    ['email', null, 'j@example.com'],
    ['lastName', 'Doe', 'Dorn'],
    ['securityProfiles', ['Agent'], ['Agent', 'Admin']],
    ['phoneConfig.autoAccept.VOICE', true, false],
    ['phoneConfig.autoAccept.CHAT', true, false],
    ['phoneConfig.autoAccept.EMAIL', null, false],
    ['phoneConfig.afterContactWorkTimeLimit.VOICE', 30, 0],
    ['tags.a', '1', null],
  ]);
  expect(block(jane)).toMatchInlineSnapshot(`
    "~ user/jane
        - hierarchyGroup: "A/B"
        + email: "j@example.com"
        ~ lastName: "Doe" -> "Dorn"
        ~ securityProfiles: ["Agent"] -> ["Agent", "Admin"]
        ~ phoneConfig.autoAccept.{VOICE,CHAT}: true -> false
        + phoneConfig.autoAccept.EMAIL: false
        ~ phoneConfig.afterContactWorkTimeLimit.VOICE: 30 -> 0
        - tags.a: "1""
  `);
});

test('only siblings within a setting share a line', () => {
  const same = create('anna', { firstName: 'Anna', lastName: 'Anna', tags: { a: 'Anna', b: 'Anna' } });
  expect(block(same)).toMatchInlineSnapshot(`
    "+ user/anna
        + firstName: "Anna"
        + lastName: "Anna"
        + tags.{a,b}: "Anna""
  `);
});

test('notes: what is dangerous, and what is harmless', () => {
  const calls = { calls: ['UpdateUserSecurityProfiles'] };
  const granted = update('jane', [['securityProfiles', ['Agent'], ['Admin']]], { ...calls, risk: 'privilege' });
  const adopted = update('li', [[`tags.${ownerTag}`, null, 'emea']], { calls: ['TagResource'] });
  const all = [granted, adopted, remove('zoe', { firstName: 'Zoe' })];
  const summary = { create: 0, update: 1, delete: 1, adopt: 1, unchanged: 0, unmanaged: 0, noLongerListed: 0 };
  expect(text({ changes: all, summary })).toMatchInlineSnapshot(`
    "~ user/jane  (privilege: widens what somebody may do)
        ~ securityProfiles: ["Agent"] -> ["Admin"]

    ~ user/li  (adopt)
        + tags.connect-sync:owner: "emea"

    - user/zoe  (cannot be undone)
        - firstName: "Zoe"

    1 user will be deleted for good: user/zoe

    Plan: 0 to add, 1 to change, 1 to destroy, 1 to adopt.
    Cost: 3 API calls, about 1 s; slowest UpdateUserSecurityProfiles (1 call at 2/s).
    Calls: UpdateUserSecurityProfiles 1, TagResource 1, DeleteUser 1.
    Read: 1 API call.
    "
  `);
});

test('a delete tells what goes', () => {
  const before = { firstName: 'Zoe', securityProfiles: ['Agent'], tags: { a: '1' }, phoneConfig: { autoAccept: {} } };
  expect(block(remove('zoe', before))).toMatchInlineSnapshot(`
    "- user/zoe  (cannot be undone)
        - firstName: "Zoe"
        - securityProfiles: ["Agent"]
        - tags.a: "1""
  `);
});

describe('the price', () => {
  const price = (cost: Plan['cost']): string =>
    text({ changes: [changes.update], cost })
      .split('\n')
      .find((line) => line.startsWith('Cost:')) ?? '';
  const readCalls = {};
  test.each([
    [
      {
        calls: { CreateUser: 1, UpdateUserRoutingProfile: 2 },
        seconds: 1,
        bottleneck: 'UpdateUserRoutingProfile',
        readCalls,
      },
      'Cost: 3 API calls, about 1 s; slowest UpdateUserRoutingProfile (2 calls at 2/s).',
    ],
    [
      { calls: { CreateUser: 10_000 }, seconds: 5000, bottleneck: 'CreateUser', readCalls },
      'Cost: 10000 API calls, about 1 h 23 min; slowest CreateUser (10000 calls at 2/s).',
    ],
    [
      { calls: { CreateUser: 1 }, seconds: 0.5, bottleneck: 'CreateUser', readCalls },
      'Cost: 1 API call, about 1 s; slowest CreateUser (1 call at 2/s).',
    ],
  ])('of %j', (cost, line) => expect(price(cost)).toBe(line));

  test('lists the calls of each API, most first, where there is more than one', () => {
    const cost = { seconds: 1, bottleneck: 'CreateUser', readCalls };
    const many = { CreateUser: 1, TagResource: 3, UpdateUserConfig: 3 };
    const lines = (calls: Plan['cost']['calls']): readonly string[] =>
      text({ changes: [changes.update], cost: { ...cost, calls } })
        .trimEnd()
        .split('\n');
    expect(lines(many).at(-1)).toBe('Calls: TagResource 3, UpdateUserConfig 3, CreateUser 1.');
    expect(lines({ CreateUser: 2 }).at(-1)).toMatch(/^Cost: /);
  });

  const looked = { ListUsers: 10, SearchUsers: 20, DescribeInstance: 1, ListRoutingProfiles: 1, DescribeUser: 2 };
  const cost = { calls: {}, seconds: 0, bottleneck: null };
  test.each([
    [{ ...cost, readCalls: { ListUsers: 1 } }, 'Read: 1 API call.'],
    [
      { ...cost, readCalls: { ListUsers: 1, DescribeUser: 5 }, looks: { DescribeUser: 3 } },
      'Read: 3 API calls (DescribeUser 2), and DescribeUser 3 right before the writes.',
    ],
    [{ ...cost, readCalls: looked }, 'Read: 34 API calls (SearchUsers 20, ListUsers 10, DescribeUser 2).'],
    [
      { ...cost, readCalls: { ListUsers: 1 }, recalled: 998 },
      'Read: 1 API call; 998 resources remembered from earlier runs.',
    ],
    [
      { ...cost, readCalls: { DescribeUser: 3 }, changedLately: 3 },
      '3 resources described one by one: changed in the last minutes, which a search may not show.',
    ],
  ])('of looking: %j', (some, line) => {
    expect(
      text({ changes: [changes.update], cost: some })
        .split('\n')
        .at(-2),
    ).toBe(line);
  });
  test('of looking is told also where nothing is to change', () => {
    expect(text({ cost: { ...cost, readCalls: { ListUsers: 1 } } })).toBe(
      'No changes. Amazon Connect matches the configuration.\nRead: 1 API call.\n',
    );
  });
});

describe('what others wrote', () => {
  test('is shown on one line, as it is written', () => {
    const evil = create('x\u001b[2J', { firstName: 'a\nb', lastName: 'c\u202ed', tags: { 'k\u0007': '\u001b[31m' } });
    expect(block(evil)).toMatchInlineSnapshot(`
      "+ user/x\\u{1b}[2J
          + firstName: "a\\nb"
          + lastName: "c\\u{202e}d"
          + tags.k\\u{7}: "\\u001b[31m""
    `);
  });
  test('is data, also where its names are those that every object has', () => {
    const tags = Object.fromEntries([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(block(create('x', { tags }))).toContain('tags.__proto__: "1"');
  });
});

test('what goes with a delete is told below it', () => {
  const gone = { ...remove('zoe', { firstName: 'Zoe' }), calls: ['DeleteThis', 'DeleteThis', 'DeleteUser'] };
  expect(block(gone)).toMatchInlineSnapshot(`
    "- user/zoe  (cannot be undone)
        - firstName: "Zoe"
        after 2 calls of DeleteThis"
  `);
});

describe('who will be deleted', () => {
  test('is told with its number and its names, a few of them', () => {
    const gone = Array.from({ length: 12 }, (_, index) => remove(`u${index}\n`, {}));
    expect(irreversibleText(plan({ changes: [changes.update, ...gone] }))).toMatchInlineSnapshot(`
      "12 users will be deleted for good: user/u0\\u{a}, user/u1\\u{a}, user/u2\\u{a}, user/u3\\u{a}, user/u4\\u{a}, user/u5\\u{a}, user/u6\\u{a}, user/u7\\u{a}, user/u8\\u{a}, user/u9\\u{a} and 2 more
      "
    `);
  });
  test('is nobody where nobody does', () => expect(irreversibleText(plan({ changes: [changes.update] }))).toBe(''));
});

describe('a safety rule', () => {
  const check = { rule: 'limits.delete', limit: '5%', value: 1 };
  const last = (safety: Plan['safety'], some = [changes.update]) => text({ changes: some, safety }).split('\n').at(-2);
  test('that passes by an acknowledgement says so below the sums', () => {
    expect(last([{ ...check, result: 'pass', accepted: true, message: '1 of 1. Acknowledged.' }])).toBe(
      '1 of 1. Acknowledged.',
    );
  });
  test('that passes by itself is not mentioned', () => expect(last([{ ...check, result: 'pass' }])).toMatch(/^Read:/));
  test('that fails is told where the plan is refused, not here', () => {
    expect(last([{ ...check, result: 'fail', message: 'Too many.' }])).toMatch(/^Read:/);
  });
  test('is no matter where there is nothing to do', () => {
    expect(last([{ ...check, result: 'pass', message: 'x' }], [])).toMatch(/^Read:/);
  });
});

test('in colour, signs and the dangerous are painted, and the text is the same', () => {
  const some = plan({ changes: [changes.update, changes.remove] });
  const painted = planText(some, makePaint(true), () => 2);
  expect(painted).toContain('\u001b[33m~\u001b[39m');
  expect(painted).toContain('\u001b[31m  (cannot be undone)\u001b[39m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of.
  expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(planText(some, makePaint(false), () => 2));
});
