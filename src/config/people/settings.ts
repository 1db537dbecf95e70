/** One entry of `sources`, once the schema has accepted it, as what it means. */

import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { isMap, type Json } from '../../base/json.ts';
import { parseDuration } from '../../base/time.ts';
import type { Limit } from '../../plan/model/limit.ts';
import type { SourceFile } from '../files/source-file.ts';
import { readLimit } from '../settings/policy.ts';
import { type FieldPath, formatPath, parseFieldPath } from '../sources/path.ts';
import type { ValuePath } from '../yaml/positions.ts';
import { type Condition, readCondition, writtenText } from './expressions/condition.ts';
import { expressionsOf } from './expressions/expression.ts';
import { compileField, type FieldProblem, type PersonField, type TemplateField, templatesOf } from './fields.ts';

/** A field of a record that is named, or a text with expressions. */
export type FieldOrTemplate =
  | TemplateField
  | { readonly type: 'field'; readonly field: FieldPath; readonly path: ValuePath };

export interface Expectations {
  readonly minRecords?: number;
  /** Present and filled in every record that `where` keeps. */
  readonly fields: readonly { readonly field: FieldPath; readonly path: ValuePath }[];
  readonly exportedAt?: FieldPath;
  /** Milliseconds. */
  readonly maxAge?: number;
  readonly blanks: Limit;
}

export interface Rule {
  /** From 1. */
  readonly number: number;
  readonly when: Condition;
  readonly set: PersonField;
  /** Where `set` is. */
  readonly setPath: ValuePath;
}

export interface SourceSettings {
  /** As it is written, relative to the file that names it. */
  readonly file: string;
  readonly records?: FieldPath;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly where: Condition;
  readonly key?: FieldOrTemplate;
  readonly expect: Expectations;
  readonly user: PersonField;
  /** Where `user` is. */
  readonly userPath: ValuePath;
  readonly rules: readonly Rule[];
  readonly unmatched: 'error' | 'skip';
  readonly duplicates?: { readonly prefer: Condition; readonly latest?: FieldOrTemplate };
  readonly samePerson: ReadonlySet<string>;
  /** Where the entry is. */
  readonly config: SourceFile;
  readonly path: ValuePath;
}

/** More people than this, and more than three, must not have lost a value. */
const defaultBlanks = '5%';

export function readSettings(
  entry: { readonly [name: string]: Json },
  {
    config,
    path,
    tables,
  }: { readonly config: SourceFile; readonly path: ValuePath; readonly tables: ReadonlySet<string> },
): { readonly settings: SourceSettings; readonly diagnostics: readonly Diagnostic[] } {
  const problems: FieldProblem[] = [];
  const { writtenAs } = config.document.positions;
  const field = (name: string): Json | undefined => (Object.hasOwn(entry, name) ? entry[name] : undefined);
  const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
  const condition = (value: Json | undefined, ...steps: string[]): Condition =>
    readCondition(value, { path: [...path, ...steps], writtenAs });
  const named = (value: Json | undefined, ...steps: string[]): FieldOrTemplate | undefined => {
    const name = text(value);
    if (name === undefined) return undefined;
    const compiled = compileField(name, { path: [...path, ...steps], problems });
    if (compiled.type === 'template') return compiled;
    if (compiled.type === 'broken') return undefined;
    return { type: 'field', field: parseFieldPath(name), path: [...path, ...steps] };
  };

  const expect = isMap(field('expect')) ? (field('expect') as { readonly [name: string]: Json }) : {};
  const fields = Array.isArray(expect['fields']) ? expect['fields'] : [];
  const exportedAt = text(expect['exportedAt']);
  const maxAge = parseDuration(text(expect['maxAge']) ?? '');
  const minRecords = expect['minRecords'];
  const duplicates = field('duplicates');
  const rules = field('rules');
  const samePerson = field('samePerson');
  const records = text(field('records'));
  const encoding = text(field('encoding'));
  const delimiter = text(field('delimiter'));
  const key = named(field('key'), 'key');
  const latest = isMap(duplicates) ? named(duplicates['latest'], 'duplicates', 'latest') : undefined;
  const settings: SourceSettings = {
    file: text(field('file')) ?? '',
    ...(records !== undefined && { records: parseFieldPath(records) }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter: delimiter === 'tab' ? '\t' : delimiter }),
    where: condition(field('where'), 'where'),
    ...(key && { key }),
    expect: {
      ...(typeof minRecords === 'number' && { minRecords }),
      fields: fields.map((name: Json, at) => ({
        field: parseFieldPath(String(name)),
        path: [...path, 'expect', 'fields', at],
      })),
      ...(exportedAt !== undefined && { exportedAt: parseFieldPath(exportedAt) }),
      ...(maxAge !== undefined && { maxAge }),
      blanks: readLimit(expect['blanks'] ?? defaultBlanks),
    },
    userPath: [...path, 'user'],
    user: compileField(field('user') ?? {}, { path: [...path, 'user'], problems }),
    rules: (Array.isArray(rules) ? rules : []).map((rule: Json, at) => {
      const { when, set } = isMap(rule) ? rule : {};
      return {
        number: at + 1,
        when: condition(when, 'rules', String(at), 'when'),
        set: compileField(set ?? {}, { path: [...path, 'rules', at, 'set'], problems }),
        setPath: [...path, 'rules', at, 'set'],
      };
    }),
    unmatched: field('unmatched') === 'skip' ? 'skip' : 'error',
    ...(isMap(duplicates) && {
      duplicates: { prefer: condition(duplicates['prefer'], 'duplicates', 'prefer'), ...(latest && { latest }) },
    }),
    samePerson: new Set(
      (Array.isArray(samePerson) ? samePerson : []).map((one: Json, at) =>
        writtenText(one, writtenAs([...path, 'samePerson', at])),
      ),
    ),
    config,
    path,
  };
  problems.push(...unknownTables(settings, tables));
  const diagnostics = problems.map(
    ({ code, message, path: where, offset }): Diagnostic => ({
      severity: 'error',
      code,
      message,
      source: spanWithin(config, where, offset),
    }),
  );
  return { settings, diagnostics };
}

/** All texts with expressions of a source. */
export const allTemplates = ({ user, rules, key, duplicates }: SourceSettings): readonly TemplateField[] => [
  ...templatesOf(user),
  ...rules.flatMap(({ set }) => templatesOf(set)),
  ...[key, duplicates?.latest].filter((one) => one?.type === 'template'),
];

function unknownTables(settings: SourceSettings, tables: ReadonlySet<string>): readonly FieldProblem[] {
  const known = tables.size === 0 ? 'there are no tables' : `there are ${[...tables].slice(0, 10).join(', ')}`;
  return allTemplates(settings).flatMap(({ template, path }) =>
    expressionsOf(template).flatMap(({ steps }) =>
      steps.flatMap((step): readonly FieldProblem[] => {
        const table = step.type === 'filter' && step.name === 'map' ? (step.args[0] ?? '') : undefined;
        if (table === undefined || tables.has(table)) return [];
        const message = `There is no table ${JSON.stringify(table)}; ${known}.`;
        return [{ code: 'unknown-table', message, offset: step.offset, path }];
      }),
    ),
  );
}

/** Where a character of a text of the configuration is, as far as its quotes and lines let that be told. */
export function spanWithin(config: SourceFile, path: ValuePath, offset: number): SourceSpan {
  const start = config.at(path);
  const written = config.document.positions.writtenAs(path);
  if (written?.includes('\n')) return start;
  return { ...start, column: start.column + offset + (written === undefined ? 1 : 0) };
}

/** `"Cost Centre"` as a person writes it. */
export const nameOfField = (field: FieldPath): string => (field.length === 1 ? String(field[0]) : formatPath(field));
