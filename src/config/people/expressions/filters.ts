/**
 * The filters of expressions. Each is made of its arguments once and then takes one value after the other. It never
 * throws: a value that it cannot take gives a `Failure`. Filters of text take the items of a list one by one.
 */

import anyAscii from 'any-ascii';
import type { Code } from '../../../base/codes.ts';
import { addDays, parseMoment } from '../../../base/day.ts';
import { isMap, type Json } from '../../../base/json.ts';
import { madeText } from '../../../base/limits.ts';
import { quote } from '../../../base/text-rules.ts';
import { damaged, makeDayReader } from '../../schema/day-format.ts';

/** Values by their text; `*` stands for all others. */
export type LookupTable = ReadonlyMap<string, Json>;
export type LookupTables = ReadonlyMap<string, LookupTable>;

/** Why a filter cannot take a value. */
export class FilterFailure {
  /** `map-without-value` where a table lacks it, else `unfit-value`. */
  readonly code: Code;
  /** The rest of a sentence that begins with the filter: `takes a day such as 2026-12-01, not "soon"`. */
  readonly reason: string;

  constructor(reason: string, code: Code = 'unfit-value') {
    this.reason = reason;
    this.code = code;
  }
}

/** `undefined` is nothing: no field, no text. */
export type FilterResult = Json | undefined | FilterFailure;
export type Apply = (value: Json, tables: LookupTables) => FilterResult;

export interface FilterSort {
  /** How it is written, for messages: `left:3`. */
  readonly example: string;
  /** The filter for such arguments, or why they are wrong, as the rest of a sentence. */
  make(args: readonly string[]): Apply | string;
  /** True where it has something to say about nothing, which it gets as an empty text; the others leave nothing as it is. */
  readonly takesNothing?: true;
}

/** Numbers and truth values as their text; `undefined` for lists and maps. */
export function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? (value === null ? '' : undefined) : String(value);
}

/** A filter that makes something of one text. */
const ofText =
  (change: (text: string, tables: LookupTables) => FilterResult): Apply =>
  (value, tables) => {
    if (Array.isArray(value)) return ofItems(value, (item) => ofText(change)(item, tables));
    const text = textOf(value);
    return text === undefined ? new FilterFailure('takes a text, not a map') : change(text, tables);
  };

function ofItems(items: readonly Json[], change: (item: Json) => FilterResult): FilterResult {
  const changed: Json[] = [];
  for (const item of items) {
    const result = change(item);
    if (result instanceof FilterFailure) return result;
    changed.push(result ?? '');
  }
  return changed;
}

const plain = (example: string, change: (text: string) => string): FilterSort => ({
  example,
  make: (args) => (args.length === 0 ? ofText(change) : 'takes no argument'),
});

const withText = (example: string, make: (argument: string) => Apply | string): FilterSort => ({
  example,
  make: (args) => (args.length === 1 && args[0] !== undefined ? make(args[0]) : `takes one argument, as in ${example}`),
});

/** A count such as the 3 of `left:3`. */
const withCount = (example: string, least: number, make: (count: number) => Apply): FilterSort =>
  withText(example, (argument) =>
    /^-?\d{1,6}$/.test(argument) && Number(argument) >= least
      ? make(Number(argument))
      : `takes a whole number${least < 0 ? '' : ` from ${least}`}, as in ${example}, not ${quote(argument)}`,
  );

const characters = (text: string): readonly string[] => [...text];

/** How people who write German spell without umlauts; what is left is up to any-ascii. */
const german: { readonly [letter: string]: string } = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss', ẞ: 'SS' },
};

const shortest = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

export const filterSorts: { readonly [name: string]: FilterSort } = {
  lower: plain('lower', (text) => text.toLowerCase()),
  upper: plain('upper', (text) => text.toUpperCase()),
  trim: plain('trim', (text) => text.trim()),
  ascii: {
    example: 'ascii:de',
    make(args) {
      if (args.length === 0) return ofText((text) => anyAscii(text.normalize('NFC')));
      if (args.length > 1 || args[0] !== 'de') return 'takes no argument, or de for German';
      return ofText((text) => anyAscii(text.normalize('NFC').replace(/[äöüÄÖÜßẞ]/g, (one) => german[one] ?? one)));
    },
  },
  before: withText("before:'@'", (mark) =>
    mark === ''
      ? 'takes a text to look for'
      : ofText((text) => (text.includes(mark) ? text.slice(0, text.indexOf(mark)) : text)),
  ),
  after: withText("after:'@'", (mark) =>
    mark === ''
      ? 'takes a text to look for'
      : ofText((text) => (text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '')),
  ),
  left: withCount('left:3', 0, (count) => ofText((text) => characters(text).slice(0, count).join(''))),
  right: withCount('right:4', 0, (count) =>
    ofText((text) => (count === 0 ? '' : characters(text).slice(-count).join(''))),
  ),
  pad: {
    example: "pad:6,'0'",
    make([width = '', fill = '', ...more]) {
      if (more.length > 0 || !/^\d{1,3}$/.test(width) || characters(fill).length !== 1) {
        return "takes a width up to 999 and one character, as in pad:6,'0'";
      }
      return ofText((text) => fill.repeat(Math.max(0, Number(width) - characters(text).length)) + text);
    },
  },
  replace: {
    example: "replace:'x','y'",
    make([from = '', to, ...more]) {
      if (from === '' || to === undefined || more.length > 0) return "takes two texts, as in replace:'x','y'";
      return ofText((text) => {
        const pieces = text.split(from);
        const length = text.length + (pieces.length - 1) * (to.length - from.length);
        return length > madeText.max ? new FilterFailure(madeText.reason) : pieces.join(to);
      });
    },
  },
  split: withText("split:';'", (mark) =>
    mark === ''
      ? 'takes a text to split at'
      : (value) => {
          const text = textOf(value);
          return text === undefined
            ? new FilterFailure(`takes a text, not a ${isMap(value) ? 'map' : 'list'}`)
            : text.split(mark);
        },
  ),
  item: withCount(
    'item:1',
    1,
    (count) => (value) =>
      Array.isArray(value)
        ? (value[count - 1] as Json | undefined)
        : new FilterFailure(`takes a list, not ${describe(value)}; split it first`),
  ),
  join: withText("join:' '", (mark) => (value) => {
    if (!Array.isArray(value)) return new FilterFailure(`takes a list, not ${describe(value)}`);
    const texts = value.map(textOf);
    return texts.includes(undefined)
      ? new FilterFailure('takes a list of texts')
      : texts.filter((text) => text !== '').join(mark);
  }),
  map: withText('map:TABLE', (name) =>
    ofText((text, tables) => {
      const table = tables.get(name);
      // That there is no such table is told with the expression, not with each value.
      if (!table) return undefined;
      const found = table.get(text) ?? table.get('*');
      return (
        found ??
        new FilterFailure(`has no ${quote(text)}; add it to the table, or "*" for all others`, 'map-without-value')
      );
    }),
  ),
  default: {
    ...withText("default:'x'", (text) => (value) => (value === '' ? text : value)),
    takesNothing: true,
  },
  date: withText("date:'dd/MM/yyyy'", (format) => {
    const read = makeDayReader(format);
    if (typeof read === 'string') return read;
    return ofText(
      (text) =>
        read(text.trim()) ??
        new FilterFailure(`takes a day as ${format}, not ${quote(shortest(text))}${damaged(text)}`),
    );
  }),
  addDays: withCount('addDays:1', -999_999, (days) =>
    ofText((text) => {
      const { day, rest } = splitDay(text);
      const later = addDays(day, days);
      if (later === undefined || (rest !== '' && parseMoment(text, 'UTC') === undefined)) {
        return new FilterFailure(`takes a day such as 2026-12-01, not ${quote(shortest(text))}${damaged(text)}`);
      }
      return later + rest;
    }),
  ),
};

const splitDay = (text: string): { readonly day: string; readonly rest: string } => ({
  day: text.slice(0, 10),
  rest: text.slice(10),
});

/** Of a value that is no list. */
function describe(value: Json): string {
  const text = textOf(value);
  return text === undefined ? 'a map' : quote(shortest(text));
}
