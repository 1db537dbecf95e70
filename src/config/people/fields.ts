/**
 * The attributes that a source gives a person, as its configuration writes them: texts with expressions, constants, and
 * lists and maps of both. Compiled once, filled for each record.
 */
import { isMap, type Json } from '../../base/json.ts';
import type { AttributePath } from '../../plan/model/origin.ts';
import type { Path } from '../yaml/positions.ts';
import { evaluate, type Fault, isNothing, sourceOf } from './evaluate.ts';
import { type ExpressionProblem, expressionsOf, isProblem, parseTemplate, type Template } from './expression.ts';
import type { Tables } from './filters.ts';
import type { FieldPath } from './path.ts';

export type Field =
  | { readonly type: 'constant'; readonly value: Json }
  | { readonly type: 'template'; readonly template: Template; readonly path: Path }
  | { readonly type: 'list'; readonly items: readonly Field[] }
  | { readonly type: 'map'; readonly entries: readonly (readonly [string, Field])[] };

/** What is wrong with an expression, and with which text of the configuration. */
export interface FieldProblem extends ExpressionProblem {
  readonly path: Path;
}

/** A value of a configuration. A text with an error in it counts as nothing. */
export function compileField(value: Json, path: Path, problems: FieldProblem[]): Field {
  if (typeof value === 'string' && value.includes('${')) {
    const template = parseTemplate(value);
    if (!isProblem(template)) return { type: 'template', template, path };
    problems.push({ ...template, path });
    return { type: 'constant', value: null };
  }
  if (Array.isArray(value)) {
    return { type: 'list', items: value.map((item: Json, at) => compileField(item, [...path, at], problems)) };
  }
  if (!isMap(value)) return { type: 'constant', value };
  const entries = Object.entries(value).map(([name, item]) => {
    if (name.includes('${')) {
      const message = `A key cannot be an expression, as ${JSON.stringify(name)} is; where YAML made a key of a text, quote the text.`;
      problems.push({ code: 'expression-syntax', message, offset: 0, path: [...path, name] });
    }
    return [name, compileField(item, [...path, name], problems)] as const;
  });
  return { type: 'map', entries };
}

/** All templates of a field. */
export function templatesOf(field: Field): readonly Extract<Field, { type: 'template' }>[] {
  switch (field.type) {
    case 'constant':
      return [];
    case 'template':
      return [field];
    case 'list':
      return field.items.flatMap(templatesOf);
    case 'map':
      return field.entries.flatMap(([, item]) => templatesOf(item));
  }
}

/** Makes the value that belongs at an attribute of what a record gives: a text of a number, where a text is wanted. */
export type Convert = (path: AttributePath, value: Json) => Json;

/** Told of what one record gives. */
export interface Filling {
  readonly tables: Tables;
  readonly convert: Convert;
  /** A record's field cannot be used. */
  fault(fault: Fault, field: Extract<Field, { type: 'template' }>): void;
}

/** The value of a field for a record; `undefined` where there is nothing in the record for it. */
export function fillField(
  field: Field,
  { record, path, filling }: { readonly record: Json; readonly path: AttributePath; readonly filling: Filling },
): Json | undefined {
  switch (field.type) {
    case 'constant':
      return field.value;
    case 'template': {
      const result = evaluate(field.template, record, filling.tables);
      if ('fault' in result) {
        filling.fault(result.fault, field);
        return undefined;
      }
      return isNothing(result.value) ? undefined : filling.convert(path, withoutNothing(result.value));
    }
    case 'list': {
      const items = field.items
        .map((item, at) => fillField(item, { record, path: [...path, String(at)], filling }))
        .filter((item) => item !== undefined);
      return items.length === 0 && field.items.length > 0 ? undefined : items;
    }
    case 'map': {
      const map: Record<string, Json> = {};
      for (const [name, item] of field.entries) {
        const value = fillField(item, { record, path: [...path, name], filling });
        if (value !== undefined) map[name] = value;
      }
      return Object.keys(map).length === 0 && field.entries.length > 0 ? undefined : map;
    }
  }
}

/** A list of a record without its empty items. */
const withoutNothing = (value: Json): Json =>
  Array.isArray(value) ? value.filter((item: Json) => !isNothing(item)) : value;

/** The field of a record that an attribute is made of; `undefined` where it is a constant. */
export function fieldBehind(field: Field, path: AttributePath, record: Json): FieldPath | undefined {
  const [step, ...rest] = path;
  if (field.type === 'template') {
    const [first] = expressionsOf(field.template);
    return first && sourceOf(first, record);
  }
  if (field.type === 'map') {
    const entry = step === undefined ? undefined : field.entries.find(([name]) => name === step)?.[1];
    return entry && fieldBehind(entry, rest, record);
  }
  if (field.type === 'list') {
    const item = field.items[Number(step)] ?? field.items[0];
    return item && fieldBehind(item, rest, record);
  }
  return undefined;
}
