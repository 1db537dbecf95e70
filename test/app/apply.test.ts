/** The question of an apply, with time that passes while somebody thinks. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type ApplyView, applyConfiguration } from '../../src/app/apply.ts';
import type { Host } from '../../src/app/host/host.ts';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { makeClient } from '../../src/connect/client.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { folder } from '../support/binary.ts';

const minute = 60_000;

async function setUp() {
  const emulator = await startEmulator({ throttle: false });
  onTestFinished(() => emulator.close());
  const { id = '' } = emulator.instances[0] ?? {};
  const user =
    '{ username: a, firstName: A, lastName: B, routingProfile: Basic Routing Profile, securityProfiles: [Agent] }';
  const cwd = folder({
    'connect-sync.yaml': `version: 1\ninstance: { id: ${id}, region: ${emulator.region} }\nusers: [${user}]\n`,
  });
  let passed = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + passed };
  const host: Host = { env: {}, cwd, clock, signal: new AbortController().signal, log: () => {} };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const elsewhere = { endpoint: emulator.url, credentials };
  const told: string[] = [];
  const run = (answers: readonly (() => Promise<boolean> | boolean)[]) => {
    const left = [...answers];
    const view: ApplyView = {
      begin: () => () => {},
      planned: ({ changes }) => void told.push(`planned ${changes.length}`),
      approve: async () => {
        told.push('asked');
        return (await left.shift()?.()) ?? false;
      },
      afresh: (state) => void told.push(state),
    };
    return applyConfiguration({ file: join(cwd, 'connect-sync.yaml'), elsewhere, cache: false }, host, view);
  };
  const later = (answer: boolean) => () => {
    passed += 11 * minute;
    return answer;
  };
  const send = makeClient({ region: emulator.region, ...elsewhere }).bind(id);
  return { run, later, told, send };
}

test('A12: an answer within ten minutes holds', async () => {
  const { run, told } = await setUp();
  expect(await run([() => true])).toMatchObject({ type: 'applied', ending: 'success' });
  expect(told).toEqual(['planned 1', 'asked']);
});

test('A12: after a late answer the plan is made afresh, and made where it is the same', async () => {
  const { run, later, told } = await setUp();
  expect(await run([later(true)])).toMatchObject({ type: 'applied', ending: 'success' });
  expect(told).toEqual(['planned 1', 'asked', 'begun', 'unchanged']);
});

test('A12: after a late answer a plan that has become another is asked about again', async () => {
  const { run, later, told, send } = await setUp();
  const { RoutingProfileSummaryList: [profile] = [] } = await send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList: profiles = [] } = await send('ListSecurityProfiles', {});
  const meanwhile = async (): Promise<boolean> => {
    const agent = profiles.find(({ Name }) => Name === 'Agent')?.Id ?? '';
    const IdentityInfo = { FirstName: 'Other', LastName: 'B' };
    const PhoneConfig = { PhoneType: 'SOFT_PHONE' } as const;
    await send('CreateUser', {
      Username: 'a',
      IdentityInfo,
      PhoneConfig,
      SecurityProfileIds: [agent],
      RoutingProfileId: profile?.Id,
    });
    return later(true)();
  };
  expect(await run([meanwhile, () => false])).toMatchObject({ type: 'declined' });
  expect(told).toEqual(['planned 1', 'asked', 'begun', 'planned 1', 'asked']);
});

test('A12: a late no is a no', async () => {
  const { run, later, told } = await setUp();
  expect(await run([later(false)])).toMatchObject({ type: 'declined' });
  expect(told).toEqual(['planned 1', 'asked']);
});
