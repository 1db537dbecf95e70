/**
 * From an export to people: which records count, what each says of its person, and what is wrong with any of it. A pure
 * function of the export, the source's settings and the tables; who is wanted on which day is decided later.
 */

import { type Diagnostic, formatSpan, type SourceSpan } from '../../base/diagnostic.ts';
import { isMap, type Json, present } from '../../base/json.ts';
import { plural } from '../../base/words.ts';
import type { AttributePath, Expressions, Origin, Source } from '../../plan/model/origin.ts';
import type { Age } from '../../plan/model/person.ts';
import type { Attributes } from '../../plan/model/state.ts';
import type { Layer } from '../layers.ts';
import type { FieldPath } from '../sources/path.ts';
import { valueAt } from '../sources/path.ts';
import type { Export } from '../sources/read-source.ts';
import { settleDuplicates } from './duplicates.ts';
import { holds } from './expressions/condition.ts';
import { evaluate, isNothing } from './expressions/evaluate.ts';
import { type LookupTables, textOf } from './expressions/filters.ts';
import { collectFaults, type Faults } from './faults.ts';
import { type Filling, fieldBehind, fillField, type PersonField, writtenBehind } from './fields.ts';
import { ageOf, guardExport } from './guards.ts';
import { type PassedOver, passedOver } from './passed-over.ts';
import type { Mapping, Person } from './person.ts';
import type { FieldOrTemplate, SourceSettings } from './settings.ts';
import { spanWithin } from './settings.ts';

export interface People {
  /** In the order of the records. */
  readonly people: readonly Person[];
  /** Keys of the records that `where` leaves out. */
  readonly leftOut: ReadonlySet<string>;
  /** Absent where nobody limits it. */
  readonly age?: Age;
  /** Records of somebody with this name that do not count. */
  readonly passedOver: (name: string) => readonly PassedOver[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A record that could be mapped; the layers are made once it is clear that it counts. */
interface Candidate {
  readonly record: number;
  readonly name: string;
  readonly key: string | undefined;
  readonly fields: Attributes;
  readonly blanks: readonly AttributePath[];
}

export function peopleOf(read: Export, settings: SourceSettings, mapping: Mapping): People {
  const kept: number[] = [];
  const leftOut = new Set<string>();
  const faults = collectFaults();
  const keyOf = makeKey(read, settings, { mapping, faults });
  for (const [index, record] of read.records.entries()) {
    if (holds(settings.where, record)) {
      kept.push(index);
      continue;
    }
    const key = keyOf(index, true);
    if (key !== undefined) leftOut.add(key);
  }
  const records: Source = { at: ([index, ...field]) => read.at(Number(index), field) };
  const diagnostics = [...guardExport(read, settings, kept)];
  const candidates: Candidate[] = [];
  const nameless: number[] = [];
  for (const index of kept) {
    const candidate = candidateOf(index);
    if (candidate) candidates.push(candidate);
  }
  // Where nobody has a name because its field is not there, that is told already.
  if (nameless.length < kept.length || diagnostics.every(({ code }) => code !== 'unknown-field')) {
    const { nameField } = mapping;
    const message = `The record has nothing for the ${nameField}`;
    for (const record of nameless) {
      const span = () => read.at(record, fieldOf(settings.user, record, [nameField]));
      faults.add(nameField, { code: 'no-username', message, span });
    }
  }
  const settled = settleDuplicates(candidates, { ...mapping, read, settings });
  diagnostics.push(...settled.diagnostics);

  const unmatched: number[] = [];
  const people: Person[] = [];
  for (const candidate of settled.kept) {
    const layers = layersOf(candidate);
    if (layers === undefined) unmatched.push(candidate.record);
    else people.push(layers);
  }
  if (settings.unmatched === 'error') diagnostics.push(...tellUnmatched(unmatched, read));
  const aged = ageOf(read, settings, mapping.zone);
  diagnostics.push(...aged.diagnostics);
  return {
    people,
    leftOut,
    ...present({ age: aged.age }),
    passedOver: (name) => passedOver(name, { read, settings, mapping, people }),
    diagnostics: [...diagnostics, ...faults.diagnostics()],
  };

  function fill(field: PersonField, index: number, blanks: AttributePath[]): Json | undefined {
    return fillField(field, read.records[index] ?? null, {
      tables: mapping.tables,
      convert: mapping.convert,
      fault: faultTeller(read, settings, { faults, index }),
      blank: (attribute) => blanks.push(attribute),
    });
  }

  function candidateOf(record: number): Candidate | undefined {
    const blanks: AttributePath[] = [];
    const fields = fill(settings.user, record, blanks);
    const key = keyOf(record, false);
    const name = isMap(fields) ? fields[mapping.nameField] : undefined;
    if (!isMap(fields) || isNothing(name)) {
      nameless.push(record);
      return undefined;
    }
    if (settings.key && key === undefined) {
      const field = settings.key.type === 'field' ? settings.key.field : undefined;
      faults.add('key', {
        code: 'no-key',
        message: 'The record has nothing for the key',
        span: () => read.at(record, field),
      });
      return undefined;
    }
    return { record, name: textOf(name) ?? '', key, fields, blanks };
  }

  function fieldOf(field: PersonField, index: number, path: readonly string[]): FieldPath | undefined {
    return fieldBehind(field, path, read.records[index] ?? null);
  }

  /** `undefined` where there are rules and none of them matches. */
  function layersOf({ record, name, key, fields, blanks }: Candidate): Person | undefined {
    const matching = settings.rules.filter(({ when }) => holds(when, read.records[record] ?? null));
    if (settings.rules.length > 0 && matching.length === 0) return undefined;
    const origin = (rule?: (typeof matching)[number]): Origin => {
      const field = rule ? rule.set : settings.user;
      const by: Expressions = {
        source: settings.config,
        path: rule ? rule.setPath : settings.userPath,
        fieldOf: (path) => fieldOf(field, record, path),
        written: (path) => writtenBehind(field, path),
      };
      const place = { source: records, path: [record] };
      return rule ? { type: 'rule', number: rule.number, by, ...place } : { type: 'record', by, ...place };
    };
    const empty: AttributePath[] = [...blanks];
    const layers: Layer[] = [{ origin: origin(), attributes: fields }];
    for (const rule of matching) {
      const set = fill(rule.set, record, empty);
      const attributes = isMap(set) ? set : {};
      layers.push({ origin: origin(rule), attributes });
    }
    const at = (field?: FieldPath): SourceSpan => read.at(record, field);
    return { name, ...(key !== undefined && { key }), record, layers, blanks: empty, at };
  }
}

/** Who a record is about; `undefined` where it does not say. Nothing is told of records that do not count. */
function makeKey(
  read: Export,
  settings: SourceSettings,
  { mapping, faults }: { readonly mapping: Mapping; readonly faults: Faults },
): (index: number, quietly: boolean) => string | undefined {
  const { key } = settings;
  if (!key) return () => undefined;
  return (index, quietly) => {
    const value = valueOfNamed(key, read.records[index] ?? null, {
      tables: mapping.tables,
      fault: quietly ? () => undefined : faultTeller(read, settings, { faults, index }),
    });
    return isNothing(value) ? undefined : textOf(value)?.trim();
  };
}

/** The value of a field that is named, or of a text with expressions. */
function valueOfNamed(
  named: FieldOrTemplate,
  record: Json,
  { tables, fault }: { readonly tables: LookupTables; readonly fault: ReturnType<typeof faultTeller> },
): Json | undefined {
  if (named.type === 'field') return valueAt(record, named.field);
  const result = evaluate(named.template, record, tables);
  if (!('fault' in result)) return result.value;
  fault(result.fault, named);
  return undefined;
}

/** Tells why an expression cannot be used for a record: `The filter map of ${Site|map:site} (a.yaml:3:7) …`. */
function faultTeller(
  read: Export,
  { config }: SourceSettings,
  { faults, index }: { readonly faults: Faults; readonly index: number },
): Filling['fault'] {
  return ({ failure, filter, expression }, { path }) => {
    const place = formatSpan(spanWithin(config, path, expression.offset));
    const subject = filter ? `The filter ${filter.name} of ${expression.source}` : expression.source;
    faults.add(`${place} ${filter?.offset}`, {
      code: failure.code,
      message: `${subject} (${place}) ${failure.reason}`,
      span: () => read.at(index, expression.path),
    });
  };
}

/** Records that are named in one sentence, at most. */
const maxNamed = 3;

function tellUnmatched(records: readonly number[], read: Export): readonly Diagnostic[] {
  const [first] = records;
  if (first === undefined) return [];
  const others = records.slice(1, maxNamed).map((record) => formatSpan(read.at(record)));
  const more = records.length - 1 - others.length;
  const rest =
    others.length === 0 ? '' : `, nor ${others.join(' and ')}${more > 0 ? ` and ${plural(more, 'more record')}` : ''}`;
  const message = `No rule matches this record${rest}; add a rule, leave them out with where, or say unmatched: skip.`;
  return [{ severity: 'error', code: 'unmatched-record', message, source: read.at(first) }];
}
