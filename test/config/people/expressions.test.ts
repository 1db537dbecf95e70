import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { evaluate, sourceOf } from '../../../src/config/people/expressions/evaluate.ts';
import { expressionsOf, isProblem, parseTemplate, pathsOf } from '../../../src/config/people/expressions/expression.ts';
import { filterSorts } from '../../../src/config/people/expressions/filters.ts';
import { formatPath, parseFieldPath } from '../../../src/config/sources/path.ts';
import { parse, run, tables } from './evaluating.ts';

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

describe('a value that cannot stand in a text', () => {
  const huge = 'is a number of more digits than can be read exactly ("1152921504606847000"); have it exported as text';

  test.each<[text: string, reason: string]>([
    ['x ${list}', ': is a list; join it, and here a text is wanted'],
    ['${first}${map}', ': is a map, and here a text is wanted'],
    ['${huge}', `: ${huge}`],
    ['x ${huge}', `: ${huge}`],
    ['${huge|upper}', `upper: ${huge}`],
    [
      "${first|replace:'Jane','x'} ${email|split:'@'|join:'-'|date:'yyyyMMdd'}",
      'date: takes a day as yyyyMMdd, not "Jane.Doe-Example.com"',
    ],
  ])('%s', (text, reason) => {
    expect(run(text, jane)).toBe(reason);
  });

  test('a number that is whole and safe, or no whole one, can', () => {
    expect(run('${n}', { n: Number.MAX_SAFE_INTEGER })).toBe(Number.MAX_SAFE_INTEGER);
    expect(run('${n}', { n: 1.5 })).toBe(1.5);
  });

  test('a text may have 65,536 characters', () => {
    const half = 'x'.repeat(32_768);
    expect(run('${a}${a}', { a: half })).toHaveLength(65_536);
    expect(run('${a}${a}${b}', { a: half, b: 'y' })).toBe(': makes a text of more than 65,536 characters');
    expect(run('-${a}${a}', { a: half })).toBe(': makes a text of more than 65,536 characters');
  });
});

describe('nothing', () => {
  test.each<[record: Json]>([
    [{}],
    [{ a: null }],
    [{ a: '' }],
    [{ a: ' \t\n' }],
    [{ a: [] }],
    [{ a: ['', null, [' ']] }],
  ])('is in %j', (record) => {
    expect(run('${a}', record)).toBeUndefined();
    expect(run('${a ?? b}', { ...(record as object), b: 'x' })).toBe('x');
    expect(run("${a|default:'x'}", record)).toBe('x');
    expect(run('${a|upper}', record)).toBeUndefined();
  });

  test.each<[record: Json]>([[{ a: 0 }], [{ a: false }], [{ a: {} }], [{ a: ['', 0] }]])('is not in %j', (record) => {
    expect(run('${a ?? b}', { ...(record as object), b: 'x' })).toEqual((record as { a: Json }).a);
  });
});

describe('what is wrong with a text', () => {
  const goesOn = (rest: string): string =>
    `An expression goes on with a filter (|), with ?? or with its end (}), not with ${rest}; a name with other characters than letters, digits, _ and - needs double quotes.`;
  const noEnd = (source: string): string =>
    `The expression ${source} has no end; where it has a : or # or quotes in it, YAML may have cut it: quote the whole value.`;
  const notField = (rest: string): string =>
    `Here stands the name of a field, such as Employee_ID or "Cost Centre", not ${rest}.`;

  test.each<[text: string, offset: number, message: string]>([
    ['${a', 0, noEnd('"${a"')],
    ['${', 0, noEnd('"${"')],
    ['${a|', 0, noEnd('"${a|"')],
    ['${a ??', 0, noEnd('"${a ??"')],
    ['${a ?? ', 0, noEnd('"${a ?? "')],
    ['${a|left:', 0, noEnd('"${a|left:"')],
    ["x ${a|default:'b}", 2, noEnd(`"\${a|default:'b}"`)],
    ["${a} ${b|default:'", 5, noEnd(`"\${b|default:'"`)],
    ['${}', 2, notField('"}"')],
    ['${ .abcdefghijkl}', 3, notField('".abcdefghi"')],
    ['${a ?? }', 7, notField('"}"')],
    ['${a b}', 4, goesOn('"b}"')],
    ['${a.b.}', 5, goesOn('".}"')],
    ['${a (long field name)}', 4, goesOn('"(long fiel"')],
    ["${a ?? 'x'}", 7, "Here stands a field, not a text; write a text that stands in for nothing as |default:'x'."],
    ['${a|lowre}', 4, 'There is no filter "lowre"; did you mean lower?'],
    ['${a|zzz}', 4, `There is no filter "zzz"; known are ${Object.keys(filterSorts).join(', ')}.`],
    ['${a|toString}', 4, `There is no filter "toString"; known are ${Object.keys(filterSorts).join(', ')}.`],
    ['${a|}', 4, 'Here stands the name of a filter, such as lower or trim, not "}".'],
    ['${a| (abcdefghijkl)}', 5, 'Here stands the name of a filter, such as lower or trim, not "(abcdefghi".'],
    ['${a|left}', 4, 'The filter left takes one argument, as in left:3.'],
    ['${a|before:@example.com}', 11, `An argument stands in single quotes, as in |default:'x', not "@example.c".`],
    ['${a|pad:6,}', 10, `An argument stands in single quotes, as in |default:'x', not "}".`],
  ])('%s, at %d: %s', (text, offset, message) => {
    const parsed = parseTemplate(text);
    const codes = { 'There is no': 'unknown-filter', 'The filter ': 'filter-argument' };
    const code = Object.entries(codes).find(([start]) => message.startsWith(start))?.[1] ?? 'expression-syntax';
    expect(parsed).toEqual({ code, message, offset });
  });

  test('a text that is long is quoted as far as it says something', () => {
    expect(parseTemplate(`\${a|default:'${'x'.repeat(200)}}`)).toMatchObject({
      message: noEnd(`"\${a|default:'${'x'.repeat(64)}…"`),
    });
  });
});

test('an expression with its fields, its filters and where each of them stands', () => {
  const [expression] = expressionsOf(parse("x ${ a.b[0] ??c | left : 3|default:'it''s' }"));
  expect(expression).toEqual({
    path: ['a', 'b', 0],
    steps: [
      { type: 'alternative', path: ['c'], offset: 12 },
      { type: 'filter', name: 'left', args: ['3'], apply: expect.any(Function), takesNothing: false, offset: 18 },
      { type: 'filter', name: 'default', args: ["it's"], apply: expect.any(Function), takesNothing: true, offset: 27 },
    ],
    offset: 2,
    source: "${ a.b[0] ??c | left : 3|default:'it''s' }",
  });
  expect(expression && pathsOf(expression)).toEqual([['a', 'b', 0], ['c']]);
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
