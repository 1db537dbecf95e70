import { describe, expect, test } from 'vitest';
import type { EndLine, RunLine } from '../../src/keep/record.ts';
import type { RunInShort, RunState, WholeRun } from '../../src/keep/runs.ts';
import { runDocument } from '../../src/report/json/runs-json.ts';
import { makePaint } from '../../src/report/text/paint.ts';
import { runsText, runText } from '../../src/report/text/runs-text.ts';
import { actor, instanceId } from '../support/recording.ts';
import { failure, result } from '../support/results.ts';

const time = '2026-11-25T12:00:00.000Z';
const later = '2026-11-25T12:08:20.000Z';
const none = { create: 0, update: 0, delete: 0, adopt: 0, failed: 0, skipped: 0 };

const runLine = (more: Partial<RunLine> = {}): RunLine => ({
  ...{ type: 'run', time, formatVersion: '1.0', id: '20261125T120000Z-4f2a' },
  ...{ tool: { name: 'connect-sync', version: '0.1.0' }, command: 'apply', by: actor, digest: 'sha256:00' },
  instance: { id: instanceId, region: 'us-west-2' },
  summary: { create: 0, update: 1, delete: 0, adopt: 0, unchanged: 0, unmanaged: 0, noLongerListed: 0 },
  calls: { UpdateUserIdentityInfo: 1 },
  ...more,
});

const inShort = (exitCode: number | undefined, more: Partial<RunInShort> = {}): RunInShort => {
  const end: EndLine | undefined =
    exitCode === undefined ? undefined : { type: 'end', time: later, counts: more.counts ?? none, exitCode };
  return { run: runLine(), state: 'ended', lastTime: later, counts: none, ...(end && { end }), ...more };
};

const made = { ...none, update: 2 };

describe('what came of a run is', () => {
  const cases: { readonly [word: string]: RunInShort } = {
    complete: inShort(0, { counts: made }),
    incomplete: inShort(4, { counts: { ...made, failed: 1 } }),
    failed: inShort(8, { counts: { ...none, failed: 1 } }),
    interrupted: inShort(143, { counts: made }),
    killed: inShort(undefined, { state: 'killed' }),
    running: inShort(undefined, { state: 'running' }),
    'no end': inShort(undefined, { state: 'open' }),
  };
  test.each(Object.entries(cases))('%s', (word, run) => expect(runsText([run])).toMatch(new RegExp(` {2}${word} {2}`)));
});

test('the list says where each run was and who made it; the instance by its alias if it has one', () => {
  const other = runLine({ instance: { id: 'another', region: 'us-west-2', alias: 'dublin' } });
  const counts = { create: 1, update: 2, delete: 3, adopt: 4, failed: 5, skipped: 6 };
  expect(runsText([inShort(0, { counts }), inShort(0, { run: other })])).toBe(
    `RUN                    BEGUN                    TOOK        INSTANCE                              BY           COMMAND  RESULT    CHANGES
20261125T120000Z-4f2a  2026-11-25 12:00:00 UTC  8 min 20 s  ${instanceId}  jane@host-1  apply    complete  1 added, 2 changed, 3 destroyed, 4 adopted, 5 failed, 6 skipped
20261125T120000Z-4f2a  2026-11-25 12:00:00 UTC  8 min 20 s  dublin                                jane@host-1  apply    complete  none
`,
  );
});

test('where there is no run, it says so', () => expect(runsText([])).toBe('No runs are recorded.\n'));

const jane = { kind: 'user', key: 'jane' };
const evil = { kind: 'user', key: 'evil\u001b[2J' };
const whole = (state: RunState, more: Partial<WholeRun> = {}): WholeRun => ({
  ...inShort(state === 'ended' ? 4 : undefined, { state, counts: { ...none, update: 1, skipped: 1 } }),
  changes: [
    {
      address: jane,
      begun: {
        ...{ type: 'change', phase: 'begin', time, address: jane, action: 'update' },
        ...{ before: { lastName: 'Doe' }, after: { lastName: 'Dorn' }, risk: 'normal' },
      },
      ended: {
        ...{ type: 'change', phase: 'end', time },
        ...result({
          outcome: 'errored',
          done: ['TagResource'],
          left: ['UpdateUserIdentityInfo'],
          failures: [failure({ requestId: 'r-1' })],
        }),
      },
      calls: [],
    },
    {
      address: evil,
      begun: { type: 'change', phase: 'begin', time, address: evil, action: 'create', after: { firstName: 'E' } },
      calls: [
        {
          ...{ call: 'CreateUser', retries: [] },
          begun: { type: 'call', phase: 'begin', time, address: evil, call: 'CreateUser' },
        },
      ],
    },
    {
      address: { kind: 'user', key: 'zoe' },
      ended: {
        ...{ type: 'change', phase: 'end', time },
        ...result({
          ...{ address: { kind: 'user', key: 'zoe' }, outcome: 'skipped', done: [] },
          skipped: { type: 'depends', on: jane },
        }),
      },
      calls: [],
    },
  ],
  unanswered: [{ address: evil, call: 'CreateUser', time }],
  ...more,
});

const head = `Run:      20261125T120000Z-4f2a
Begun:    2026-11-25 12:00:00 UTC, took 8 min 20 s
By:       jane on host-1 (process 4242), connect-sync 0.1.0 apply
Instance: ${instanceId} (us-west-2)
Plan:     sha256:00

~ user/jane
    ~ lastName: "Doe" -> "Dorn"
user/jane: failed: UpdateUserIdentityInfo: InvalidParameterException: Not that. (request r-1)
user/jane: partly updated (TagResource; left: UpdateUserIdentityInfo)

+ user/evil\\u{1b}[2J
    + firstName: "E"
user/evil\\u{1b}[2J: not ended: no answer of CreateUser

user/zoe: skipped: it waits for user/jane, whose change was not made
`;
const open = `:
  user/evil\\u{1b}[2J: CreateUser, begun 2026-11-25 12:00:00 UTC
`;
const advice = 'Each may have been made; the next plan shows what is left. Run apply again to continue.\n';

describe('A25: one run is told with what is not known of it', () => {
  const ends: { readonly [state in RunState]: string } = {
    ended:
      '\nApply incomplete. Resources: 0 added, 1 changed, 0 destroyed; 0 resources failed, 1 skipped. Run apply again to continue.\nExit code 4.\n',
    killed: `\nIt was killed, and wrote its last line at 2026-11-25 12:08:20 UTC.\n1 call was begun and never answered${open}${advice}`,
    running: `\nIt is still running; its last line is of 2026-11-25 12:08:20 UTC.\n1 call was under way${open}`,
    open: `\nIt has no end: it was killed, or still runs where this machine cannot see it. Its last line is of 2026-11-25 12:08:20 UTC.\n1 call was begun and never answered${open}${advice}`,
  };
  test.each(Object.entries(ends))('%s', (state, end) =>
    expect(runText(whole(state as RunState), makePaint(false))).toBe(head + end),
  );
  test('killed between two calls', () => {
    const told = runText(whole('killed', { changes: [], unanswered: [] }), makePaint(false));
    expect(told).toContain('Every call that was begun was answered. Run apply again to continue.\n');
  });
});

test('one run as a document', () => {
  expect(runDocument(whole('killed'))).toMatchObject({
    run: { state: 'killed', result: 'killed', exitCode: null, begunAt: time, endedAt: null, seconds: 500, owner: null },
    changes: [
      { address: 'user/jane', before: { lastName: 'Doe' }, outcome: 'errored', errors: [{ requestId: 'r-1' }] },
      { outcome: null, calls: [{ call: 'CreateUser', endedAt: null }] },
      { begunAt: null, reason: 'it waits for user/jane, whose change was not made' },
    ],
    unanswered: [{ call: 'CreateUser', begunAt: time }],
  });
});
