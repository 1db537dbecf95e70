/**
 * The attributes that a source gives a person, as its configuration writes them: texts with expressions, constants, and
 * lists and maps of both. Compiled once, filled for each record.
 */

import { isMap, type Json } from '../../base/json.ts';
import type { AttributePath } from '../../plan/model/origin.ts';
import type { Convert } from '../schema/convert.ts';
import type { FieldPath } from '../sources/path.ts';
import type { ValuePath } from '../yaml/positions.ts';
import { type ExpressionFault, evaluate, isNothing, sourceOf } from './expressions/evaluate.ts';
import {
  type ExpressionProblem,
  expressionsOf,
  isProblem,
  parseTemplate,
  type Template,
} from './expressions/expression.ts';
import type { LookupTables } from './expressions/filters.ts';

export type PersonField =
  | { readonly type: 'constant'; readonly value: Json }
  | TemplateField
  /** A text with an error in it, which is told; nothing is made of it. */
  | { readonly type: 'broken' }
  | { readonly type: 'list'; readonly items: readonly PersonField[] }
  | { readonly type: 'map'; readonly entries: readonly (readonly [string, PersonField])[] };

export interface TemplateField {
  readonly type: 'template';
  readonly template: Template;
  /** As it is written. */
  readonly text: string;
  /** Where the text is in the configuration. */
  readonly path: ValuePath;
  /** The attribute that it makes. */
  readonly attribute: AttributePath;
}

/** What is wrong with an expression, and with which text of the configuration. */
export interface FieldProblem extends ExpressionProblem {
  readonly path: ValuePath;
}

/** Where a value of a configuration is, and which attribute it is for; and what is found to be wrong. */
export interface Compiling {
  readonly path: ValuePath;
  readonly attribute?: AttributePath;
  readonly problems: FieldProblem[];
}

/** A value of a configuration. */
export function compileField(value: Json, { path, attribute = [], problems }: Compiling): PersonField {
  const within = (step: string | number): Compiling => ({
    path: [...path, step],
    attribute: [...attribute, String(step)],
    problems,
  });
  if (typeof value === 'string' && value.includes('${')) {
    const template = parseTemplate(value);
    if (!isProblem(template)) return { type: 'template', template, text: value, path, attribute };
    problems.push({ ...template, path });
    return { type: 'broken' };
  }
  if (Array.isArray(value)) {
    const items = value.map((item: Json, at) => compileField(item, within(at)));
    return items.every(({ type }) => type === 'constant') ? { type: 'constant', value } : { type: 'list', items };
  }
  if (!isMap(value)) return { type: 'constant', value };
  const entries = Object.entries(value).map(([name, item]) => {
    if (name.includes('${')) {
      const message = `A key cannot be an expression, as ${JSON.stringify(name)} is; where YAML made a key of a text, quote the text.`;
      problems.push({ code: 'expression-syntax', message, offset: 0, path: [...path, name] });
    }
    return [name, compileField(item, within(name))] as const;
  });
  return entries.every(([, { type }]) => type === 'constant') ? { type: 'constant', value } : { type: 'map', entries };
}

/** All templates of a field. */
export function templatesOf(field: PersonField): readonly TemplateField[] {
  switch (field.type) {
    case 'constant':
    case 'broken':
      return [];
    case 'template':
      return [field];
    case 'list':
      return field.items.flatMap(templatesOf);
    case 'map':
      return field.entries.flatMap(([, item]) => templatesOf(item));
  }
}

/** What a record is filled in with, and who is told of what it gives. */
export interface Filling {
  readonly tables: LookupTables;
  readonly convert: Convert;
  /** A record's field cannot be used. */
  fault(fault: ExpressionFault, field: TemplateField): void;
  /** The record has nothing for an attribute. */
  blank(attribute: AttributePath): void;
}

/** The value of a field for a record; `undefined` where there is nothing in the record for it. */
export function fillField(field: PersonField, record: Json, filling: Filling): Json | undefined {
  switch (field.type) {
    case 'constant':
      return field.value;
    case 'broken':
      return undefined;
    case 'template': {
      const result = evaluate(field.template, record, filling.tables);
      if ('fault' in result) {
        filling.fault(result.fault, field);
        return undefined;
      }
      if (!isNothing(result.value)) return filling.convert(field.attribute, withoutNothing(result.value));
      filling.blank(field.attribute);
      return undefined;
    }
    case 'list': {
      const items = field.items.map((item) => fillField(item, record, filling)).filter((item) => item !== undefined);
      return items.length === 0 ? undefined : items;
    }
    case 'map': {
      const map: Record<string, Json> = {};
      let isEmpty = true;
      for (const [name, item] of field.entries) {
        const value = fillField(item, record, filling);
        if (value === undefined) continue;
        map[name] = value;
        isEmpty = false;
      }
      return isEmpty ? undefined : map;
    }
  }
}

/** A list of a record without its empty items. */
const withoutNothing = (value: Json): Json =>
  Array.isArray(value) ? value.filter((item: Json) => !isNothing(item)) : value;

/** The field of a record that an attribute is made of; `undefined` where it is a constant. */
export function fieldBehind(field: PersonField, path: AttributePath, record: Json): FieldPath | undefined {
  const template = templateBehind(field, path);
  const [first] = template ? expressionsOf(template.template) : [];
  return first && sourceOf(first, record);
}

/** The text that makes an attribute; `undefined` where it is no text with expressions. */
export const writtenBehind = (field: PersonField, path: AttributePath): string | undefined =>
  templateBehind(field, path)?.text;

function templateBehind(field: PersonField, [step, ...rest]: AttributePath): TemplateField | undefined {
  switch (field.type) {
    case 'constant':
    case 'broken':
      return undefined;
    case 'template':
      return field;
    case 'map': {
      const entry = step === undefined ? undefined : field.entries.find(([name]) => name === step)?.[1];
      return entry && templateBehind(entry, rest);
    }
    case 'list': {
      const item = field.items[Number(step)] ?? field.items[0];
      return item && templateBehind(item, rest);
    }
  }
}
