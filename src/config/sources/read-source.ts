/** An export as it comes from an HR system: its records, and where each of their values is written. */
import type { Code } from '../../base/codes.ts';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { isMap, type Json } from '../../base/json.ts';
import { quote } from '../../base/text-rules.ts';
import { makeLines, type Position } from '../lines.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { isJsonProblem, readJson } from './json.ts';
import { type FieldPath, formatPath, valueAt } from './path.ts';

export type Record = { readonly [field: string]: Json };

export interface Export {
  /** As the user would name it. */
  readonly file: string;
  readonly records: readonly Record[];
  /** The columns of a CSV file. JSON and YAML leave out fields, so there what a record lacks says nothing. */
  readonly columns?: readonly string[];
  /** All of a JSON or YAML file. */
  readonly document?: Json;
  /** Where a field of a record is written, or the record; where the field is not, the record. */
  at(record: number, path?: FieldPath): SourceSpan;
  /** Where something outside the records is written. */
  outside(path: FieldPath): SourceSpan;
}

/** How to read a file. */
export interface ExportForm {
  /** As the user would name it; its ending says what it is. */
  readonly file: string;
  /** Path to the list of records; the file is the list where it is left out. */
  readonly records?: FieldPath;
  readonly encoding?: string;
  readonly delimiter?: string;
}

export interface ExportRead {
  /** Absent where nothing of it could be understood. */
  readonly read?: Export;
  /** All in the export. */
  readonly diagnostics: readonly Diagnostic[];
}

export type ExportSort = 'csv' | 'json' | 'yaml';

/** What a file is, by its ending; `undefined` for one that cannot be read. */
export function sortOf(file: string): ExportSort | undefined {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  if (ending === 'yml') return 'yaml';
  return ending === 'csv' || ending === 'json' || ending === 'yaml' ? ending : undefined;
}

/** Of a file. */
const start: Position = { line: 1, column: 1 };

/** Reads an export; what is wrong with it are diagnostics. */
export function readExport(bytes: Uint8Array, form: ExportForm): ExportRead {
  const sort = sortOf(form.file);
  const wrong = (code: Code, message: string, { line, column }: Position): ExportRead => ({
    diagnostics: [{ severity: 'error', code, message, source: { file: form.file, line, column } }],
  });
  const canSay = sort === 'csv';
  const decoded = decode(bytes, { canSay, ...(form.encoding !== undefined && { encoding: form.encoding }) });
  if ('problem' in decoded) {
    const { code, message, line } = decoded.problem;
    return wrong(code, message, { line, column: 1 });
  }
  if (sort === 'csv') return fromCsv(decoded.text, form);
  if (sort === 'json') {
    const document = readJson(decoded.text);
    return isJsonProblem(document) ? wrong(document.code, document.message, document) : fromDocument(document, form);
  }
  const { document, problems } = readYaml(decoded.text);
  const [problem] = problems;
  // What readYaml says of an empty file is about a configuration.
  if (problem && problem.code !== 'empty-file') return wrong(problem.code, problem.message, problem);
  if (!document) return wrong('empty-file', 'The file is empty.', start);
  return fromDocument({ value: document.value, at: (path) => document.positions.at(path) }, form);
}

function fromCsv(text: string, { file, delimiter }: ExportForm): ExportRead {
  const csv = readCsv(text, delimiter);
  const position = makeLines(text);
  const span = (offset: number): SourceSpan => ({ file, ...position(offset) });
  const diagnostics = csv.problems.map(
    ({ code, message, offset }): Diagnostic => ({ severity: 'error', code, message, source: span(offset) }),
  );
  const { header } = csv;
  const columnOf = new Map(header.flatMap((name, at) => (name === '' ? [] : [[name, at] as const])));
  const records = csv.rows.map((row) => {
    const record: { [field: string]: Json } = {};
    for (const [name, at] of columnOf) record[name] = row[at] as string;
    return record;
  });
  return {
    diagnostics,
    read: {
      file,
      records,
      columns: [...columnOf.keys()],
      at: (record, path) => span(csv.offsetOf(record, columnOf.get(String(path?.[0] ?? '')) ?? 0)),
      outside: () => ({ file, ...start }),
    },
  };
}

interface Located {
  readonly value: Json;
  at(path: FieldPath): Position;
}

function fromDocument({ value, at }: Located, { file, records: path = [] }: ExportForm): ExportRead {
  const span = (where: FieldPath): SourceSpan => {
    const { line, column } = at(where);
    return { file, line, column };
  };
  const list = valueAt(value, path);
  if (!Array.isArray(list)) {
    return {
      diagnostics: [{ severity: 'error', code: 'no-records', message: noList(value, path), source: span(path) }],
    };
  }
  const diagnostics: Diagnostic[] = [];
  for (const [index, item] of list.entries()) {
    if (isMap(item as Json)) continue;
    const message = 'A record must be a map of fields; this one is none.';
    diagnostics.push({ severity: 'error', code: 'record-shape', message, source: span([...path, index]) });
    if (diagnostics.length >= maxShapes) break;
  }
  if (diagnostics.length > 0) return { diagnostics };
  return {
    diagnostics,
    read: {
      file,
      records: list as readonly Record[],
      document: value,
      at: (record, field = []) => span([...path, record, ...field]),
      outside: span,
    },
  };
}

/** Records that are none, which are told one by one. */
const maxShapes = 20;

/** Why a path does not lead to a list, with the one that was probably meant. */
function noList(value: Json, path: FieldPath): string {
  const lists = [...listsIn(value, [], 0)].slice(0, 5).map((one) => `records: ${formatPath(one)}`);
  const fix = lists.length === 0 ? 'there is no list of records in the file.' : `write ${lists.join(' or ')}.`;
  return path.length === 0
    ? `The file is no list of records; ${fix}`
    : `There is no list at ${quote(formatPath(path))}; ${fix}`;
}

function* listsIn(value: Json, path: FieldPath, depth: number): Generator<FieldPath> {
  if (!isMap(value) || depth > 3) return;
  for (const [name, item] of Object.entries(value)) {
    if (Array.isArray(item) && item.some(isMap)) yield [...path, name];
    else yield* listsIn(item, [...path, name], depth + 1);
  }
}
