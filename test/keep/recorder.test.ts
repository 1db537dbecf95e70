import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecordLost } from '../../src/base/errors.ts';
import { StoreError } from '../../src/keep/files.ts';
import { runsFolder } from '../../src/keep/run-ids.ts';
import { folder } from '../support/binary.ts';
import { create, update } from '../support/plans.ts';
import { instanceId, linesOf, recording, recordPaths } from '../support/recording.ts';
import { failure, result } from '../support/results.ts';

const jane = { kind: 'user', key: 'jane' };
const omar = { kind: 'user', key: 'omar' };
const rename = update('jane', [['lastName', 'Doe', 'Dorn']]);
const password = create('omar', { firstName: 'Omar', initialPassword: { env: 'OMAR_PW' } });

test('A13: a change is told before its first call, each call before and after, and what came of it', async () => {
  const state = folder({});
  const { recorder, begin } = recording(state, [rename]);
  await begin();
  await recorder.attempt({ address: jane, call: 'UpdateUserIdentityInfo', number: 1 });
  expect(linesOf(state).map(({ type, phase }) => [type, phase])).toEqual([
    ['run', undefined],
    ['change', 'begin'],
    ['call', 'begin'],
  ]);
  recorder.on({
    ...{ type: 'callRetried', address: jane, call: 'UpdateUserIdentityInfo' },
    ...{ attempt: 1, delay: 500, error: 'ThrottlingException' },
  });
  await recorder.attempt({ address: jane, call: 'UpdateUserIdentityInfo', number: 2 });
  recorder.on({ type: 'callEnded', address: jane, call: 'UpdateUserIdentityInfo', outcome: 'done' });
  recorder.on({ type: 'changeEnded', result: result() });
  recorder.end(0);
  const time = '2026-11-25T12:00:00.000Z';
  const call = { type: 'call', time, address: 'user/jane', call: 'UpdateUserIdentityInfo' };
  expect(linesOf(state)).toEqual([
    {
      ...{ type: 'run', time, formatVersion: '1.0', id: expect.stringMatching(/^20261125T120000Z-[0-9a-f]{4}$/) },
      tool: { name: 'connect-sync', version: '0.1.0' },
      instance: { id: instanceId, region: 'us-west-2', alias: 'centre' },
      ...{ command: 'apply', owner: 'emea' },
      by: { user: 'jane', host: 'host-1', pid: 4242, space: 'here', started: '7' },
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      summary: expect.objectContaining({ update: 1 }),
      calls: { UpdateUserIdentityInfo: 1 },
    },
    {
      ...{ type: 'change', phase: 'begin', time, address: 'user/jane', action: 'update' },
      ...{ before: { lastName: 'Doe' }, after: { lastName: 'Dorn' }, risk: 'normal' },
    },
    { ...call, phase: 'begin' },
    { ...call, phase: 'retry', attempt: 1, delay: 500, error: 'ThrottlingException' },
    { ...call, phase: 'again', attempt: 2 },
    { ...call, phase: 'end', outcome: 'done' },
    {
      ...{ type: 'change', phase: 'end', time, address: 'user/jane', action: 'update', adoption: false },
      ...{ outcome: 'complete', done: ['UpdateUserIdentityInfo'], failures: [], milliseconds: 1500 },
    },
    { type: 'end', time, counts: { create: 0, update: 1, delete: 0, adopt: 0, failed: 0, skipped: 0 }, exitCode: 0 },
  ]);
});

test('a failed call has the name of its error and the request, and whether it may have been made', async () => {
  const state = folder({});
  const { recorder, begin } = recording(state, [rename]);
  const failed = failure({ error: 'TimeoutError', uncertain: true, requestId: 'r-1' });
  await begin();
  await recorder.attempt({ address: jane, call: failed.call, number: 1 });
  recorder.on({ type: 'callEnded', address: jane, call: failed.call, outcome: 'failed', failure: failed });
  expect(linesOf(state).at(-1)).toMatchObject({
    ...{ type: 'call', phase: 'end', outcome: 'failed', error: 'TimeoutError', requestId: 'r-1', uncertain: true },
  });
});

test('of a call that was never begun there is no line; one that was begun and then not sent has its end', async () => {
  const state = folder({});
  const { recorder, begin } = recording(state, [rename, password]);
  await begin();
  await recorder.attempt({ address: jane, call: 'UpdateUserIdentityInfo', number: 1 });
  recorder.on({ type: 'callEnded', address: jane, call: 'UpdateUserIdentityInfo', outcome: 'skipped' });
  recorder.on({ type: 'callEnded', address: omar, call: 'CreateUser', outcome: 'skipped' });
  const skipped = result({ address: omar, action: 'create', outcome: 'skipped', done: [] });
  recorder.on({ type: 'changeEnded', result: { ...skipped, skipped: { type: 'depends', on: jane } } });
  recorder.end(4);
  expect(linesOf(state).slice(2)).toMatchObject([
    { type: 'call', phase: 'begin', address: 'user/jane' },
    { type: 'call', phase: 'end', address: 'user/jane', outcome: 'skipped' },
    { type: 'change', phase: 'end', address: 'user/omar', skipped: { type: 'depends', on: 'user/jane' } },
    { type: 'end', exitCode: 4 },
  ]);
});

test('a secret is there as the reference to it', async () => {
  const state = folder({});
  const { recorder, begin } = recording(state, [password]);
  await begin();
  await recorder.attempt({ address: omar, call: 'CreateUser', number: 1 });
  expect(linesOf(state)[1]).toMatchObject({ after: { initialPassword: { env: 'OMAR_PW' } } });
});

test('a pass that makes no calls leaves nothing', async () => {
  const state = folder({});
  const { recorder, begin } = recording(state, []);
  await begin();
  recorder.end(0);
  expect(existsSync(runsFolder(state, instanceId))).toBe(false);
});

test('it is for the user alone', async () => {
  const state = folder({});
  const { begin } = recording(state, [rename]);
  await begin();
  const [path = ''] = recordPaths(state);
  const modes = [path, dirname(path), dirname(dirname(path))].map((one) => statSync(one).mode & 0o777);
  expect(modes).toEqual([0o600, 0o700, 0o700]);
});

test('runs of one second have records of their own, in the order of the runs', async () => {
  const state = folder({});
  const known: (string | undefined)[] = [];
  for (let run = 0; run < 20; run++) {
    await recording(state, [rename]).begin();
    known.push(recordPaths(state).find((path) => !known.includes(path)));
  }
  expect(known).toEqual(recordPaths(state));
});

test('where it cannot begin, nothing is applied', async () => {
  const state = folder({});
  mkdirSync(dirname(runsFolder(state, instanceId)), { recursive: true });
  writeFileSync(runsFolder(state, instanceId), 'a file in the place of a folder');
  const { begin } = recording(state, [rename]);
  await expect(begin()).rejects.toThrow(StoreError);
});

test('an instance that calls itself a path stays inside the folder', async () => {
  const state = folder({});
  expect(runsFolder(state, '../../etc')).toBe(`${state}/______etc/runs`);
  expect(runsFolder(state, '')).toBe(`${state}/_/runs`);
});

describe('a record that is deleted', () => {
  test('ends the run: nothing more is sent; and it is written again with all that was done', async () => {
    const state = folder({});
    const { recorder, begin, broken } = recording(state, [rename, password]);
    await begin();
    await recorder.attempt({ address: jane, call: 'UpdateUserIdentityInfo', number: 1 });
    rmSync(state, { recursive: true });
    const next = recorder.attempt({ address: omar, call: 'CreateUser', number: 1 });
    await expect(next).rejects.toThrow(RecordLost);
    await expect(recorder.attempt({ address: omar, call: 'CreateUser', number: 2 })).rejects.toThrow(RecordLost);
    expect(broken).toEqual([expect.stringContaining('it was deleted or replaced')]);
    recorder.on({ type: 'callEnded', address: jane, call: 'UpdateUserIdentityInfo', outcome: 'done' });
    recorder.on({ type: 'changeEnded', result: result() });
    recorder.end(4);
    expect(linesOf(state).map(({ type, phase, address }) => [type, phase, address])).toEqual([
      ['run', undefined, undefined],
      ['change', 'begin', 'user/jane'],
      ['call', 'begin', 'user/jane'],
      ['call', 'end', 'user/jane'],
      ['change', 'end', 'user/jane'],
      ['end', undefined, undefined],
    ]);
  });
});

test('a record that cannot be begun leaves no file and no descriptor', async () => {
  const state = folder({});
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const before = descriptors();
  const { begin } = recording(state, [{ ...rename, calls: [1n as never] }]);
  await expect(begin()).rejects.toThrow();
  expect(descriptors()).toBe(before);
});
