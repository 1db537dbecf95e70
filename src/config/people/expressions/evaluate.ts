/** What the expressions of a text come to for one record. Total: every record gives a value, nothing, or a `Failure`. */
import { isMap, type Json } from '../../../base/json.ts';
import { madeText } from '../../../base/limits.ts';
import { quote } from '../../../base/text-rules.ts';
import { type FieldPath, valueAt } from '../../sources/path.ts';
import type { Expression, Filter, Template } from './expression.ts';
import { FilterFailure, type FilterResult, type LookupTables, textOf } from './filters.ts';

/** A failure, and what of the text it is about. */
export interface ExpressionFault {
  readonly failure: FilterFailure;
  readonly expression: Expression;
  /** Absent where the value itself cannot be used. */
  readonly filter?: Filter;
}

export type Evaluated = { readonly value: Json | undefined } | { readonly fault: ExpressionFault };

/** Whether there is nothing in it: no value, `null`, blanks, an empty list. */
export const isNothing = (value: Json | undefined): value is undefined | null | '' | readonly [] =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' ? value === '' || value.trim() === '' : Array.isArray(value) && value.every(isNothing));

/** `undefined` as value where all expressions of a text come to nothing; a text without expressions is what it is. */
export function evaluate({ parts }: Template, record: Json, tables: LookupTables): Evaluated {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return typeof only === 'string' ? { value: only } : evaluateOne(only, record, tables);
  }
  let text = '';
  let something = parts.length === 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const result = evaluateOne(part, record, tables);
    if ('fault' in result) return result;
    if (result.value === undefined) continue;
    const written = textOf(result.value);
    if (written === undefined) {
      const what = isMap(result.value) ? 'a map' : 'a list; join it';
      return { fault: { failure: new FilterFailure(`is ${what}, and here a text is wanted`), expression: part } };
    }
    if (text.length + written.length > madeText.max) {
      return { fault: { failure: new FilterFailure(madeText.reason), expression: part } };
    }
    text += written;
    something = true;
  }
  return { value: something ? text : undefined };
}

function evaluateOne(expression: Expression, record: Json, tables: LookupTables): Evaluated {
  let value: FilterResult = valueAt(record, expression.path);
  for (const step of expression.steps) {
    if (step.type === 'alternative') {
      if (isNothing(value)) value = valueAt(record, step.path);
    } else if (!isNothing(value) || step.takesNothing) {
      value = inexact(value) ?? step.apply(isNothing(value) ? '' : value, tables);
      if (value instanceof FilterFailure) return { fault: { failure: value, expression, filter: step } };
    }
  }
  const unfit = inexact(value);
  if (unfit) return { fault: { failure: unfit, expression } };
  return { value: isNothing(value) ? undefined : value };
}

/** JSON's numbers lose digits beyond 2^53, and two people's ids must not become one. */
function inexact(value: Json | undefined): FilterFailure | undefined {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? new FilterFailure(
        `is a number of more digits than can be read exactly (${quote(String(value))}); have it exported as text`,
      )
    : undefined;
}

/** The path that an expression takes its value from: the first one that has something, else its first one. */
export function sourceOf({ path, steps }: Expression, record: Json): FieldPath {
  const paths = [path, ...steps.flatMap((step) => (step.type === 'alternative' ? [step.path] : []))];
  return paths.find((one) => !isNothing(valueAt(record, one))) ?? path;
}
