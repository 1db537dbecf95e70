/** Fields that no record has: a column was renamed, or a name is misspelled. */

import type { Code } from '../../base/codes.ts';
import { formatSpan, type SourceSpan } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { nearest } from '../../base/matching/nearest.ts';
import { quote } from '../../base/text-rules.ts';
import { type FieldPath, formatPath, valueAt } from '../sources/path.ts';
import type { Export, Record } from '../sources/read-source.ts';
import { expressionsOf, pathsOf } from './expressions/expression.ts';
import { allTemplates, nameOfField, type SourceSettings, spanWithin } from './settings.ts';

export type Report = (code: Code, message: string, source: SourceSpan) => void;

export function guardNames(read: Export, settings: SourceSettings, report: Report): void {
  const { config } = settings;
  if (read.records.length === 0 && !read.columns) return;
  const has = makeHas(read);
  const missing = makeMissing(read, has);
  for (const { template, path } of allTemplates(settings)) {
    for (const expression of expressionsOf(template)) {
      const mayBeMissing = expression.steps.some((step) => step.type === 'filter' && step.takesNothing);
      for (const field of pathsOf(expression)) {
        if (has(field)) continue;
        const { message, asOne } = missing(field, (name) => name);
        if (mayBeMissing && !read.columns && !asOne) continue;
        const way = read.columns || asOne ? '' : " Where it may be in no record, add |default:''.";
        report('unknown-field', `${message}${way}`, spanWithin(config, path, expression.offset));
      }
    }
  }
  const named = [settings.key, settings.duplicates?.latest].filter((one) => one?.type === 'field');
  for (const { field, path } of [...named, ...settings.expect.fields]) {
    if (!has(field)) report('unknown-field', missing(field, inYaml).message, config.at(path));
  }
  const tests = [settings.where, ...settings.rules.map(({ when }) => when), settings.duplicates?.prefer ?? []].flat();
  for (const { field, path } of tests) {
    if (has(field)) continue;
    const { message, asOne, meant } = missing(field, inYaml);
    // JSON leaves out what is empty, and a condition may well be about that; a name that is nearly there is a mistake.
    if (read.columns || asOne || meant !== undefined) {
      const { line, column, file } = { ...config.at(path), ...config.document.positions.ofKey(path) };
      report('unknown-field', message, { file, line, column });
    }
  }
}

/** Of a field that no record has. */
interface MissingField {
  readonly message: string;
  /** Whether there is one field whose name, with its dots or brackets, is the whole path. */
  readonly asOne: boolean;
  /** A name that was probably meant. */
  readonly meant?: string;
}

/** A quoted name as YAML takes it, whose own quotes would be lost otherwise. */
const inYaml = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** The second argument writes a quoted name as it has to stand where the field is named. */
function makeMissing(
  read: Export,
  has: (field: FieldPath) => boolean,
): (field: FieldPath, write: (name: string) => string) => MissingField {
  const { columns, records, file } = read;
  const first = records.length > 0 ? ` (the first record is at ${formatSpan(read.at(0))})` : '';
  const siblings = (field: FieldPath): readonly FieldPath[] => {
    if (columns) return columns.map((name) => [name]);
    const names = new Set(records.slice(0, 1000).flatMap((record) => fieldsOf(record, field)));
    return [...names].map((name) => [...field.slice(0, -1), name]);
  };
  return (field, write) => {
    const path = formatPath(field);
    if (has([path])) {
      const message = `${path} is read as a path, but in ${file} it is one name; write it as ${write(formatPath([path]))}.`;
      return { message, asOne: true };
    }
    const written = siblings(field).map(formatPath);
    const meant = nearest(path, written);
    const what = columns
      ? `There is no column ${quote(nameOfField(field))} in ${file}`
      : `No record of ${file} has ${quote(path)}`;
    const there =
      written.length === 0 ? '' : `; there is ${written.slice(0, 10).join(', ')}${written.length > 10 ? ', …' : ''}`;
    if (meant === undefined) return { message: `${what}${first}${there}.`, asOne: false };
    return { message: `${what}${first}; did you mean ${meant}?`, asOne: false, meant };
  };
}

/** Whether any record has a field. Most are in the first one. */
export function makeHas({ records, columns }: Export): (field: FieldPath) => boolean {
  const known = new Map<string, boolean>();
  return (field) => {
    if (columns) return field.length === 1 && columns.includes(String(field[0]));
    const name = formatPath(field);
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = records.some((record) => valueAt(record, field) !== undefined);
    known.set(name, found);
    return found;
  };
}

/** Names beside the last step of a path. */
function fieldsOf(record: Record, field: FieldPath): readonly string[] {
  const parent = valueAt(record, field.slice(0, -1));
  return isMap(parent) ? Object.keys(parent) : [];
}
