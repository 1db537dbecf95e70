import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { evaluate, sourceOf } from '../../../src/config/people/expressions/evaluate.ts';
import { isProblem, parseTemplate, type Template } from '../../../src/config/people/expressions/expression.ts';
import { filterSorts, type LookupTables } from '../../../src/config/people/expressions/filters.ts';
import { formatPath, parseFieldPath } from '../../../src/config/sources/path.ts';

const tables: LookupTables = new Map([
  [
    'site',
    new Map<string, Json>([
      ['100', 'EMEA/Dublin'],
      ['200', ['EMEA', 'Cork']],
    ]),
  ],
  [
    'yes',
    new Map<string, Json>([
      ['1', true],
      ['*', false],
    ]),
  ],
]);

function parse(text: string): Template {
  const parsed = parseTemplate(text);
  if (isProblem(parsed)) throw new Error(parsed.message);
  return parsed;
}

/** The value of a text for a record, or the sentence about why there is none. */
function run(text: string, record: Json): unknown {
  const result = evaluate(parse(text), record, tables);
  if ('value' in result) return result.value;
  const { failure, filter } = result.fault;
  return `${filter?.name ?? ''}: ${failure.reason}`;
}

const jane = {
  first: 'Jane',
  last: 'Doe',
  empty: '',
  blank: '  ',
  none: null,
  id: 4711,
  zero: 0,
  no: false,
  list: ['a', ' b', ''],
  email: 'Jane.Doe@Example.com',
  map: { name: 'x' },
  jobs: [{ title: 'Agent', 'Any | name': 'odd' }],
  'Cost Centre': '12',
  'say "hi"': 'quoted',
  huge: 2 ** 60,
};

describe('a text', () => {
  test.each<[text: string, value: unknown]>([
    ['plain', 'plain'],
    ['', ''],
    ['${first}', 'Jane'],
    ['${ first }', 'Jane'],
    ['${first} ${last}', 'Jane Doe'],
    ['${id}', 4711],
    ['${zero}', 0],
    ['${no}', false],
    ['A-${id}', 'A-4711'],
    ['$${first}', '${first}'],
    ['$$${first}', '$${first}'],
    ['$5 and {x}', '$5 and {x}'],
    ['${list}', ['a', ' b', '']],
    ['${map.name}', 'x'],
    ['${jobs[0].title}', 'Agent'],
    ['${jobs[0]."Any | name"}', 'odd'],
    ['${jobs[1].title}', undefined],
    ['${"Cost Centre"}', '12'],
    ['${"say ""hi"""}', 'quoted'],
    ['${toString}', undefined],
    ['${empty}', undefined],
    ['${none}', undefined],
    ['${blank}', undefined],
    ['+${empty}', undefined],
    ['${first}-${empty}', 'Jane-'],
    ['${empty ?? first}', 'Jane'],
    ['${nowhere ?? none ?? blank ?? last}', 'Doe'],
    ['${empty??first|upper}', 'JANE'],
    ["${none|default:'x' ?? first}", 'x'],
    ["${email|before:'@' ?? first|lower}", 'jane.doe'],
  ])('%s is %j', (text, value) => {
    expect(run(text, jane)).toEqual(value);
  });
});

describe('filters', () => {
  test.each<[filter: string, input: Json, value: unknown]>([
    ['lower', 'ÄB', 'äb'],
    ['upper', 'straße', 'STRASSE'],
    ['trim', ' \u00a0x\t', 'x'],
    ['ascii', 'Zoë Müller-Łoś', 'Zoe Muller-Los'],
    ['ascii', 'Mu\u0308ller', 'Muller'],
    ['ascii:de', 'Größe Übel mu\u0308de', 'Groesse Uebel muede'],
    ["before:'@'", 'jane@x@y', 'jane'],
    ["before:'@'", 'jane', 'jane'],
    ["after:'@'", 'jane@x@y', 'x@y'],
    ["after:'@'", 'jane', undefined],
    ['left:3', 'Jane', 'Jan'],
    ['left:1', '😀x', '😀'],
    ['right:4', '123456', '3456'],
    ['right:9', '12', '12'],
    ["pad:6,'0'", 4711, '004711'],
    ["pad : 6 , '0'", '1234567', '1234567'],
    ["replace:'0000-00-00',''", '0000-00-00', undefined],
    ["replace:'.','$&'", 'a.b.c', 'a$&b$&c'],
    ["replace:'''','’'", "O'Neill", 'O’Neill'],
    ["split:';'|item:2|trim", 'a; b', 'b'],
    ["split:'; '", 'a; b', ['a', 'b']],
    ["split:';'|item:3", 'a;b', undefined],
    ["split:';'|trim|upper", 'a; b', ['A', 'B']],
    ["join:' '", ['a', '', 'b', 3], 'a b 3'],
    ['map:site', 100, 'EMEA/Dublin'],
    ['map:site', '200', ['EMEA', 'Cork']],
    ['map:site', ['100', '100'], ['EMEA/Dublin', 'EMEA/Dublin']],
    ['map:yes', '0', false],
    ['map:yes', '1', true],
    ["default:'x'", '', 'x'],
    ["default:'x'", 'y', 'y'],
    ["date:'dd/MM/yyyy'", '31/12/2026', '2026-12-31'],
    ["date:'d.M.yyyy'", '1.2.2026', '2026-02-01'],
    ["date:'dd MMM yyyy'", '05 Mar 2026', '2026-03-05'],
    ["date:'yyyyMMdd'", 20261231, '2026-12-31'],
    ['addDays:-1', '2026-03-01', '2026-02-28'],
    ['addDays:1', '2026-12-31T09:00:00+01:00', '2027-01-01T09:00:00+01:00'],
  ])('%s makes of %j %j', (filter, value, result) => {
    expect(run(`\${v|${filter}}`, { v: value })).toEqual(result);
  });

  test.each<[filter: string, input: Json, reason: string]>([
    ['lower', { a: 1 }, 'lower: takes a text, not a map'],
    ['split:x', ['a'], 'split: takes a text, not a list'],
    ['item:1', 'a', 'item: takes a list, not "a"; split it first'],
    ["join:','", 'a', 'join: takes a list, not "a"'],
    ['map:site', '300', 'map: has no "300"; add it to the table, or "*" for all others'],
    ["date:'dd/MM/yyyy'", '31/02/2026', 'date: takes a day as dd/MM/yyyy, not "31/02/2026"'],
    [
      "date:'dd/MM/yyyy'",
      '46357',
      `date: takes a day as dd/MM/yyyy, not "46357", which is a spreadsheet's number for 2026-12-01; have the column exported as text`,
    ],
    ['addDays:1', '0000-00-00', 'addDays: takes a day such as 2026-12-01, not "0000-00-00"'],
    ['addDays:1', 'soon', 'addDays: takes a day such as 2026-12-01, not "soon"'],
  ])('%s cannot take %j', (filter, value, reason) => {
    expect(run(`\${v|${filter}}`, { v: value })).toBe(reason);
  });

  test('a list in the middle of a text, and a number that lost digits, are refused', () => {
    expect(run('x ${list}', jane)).toBe(': is a list; join it, and here a text is wanted');
    expect(run('${huge}', jane)).toMatch(/more digits than can be read exactly/);
  });

  test('every filter is shown by an example that works', () => {
    for (const { example } of Object.values(filterSorts))
      expect(isProblem(parseTemplate(`\${x|${example}}`)), example).toBe(false);
  });
});

describe('what is wrong with a text', () => {
  test.each<[text: string, offset: number, message: string]>([
    ['${a', 0, 'has no end'],
    ["x ${a|default:'b}", 2, 'has no end'],
    ['${}', 2, 'the name of a field'],
    ['${a b}', 4, 'goes on with a filter'],
    ["${a ?? 'x'}", 7, "|default:'x'"],
    ['${a|lowre}', 4, 'There is no filter "lowre"; did you mean lower?'],
    ['${a|zzz}', 4, 'There is no filter "zzz"; known are lower, upper'],
    ['${a|left}', 4, 'takes one argument, as in left:3'],
    ['${a|left:x}', 4, 'The filter left takes a whole number from 0, as in left:3, not "x".'],
    ['${a|item:0}', 4, 'a whole number from 1'],
    ["${a|pad:6,'00'}", 4, 'one character'],
    ["${a|replace:'','x'}", 4, 'takes two texts'],
    ["${a|date:'yy'}", 4, 'has no "yy"'],
    ["${a|date:'yyyy'}", 4, 'one year, one month and one day'],
    ['${a|before:@}', 11, 'in single quotes'],
    ['${a|ascii:fr}', 4, 'or de for German'],
  ])('%s, at %d: %s', (text, offset, message) => {
    const parsed = parseTemplate(text);
    expect(isProblem(parsed) && parsed.offset).toBe(offset);
    expect(isProblem(parsed) && parsed.message).toContain(message);
  });
});

test('the path that a value comes from', () => {
  const [expression] = parse('${empty ?? nowhere ?? last}').parts;
  expect(typeof expression === 'object' && formatPath(sourceOf(expression, jane))).toBe('last');
  expect(typeof expression === 'object' && formatPath(sourceOf(expression, {}))).toBe('empty');
});

test.each(['a', 'a.b[0].c', '"Any | name".x', 'Cost Centre', 'größe'])('the path %s', (text) => {
  expect(parseFieldPath(formatPath(parseFieldPath(text)))).toEqual(parseFieldPath(text));
});

const pieces = ['${', '}', '|', '??', ':', ',', "'", '"', '.', '[0]', ' ', 'a', 'b', '$$', ...Object.keys(filterSorts)];
const anyTemplate = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((some) => some.join('')),
  fc
    .array(fc.constantFrom(...Object.values(filterSorts).map(({ example }) => example)), { maxLength: 5 })
    .map((filters) => `\${a ?? b${filters.map((one) => `|${one}`).join('')}}`),
);

test('reading never throws, and says where it is wrong', () => {
  fc.assert(
    fc.property(anyTemplate, (text) => {
      const parsed = parseTemplate(text);
      if (!isProblem(parsed)) return;
      expect(parsed.offset).toBeGreaterThanOrEqual(0);
      expect(parsed.offset).toBeLessThanOrEqual(text.length);
      expect(parsed.message).toMatch(/\.$|\?$/);
    }),
    { numRuns: 2000 },
  );
});

test('evaluating is total: a value, nothing or a reason, for every record', () => {
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom<Json>('2026-12-01', '31/12/2026', '100', 'a;b', ['x', 1]));
  fc.assert(
    fc.property(anyTemplate, fc.record({ a: value, b: value }), (text, record) => {
      const parsed = parseTemplate(text);
      if (isProblem(parsed)) return;
      const result = evaluate(parsed, record as Json, tables);
      expect('fault' in result ? result.fault.failure.reason : 'ok').toMatch(/./);
      expect(evaluate(parsed, record as Json, tables)).toEqual(result);
    }),
    { numRuns: 2000 },
  );
});

test('a text without ${ is itself', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes('${'));
      expect(run(text, {})).toBe(text);
    }),
  );
});
