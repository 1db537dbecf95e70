/** What a plan says besides its changes: numbers, prices, risks, the tree, who is on the way out. */
import { describe, expect, test } from 'vitest';
import { parkedTag } from '../../src/plan/model/own-tags.ts';
import type { Parking } from '../../src/plan/model/parking.ts';
import type { Policy } from '../../src/plan/model/policy.ts';
import { instance, type More, ours, type PassOptions, pass, planOf, type Table } from '../support/household.ts';
import { makeManualClock } from '../support/manual-clock.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 29, 12);
const source = { at: () => ({ file: 'a.yaml', line: 1, column: 1 }) };
const parking: Parking = {
  ...{ attributes: { room: 'hall' }, origins: { type: 'entry', path: ['parked'], source } },
  ...{ parkFor: 30 * day, zone: 'UTC' as Parking['zone'] },
};
const parkedSince = (day: string, room: string) => ({ room, tags: { ...Object(ours()['tags']), [parkedTag]: day } });

const asked: Table = {
  'room/hall': {},
  'room/den': {},
  'room/attic': {},
  'pet/Rex': { room: 'attic' },
  'pet/Bo': {},
  'pet/New': { room: 'den' },
  'pet/Guard': { room: 'den' },
};
const there: Table = {
  'room/hall': ours(),
  'room/den': ours(),
  'room/shed': ours(),
  'pet/Rex': ours({ room: 'den' }),
  'pet/Bo': { room: 'den' },
  'pet/Tom': ours({ room: 'den' }),
  'pet/Lea': parkedSince('2026-11-20', 'den'),
  'pet/Old': parkedSince('2026-10-01', 'hall'),
  'pet/Guard': ours({ room: 'hall' }),
  'pet/Guardian': ours(),
  'pet/Stray': {},
};
const policy: Partial<Policy> = {
  ...{ parking, protected: ['guard*'] },
  removed: new Map([
    ['pet', 'park'],
    ['room', 'delete'],
  ]),
};
/** Pets stand in the tree of rooms. */
const tree: More = {
  pet: { place: ({ room }) => (typeof room === 'string' ? [room] : []) },
  room: { branch: (key) => [key] },
};

const planned = async (some: Table, found: Table, options: PassOptions = {}) =>
  planOf((await pass(some, found, { clock: makeManualClock(now), policy, approve: () => false, ...options })).outcome);

const all = () => planned(asked, there, { more: tree });

test('changes are told with their calls, their risk, and where in the tree they are', async () => {
  const { changes } = await all();
  expect(
    changes.map(({ action, address, calls, risk, place }) => [`${action} ${address.key}`, calls, risk, place]),
  ).toEqual([
    ['update Bo', ['ChangePet'], 'normal', { before: ['den'], after: ['den'] }],
    ['update Lea', ['ChangePet'], 'normal', { before: ['den'], after: ['hall'] }],
    ['create New', ['MakePet'], 'normal', { after: ['den'] }],
    ['delete Old', ['DropPet'], 'irreversible', { before: ['hall'] }],
    ['update Rex', ['ChangePet'], 'normal', { before: ['den'], after: ['attic'] }],
    ['update Tom', ['ChangePet'], 'normal', { before: ['den'], after: ['hall'] }],
    ['create attic', ['MakeRoom'], 'normal', undefined],
    ['delete shed', ['DropRoom'], 'irreversible', undefined],
  ]);
  expect(changes[7]).toEqual({
    ...{ action: 'delete', address: { kind: 'room', key: 'shed' }, before: ours() },
    ...{ calls: ['DropRoom'], risk: 'irreversible' },
  });
});

test('a kind says itself what a change risks, from what there is and what is guarded', async () => {
  const asked: unknown[] = [];
  const risk = (...given: unknown[]) => {
    asked.push(...given);
    return 'privilege' as const;
  };
  const { changes } = await planned(
    { 'pet/rex': { badges: ['red'] } },
    { 'pet/Rex': ours() },
    {
      ...{ more: { pet: { risk } }, policy: { keepAtLeast: new Map([['red', 1]]) } },
    },
  );
  expect(changes).toMatchObject([{ address: { key: 'Rex' }, risk: 'privilege' }]);
  expect(asked).toMatchObject([
    { action: 'update', after: { badges: ['red'] } },
    { id: 'id of pet/Rex' },
    new Set(['red']),
  ]);
});

describe('a plan counts', () => {
  test('each resource once, and none that is on its way out or held back as changed or unchanged', async () => {
    expect((await all()).summary).toEqual({
      // attic and New; Rex, not Lea or Tom, who leave.
      ...{ create: 2, update: 1 },
      // Old and the shed; Tom; Bo.
      ...{ delete: 2, park: 1, adopt: 1 },
      // Of seven that are listed hall and den; Guard would change and is protected.
      unchanged: 2,
      // Stray; Guardian.
      ...{ unmanaged: 1, noLongerListed: 1 },
    });
  });
  test('nobody as parked where nobody is', async () => {
    expect((await planned({ 'room/den': {} }, { 'room/den': ours() })).summary).toEqual({
      ...{ create: 0, update: 0, delete: 0, adopt: 0, unchanged: 1, unmanaged: 0, noLongerListed: 0 },
    });
  });
});

test('a plan says who is on the way out, and who is no longer listed', async () => {
  const { parked, noLongerListed } = await all();
  expect(parked).toEqual([
    { address: { kind: 'pet', key: 'Tom' }, parkedOn: '2026-11-29', deleteOn: '2026-12-29' },
    { address: { kind: 'pet', key: 'Lea' }, parkedOn: '2026-11-20', deleteOn: '2026-12-20' },
  ]);
  expect(noLongerListed).toEqual([{ kind: 'pet', key: 'Guardian' }]);
});

describe('the tree of people', () => {
  test('is told before and after', async () => {
    expect((await all()).tree).toEqual({
      tiers: [],
      branches: [
        { path: ['attic'], after: 1 },
        { path: ['den'], before: 4, after: 2 },
        { path: ['hall'], before: 2, after: 3 },
        { path: ['shed'], before: 0 },
      ],
    });
  });
  test('is absent where people stand in none', async () => {
    expect(Object.keys(await planned(asked, there))).not.toContain('tree');
  });
});

describe('a plan is for one instance', () => {
  const identity = { region: 'us-west-2', instanceId: 'i', identityManagement: 'SAML' };
  test.each([
    ['with an alias', { ...instance, alias: 'toys' }, { ...identity, alias: 'toys' }],
    ['without one', instance, identity],
  ])('%s', async (_, instance, target) => {
    expect((await planned({}, {}, { ports: { instance } })).target).toEqual(target);
  });
});

describe('the price of a plan', () => {
  const price = async (options: PassOptions) => {
    const { spans: _, ...cost } = (await planned({ 'pet/New': {} }, {}, options)).cost;
    return cost;
  };
  const cost = { calls: { MakePet: 1 }, seconds: 0, bottleneck: 'MakePet', readCalls: {} };

  test('has the calls that it takes and has taken, at the pace of the instance', async () => {
    const ports = { readCalls: () => ({ ListUsers: 3 }), pace: () => ({ perSecond: 2, atOnce: 1 }) };
    const { calls, seconds, readCalls } = (await planned({ 'pet/A': {}, 'pet/B': {}, 'pet/C': {} }, {}, { ports }))
      .cost;
    expect({ calls, seconds, readCalls }).toEqual({ calls: { MakePet: 3 }, seconds: 1, readCalls: { ListUsers: 3 } });
  });
  test('has the reads that earlier runs have saved, if any', async () => {
    expect(await price({ ports: { recalled: () => 5 } })).toEqual({ ...cost, recalled: 5 });
    expect(await price({ ports: { recalled: () => 0 } })).toEqual(cost);
    expect(await price({})).toEqual(cost);
  });
  test('has how many were changed so lately that they were described, if any', async () => {
    const changed = (changed: number): More => ({
      pet: {
        async read({ announce }) {
          announce('DescribeUser', 2, { changed });
          return [];
        },
      },
    });
    expect(await price({ more: changed(2) })).toEqual({ ...cost, changedLately: 2 });
    expect(await price({ more: changed(0) })).toEqual(cost);
  });
});

describe('the safety rules', () => {
  const deletions = (safety: Awaited<ReturnType<typeof all>>['safety']) =>
    safety.filter(({ rule }) => rule === 'limits.delete');
  const check = { rule: 'limits.delete', limit: '5%', value: 2 };
  const sentence = '2 of 8 house pets would be parked or deleted; the limit is 5% (1).';

  test('count who is parked with who is deleted', async () => {
    const message = `${sentence} Acknowledge with --accept delete=2.`;
    expect(deletions((await all()).safety)).toEqual([{ ...check, result: 'fail', message, acceptable: 'delete=2' }]);
  });
  test.each<[string, NonNullable<PassOptions['wanted']>['accepted']]>([
    ['beforehand', { delete: 2 }],
    [
      'for certain changes',
      (changes) => ({ delete: changes.filter(({ address }) => /Old|Tom/.test(address.key)).length }),
    ],
  ])('let a plan pass that was acknowledged %s', async (_, accepted) => {
    const { safety } = await planned(asked, there, { wanted: { accepted } as PassOptions['wanted'] & object });
    const message = `${sentence} Acknowledged.`;
    expect(deletions(safety)).toEqual([{ ...check, result: 'pass', accepted: true, message }]);
  });
  test('say what was acknowledged in vain, after what is wrong with the files', async () => {
    const { diagnostics } = await planned(
      { 'pet/rex': {} },
      { 'pet/Rex': ours() },
      {
        wanted: { accepted: { create: 1 } },
      },
    );
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'different-case: "rex" is "Rex" in Amazon Connect; they are taken for the same, write it as there.',
      'accept-not-needed: --accept create=1 is not needed: no rule asks for it.',
    ]);
  });
});
