/** An instance on this machine is its account, its Region and its id: a replica has the id of its source. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { placesOf } from '../../src/app/instance/connection.ts';
import { takeLock } from '../../src/app/instance/instance-lock.ts';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { instanceFolder } from '../../src/keep/files.ts';
import { type LockPorts, lockFolder, makeFileLock } from '../../src/keep/lock-files.ts';
import { isAbout, moveFormer, readPlace } from '../../src/keep/places.ts';
import { recentChanges } from '../../src/keep/recent-changes.ts';
import { makeRecorder } from '../../src/keep/recorder.ts';
import { watchFilesIn } from '../../src/keep/watch-files.ts';
import { rules } from '../../src/kinds/registry.ts';
import { count } from '../../src/plan/timing/cost.ts';
import { folder, run } from '../support/binary.ts';
import { create, plan } from '../support/plans.ts';
import { actor, instanceId as id } from '../support/recording.ts';

const accounts = ['111122223333', '444455556666'] as const;
const arnOf = (region: string, account: string = accounts[0]): string =>
  `arn:aws:connect:${region}:${account}:instance/${id}`;

/** An instance of that Region and account, as far as keeping needs it. */
function instanceIn(region: string, account?: string) {
  const instance = { id, arn: arnOf(region, account), region, identityManagement: 'SAML' } as const;
  return { instance, ...placesOf(instance, undefined) };
}
const [source, replica] = [instanceIn('us-west-2'), instanceIn('eu-central-1')];
const other = instanceIn('us-west-2', accounts[1]);
const ports: LockPorts = { clock: systemClock, stateOf: () => 'running' };

/** The lock of an instance, for as long as the test. */
async function lock(stateFolder: string, connection: typeof source) {
  const held = await takeLock(
    connection,
    { command: 'apply', stateFolder, timeout: 0, lost: () => {} },
    { clock: systemClock, signal: new AbortController().signal, log: () => {} },
  );
  onTestFinished(() => held.release());
  return held;
}

/** A run that created somebody, in the folder of this name. */
async function record(stateFolder: string, place: string, region: string): Promise<void> {
  const recorder = makeRecorder(
    {
      tool: { name: 'connect-sync', version: '1' },
      instance: { id, region },
      command: 'apply',
      owner: 'us',
      by: actor,
    },
    { stateFolder, place, clock: systemClock, broken: () => {} },
  );
  const jane = create('jane', {});
  const { address } = jane;
  await recorder.begin(plan({ changes: [jane] }), count(['CreateUser']));
  await recorder.attempt({ address, call: 'CreateUser', number: 1 });
  recorder.on({ type: 'callEnded', address, call: 'CreateUser', outcome: 'done' });
  recorder.end(0);
}

const recent = (stateFolder: string, { place, instance: { region } }: typeof source) =>
  recentChanges({ stateFolder, place, region, owner: 'us' }, Date.now() - 60_000, rules)?.create.size;

test('a name says account, Region and id, and where an emulator listens', () => {
  expect(source.place).toBe(`${id}_us-west-2_111122223333`);
  expect(readPlace(source.place)).toEqual({ id, region: 'us-west-2', account: '111122223333', host: undefined });
  const emulated = placesOf(source.instance, 'http://127.0.0.1:4510');
  expect(emulated).toEqual({
    place: `${id}_us-west-2_111122223333_at_127_0_0_1_4510`,
    formerPlace: `${id}_at_127_0_0_1_4510`,
  });
  expect(isAbout(emulated.place, { id, region: 'us-west-2' })).toBe(true);
  expect(isAbout(emulated.place, { id, region: 'eu-central-1' })).toBe(false);
  expect(isAbout(source.place, { id: id.toUpperCase(), account: accounts[1] })).toBe(false);
  // Of an earlier version, whatever it is of.
  expect(isAbout(source.formerPlace, { id, region: 'eu-central-1' })).toBe(true);
  expect(placesOf(source.instance, 'https://vpce-1.connect.us-west-2.vpce.amazonaws.com').place).toBe(source.place);
});

test.each([
  ['two Regions', replica],
  ['two accounts', other],
])('%s do not see each other: neither lock, nor window, nor records', async (_, another) => {
  const state = folder({});
  await lock(state, source);
  await lock(state, another);
  await expect(lock(state, source)).rejects.toMatchObject({ ending: 'locked' });
  await record(state, source.place, source.instance.region);
  expect([recent(state, source), recent(state, another)]).toEqual([1, undefined]);
});

describe('what an earlier version has kept under the id alone', () => {
  const move = (state: string, { place, formerPlace: former, instance: { region } } = source) =>
    moveFormer(state, { place, former, region }, ports);

  test('is moved once, whole, and counts from then on', async () => {
    const state = folder({});
    await record(state, id, 'us-west-2');
    watchFilesIn(state, id).writeState({ instance: { id }, suspendedSince: 1 });
    await lock(state, source);
    expect(existsSync(instanceFolder(state, id))).toBe(false);
    expect(recent(state, source)).toBe(1);
    expect(watchFilesIn(state, source.place).readState()).toMatchObject({ suspendedSince: 1 });
    expect(move(state)).toEqual({ type: 'nothing' });
  });

  test('is refused as locked while a process of that version writes, also once there is a new folder', async () => {
    const state = folder({});
    const claim = { instance: { id }, command: 'watch', by: { ...actor, pid: process.pid } };
    const former = makeFileLock(lockFolder(state, id), ports);
    const got = await former.acquire(claim);
    expect(move(state)).toMatchObject({ type: 'held', holder: { command: 'watch' } });
    mkdirSync(instanceFolder(state, source.place));
    expect(move(state)).toMatchObject({ type: 'held' });
    if (got.type === 'acquired') await former.release(got.lease);
    expect(move(state)).toEqual({ type: 'nothing' });
  });

  test('of another Region is left alone, and counts for that one only', async () => {
    const state = folder({});
    await record(state, id, 'eu-central-1');
    expect(move(state)).toEqual({ type: 'elsewhere', folder: instanceFolder(state, id) });
    await lock(state, source);
    expect(recent(state, source)).toBeUndefined();
    await lock(state, replica);
    expect(recent(state, replica)).toBe(1);
    expect(readdirSync(state).sort()).toEqual([replica.place, source.place].sort());
  });
});

describe('a command that only looks', () => {
  const env = { AWS_REGION: '' };

  test('runs asks which instance is meant where an id is that of two, and takes an ARN or AWS_REGION', async () => {
    const state = folder({});
    await record(state, source.place, 'us-west-2');
    const runs = (instance: string, more: object = {}) =>
      run(['runs', '--state-dir', state, '--format', 'json', '--instance', instance], { env: { ...env, ...more } });
    const regionsIn = ({ stdout }: { readonly stdout: string }): readonly string[] =>
      JSON.parse(stdout).runs.map((one: { readonly instance: { readonly region: string } }) => one.instance.region);
    expect(regionsIn(await runs(id))).toEqual(['us-west-2']);
    await record(state, replica.place, 'eu-central-1');
    const { code, stdout } = await runs(id);
    expect(code).toBe(7);
    expect(stdout).toContain(
      `Several instances are called ${id}: ${arnOf('eu-central-1')}, ${arnOf('us-west-2')}. Say which with --instance and its ARN.`,
    );
    expect(regionsIn(await runs(arnOf('eu-central-1')))).toEqual(['eu-central-1']);
    expect(regionsIn(await runs(id, { AWS_REGION: 'us-west-2' }))).toEqual(['us-west-2']);
    const all = await run(['runs', '--state-dir', state, '--format', 'json'], { env });
    expect(regionsIn(all)).toHaveLength(2);
  });

  test('unlock takes the only lock there is, and of two none but the one whose id it is given', async () => {
    const state = folder({});
    const unlock = (...more: string[]) => run(['unlock', '--state-dir', state, '--instance', ...more], { env });
    await lock(state, source);
    await lock(state, replica);
    const refused = await unlock(id, '--force');
    expect(refused.code).toBe(7);
    expect(refused.stderr).toMatch(/Several locks are held: of .*us-west-2.*its id is [0-9a-f]{16}/);
    const taken = await unlock(arnOf('eu-central-1'), '--force');
    expect(taken).toMatchObject({ code: 0, stdout: expect.stringContaining('eu-central-1') });
    expect(await unlock(id, '--force')).toMatchObject({ code: 0, stdout: expect.stringContaining('us-west-2') });
  });

  test('accept asks where watches in two Regions were refused', async () => {
    const state = folder({});
    for (const { place } of [source, replica]) {
      const refused = { digest: 'sha256:1', needs: ['delete=2'] };
      watchFilesIn(state, place).writeState({ instance: { id, alias: 'centre' }, refused });
    }
    for (const instance of [id, 'centre']) {
      const { code, stderr } = await run(['accept', 'delete=2', '--state-dir', state, '--instance', instance], { env });
      expect({ code, stderr }).toEqual({ code: 7, stderr: expect.stringContaining('Several instances are called ') });
    }
  });
});

test('a folder of another name is no instance', () => {
  const state = folder({});
  writeFileSync(join(state, 'notes.txt'), '');
  expect(readPlace('notes')).toBeUndefined();
  expect(readPlace('10a4c4eb')).toBeUndefined();
});
