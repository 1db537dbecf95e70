import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/reconciler/events.ts';
import { eventLine, summaryLine, versionLine } from '../../src/report/json/events-json.ts';
import { noMask } from '../../src/report/mask.ts';
import { changes, plan } from '../support/plans.ts';
import { failure, result } from '../support/results.ts';

const address = { kind: 'user', key: 'jane' };
const tool = { name: 'connect-sync', version: '1.2.3' };

/** The object of a line; whatever comes must be one line of JSON. */
function parsed(line: string): unknown {
  expect(line).toMatch(/^[^\n]+\n$/);
  return JSON.parse(line);
}
const lineOf = (event: Event): unknown => parsed(eventLine(event, { tool, mask: noMask }));

test('the first line is the version', () => expect(parsed(versionLine())).toEqual({ type: 'version', ui: '1.0' }));

test('the last line is the sums, the seconds and the exit code', () => {
  const sums = { create: 1, update: 2, delete: 0, adopt: 3, failed: 0, skipped: 0 };
  expect(parsed(summaryLine(sums, 1234, 0))).toEqual({ type: 'summary', ...sums, seconds: 1.234, exitCode: 0 });
});

test('a plan is the whole document', () => {
  const line = lineOf({ type: 'plan', plan: plan({ changes: [changes.update] }) });
  expect(line).toMatchObject({ type: 'plan', formatVersion: '1.0', tool, changes: [{ address: 'user/jane' }] });
});

const lines: { readonly [what: string]: readonly [event: Event, line: object] } = {
  'the start of a change': [
    { type: 'changeStarted', address, action: 'update' },
    { type: 'applyStart', address: 'user/jane', action: 'update' },
  ],
  'a retry': [
    { type: 'callRetried', address, call: 'CreateUser', attempt: 2, delay: 1500, error: 'ThrottlingException' },
    {
      ...{ type: 'applyRetry', address: 'user/jane', call: 'CreateUser', attempt: 2 },
      ...{ delaySeconds: 1.5, error: 'ThrottlingException' },
    },
  ],
  'a change that is made': [
    { type: 'changeEnded', result: result() },
    { type: 'applyComplete', address: 'user/jane', action: 'update', calls: ['UpdateUserIdentityInfo'], seconds: 1.5 },
  ],
  'a change that fails': [
    {
      type: 'changeEnded',
      result: result({ outcome: 'errored', done: [], failures: [failure({ requestId: 'r-1' })] }),
    },
    {
      ...{ type: 'applyErrored', address: 'user/jane', action: 'update', calls: [], seconds: 1.5 },
      errors: [
        {
          ...{ call: 'UpdateUserIdentityInfo', error: 'InvalidParameterException', message: 'Not that.' },
          ...{ denied: false, attempts: 1, uncertain: false, requestId: 'r-1' },
        },
      ],
    },
  ],
  'a change that is skipped': [
    { type: 'changeEnded', result: result({ outcome: 'skipped', done: [], skipped: { type: 'interrupted' } }) },
    { type: 'applySkipped', address: 'user/jane', action: 'update', calls: [], seconds: 1.5, reason: 'interrupted' },
  ],
};

describe('a line tells', () => {
  test.each(Object.entries(lines))('%s', (_, [event, line]) => expect(lineOf(event)).toEqual(line));
});

test.each<Event>([
  { type: 'readAhead', call: 'DescribeUser', times: 3 },
  { type: 'read', kind: 'user', count: 3 },
  { type: 'applyBegins', calls: {} },
  { type: 'callStarted', address, call: 'CreateUser' },
  { type: 'callEnded', address, call: 'CreateUser', outcome: 'done' },
])('$type is for a progress display only', (event) => expect(eventLine(event, { tool, mask: noMask })).toBe(''));

test('what others wrote stays data', () => {
  const evil = { kind: 'user', key: 'x\n\u001b[2J' };
  expect(lineOf({ type: 'changeStarted', address: evil, action: 'create' })).toMatchObject({
    address: 'user/x\n\u001b[2J',
  });
});
