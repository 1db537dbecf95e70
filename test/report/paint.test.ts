import { describe, expect, test } from 'vitest';
import { makePaint, printable } from '../../src/report/text/paint.ts';

describe('printable text', () => {
  test.each([
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a sequence of one byte', '\u009b2J', '\\u{9b}2J'],
    ['a line break', 'a\nb\r\nc', 'a\\u{a}b\\u{d}\\u{a}c'],
    ['other line breaks', 'a\u2028b\u2029c\u0085d', 'a\\u{2028}b\\u{2029}c\\u{85}d'],
    ['a tab and a bell', '\t\u0007', '\\u{9}\\u{7}'],
    ['a backspace', 'ab\b\bxx', 'ab\\u{8}\\u{8}xx'],
    ['text that runs backwards', 'abc\u202edcba', 'abc\\u{202e}dcba'],
    ['isolates', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['what nobody sees', 'a\u200bb\ufeff\u00ad', 'a\\u{200b}b\\u{feff}\\u{ad}'],
    ['tags beyond the first plane', '\u{e0041}', '\\u{e0041}'],
  ])('shows %s', (_, text, shown) => expect(printable(text)).toBe(shown));

  test.each(['Zoë Müller', '山田 太郎', 'عمر', '😀', 'e\u0301', 'a b', 'C:\\x', '"quoted"', ''])(
    'leaves %s alone',
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );
});

describe('paint', () => {
  test('colours for a terminal', () => expect(makePaint(true)('red', 'x')).toBe('\u001b[31mx\u001b[39m'));
  test('leaves text alone elsewhere', () => expect(makePaint(false)('red', 'x')).toBe('x'));
});
