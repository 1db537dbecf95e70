import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/config/sources/decode.ts';

const text = 'Name;Ort\r\nJürgen Größer;Köln\r\nAnn Lee;Dublin\r\n';
const bytes = (encoding: string, addBOM = false): Uint8Array => iconv.encode(text, encoding, { addBOM });

describe('a text', () => {
  test.each([
    ['in UTF-8', bytes('utf-8'), undefined],
    ['in UTF-8 with a BOM', bytes('utf-8', true), undefined],
    ['in UTF-16 with a BOM', bytes('utf-16le', true), undefined],
    ['in UTF-16, the other way round', bytes('utf-16be', true), undefined],
    ['in an encoding that is said', bytes('windows-1252'), 'windows-1252'],
    ['in UTF-16 without a BOM, which is said', bytes('utf-16le'), 'utf-16le'],
    ['with a BOM, whatever is said', bytes('utf-8', true), 'windows-1252'],
  ])('%s', (_, encoded, encoding) => {
    expect(decode(encoded, { canSay: true, ...(encoding && { encoding }) })).toEqual({ text });
  });
});

describe('not UTF-8', () => {
  test.each([
    ['windows-1252', 'Jürgen'],
    ['macintosh', 'Jürgen'],
    ['cp850', 'Jürgen'],
    ['utf-16le', 'Name;Ort\\r\\nJürgen Grö'],
  ])('%s is proposed with the line to add, and what it would read', (encoding, sample) => {
    expect(decode(bytes(encoding), { canSay: true })).toEqual({
      problem: {
        code: 'not-utf8',
        message: `The file is not UTF-8; it looks like ${encoding} ("${sample}"); add the line "encoding: ${encoding}" to the source, or export it as UTF-8.`,
        line: 2,
      },
    });
  });

  test('at the line of the byte, without a line to add where there is none', () => {
    const encoded = iconv.encode(`{\n"a": 1,\n"name": "Ann Müller"}`, 'windows-1252');
    expect(decode(encoded, { canSay: false })).toEqual({
      problem: {
        code: 'not-utf8',
        message: 'The file is not UTF-8; it looks like windows-1252 ("Müller"); save it as UTF-8.',
        line: 3,
      },
    });
  });
});

test('UTF-8 is not read as something else, whatever is said', () => {
  expect(decode(bytes('utf-8'), { encoding: 'windows-1252', canSay: true })).toEqual({
    problem: {
      code: 'is-utf8',
      message:
        'The file is UTF-8 now, and read as windows-1252 its letters would come out wrong ("Jürgen"); remove encoding: windows-1252.',
      line: 2,
    },
  });
});

test('a byte that an encoding has no character for', () => {
  const encoded = Buffer.concat([Buffer.from('a;b\nx'), Buffer.from([0x81])]);
  expect(decode(encoded, { encoding: 'ascii', canSay: true })).toMatchObject({
    problem: { code: 'wrong-encoding', line: 2 },
  });
});

test('any bytes are a text or a problem with a line', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom(undefined, 'windows-1252', 'utf-16le'), (all, encoding) => {
      const decoded = decode(all, { canSay: true, ...(encoding && { encoding }) });
      if ('problem' in decoded) expect(decoded.problem.line).toBeGreaterThan(0);
      else expect(typeof decoded.text).toBe('string');
    }),
  );
});
