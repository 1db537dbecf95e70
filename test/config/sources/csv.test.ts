import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/config/sources/csv.ts';

const problemsOf = (text: string, delimiter?: string): readonly string[] =>
  readCsv(text, delimiter).problems.map(({ code, message, offset }) => `${offset} ${code} ${message}`);

describe('reads', () => {
  test.each<[text: string, rows: readonly (readonly string[])[]]>([
    ['a,b\n1,2\n', [['1', '2']]],
    [
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['a;b\n"x;\r\ny";"say ""hi"""\n', [['x;\r\ny', 'say "hi"']]],
    ['a\tb\n1\t\n', [['1', '']]],
    ['a|b\n|\n1|2\n\n\n', [['1', '2']]],
    ['sep=;\r\na;b\r\n1,5;2', [['1,5', '2']]],
    ['name\nJane\n\nOmar\n', [['Jane'], ['Omar']]],
    ['"a,b,c";d\n1;2\n', [['1', '2']]],
    ['a,b\n', []],
    ['sep=|\ra|b\r1,5|2', [['1,5', '2']]],
    ['sep=;\n\na;b\n1,5;2', [['1,5', '2']]],
    ['x sep=;\n1;2\n', [['1', '2']]],
    ['\n\r\na;b\n1,,,;2\n', [['1,,,', '2']]],
    ['a;b\r1,,,;2', [['1,,,', '2']]],
    ['a;b\r\n1,,,;2', [['1,,,', '2']]],
    ['"a\n,,,";b\n1;2\n', [['1', '2']]],
    ['a;b\n" ";\t\n1;2', [['1', '2']]],
    ['a;b\n ;x\n', [[' ', 'x']]],
    ['a,b\n1,"2"', [['1', '2']]],
    [
      'a,b\n1,""\n"","x"',
      [
        ['1', ''],
        ['', 'x'],
      ],
    ],
    ['a,b\n1,""""\n', [['1', '"']]],
  ])('%j', (text, rows) => {
    const csv = readCsv(text);
    expect(csv.problems).toEqual([]);
    expect(csv.rows).toEqual(rows);
  });

  test('a column without a name, and several of them', () => {
    const csv = readCsv('a,,b,\n1,2,3,4\n');
    expect(csv.problems).toEqual([]);
    expect([csv.header, csv.rows]).toEqual([['a', '', 'b', ''], [['1', '2', '3', '4']]]);
  });

  test('names of columns without the blanks around them', () => {
    expect(readCsv(' a ,b c\u00a0,\n').header).toEqual(['a', 'b c', '']);
  });

  test('where each field is', () => {
    const text = 'a,b\r\n"x\ny",z\rlast,"q"\n';
    const csv = readCsv(text);
    const written = csv.rows.map((row, r) => row.map((_, c) => text.slice(csv.offsetOf(r, c), csv.offsetOf(r, c) + 2)));
    expect(written).toEqual([
      ['"x', 'z\r'],
      ['la', '"q'],
    ]);
  });
});

describe('refuses', () => {
  test.each<[text: string, problem: string]>([
    [
      'a,b;c\n',
      '0 csv-delimiter The header has , and ; equally often (1); say which of them separates columns: delimiter: ",".',
    ],
    [
      'a,b,a\n',
      '4 csv-duplicate-column The column "a" is in the header twice, as column 1 and as column 3; rename one of them.',
    ],
    ['a,b\n1,2,3\n', '4 csv-fields The row has 3 fields and the header 2 columns; a value with , in it needs quotes.'],
    [
      'a,b\n1\n',
      '4 csv-fields The row has 1 field and the header 2 columns; a value may have a line break in it without quotes, or the file is cut short.',
    ],
    ['a,b\n1,"2\n', '6 csv-quote A quote opens here and is never closed; every " in a quoted value is written twice.'],
    ['a,b\n1,"2"x\n', '9 csv-quote After a quoted value stands "x\\n"; every " in a quoted value is written twice.'],
    [
      'a,b\n1,5" pipe\n',
      '7 csv-quote There is a quote inside a value that does not begin with one; quote the whole value, and write " in it twice.',
    ],
    [
      'a,b\n1,="00123"\n',
      '6 spreadsheet-damage A value is written as a spreadsheet\'s formula, "=\\"00123\\"\\n"; have the column exported as text, without "=".',
    ],
    [
      'a,b,c;d;e\n',
      '0 csv-delimiter The header has , and ; equally often (2); say which of them separates columns: delimiter: ",".',
    ],
    [
      'a|b\tc\n',
      '0 csv-delimiter The header has tab and | equally often (1); say which of them separates columns: delimiter: "\\t".',
    ],
    ['a\n1,2\n', '2 csv-fields The row has 2 fields and the header 1 column; a value with , in it needs quotes.'],
    [
      'a\tb\n1\t2\t3\n',
      '4 csv-fields The row has 3 fields and the header 2 columns; a value with tab in it needs quotes.',
    ],
    ['a,__proto__\n', '0 forbidden-key A column may not be called "__proto__".'],
    ['"a', '0 csv-quote A quote opens here and is never closed; every " in a quoted value is written twice.'],
    ['"', '0 csv-quote A quote opens here and is never closed; every " in a quoted value is written twice.'],
    [
      'a\n"1"abcdefghijklmn\n',
      '5 csv-quote After a quoted value stands "abcdefghij"; every " in a quoted value is written twice.',
    ],
    ['\n\n', '0 csv-empty The file has no header; its first line names the columns.'],
    ['', '0 csv-empty The file has no header; its first line names the columns.'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('every row and column of a file whose delimiter is not known', () => {
    const csv = readCsv('a,b;c\n1,2;3\n');
    expect([csv.header, csv.rows, csv.offsetOf(0, 0)]).toEqual([[], [], 0]);
    const empty = readCsv('');
    expect([empty.header, empty.rows]).toEqual([[], []]);
  });

  test('all that comes after a quote that cannot be understood, and keeps the rows before it', () => {
    const csv = readCsv('a,b\n1,2\n3,4"\n5,6\n');
    expect([csv.rows, csv.problems.length]).toEqual([[['1', '2']], 1]);
  });

  test('a tie is settled by a delimiter that is given', () => {
    expect(readCsv('a,b;c\n1;2,3\n', ';').rows).toEqual([['1', '2,3']]);
    expect(readCsv('a,b;c\n1,2;3\n', ',').rows).toEqual([['1', '2;3']]);
  });

  test('many rows with a wrong number of fields, in some lines', () => {
    expect(problemsOf(`a,b\n${'1\n'.repeat(20)}`)).toHaveLength(20);
    expect(problemsOf(`a,b\n${'1\n'.repeat(21)}`)).toHaveLength(21);
    expect(problemsOf(`a,b\n${'1\n'.repeat(21)}`).at(-1)).toBe(
      '0 csv-fields 1 more row has another number of fields than the header.',
    );
    expect(problemsOf(`a,b\n${'1\n'.repeat(5000)}`).at(-1)).toBe(
      '0 csv-fields 4980 more rows have another number of fields than the header.',
    );
  });
});

const field = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.array(fc.constantFrom('"', ',', ';', '\n', '\r', ' ', 'ä', 'x'), { maxLength: 6 }).map((all) => all.join('')),
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

test('what is written is read back, and where it is', () => {
  const table = fc.integer({ min: 1, max: 5 }).chain((columns) =>
    fc.record({
      rows: fc.array(
        fc.record({
          fields: fc.array(field, { minLength: columns, maxLength: columns }),
          end: lineEnd,
          quoted: fc.boolean(),
        }),
        { maxLength: 8 },
      ),
      columns: fc.constant(columns),
    }),
  );
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t', '|'), ({ rows, columns }, delimiter) => {
      const write = (value: string, quoted: boolean): string =>
        quoted || /["\n\r]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
      const kept = rows.filter(({ fields }) => fields.some((one) => one.trim() !== ''));
      const header = Array.from({ length: columns }, (_, at) => `c${at}`).join(delimiter);
      const text = `${header}\n${kept
        .map(({ fields, end, quoted }) => fields.map((one) => write(one, quoted)).join(delimiter) + end)
        .join('')}`;
      const csv = readCsv(text, delimiter);
      expect(csv.problems).toEqual([]);
      expect(csv.rows).toEqual(kept.map(({ fields }) => fields));
      for (const [row, { fields, quoted }] of kept.entries()) {
        for (const [column, value] of fields.entries()) {
          expect(text.startsWith(write(value, quoted), csv.offsetOf(row, column))).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('reads what csv-parse reads', () => {
  const row = fc
    .array(field, { minLength: 3, maxLength: 3 })
    .filter((fields) => fields.some((one) => one.trim() !== ''));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = [['a', 'b', 'c'], ...rows]
        .map((fields) => fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
        .join(end);
      const [, ...theirs] = parse(text, { skip_empty_lines: true }) as string[][];
      expect(readCsv(text).rows).toEqual(theirs);
    }),
    { numRuns: 300 },
  );
});

test('any text gives rows as long as the header, or problems with a place', () => {
  const anything = fc.array(fc.constantFrom('"', ',', ';', '\n', '\r', '=', 'x', ' '), { maxLength: 40 });
  fc.assert(
    fc.property(anything, (characters) => {
      const text = characters.join('');
      const csv = readCsv(text);
      expect(csv.rows.every((row) => row.length === csv.header.length)).toBe(true);
      for (const { offset } of csv.problems) expect(offset).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1000 },
  );
});
