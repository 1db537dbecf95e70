/**
 * CSV after RFC 4180, with the place of every field. Lines may end in `\n`, `\r\n` or `\r`, in one file too; a quoted
 * field may have line breaks in it, and `""` is a quote. Lines without anything are left out. Only the offsets of rows are
 * kept; the place of a field is looked up in its row when a message needs it.
 */
import type { Code } from '../../base/codes.ts';
import { quote } from '../../base/text-rules.ts';
import { plural } from '../../base/words.ts';

export interface CsvProblem {
  readonly code: Code;
  /** A whole sentence. */
  readonly message: string;
  /** Where in the text, from 0. */
  readonly offset: number;
}

export interface Csv {
  /** Without blanks around the names. */
  readonly header: readonly string[];
  /** As many fields in each as the header has. */
  readonly rows: readonly (readonly string[])[];
  /** Where a field begins: offset in the text. */
  offsetOf(row: number, column: number): number;
  readonly problems: readonly CsvProblem[];
}

/** From the most usual to the least. */
const delimiters = [',', ';', '\t', '|'];
const names: { readonly [delimiter: string]: string } = { '\t': 'tab' };
const nameOf = (delimiter: string): string => names[delimiter] ?? delimiter;

/** Rows with too many or too few fields that are told one by one. */
const maxRowProblems = 20;

/** Reads a text without its BOM. Where the structure cannot be understood, the rows are those before that. */
export function readCsv(text: string, given?: string): Csv {
  const declared = /^sep=(.)(?:\r\n?|\n)/.exec(text);
  const delimiter = given ?? declared?.[1] ?? detect(text);
  if (typeof delimiter !== 'string') return empty(delimiter);
  const code = delimiter.charCodeAt(0);
  const problems: CsvProblem[] = [];
  const rows: string[][] = [];
  const starts: number[] = [];
  let header: readonly string[] | undefined;
  let miscounted = 0;
  let at = declared ? declared[0].length : 0;
  while (at < text.length) {
    const fields: string[] = [];
    const next = scanRow(text, at, { code, field: (value) => fields.push(value) });
    if (typeof next !== 'number') {
      problems.push(next);
      break;
    }
    const row = at;
    at = next;
    if (fields.every((field) => field.trim() === '')) continue;
    if (header === undefined) {
      header = fields.map((name) => name.trim());
      problems.push(...repeated(text, row, { code, header }));
      starts.push(row);
    } else if (fields.length !== header.length) {
      miscounted += 1;
      if (miscounted <= maxRowProblems)
        problems.push(wrongCount(fields.length, header.length, { offset: row, delimiter }));
    } else {
      rows.push(fields);
      starts.push(row);
    }
  }
  if (header === undefined && problems.length === 0) {
    problems.push({
      code: 'csv-empty',
      message: 'The file has no header; its first line names the columns.',
      offset: 0,
    });
  }
  if (miscounted > maxRowProblems) {
    const more = plural(miscounted - maxRowProblems, 'more row has', 'more rows have');
    const message = `${more} another number of fields than the header.`;
    problems.push({ code: 'csv-fields', message, offset: 0 });
  }
  return {
    header: header ?? [],
    rows,
    problems,
    offsetOf(row, column) {
      const start = starts[row + 1] ?? 0;
      let index = -1;
      let found = start;
      scanRow(text, start, {
        code,
        field: (_, offset) => {
          index += 1;
          if (index === column) found = offset;
        },
      });
      return found;
    },
  };
}

const empty = (problem: CsvProblem): Csv => ({ header: [], rows: [], problems: [problem], offsetOf: () => 0 });

const quoteMark = 34;
const lineFeed = 10;
const carriageReturn = 13;

interface RowScan {
  /** Of the delimiter. */
  readonly code: number;
  field(value: string, offset: number): void;
}

/** Goes over one row and gives where the next one begins, or why it cannot be understood. */
function scanRow(text: string, from: number, { code, field }: RowScan): number | CsvProblem {
  let at = from;
  for (;;) {
    const start = at;
    if (text.charCodeAt(at) === quoteMark) {
      const end = closingQuote(text, at);
      if (end < 0) {
        const message = 'A quote opens here and is never closed; every " in a quoted value is written twice.';
        return { code: 'csv-quote', message, offset: at };
      }
      const value = text.slice(at + 1, end);
      field(value.includes('"') ? value.replaceAll('""', '"') : value, start);
      at = end + 1;
      const next = text.charCodeAt(at);
      if (at < text.length && next !== code && next !== lineFeed && next !== carriageReturn) {
        const message = `After a quoted value stands ${quote(text.slice(at, at + 10))}; every " in a quoted value is written twice.`;
        return { code: 'csv-quote', message, offset: at };
      }
    } else {
      let next = text.charCodeAt(at);
      while (at < text.length && next !== code && next !== lineFeed && next !== carriageReturn) {
        if (next === quoteMark) return strayQuote(text, start, at);
        at += 1;
        next = text.charCodeAt(at);
      }
      field(text.slice(start, at), start);
    }
    if (at >= text.length) return at;
    if (text.charCodeAt(at) !== code) return at + (text.startsWith('\r\n', at) ? 2 : 1);
    at += 1;
  }
}

/** The quote that closes the one at an offset, or -1. */
function closingQuote(text: string, open: number): number {
  let end = text.indexOf('"', open + 1);
  while (end >= 0 && text.charCodeAt(end + 1) === quoteMark) end = text.indexOf('"', end + 2);
  return end;
}

function strayQuote(text: string, start: number, at: number): CsvProblem {
  return text.slice(start, at) === '='
    ? {
        code: 'spreadsheet-damage',
        message: `A value is written as a spreadsheet's formula, ${quote(text.slice(start, at + 12))}; have the column exported as text, without "=".`,
        offset: start,
      }
    : {
        code: 'csv-quote',
        message: `There is a quote inside a value that does not begin with one; quote the whole value, and write " in it twice.`,
        offset: at,
      };
}

/** The delimiter that is most often in the header, outside quotes; a problem where two are equally often. */
function detect(text: string): string | CsvProblem {
  const counts = new Map(delimiters.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  let seen = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) {
      if (seen) break;
      continue;
    } else if (!quoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
    if (character.trim() !== '') seen = true;
  }
  const most = Math.max(...counts.values());
  const [best = ',', other] = delimiters.filter((delimiter) => counts.get(delimiter) === most);
  if (most === 0 || other === undefined) return most === 0 ? ',' : best;
  return {
    code: 'csv-delimiter',
    message: `The header has ${nameOf(best)} and ${nameOf(other)} equally often (${most}); say which of them separates columns: delimiter: ${JSON.stringify(best)}.`,
    offset: 0,
  };
}

interface Header {
  readonly code: number;
  readonly header: readonly string[];
}

function repeated(text: string, at: number, { code, header }: Header): readonly CsvProblem[] {
  const offsets: number[] = [];
  scanRow(text, at, { code, field: (_, offset) => offsets.push(offset) });
  const problems: CsvProblem[] = [];
  const first = new Map<string, number>();
  for (const [column, name] of header.entries()) {
    const before = first.get(name);
    if (name === '') continue;
    if (before === undefined) first.set(name, column);
    else {
      const message = `The column ${quote(name)} is in the header twice, as column ${before + 1} and as column ${column + 1}; rename one of them.`;
      problems.push({ code: 'csv-duplicate-column', message, offset: offsets[column] ?? at });
    }
    if (name === '__proto__') {
      problems.push({ code: 'forbidden-key', message: 'A column may not be called "__proto__".', offset: at });
    }
  }
  return problems;
}

function wrongCount(
  fields: number,
  columns: number,
  { offset, delimiter }: { readonly offset: number; readonly delimiter: string },
): CsvProblem {
  const count = `The row has ${plural(fields, 'field')} and the header ${plural(columns, 'column')}`;
  const why =
    fields > columns
      ? `a value with ${nameOf(delimiter)} in it needs quotes`
      : 'a value may have a line break in it without quotes, or the file is cut short';
  return { code: 'csv-fields', message: `${count}; ${why}.`, offset };
}
