/** What each filter makes of a value, and which values and arguments it does not take. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { isProblem, parseTemplate } from '../../../src/config/people/expressions/expression.ts';
import { filterSorts } from '../../../src/config/people/expressions/filters.ts';
import { run } from './evaluating.ts';

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
    ['right:2', 'a😀x', '😀x'],
    ['right:0', '12', undefined],
    ['left:0', '12', undefined],
    ["pad:3,'0'", '😀', '00😀'],
    ["pad:999,'x'", 'a', `${'x'.repeat(998)}a`],
    ['lower', true, 'true'],
    ['upper', ['a', null, 'b'], ['A', '', 'B']],
    ["after:'::'", 'a::b', 'b'],
    ["split:';'|after:'='", 'a=1;b', ['1', '']],
    ["split:'x'", 12, ['12']],
    ["join:', '", [null, true, 0], 'true, 0'],
    ["default:'x'", 0, 0],
    ['map:nowhere', '100', undefined],
    ["date:'d/M/yyyy'", ' 1/2/2026 ', '2026-02-01'],
    ['addDays:1', '2026-12-31 09:00', '2027-01-01 09:00'],
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
    ['lower', ['a', { a: 1 }], 'lower: takes a text, not a map'],
    ['split:x', { a: 1 }, 'split: takes a text, not a map'],
    ['item:1', { a: 1 }, 'item: takes a list, not a map; split it first'],
    ['item:1', 7, 'item: takes a list, not "7"; split it first'],
    ['item:1', 'x'.repeat(60), `item: takes a list, not "${'x'.repeat(60)}"; split it first`],
    ['item:1', 'x'.repeat(61), `item: takes a list, not "${'x'.repeat(57)}…"; split it first`],
    ["join:','", ['a', ['b']], 'join: takes a list of texts'],
    ["split:';'|date:'yyyyMMdd'", '20261201;x', 'date: takes a day as yyyyMMdd, not "x"'],
    ['addDays:1', '2026-12-01T25:00', 'addDays: takes a day such as 2026-12-01, not "2026-12-01T25:00"'],
    ['addDays:1', '9999-12-31', 'addDays: takes a day such as 2026-12-01, not "9999-12-31"'],
    ['addDays:1', 'soon', 'addDays: takes a day such as 2026-12-01, not "soon"'],
  ])('%s cannot take %j', (filter, value, reason) => {
    expect(run(`\${v|${filter}}`, { v: value })).toBe(reason);
  });

  test.each<[filter: string, reason: string]>([
    ['lower:x', 'The filter lower takes no argument.'],
    ['left', 'The filter left takes one argument, as in left:3.'],
    ['left:1,2', 'The filter left takes one argument, as in left:3.'],
    ['left:x', 'The filter left takes a whole number from 0, as in left:3, not "x".'],
    ['left:-1', 'The filter left takes a whole number from 0, as in left:3, not "-1".'],
    ['left:3x', 'The filter left takes a whole number from 0, as in left:3, not "3x".'],
    ['left:x3', 'The filter left takes a whole number from 0, as in left:3, not "x3".'],
    ['left:1234567', 'The filter left takes a whole number from 0, as in left:3, not "1234567".'],
    ['item:0', 'The filter item takes a whole number from 1, as in item:1, not "0".'],
    ['addDays:soon', 'The filter addDays takes a whole number, as in addDays:1, not "soon".'],
    ['ascii:fr', 'The filter ascii takes no argument, or de for German.'],
    ['ascii:de,fr', 'The filter ascii takes no argument, or de for German.'],
    ["before:''", 'The filter before takes a text to look for.'],
    ["after:''", 'The filter after takes a text to look for.'],
    ["split:''", 'The filter split takes a text to split at.'],
    ['pad', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['pad:6', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ["pad:6,'00'", "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['pad:6,0,0', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['pad:1000,0', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['pad:x6,0', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['pad:-6,0', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['pad:6x,0', "The filter pad takes a width up to 999 and one character, as in pad:6,'0'."],
    ['replace', "The filter replace takes two texts, as in replace:'x','y'."],
    ['replace:x', "The filter replace takes two texts, as in replace:'x','y'."],
    ["replace:'',y", "The filter replace takes two texts, as in replace:'x','y'."],
    ['replace:x,y,z', "The filter replace takes two texts, as in replace:'x','y'."],
    ['date:yy', `The filter date takes a format of yyyy, MM, MMM, M, dd and d, such as 'dd/MM/yyyy'; it has no "yy".`],
    ['date:yyyy', "The filter date takes a format with one year, one month and one day, such as 'dd/MM/yyyy'."],
  ])('%s is refused', (filter, message) => {
    expect(parseTemplate(`\${v|${filter}}`)).toEqual({ code: 'filter-argument', message, offset: 4 });
  });

  test.each<[filter: string, value: Json, result: unknown]>([
    ["replace:'x','yy'", 'x'.repeat(32_768), 'y'.repeat(65_536)],
    ["replace:'x','yyy'", 'x'.repeat(32_768), 'replace: makes a text of more than 65,536 characters'],
    ["replace:'xx','y'", 'x'.repeat(70_000), 'y'.repeat(35_000)],
  ])('%s makes a text of at most 65,536 characters', (filter, value, result) => {
    expect(run(`\${v|${filter}}`, { v: value }) === result).toBe(true);
  });

  test('every filter is shown by an example that works', () => {
    for (const { example } of Object.values(filterSorts))
      expect(isProblem(parseTemplate(`\${x|${example}}`)), example).toBe(false);
  });
});
