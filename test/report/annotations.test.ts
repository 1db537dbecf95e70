import { expect, test } from 'vitest';
import { annotations, command } from '../../src/report/text/annotations.ts';

const at = (file: string) => ({ source: { file, line: 3, column: 5 } });

test('a diagnostic is shown at its line, errors first', () => {
  const text = annotations(
    [
      { severity: 'warning', code: 'unknown-key', message: 'Odd.', address: 'user/jane' },
      { severity: 'error', code: 'unknown-key', message: 'Wrong.', ...at('people/a.yaml') },
    ],
    (file) => `emea/${file}`,
  );
  expect(text).toBe('::error file=emea/people/a.yaml,line=3,col=5::Wrong.\n::warning::user/jane: Odd.\n');
});

test('nothing that others wrote ends a command or begins another', () => {
  expect(command('error', { file: 'a,line=1:b%.yaml' }, '50%\r\n::stop-commands::x')).toBe(
    '::error file=a%2Cline=1%3Ab%25.yaml::50%25\\u{d}\\u{a}::stop-commands::x\n',
  );
});

test('as many as GitHub shows', () => {
  const many = Array.from(
    { length: 30 },
    () => ({ severity: 'error', code: 'unknown-key', message: 'Wrong.' }) as const,
  );
  expect(
    annotations(many, (file) => file)
      .trim()
      .split('\n'),
  ).toHaveLength(10);
});
