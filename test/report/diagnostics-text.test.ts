import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { diagnosticsText } from '../../src/report/diagnostics-text.ts';
import { makePaint } from '../../src/report/paint.ts';

const source = { file: 'x.yaml', line: 12, column: 5 };
const one = (severity: Diagnostic['severity'], more: Partial<Diagnostic> = {}): Diagnostic => ({
  ...{ severity, code: 'some-code', message: 'Not that.' },
  ...more,
});
const text = (...diagnostics: readonly Diagnostic[]): string => diagnosticsText(diagnostics, makePaint(false));

test('nothing to say is nothing', () => expect(text()).toBe(''));

test('a mistake has its place in front, and a last line says that nothing happened', () => {
  expect(text(one('error', { source }))).toBe(
    'x.yaml:12:5: error: Not that.\n1 error. Nothing was written to Amazon Connect.\n',
  );
});

test('without a place it has its address, and without an address nothing', () => {
  expect(text(one('warning', { address: 'user/jane' }), one('warning'))).toBe(
    'user/jane: warning: Not that.\nwarning: Not that.\n',
  );
});

test('errors come last, so that they stay in sight', () => {
  expect(text(one('error'), one('warning'), one('error')).split('\n')).toEqual([
    ...[
      'warning: Not that.',
      'error: Not that.',
      'error: Not that.',
      '2 errors. Nothing was written to Amazon Connect.',
      '',
    ],
  ]);
});

describe('more than a hundred', () => {
  const several = (count: number, severity: Diagnostic['severity']) =>
    text(...Array.from({ length: count }, (_, index) => one(severity, { message: `No. ${index + 1}.` })))
      .trimEnd()
      .split('\n');
  test('are counted, and the first are shown', () => {
    const lines = several(103, 'error');
    expect(lines).toHaveLength(102);
    expect(lines.slice(98)).toEqual([
      ...['error: No. 99.', 'error: No. 100.', '… and 3 more errors'],
      '103 errors. Nothing was written to Amazon Connect.',
    ]);
  });
  test('warnings likewise', () => expect(several(101, 'warning').at(-1)).toBe('… and 1 more warning'));
  test('and no more than that are all shown', () => expect(several(100, 'warning')).toHaveLength(100));
});

test('what others wrote is shown on one line', () => {
  const file = 'x\n.yaml';
  expect(text(one('warning', { message: 'a\u001b[31m\nb', source: { ...source, file } }))).toBe(
    'x\\u{a}.yaml:12:5: warning: a\\u{1b}[31m\\u{a}b\n',
  );
});

test('in colour the severity is painted', () => {
  expect(diagnosticsText([one('warning')], makePaint(true))).toBe('\u001b[33mwarning\u001b[39m: Not that.\n');
});
