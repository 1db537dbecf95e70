/** What a plan knows besides the comparison: earlier runs, secrets, exports, dates, and who must have something first. */
import { describe, expect, test } from 'vitest';
import { SecretOf } from '../../src/kinds/operation.ts';
import { keyTag } from '../../src/plan/model/own-tags.ts';
import type { SourceFacts } from '../../src/plan/model/person.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { nothingRecent, type Recent } from '../../src/plan/safety/limits.ts';
import { operation, ours, type PassOptions, pass, planOf, type Table } from '../support/household.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { desiredState } from '../support/states.ts';
import { noSecrets } from '../support/work.ts';

const hour = 3_600_000;
const now = 100 * hour;
const planned = async (asked: Table, there: Table, options: PassOptions = {}) =>
  planOf((await pass(asked, there, { clock: makeManualClock(now), approve: () => false, ...options })).outcome);

describe('earlier runs', () => {
  const limits = { create: { type: 'count', count: 2 } } as const;
  /** A plan that makes one pet, after some were made before, and the moments since when that was asked for. */
  async function checked(recent: Recent | undefined, asked: Table, policy: PassOptions['policy'] = {}) {
    const since: number[] = [];
    const recentChanges = (at: number) => {
      since.push(at);
      return recent;
    };
    const plan = await planned(asked, {}, { policy: { limits, ...policy }, ports: { recentChanges } });
    const checks = plan.safety.filter(({ rule }) => /window/.test(rule)).map(({ rule, value }) => `${rule} ${value}`);
    return { since, checks };
  }
  const recent = { ...nothingRecent, create: new Set(['pet/a', 'pet/b']) };

  test('count for the limits as far back as the policy says', async () => {
    expect(await checked(recent, { 'pet/c': {} }, { window: 24 * hour })).toEqual({
      since: [76 * hour],
      checks: ['limits.create.window 3'],
    });
  });
  test('are not asked for where they do not count', async () => {
    expect(await checked(recent, { 'pet/c': {} }, { window: undefined } as PassOptions['policy'] & object)).toEqual({
      ...{ since: [], checks: [] },
    });
  });
  test('are not asked for where nothing is to change', async () => {
    expect(await checked(recent, {})).toEqual({ since: [], checks: [] });
    expect(await checked(undefined, {})).toEqual({ since: [], checks: [] });
  });
  test('are missing where nobody keeps records', async () => {
    expect(await checked(undefined, { 'pet/c': {} })).toEqual({ since: [76 * hour], checks: ['limits.window 0'] });
    const { safety } = await planned({ 'pet/c': {} }, {}, { ports: withoutRecords });
    expect(safety.find(({ rule }) => rule === 'limits.window')).toMatchObject({ limit: 'off', result: 'pass' });
  });
});
/** A pass of a program that keeps no records at all. */
const withoutRecords = { recentChanges: undefined } as unknown as NonNullable<PassOptions['ports']>;

test('a secret that is missing is a warning at the place that asks for it, among the others in the order of the files', async () => {
  const attributes = { chip: { createOnly: true, sensitive: true } } as const;
  const more = {
    pet: {
      attributes,
      operations: (change: { readonly address: { readonly kind: string; readonly key: string } }) =>
        operation('MakePet', change, { Secret: new SecretOf({ env: 'CHIP' }) }),
    },
  };
  const diagnosticsWith = async (secrets: typeof noSecrets) =>
    (await planned({ 'pet/Rex': { chip: 'CHIP' } }, {}, { more, ports: { secrets } })).diagnostics;
  expect(await diagnosticsWith(noSecrets)).toEqual([
    {
      severity: 'warning',
      code: 'secret-not-usable',
      message: 'The environment variable CHIP is not set; apply needs it for the initial password of Rex.',
      source: { file: 'x.yaml', line: 1, column: 2 },
      address: 'pet/Rex',
    },
  ]);
  expect(await diagnosticsWith({ ...noSecrets, env: (name) => `${name}Hunter2` })).toEqual([]);
});

describe('a plan says', () => {
  test('which addresses it is limited to, and for which moment it is', async () => {
    const { targets, asOf, changes } = await planned(
      { 'pet/Rex': {}, 'pet/Bo': {} },
      {},
      { wanted: { targets: ['pet/Rex'], asOf: now + hour } },
    );
    expect({ targets, asOf, changes: changes.length }).toEqual({ targets: ['pet/Rex'], asOf: now + hour, changes: 1 });
    expect(Object.keys(await planned({}, {}))).not.toContain('targets');
    expect(Object.keys(await planned({}, {}))).not.toContain('asOf');
  });
  test('what the next days bring', async () => {
    const asked = desiredState({ 'pet/Rex': {}, 'pet/Bo': {} });
    const desired = new Map(
      [...asked].map(([key, one]) => [key, key === 'pet/bo' ? { ...one, period: { from: now + hour } } : one]),
    );
    const { changes, upcoming } = await planned({}, {}, { wanted: { desired } });
    expect(changes.map(({ address }) => address.key)).toEqual(['Rex']);
    expect(upcoming).toEqual([{ address: { kind: 'pet', key: 'Bo' }, action: 'create', at: now + hour }]);
  });
});

describe('of people who come from an export, a plan says', () => {
  const source: SourceFacts = {
    ...{ file: 'hr.csv', blanks: { type: 'count', count: 0 }, at: { file: 'x.yaml', line: 9, column: 1 } },
    ...{ samePerson: new Set(), leftOut: new Set(['2']) },
  };
  const keyed = (key: string) => ({ tags: { ...Object(ours()['tags']), [keyTag]: key } });

  test('who is the same under another name', async () => {
    const asked = desiredState({ 'pet/Rexie': keyed('1') });
    const desired = new Map(
      [...asked].map(([key, one]) => [key, { ...one, record: { source: 'hr.csv', key: '1', blanks: [] } }]),
    );
    const { samePerson } = await planned({}, { 'pet/Rex': keyed('1') }, { wanted: { desired, sources: [source] } });
    expect(samePerson).toEqual([{ from: { kind: 'pet', key: 'Rex' }, to: { kind: 'pet', key: 'Rexie' }, key: '1' }]);
  });
  test('which export leaves out those who would go', async () => {
    const there = { 'pet/Rex': ours(), 'pet/Bo': keyed('2'), 'pet/Tom': keyed('3') };
    const { safety } = await planned({ 'pet/Rex': {} }, there, { wanted: { sources: [source] } });
    expect(safety.find(({ rule }) => rule === 'limits.delete')?.message).toBe(
      '2 of 3 house pets would be deleted; the limit is 5% (1). Of these, 2 came from an export and are left out now: ' +
        '1 by where of hr.csv, 1 since they are in no record of hr.csv. Acknowledge with --accept delete=2.',
    );
  });
});

test('a queue that nobody would serve any more is a warning, and its numbers are in the plan', async () => {
  const serves = ({ queue }: Attributes) => (queue ? [{ queue: String(queue), channel: 'VOICE' }] : []);
  const there = { 'room/den': ours({ queue: 'calls' }), 'room/attic': ours(), 'pet/Rex': ours({ room: 'den' }) };
  const asked = { 'room/den': {}, 'room/attic': {}, 'pet/Rex': { room: 'attic' } };
  const { coverage, diagnostics } = await planned(asked, there, { more: { room: { serves } } });
  expect(coverage).toEqual([{ queue: 'calls', channel: 'VOICE', before: 1, lowest: 0, after: 0 }]);
  expect(diagnostics).toEqual([
    {
      severity: 'warning',
      code: 'queue-without-users',
      message: 'The queue "calls" would lose its last user: 1 user serves it now, and none does afterwards.',
    },
  ]);
});

test('who loses a badge that somebody must have waits for who gets it', async () => {
  const asked = { 'pet/A': { badges: [] }, 'pet/B': { badges: ['red'] } };
  const there = { 'pet/A': ours({ badges: ['red'] }), 'pet/B': ours({ badges: [] }) };
  const order = async (least: number) =>
    (await pass(asked, there, { policy: { keepAtLeast: new Map([['red', least]]) } })).sent;
  expect(await order(1)).toEqual(['ChangePet id of pet/B', 'ChangePet id of pet/A']);
  expect(await order(0)).toEqual(['ChangePet id of pet/A', 'ChangePet id of pet/B']);
});

test('a plan that changes nothing is empty, and says so in every part', async () => {
  const { safety, ...plan } = await planned({ 'pet/Rex': {} }, { 'pet/Rex': ours() });
  expect(plan).toEqual({
    target: { region: 'us-west-2', instanceId: 'i', identityManagement: 'SAML' },
    summary: { create: 0, update: 0, delete: 0, adopt: 0, unchanged: 1, unmanaged: 0, noLongerListed: 0 },
    cost: { calls: {}, seconds: 0, bottleneck: null, readCalls: {} },
    ...{ coverage: [], changes: [], noLongerListed: [], parked: [], samePerson: [], upcoming: [], diagnostics: [] },
  });
  expect(safety.map(({ rule, value, result }) => `${rule} ${value} ${result}`)).toEqual([
    ...['limits.create 0 pass', 'limits.update 0 pass', 'limits.delete 0 pass', 'privilege 0 pass'],
  ]);
});
