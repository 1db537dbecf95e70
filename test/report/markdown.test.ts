/** Foreign text in Markdown stays text. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, fence, table } from '../../src/report/markdown/markdown.ts';

describe('a code span', () => {
  const cases: { readonly [text: string]: string } = {
    plain: '`plain`',
    '': '` `',
    'a`b': '``a`b``',
    '`a`': '`` `a` ``',
    'a``b`c': '```a``b`c```',
    'a|b': '`a|b`',
    '@team <b> [x](y)': '`@team <b> [x](y)`',
    'line\nbreak': '`line\\u{a}break`',
    'left\u202Eright': '`left\\u{202e}right`',
    '\u001b[31m': '`\\u{1b}[31m`',
  };
  test.each(Object.entries(cases))('of %j', (text, expected) => expect(code(text)).toBe(expected));
});

test('a fence is longer than any in it', () => {
  expect(fence('text', ['a', '```', '`````x'])).toBe('``````text\na\n```\n`````x\n``````\n');
});

test('law: nothing ends a fence or a code span before its end', () => {
  const nasty = fc.string({ unit: fc.constantFrom('`', '~', '\n', ' ', 'x', '|', '\\') });
  fc.assert(
    fc.property(nasty, (text) => {
      const lines = text.split('\n');
      const block = fence('diff', lines).split('\n');
      const opening = /^`+/.exec(block[0] ?? '')?.[0] ?? '';
      // CommonMark: a closing fence is at least as long as the opening one.
      expect(block.slice(1).findIndex((line) => line.trimStart().startsWith(opening))).toBe(lines.length);
      const span = code(text);
      const ticks = /^`+/.exec(span)?.[0] ?? '';
      const inner = span.slice(ticks.length, -ticks.length);
      expect(inner.match(/`+/g)?.some((run) => run.length === ticks.length) ?? false).toBe(false);
      expect(table([span], [])).not.toMatch(/^\| .*(?<!\\)\|.* \|\n/);
      expect(span).not.toContain('\n');
    }),
  );
});

test('a table', () => {
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |\n');
  expect(table(['a'], [[code('x|y')]])).toBe('| a |\n| --- |\n| `x\\|y` |\n');
});
