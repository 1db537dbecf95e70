import { expect, test } from 'vitest';
import { shorten, widthOf } from '../../src/report/text/shorten.ts';

test.each([
  ['what fits is left as it is', 'jane.doe', 8, 'jane.doe'],
  ['what does not fit ends in dots', 'jane.doe', 7, 'jane...'],
  ['wide characters take two columns', '李娜李娜', 7, '李娜...'],
  ['a wide character that would take one too many is left out', '李娜李娜', 6, '李...'],
  ['accents that combine take none', 'e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301e\u0301'],
  ['a family stays together', '👩‍👩‍👧‍👦 and more', 6, '👩‍👩‍👧‍👦 ...'],
  ['nothing at all fits nowhere', 'jane', 0, ''],
])('%s', (_, text, columns, expected) => {
  expect(shorten(text, columns)).toBe(expected);
  expect(widthOf(expected)).toBeLessThanOrEqual(columns);
});
