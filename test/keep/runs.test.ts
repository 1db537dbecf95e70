import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { instancesIn, readRun, readRunInShort, recordsOf } from '../../src/keep/runs.ts';
import { folder } from '../support/binary.ts';
import { create, update } from '../support/plans.ts';
import { actor, instanceId, recording, recordPaths } from '../support/recording.ts';
import { failure, result } from '../support/results.ts';

const jane = { kind: 'user', key: 'jane' };
const omar = { kind: 'user', key: 'omar' };
const rename = update('jane', [['lastName', 'Doe', 'Dorn']]);
const hire = create('omar', { firstName: 'Omar' });

/** A run of two changes: jane's is made, omar's is begun and has no answer yet. */
async function halfway() {
  const state = folder({});
  const run = recording(state, [rename, hire]);
  await run.begin();
  const { recorder } = run;
  await recorder.attempt({ address: jane, call: 'UpdateUserIdentityInfo', number: 1 });
  recorder.on({ type: 'callEnded', address: jane, call: 'UpdateUserIdentityInfo', outcome: 'done' });
  recorder.on({ type: 'changeEnded', result: result() });
  await recorder.attempt({ address: omar, call: 'CreateUser', number: 1 });
  const [path = ''] = recordPaths(state);
  return { ...run, state, path };
}

const gone = () => 'gone' as const;

test('a run that was killed says what it had begun', async () => {
  const { path } = await halfway();
  const asked: unknown[] = [];
  const run = readRun(path, (mark) => {
    asked.push(mark);
    return 'gone';
  });
  expect(asked).toEqual([actor]);
  expect(run).toMatchObject({ state: 'killed', counts: { create: 0, update: 1 } });
  expect(run?.end).toBeUndefined();
  expect(run?.unanswered).toEqual([{ address: omar, call: 'CreateUser', time: '2026-11-25T12:00:00.000Z' }]);
  expect(run?.changes).toMatchObject([
    { address: jane, begun: { before: { lastName: 'Doe' } }, ended: { outcome: 'complete' } },
    { address: omar, calls: [{ call: 'CreateUser' }] },
  ]);
});

test.each([
  ['running', 'running'],
  ['unknown', 'open'],
] as const)('without an end, of a process that is %s, it is %s', async (state, expected) => {
  expect(readRunInShort((await halfway()).path, () => state)).toMatchObject({ state: expected, counts: { update: 1 } });
});

test('whatever the last line was cut to, the record is read up to it', async () => {
  const { path } = await halfway();
  const text = readFileSync(path, 'utf8').trimEnd();
  const lastLine = text.lastIndexOf('\n') + 1;
  for (let end = lastLine; end < text.length; end++) {
    writeFileSync(path, text.slice(0, end));
    expect(readRun(path, gone)).toMatchObject({ state: 'killed', unanswered: [], changes: [{}, { address: omar }] });
  }
});

test('an end is an end whatever runs now', async () => {
  const { recorder, path } = await halfway();
  recorder.on({ type: 'callEnded', address: omar, call: 'CreateUser', outcome: 'failed', failure: failure() });
  recorder.on({ type: 'changeEnded', result: result({ address: omar, action: 'create', outcome: 'errored' }) });
  recorder.end(4);
  const counts = { create: 0, update: 1, delete: 0, adopt: 0, failed: 1, skipped: 0 };
  expect(readRunInShort(path, () => 'running')).toMatchObject({ state: 'ended', end: { exitCode: 4 }, counts });
  expect(readRun(path, () => 'running')).toMatchObject({ state: 'ended', unanswered: [], counts });
});

test('a line that a later version adds is passed over, also as the last one', async () => {
  const { recorder, path } = await halfway();
  recorder.end(4);
  appendFileSync(path, '{"type":"epilogue","time":"2026-11-25T12:00:00.000Z"}\n');
  expect(readRunInShort(path, gone)).toMatchObject({ state: 'ended', end: { exitCode: 4 } });
});

test('what is no record is none', async () => {
  const state = folder({ empty: '', text: 'hello\n', other: '{"type":"end"}\n' });
  for (const name of ['empty', 'text', 'other', 'missing']) {
    expect(readRunInShort(`${state}/${name}`, gone)).toBeUndefined();
    expect(readRun(`${state}/${name}`, gone)).toBeUndefined();
  }
});

describe('records are found', async () => {
  test('newest first, over all instances', async () => {
    const state = folder({});
    for (const minute of [1, 3, 2]) await recording(state, [rename], Date.UTC(2026, 10, 25, 12, minute)).begin();
    expect(instancesIn(state)).toEqual([instanceId]);
    const ids = recordsOf(state, [instanceId, 'another']).map(({ id }) => id.slice(0, 13));
    expect(ids).toEqual(['20261125T1203', '20261125T1202', '20261125T1201']);
  });
  test('nowhere without a folder', () => expect(instancesIn('/nowhere')).toBeUndefined());
});
