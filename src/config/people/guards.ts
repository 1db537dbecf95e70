/** What an export has to be before anybody is made of it: whole, fresh, and not spoilt by a spreadsheet. */

import { isDay, parseMoment, startOfDay, type TimeZone } from '../../base/day.ts';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { quote } from '../../base/text-rules.ts';
import { plural } from '../../base/words.ts';
import type { Age } from '../../plan/model/person.ts';
import { type FieldPath, valueAt } from '../sources/path.ts';
import type { Export } from '../sources/read-source.ts';
import { isNothing } from './expressions/evaluate.ts';
import { expressionsOf, pathsOf } from './expressions/expression.ts';
import { textOf } from './expressions/filters.ts';
import { guardNames, makeHas, type Report } from './missing-fields.ts';
import { allTemplates, nameOfField, type SourceSettings } from './settings.ts';

/** `kept` are the indexes of the records that `where` keeps. */
export function guardExport(read: Export, settings: SourceSettings, kept: readonly number[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, message, source) => diagnostics.push({ severity: 'error', code, message, source });
  guardCount(read, settings, report);
  guardNames(read, settings, report);
  guardFilled(read, settings, { kept, report });
  guardPasswords(read, report);
  guardSpreadsheet(read, settings, { kept, report });
  return diagnostics;
}

function guardCount(
  { records, file }: Export,
  { expect: { minRecords }, config, path }: SourceSettings,
  report: Report,
): void {
  if (minRecords === undefined || records.length >= minRecords) return;
  const message = `${file} has ${plural(records.length, 'record')}; expect.minRecords wants ${minRecords} or more.`;
  report('too-few-records', message, config.at([...path, 'expect', 'minRecords']));
}

/** When the export says that it was made, where the source limits its age; what is wrong with that. */
export function ageOf(
  { document, file, outside }: Export,
  { expect: { exportedAt, maxAge }, config, path }: SourceSettings,
  zone: TimeZone,
): { readonly age?: Age; readonly diagnostics: readonly Diagnostic[] } {
  const wrong = (message: string, source: SourceSpan): { readonly diagnostics: readonly Diagnostic[] } => ({
    diagnostics: [{ severity: 'error', code: 'no-export-time', message, source }],
  });
  if (exportedAt === undefined) {
    if (maxAge === undefined) return { diagnostics: [] };
    return wrong(
      'expect.maxAge needs expect.exportedAt, the path to when the export was made.',
      config.at([...path, 'expect', 'maxAge']),
    );
  }
  const name = nameOfField(exportedAt);
  const here = config.at([...path, 'expect', 'exportedAt']);
  if (document === undefined) {
    return wrong(`expect.exportedAt is for JSON and YAML; a CSV file such as ${file} has no place for it.`, here);
  }
  const value = valueAt(document, exportedAt);
  if (value === undefined)
    return wrong(`${file} has no ${quote(name)}, which expect.exportedAt says is when it was made.`, here);
  const text = textOf(value);
  const made = text === undefined ? undefined : isDay(text) ? startOfDay(text, zone) : parseMoment(text, zone);
  const at = outside(exportedAt);
  if (made === undefined) {
    const what = text === undefined ? 'a list or a map' : quote(text);
    return wrong(`${name} is ${what}, which is no time such as 2026-12-01T06:00:00Z (expect.exportedAt).`, at);
  }
  return maxAge === undefined ? { diagnostics: [] } : { age: { made, maxAge, at }, diagnostics: [] };
}

function guardFilled(
  read: Export,
  { expect: { fields } }: SourceSettings,
  { kept, report }: { readonly kept: readonly number[]; readonly report: Report },
): void {
  const has = makeHas(read);
  for (const { field } of fields) {
    if (!has(field)) continue;
    const empty = kept.filter((index) => isNothing(valueAt(read.records[index] ?? null, field)));
    const [first] = empty;
    if (first === undefined) continue;
    const others = empty.length > 1 ? `, and so it is in ${plural(empty.length - 1, 'more record')}` : '';
    report(
      'empty-field',
      `${nameOfField(field)} is empty, and expect.fields wants it in every record${others}.`,
      read.at(first, field),
    );
  }
}

const passwordField = /^(initial[ _-]?)?pass(word|wort)?$/i;

/** An export with passwords in it is never used, since files are copied and committed. */
function guardPasswords(read: Export, report: Report): void {
  const names = read.columns ?? [
    ...new Set(read.records.flatMap((record) => Object.keys(record).filter((name) => passwordField.test(name)))),
  ];
  for (const name of names.filter((one) => passwordField.test(one))) {
    const at = read.records.findIndex((record) => !isNothing(valueAt(record, [name])));
    if (at < 0) continue;
    const message = `The field ${quote(name)} has passwords in it, which never belong in a file; export it without them, and change those that were there.`;
    report('password-in-file', message, read.at(at, [name]));
  }
}

const scientific = /^-?\d(?:[.,]\d+)?E[+-]?\d{1,3}$/i;
const sheetError =
  /^#(?:N\/A|NV|REF!|BEZUG!|VALUE!|WERT!|NAME\?|DIV\/0!|NUM!|ZAHL!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)$/i;

/** Looks at the columns that the source uses: damage elsewhere does no harm. */
function guardSpreadsheet(
  read: Export,
  settings: SourceSettings,
  { kept, report }: { readonly kept: readonly number[]; readonly report: Report },
): void {
  if (!read.columns) return;
  for (const [name, usage] of usedColumns(settings)) {
    const texts = kept.map((index) => textOf(read.records[index]?.[name] ?? null) ?? '');
    const tell = (wrong: (text: string) => boolean, say: (text: string) => string): void => {
      const at = texts.findIndex(wrong);
      if (at < 0) return;
      const more = texts.filter(wrong).length - 1;
      const others = more > 0 ? ` So in ${plural(more, 'more row')}.` : '';
      report('spreadsheet-damage', `${say(texts[at] ?? '')}${others}`, read.at(kept[at] ?? 0, [name]));
    };
    tell(
      (text) => scientific.test(text),
      (text) =>
        `${nameOfField([name])} is ${quote(text)}: a spreadsheet has rounded a long number; have it exported as text, from the HR system itself.`,
    );
    tell(
      (text) => sheetError.test(text.trim()),
      (text) =>
        `${nameOfField([name])} is ${quote(text)}, the error of a spreadsheet's formula; export from the HR system itself.`,
    );
    tell(
      (text) => text.startsWith('='),
      (text) =>
        `${nameOfField([name])} is ${quote(text)}, a spreadsheet's formula; have it exported as text, without "=".`,
    );
    const width = usage.padded ? undefined : fixedWidth(texts);
    if (width === undefined) continue;
    tell(
      (text) => /^[1-9]\d*$/.test(text) && text.length < width,
      (text) =>
        `${nameOfField([name])} is ${quote(text)}, and others have ${width} digits with zeros in front, as ${quote(texts.find((one) => one.startsWith('0') && one.length === width) ?? '')}: a spreadsheet has dropped zeros; export from the HR system itself, or write |pad:${width},'0'.`,
    );
  }
}

/** How many digits all numbers of a column had, where some have zeros in front and all of those are equally long. */
function fixedWidth(texts: readonly string[]): number | undefined {
  const filled = texts.filter((text) => text !== '');
  if (!filled.every((text) => /^\d+$/.test(text))) return undefined;
  const widths = new Set(filled.filter((text) => text.startsWith('0') && text.length > 1).map((text) => text.length));
  const [width] = widths;
  return widths.size === 1 && width !== undefined && filled.every((text) => text.length <= width) ? width : undefined;
}

/** Columns that a source reads, and whether it fills them with zeros itself wherever it does. */
function usedColumns(settings: SourceSettings): ReadonlyMap<string, { readonly padded: boolean }> {
  const used = new Map<string, { padded: boolean }>();
  const use = (field: FieldPath, padded: boolean): void => {
    const name = String(field[0]);
    used.set(name, { padded: padded && (used.get(name)?.padded ?? true) });
  };
  for (const { template } of allTemplates(settings)) {
    for (const expression of expressionsOf(template)) {
      const padded = expression.steps.some((step) => step.type === 'filter' && step.name === 'pad');
      for (const field of pathsOf(expression)) use(field, padded);
    }
  }
  const named = [settings.key, settings.duplicates?.latest].filter((one) => one?.type === 'field');
  const tests = [settings.where, ...settings.rules.map(({ when }) => when), settings.duplicates?.prefer ?? []].flat();
  for (const { field } of [...named, ...settings.expect.fields, ...tests]) use(field, false);
  return used;
}
