import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { diagnosticsText } from '../../src/report/text/diagnostics-text.ts';
import { makePaint } from '../../src/report/text/paint.ts';

const source = { file: 'x.yaml', line: 12, column: 5 };
const one = (severity: Diagnostic['severity'], more: Partial<Diagnostic> = {}): Diagnostic => ({
  ...{ severity, code: 'unknown-name', message: 'Not that.' },
  ...more,
});
const text = (...diagnostics: readonly Diagnostic[]): string => diagnosticsText(diagnostics, makePaint(false));

test('nothing to say is nothing', () => expect(text()).toBe(''));

test('a mistake has its place in front, and a last line says that nothing happened', () => {
  expect(text(one('error', { source }))).toBe(
    'x.yaml:12:5: error: Not that. [CS2001]\n1 error. Nothing was written to Amazon Connect.\n',
  );
});

test('without a place it has its address, and without an address nothing', () => {
  expect(text(one('warning', { address: 'user/jane' }), one('warning'))).toBe(
    'user/jane: warning: Not that. [CS2001]\nwarning: Not that. [CS2001]\n',
  );
});

test('errors come last, so that they stay in sight', () => {
  expect(text(one('error'), one('warning'), one('error')).split('\n')).toEqual([
    ...[
      'warning: Not that. [CS2001]',
      'error: Not that. [CS2001]',
      'error: Not that. [CS2001]',
      '2 errors. Nothing was written to Amazon Connect.',
      '',
    ],
  ]);
});

test('however many there are, each is shown', () => {
  const many = Array.from({ length: 1000 }, (_, index) => one('error', { message: `No. ${index + 1}.` }));
  const lines = text(...many)
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(1001);
  expect(lines.at(-1)).toBe('1000 errors. Nothing was written to Amazon Connect.');
});

test('what others wrote is shown on one line', () => {
  const file = 'x\n.yaml';
  expect(text(one('warning', { message: 'a\u001b[31m\nb', source: { ...source, file } }))).toBe(
    'x\\u{a}.yaml:12:5: warning: a\\u{1b}[31m\\u{a}b [CS2001]\n',
  );
});

test('in colour the severity is painted', () => {
  expect(diagnosticsText([one('warning')], makePaint(true))).toBe(
    '\u001b[33mwarning\u001b[39m: Not that. \u001b[2m[CS2001]\u001b[22m\n',
  );
});
