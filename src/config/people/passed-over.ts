/** Records of a person that do not count, and why, for `explain`, which is asked where somebody is. Looked for only then. */

import { formatSpan, type SourceSpan } from '../../base/diagnostic.ts';
import { isMap, type Json } from '../../base/json.ts';
import { quote } from '../../base/text-rules.ts';
import { valueAt } from '../sources/path.ts';
import type { Export } from '../sources/read-source.ts';
import { holds } from './expressions/condition.ts';
import { textOf } from './expressions/filters.ts';
import { fillField } from './fields.ts';
import type { Mapping, Person } from './person.ts';
import { nameOfField, type SourceSettings } from './settings.ts';

export interface PassedOver {
  /** The record. */
  readonly at: SourceSpan;
  /** A sentence without its full stop. */
  readonly why: string;
}

export interface Searched {
  readonly read: Export;
  readonly settings: SourceSettings;
  readonly mapping: Mapping;
  readonly people: readonly Person[];
}

export function passedOver(name: string, { read, settings, mapping, people }: Searched): readonly PassedOver[] {
  const counts = new Set(people.map(({ record }) => record));
  const wanted = mapping.fold(name);
  const quietly = { tables: mapping.tables, convert: mapping.convert, fault: () => {}, blank: () => {} };
  return read.records.flatMap((record, index): PassedOver[] => {
    if (counts.has(index)) return [];
    const fields = fillField(settings.user, record, quietly);
    const named = isMap(fields) ? fields[mapping.nameField] : undefined;
    if (named === undefined || mapping.fold(textOf(named) ?? '') !== wanted) return [];
    return [{ at: read.at(index), why: whyNot(record, { read, settings, mapping, people }) }];
  });
}

function whyNot(record: Json, { read, settings }: Searched): string {
  const failing = settings.where.find((test) => !holds([test], record));
  if (failing) {
    const { field, texts, inverted, path } = failing;
    const text = textOf(valueAt(record, field) ?? null);
    const value = text === undefined ? 'a list or a map' : quote(text);
    const list = [...texts].map(quote).join(' or ');
    const place = formatSpan(settings.config.at(path));
    return `where leaves it out: ${nameOfField(field)} is ${value}, and ${place} wants ${inverted ? 'none of ' : ''}${list}`;
  }
  const matches = settings.rules.some(({ when }) => holds(when, record));
  if (settings.rules.length > 0 && !matches) return `no rule of ${read.file} matches it`;
  return 'another record of the same person counts instead (duplicates)';
}
