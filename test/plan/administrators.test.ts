/** The rules that keep somebody in charge and never yield to a number, and what a finding becomes. */
import { describe, expect, test } from 'vitest';
import type { PlannedChange } from '../../src/plan/model/plan.ts';
import type { Policy } from '../../src/plan/model/policy.ts';
import { checkFinding } from '../../src/plan/safety/finding.ts';
import type { Administration, Guarded } from '../../src/plan/safety/guard.ts';
import { addressOf } from '../support/states.ts';
import { type Table, verdict } from '../support/verdicts.ts';

/** Of one rule, where no limit of numbers matters. */
const checkOf = (rule: string, asked: Table, there: Table, { policy, ...more }: Parameters<typeof verdict>[2] = {}) =>
  verdict(asked, there, { ...more, policy: { limits: {}, configurationLimits: {}, ...policy } }).safety.filter(
    (check) => check.rule === rule,
  );

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `pet/p${index + 1}`);

describe('where the policy guards no profile of the instance, somebody keeps one that administers it', () => {
  const lost: Administration = {
    guarded: ['Admin', 'Root'],
    profiles: ['Boss', 'Chief'],
    losing: [addressOf('pet/Rex'), addressOf('pet/Kim')],
  };
  const told = (administration: Administration | undefined) =>
    checkOf('administrators', { 'pet/A': {} }, { 'pet/A': {} }, { administration, accepted: { delete: 1 } });

  test('or else the plan is refused, with who loses which, and nothing to acknowledge', () => {
    expect(told(lost)).toEqual([
      {
        ...{ rule: 'administrators', limit: '1', value: 0, result: 'fail' },
        message:
          'Nobody would be left who may edit users and security profiles: "Boss", "Chief" is lost by pet/Rex, pet/Kim, ' +
          'and policy.keepAtLeast guards nobody here, where there is no "Admin", "Root". ' +
          'Keep it for one of them, and name it in policy.keepAtLeast. No --accept overrides this.',
      },
    ]);
  });
  test('and a plan that leaves somebody passes without a word', () => {
    expect(told({ ...lost, kept: addressOf('pet/Zoe') })).toEqual([
      { rule: 'administrators', limit: '1', value: 1, result: 'pass' },
    ]);
  });
  test('and a plan that takes none of them has no such rule', () => expect(told(undefined)).toEqual([]));
  test.each([
    [10, 'pet/p1, pet/p2, pet/p3, pet/p4, pet/p5, pet/p6, pet/p7, pet/p8, pet/p9, pet/p10, and'],
    [12, 'pet/p1, pet/p2, pet/p3, pet/p4, pet/p5, pet/p6, pet/p7, pet/p8, pet/p9, pet/p10 and 2 more, and'],
  ])('of %i who lose it ten are named', (count, names) => {
    const [check] = told({ ...lost, losing: many(count).map(addressOf) });
    expect(check?.message).toContain(`is lost by ${names} policy.keepAtLeast`);
  });
});

describe('the identity that connect-sync acts as', () => {
  const self = addressOf('pet/Me');
  const told = (asked: Table, there: Table, who: Guarded['self'] = self) =>
    checkOf('ownIdentity', asked, there, { self: who });
  const refused = (what: string) => [
    {
      ...{ rule: 'ownIdentity', limit: '0', value: 1, result: 'fail' },
      message: `connect-sync acts as pet/Me here, and the plan ${what} that user. Run it as somebody else, or list the user in policy.protected. No --accept overrides this.`,
    },
  ];
  const passed = [{ rule: 'ownIdentity', limit: '0', value: 0, result: 'pass' }];

  test.each<[what: string, asked: Table, there: Table, expected: readonly object[]]>([
    ['is not deleted', {}, { 'pet/Me': { badges: ['a'] } }, refused('deletes')],
    ['is not deleted, though it holds nothing', {}, { 'pet/Me': {} }, refused('deletes')],
    [
      'loses no profile',
      { 'pet/me': { badges: ['a'] } },
      { 'pet/Me': { badges: ['a', 'b'] } },
      refused('changes the security profiles of'),
    ],
    [
      'gains no profile',
      { 'pet/me': { badges: ['a', 'b'] } },
      { 'pet/Me': { badges: ['b'] } },
      refused('changes the security profiles of'),
    ],
    [
      'may be given its profiles in another order, or twice',
      { 'pet/me': { badges: ['b', 'a', 'b'] } },
      { 'pet/Me': { badges: ['a', 'b'] } },
      passed,
    ],
    ['may change otherwise', { 'pet/me': { room: 'den' } }, { 'pet/Me': { badges: ['a'] } }, passed],
    ['is not affected by others', { 'pet/b': { badges: ['a'] } }, { 'pet/Me': {}, 'pet/c': {} }, refused('deletes')],
  ])('%s', (_, asked, there, expected) => expect(told(asked, there)).toEqual(expected));

  test('is not somebody else who is deleted', () => {
    expect(told({ 'pet/Me': {} }, { 'pet/Me': {}, 'pet/Rex': { badges: ['a'] } })).toEqual(passed);
  });
  test('may be of a kind that holds no profiles', () => {
    const room = addressOf('room/den');
    expect(told({ 'room/den': { size: 2 } }, { 'room/den': {} }, room)).toEqual(passed);
  });
  test('is no matter where it is not known', () => {
    expect(checkOf('ownIdentity', {}, { 'pet/Me': {} })).toEqual([]);
  });
  test('may be one that this instance does not have', () => {
    expect(told({ 'pet/Rex': {} }, {})).toEqual(passed);
  });
});

describe('holders to keep', () => {
  const told = (asked: Table, there: Table, least: number) =>
    checkOf('keepAtLeast.boss', asked, there, { policy: { keepAtLeast: new Map([['boss', least]]) } });
  const boss = { badges: ['boss'] };

  test('one of two is told as one holder of 2', () => {
    expect(told({ 'pet/A': {} }, { 'pet/A': boss, 'pet/B': boss }, 2)).toEqual([
      {
        ...{ rule: 'keepAtLeast.boss', limit: '2', value: 1, result: 'fail' },
        message:
          'The security profile "boss" would be left with 1 holder of 2, and policy.keepAtLeast asks for 2. ' +
          'It is lost by pet/B; keep it for one of them, or grant it to somebody else. No --accept overrides this.',
      },
    ]);
  });
  test('of twelve who lose it ten are named', () => {
    const there = Object.fromEntries(many(12).map((address) => [address, boss]));
    const [check] = told({ 'pet/A': {} }, there, 1);
    expect(check?.message).toContain(
      'It is lost by pet/p1, pet/p10, pet/p11, pet/p12, pet/p2, pet/p3, pet/p4, pet/p5, pet/p6, pet/p7 and 2 more; keep it',
    );
  });
  test('enough of them pass without a word', () => {
    expect(told({ 'pet/A': {} }, { 'pet/A': boss, 'pet/B': boss }, 1)).toEqual([
      { rule: 'keepAtLeast.boss', limit: '1', value: 1, result: 'pass' },
    ]);
  });
});

describe('privilege', () => {
  const risky = (addresses: readonly string[]): readonly PlannedChange[] =>
    addresses.map((text) => ({
      ...{ action: 'create', address: addressOf(text), after: {}, calls: [], risk: 'privilege' },
    }));
  const told = (addresses: readonly string[], privilege: Policy['privilege'], accepted = {}) =>
    checkOf(
      'privilege',
      {},
      {},
      {
        ...{ changes: risky(addresses), accepted },
        policy: { privilege, keepAtLeast: new Map([['Admin', 0]]) },
      },
    );

  test('one change that has to be confirmed is told as one', () => {
    expect(told(['pet/Rex'], 'confirm')).toEqual([
      {
        ...{ rule: 'privilege', limit: 'confirm', value: 1, result: 'fail', acceptable: 'privilege=1' },
        message:
          '1 change grants "Admin", or would let somebody take over one who has it: pet/Rex. Acknowledge with --accept privilege=1.',
      },
    ]);
  });
  test('changes of anything but people may widen what holders may do', () => {
    expect(told(['pet/Rex', 'room/den'], 'confirm', { privilege: 2 })).toEqual([
      {
        ...{ rule: 'privilege', limit: 'confirm', value: 2, result: 'pass', accepted: true },
        message:
          '2 changes grant "Admin", or would let somebody take over one who has it, or widens what its holders may do: pet/Rex, room/den. Acknowledged.',
      },
    ]);
  });
  test('nothing is asked where a warning is enough, or no change grants any', () => {
    expect(told(['pet/Rex'], 'warn')).toEqual([{ rule: 'privilege', limit: 'warn', value: 1, result: 'pass' }]);
    expect(told([], 'confirm')).toEqual([{ rule: 'privilege', limit: 'confirm', value: 0, result: 'pass' }]);
  });
});

describe('a finding', () => {
  const finding = { rule: 'r', limit: '1', value: 2, broken: true, sentence: 'Two are too many.' };
  const number = { of: 'delete', value: 2 } as const;
  test.each<[what: string, ...Parameters<typeof checkFinding>, object]>([
    ['passes where the rule holds', { ...finding, broken: false, sentence: undefined }, {}, { result: 'pass' }],
    [
      'may have something to say all the same',
      { ...finding, broken: false },
      {},
      { result: 'pass', message: 'Two are too many.' },
    ],
    [
      'fails for good where nothing can be acknowledged',
      finding,
      { delete: 2 },
      { result: 'fail', message: 'Two are too many.' },
    ],
    [
      'fails and names the number to acknowledge',
      { ...finding, number },
      { create: 2 },
      { result: 'fail', message: 'Two are too many. Acknowledge with --accept delete=2.', acceptable: 'delete=2' },
    ],
    [
      'fails where another number was acknowledged',
      { ...finding, number },
      { delete: 3 },
      {
        result: 'fail',
        message: 'Two are too many. --accept delete=3 is not that number. Acknowledge with --accept delete=2.',
        acceptable: 'delete=2',
      },
    ],
    [
      'passes with exactly its number',
      { ...finding, number },
      { delete: 2 },
      { result: 'pass', accepted: true, message: 'Two are too many. Acknowledged.' },
    ],
  ])('%s', (_, found, accepted, expected) => {
    expect(checkFinding(found, accepted)).toEqual({ rule: 'r', limit: '1', value: 2, ...expected });
  });
});

test('an acknowledgement that no rule asks for is noted, each by itself and in a fixed order', () => {
  const { diagnostics } = verdict({ 'pet/A': {} }, {}, { accepted: { privilege: 1, create: 5 } });
  expect(diagnostics).toEqual(
    ['create=5', 'privilege=1'].map((given) => ({
      ...{ severity: 'warning', code: 'accept-not-needed' },
      message: `--accept ${given} is not needed: no rule asks for it.`,
    })),
  );
});
