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
    ['in UTF-8, which is said', bytes('utf-8'), 'UTF8'],
    ['in UTF-8, which is said in full', bytes('utf-8'), 'utf-8'],
    ['in an encoding that is said', bytes('windows-1252'), 'windows-1252'],
    ['in UTF-16 without a BOM, which is said', bytes('utf-16le'), 'utf-16le'],
    ['with a BOM, whatever is said', bytes('utf-8', true), 'windows-1252'],
  ])('%s', (_, encoded, encoding) => {
    expect(decode(encoded, { canSay: true, ...(encoding && { encoding }) })).toEqual({ text });
  });
});

test.each([
  ['windows-1252', 'Name\rJane'],
  ['windows-1252', ''],
  ['windows-1252', 'ïs not the beginning of a BOM'],
  ['windows-1252', 'ÿ, ÿA and þ are none either'],
  ['utf-16le', 'Name'],
])('in %s: %j', (encoding, written) => {
  expect(decode(iconv.encode(written, encoding), { encoding, canSay: true })).toEqual({ text: written });
});

describe('not UTF-8', () => {
  const notUtf8 = (written: string, encoding: string): unknown => {
    const decoded = decode(iconv.encode(written, encoding), { canSay: true });
    if (!('problem' in decoded)) return 'text';
    const { code, message, line } = decoded.problem;
    return `${line} ${code} ${/looks like (.*); add the line/.exec(message)?.[1]}`;
  };

  test.each<[sentence: string, written: string, encoding: string, problem: string]>([
    ['in UTF-16, big end first', text, 'utf-16be', '2 not-utf8 utf-16be ("Name;Ort\\r\\nJürgen Grö")'],
    ['in an alphabet of its own', 'Łukasz Wałęsa-Żak', 'windows-1250', '1 not-utf8 windows-1250 ("Łukasz")'],
    ['in the middle of a word', 'x;Anne-Zoë|y', 'windows-1252', '1 not-utf8 windows-1252 ("Anne-Zoë")'],
    ['at the end of a line', 'a\rb\rJosé\rc', 'windows-1252', '3 not-utf8 windows-1252 ("José")'],
    [
      'after a word of many letters',
      `${'a'.repeat(30)}é`,
      'windows-1252',
      `1 not-utf8 windows-1252 ("${'a'.repeat(20)}é")`,
    ],
    ['with few zeros', 'a\0b\0cé defgh', 'windows-1252', '1 not-utf8 windows-1252 ("a\\u0000b\\u0000cé")'],
  ])('%s', (_, written, encoding, problem) => {
    expect(notUtf8(written, encoding)).toBe(problem);
  });

  test.each([1, 2, 3, 7, 50, 51])('where %d lines of UTF-8 come before', (count) => {
    const before = Buffer.from('né€\n'.repeat(count));
    const encoded = Buffer.concat([before, Buffer.from([0x4a, 0xf6, 0x73, 0x65])]);
    const decoded = decode(encoded, { canSay: true });
    expect('problem' in decoded && decoded.problem.line).toBe(count + 1);
  });

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

test.each<[before: string, shown: string, line: number]>([
  ['a;b\nx', 'a;b\\nx', 2],
  ['', '', 1],
  ['name;place\nJane;Cork\nOmar;', 'Cork\\nOmar;', 3],
])('a byte that an encoding has no character for, after %j', (before, shown, line) => {
  const encoded = Buffer.concat([Buffer.from(before), Buffer.from([0x81]), Buffer.from(';c\nd\n')]);
  expect(decode(encoded, { encoding: 'ascii', canSay: true })).toEqual({
    problem: {
      code: 'wrong-encoding',
      message: `The file is not ascii: after "${shown}" is a byte that it has no character for.`,
      line,
    },
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
