import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { documentText, inertJson } from '../../src/report/json/json-text.ts';

test('what a terminal would obey is an escape', () => {
  expect(documentText({ a: '\u001b[31m\u009b31m\u202Eevil\u2028\u007f' })).toBe(
    '{\n  "a": "\\u001b[31m\\u009b31m\\u202eevil\\u2028\\u007f"\n}\n',
  );
});

test('beyond the first plane, it is two', () => {
  expect(inertJson(JSON.stringify('\u{E0001}'))).toBe('"\\udb40\\udc01"');
});

test('law: it means the same, and nothing in it is unseen', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false } as object), (value) => {
      const text = documentText(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
