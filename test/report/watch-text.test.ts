import { describe, expect, test } from 'vitest';
import { madeLine, passLines } from '../../src/report/text/watch-text.ts';
import type { PassReport } from '../../src/watch/status.ts';
import { create, plan, update } from '../support/plans.ts';
import { failure, result } from '../support/results.ts';

const report = (more: Partial<PassReport>): PassReport => ({
  ...{ number: 7, trigger: 'interval', startedAt: 0, endedAt: 1234, outcome: 'in-sync', results: [], diagnostics: [] },
  ...more,
});
const lines = (more: Partial<PassReport>) => passLines(report(more)).map(({ level, message }) => `${level} ${message}`);
const pending = plan({ changes: [create('omar', {}), update('jane', [['lastName', 'Doe', 'Dorn']])] });

describe('a pass is a line', () => {
  test.each<[string, Partial<PassReport>, readonly string[]]>([
    ['in sync', {}, ['info Amazon Connect is as the files say.']],
    [
      'applied',
      { outcome: 'applied', results: [result(), result({ adoption: true })] },
      ['info Applied: 0 added, 1 changed, 0 destroyed, 1 adopted.'],
    ],
    [
      'observed',
      { outcome: 'observed', plan: pending },
      [
        'info Amazon Connect differs from the files, and this watch only observes: 2 resources, 1 to add, 1 to change, 0 to destroy.',
      ],
    ],
    [
      'waiting',
      { outcome: 'waiting', plan: pending, reason: 'Suspended.' },
      ['info Suspended. Changes that wait: 2 resources, 1 to add, 1 to change, 0 to destroy.'],
    ],
    [
      'stopped on the way',
      { outcome: 'waiting', plan: pending, reason: 'Suspended.', results: [result()] },
      ['info Suspended. Applied: 0 added, 1 changed, 0 destroyed.'],
    ],
    ['refused', { outcome: 'refused', reason: 'limits.delete: 37 of 100.' }, ['error limits.delete: 37 of 100.']],
    ['failed', { outcome: 'failed', reason: 'No network.' }, ['error No network.']],
    [
      'partial',
      {
        outcome: 'partial',
        reason: '1 of 2 changes was not made.',
        results: [result(), result({ outcome: 'errored', done: [], failures: [failure()] })],
      },
      [
        'warn user/jane: failed: UpdateUserIdentityInfo: InvalidParameterException: Not that.',
        'warn 1 of 2 changes was not made. Applied: 0 added, 1 changed, 0 destroyed.',
      ],
    ],
    [
      'invalid',
      {
        outcome: 'invalid',
        reason: 'The configuration has an error.',
        diagnostics: [
          {
            severity: 'error',
            code: 'unknown-name',
            message: 'Wrong.',
            source: { file: 'a.yaml', line: 3, column: 5 },
          },
          { severity: 'warning', code: 'unknown-name', message: 'Odd.', address: 'user/jane' },
        ],
      },
      ['error a.yaml:3:5: Wrong. [CS2001]', 'warn user/jane: Odd. [CS2001]', 'error The configuration has an error.'],
    ],
  ])('%s', (_, more, expected) => {
    expect(lines(more)).toEqual(expected);
  });

  test('with facts for programs', () => {
    expect(passLines(report({}))[0]?.facts).toEqual({ pass: 7, trigger: 'interval', outcome: 'in-sync', seconds: 1.2 });
  });

  test('after no more than twenty failures and twenty diagnostics', () => {
    const errored = result({ outcome: 'errored', done: [], failures: [failure()] });
    const diagnostic = { severity: 'error', code: 'unknown-name', message: 'Wrong.' } as const;
    expect(lines({ outcome: 'partial', reason: 'x', results: Array(500).fill(errored) })).toHaveLength(21);
    expect(lines({ outcome: 'invalid', reason: 'x', diagnostics: Array(500).fill(diagnostic) })).toHaveLength(21);
  });
});

test('a change that was made is a line', () => {
  expect(madeLine(result())).toEqual({
    ...{ level: 'info', message: 'user/jane: updated (UpdateUserIdentityInfo)' },
    facts: { address: 'user/jane', action: 'update' },
  });
});
