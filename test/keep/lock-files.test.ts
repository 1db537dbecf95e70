import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreError } from '../../src/keep/files.ts';
import { type Lease, type LockClaim, leaseTime } from '../../src/keep/lock.ts';
import { makeFileLock } from '../../src/keep/lock-files.ts';
import type { StateOf } from '../../src/keep/runs.ts';
import { folder } from '../support/binary.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { actor, instanceId, noon } from '../support/recording.ts';

const claimOf = (user: string): LockClaim => ({
  instance: { id: instanceId },
  command: 'apply',
  by: { ...actor, user },
});
const [jane, omar] = [claimOf('jane'), claimOf('omar')];

function bench(stateOf: StateOf = () => 'unknown') {
  const path = join(folder({}), 'lock');
  const clock = makeManualClock(noon);
  const lock = makeFileLock(path, { clock, stateOf });
  return {
    ...{ path, clock, lock },
    async take(claim: LockClaim): Promise<Lease> {
      const got = await lock.acquire(claim);
      if (got.type === 'held') throw new Error(`It is held by ${got.holder.by?.user}.`);
      return got.lease;
    },
  };
}

test('one has it, and the other learns who and since when', async () => {
  const { lock, take, clock } = bench();
  await take(jane);
  await clock.advance(1000);
  expect(await lock.acquire(omar)).toEqual({
    type: 'held',
    holder: { ...jane, id: expect.stringMatching(/^[0-9a-f]{16}$/), since: noon, expires: noon + leaseTime },
  });
});

test('released, the next one has it', async () => {
  const { lock, take } = bench();
  await lock.release(await take(jane));
  expect(lock.holder()).toBeUndefined();
  await take(omar);
  expect(lock.holder()).toMatchObject(omar);
});

test('a lease that is not renewed ends, and one that is does not', async () => {
  const { lock, take, clock } = bench();
  const lease = await take(jane);
  await clock.advance(leaseTime - 1);
  expect(await lock.acquire(omar)).toMatchObject({ type: 'held' });
  expect(await lock.renew(lease)).toMatchObject({ type: 'renewed', lease: { expires: noon + 2 * leaseTime - 1 } });
  await clock.advance(leaseTime - 1);
  expect(await lock.acquire(omar)).toMatchObject({ type: 'held' });
  await clock.advance(1);
  expect(await lock.acquire(omar)).toMatchObject({ type: 'acquired' });
});

test('one that comes late loses it, and takes nothing away from the next', async () => {
  const { lock, take, clock } = bench();
  const late = await take(jane);
  await clock.advance(leaseTime);
  expect(await lock.renew(late)).toEqual({ type: 'lost', loss: { type: 'late' } });
  await take(omar);
  await lock.release(late);
  expect(lock.holder()).toMatchObject(omar);
  // Even where its own clock does not show that it is late.
  const slow = { ...late, expires: noon + 9 * leaseTime };
  expect(await lock.renew(slow)).toMatchObject({ type: 'lost', loss: { type: 'taken', by: omar } });
});

test.each([
  ['gone', 'acquired'],
  ['running', 'held'],
  ['unknown', 'held'],
] as const)('of a process that is %s, the lock is %s', async (state, expected) => {
  const { lock, take } = bench(() => state);
  await take(jane);
  expect(await lock.acquire(omar)).toMatchObject({ type: expected });
});

test('taken away, its holder learns of it and who took it', async () => {
  const { lock, take } = bench();
  const lease = await take(jane);
  expect(lock.takeAway({ ...omar, command: 'unlock' })).toMatchObject(jane);
  expect(await lock.renew(lease)).toEqual({
    type: 'lost',
    loss: { type: 'taken', by: { ...omar, command: 'unlock' } },
  });
  expect(lock.takeAway(omar)).toBeUndefined();
  await take(omar);
});

test('by its id it is taken away only from the one who has that id', async () => {
  const { lock, take } = bench();
  const { token } = await take(jane);
  expect(lock.holder()?.id).toBe(token);
  expect(lock.takeAway(omar, 'another')).toMatchObject({ id: token });
  expect(lock.holder()).toMatchObject(jane);
  expect(lock.takeAway(omar, token)).toMatchObject({ id: token });
  expect(lock.holder()).toBeUndefined();
});

test('a look tells whether it is still held, without a renewal', async () => {
  const { lock, take, path } = bench();
  const lease = await take(jane);
  expect(await lock.look(lease)).toBe('ours');
  rmSync(path, { recursive: true });
  expect(await lock.look(lease)).toEqual({ type: 'gone' });
  const next = await take(omar);
  expect(await lock.look(next)).toBe('ours');
  lock.takeAway({ ...jane, command: 'unlock' });
  expect(await lock.look(next)).toEqual({ type: 'taken', by: { ...jane, command: 'unlock' } });
});

test('deleted, its holder learns it', async () => {
  const { lock, take, path } = bench();
  const lease = await take(jane);
  rmSync(path, { recursive: true });
  expect(await lock.renew(lease)).toEqual({ type: 'lost', loss: { type: 'gone' } });
  await take(omar);
  expect(await lock.renew(lease)).toEqual({ type: 'lost', loss: { type: 'gone' } });
  await lock.release(lease);
  expect(lock.holder()).toMatchObject(omar);
});

describe('a file that is no lock keeps others out for a lease, and no longer:', () => {
  test.each([
    ['nothing', ''],
    ['half a lock', '{"formatVersion":"1.0","state":"he'],
    ['noise', '\0\u0001\uffff'],
    ['another document', '[1, 2]'],
    ['a lock without times', '{"state":"held","token":"x","instance":{},"by":{"pid":1}}'],
    ['a lock that ends never', '{"token":"x","instance":{},"by":{"pid":1},"since":"2026-11-25","expires":"never"}'],
  ])('%s', async (_, text) => {
    const { lock, take, path, clock } = bench();
    await lock.release(await take(jane));
    const [first = ''] = readdirSync(path);
    writeFileSync(join(path, first), text);
    utimesSync(join(path, first), noon / 1000, noon / 1000);
    const got = await lock.acquire(omar);
    expect(got).toEqual({ type: 'held', holder: { since: noon, expires: noon + leaseTime } });
    await clock.advance(leaseTime);
    await take(omar);
  });
});

test('what stays is little, and for the user alone', async () => {
  const { lock, take, path } = bench();
  for (let nth = 0; nth < 50; nth++) await lock.release(await take(jane));
  expect(readdirSync(path).length).toBeLessThanOrEqual(17);
  expect(readdirSync(path).filter((name) => !/^\d+\.json$/.test(name))).toEqual([]);
  for (const name of readdirSync(path)) expect(statSync(join(path, name)).mode & 0o777).toBe(0o600);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  const newest = readFileSync(join(path, '50.json'), 'utf8');
  expect(JSON.parse(newest)).toMatchObject({ formatVersion: '1.0', state: 'free' });
});

test('a folder that cannot be used is said', async () => {
  const state = folder({ lock: 'a file in the place of a folder' });
  const lock = makeFileLock(join(state, 'lock'), { clock: makeManualClock(noon), stateOf: () => 'unknown' });
  await expect(lock.acquire(jane)).rejects.toThrow(StoreError);
});
