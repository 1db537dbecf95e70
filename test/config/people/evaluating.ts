/** What tests of expressions share: tables, and one text for one record. */
import type { Json } from '../../../src/base/json.ts';
import { evaluate } from '../../../src/config/people/expressions/evaluate.ts';
import { isProblem, parseTemplate, type Template } from '../../../src/config/people/expressions/expression.ts';
import type { LookupTables } from '../../../src/config/people/expressions/filters.ts';

export const tables: LookupTables = new Map([
  [
    'site',
    new Map<string, Json>([
      ['100', 'EMEA/Dublin'],
      ['200', ['EMEA', 'Cork']],
    ]),
  ],
  [
    'yes',
    new Map<string, Json>([
      ['1', true],
      ['*', false],
    ]),
  ],
]);

export function parse(text: string): Template {
  const parsed = parseTemplate(text);
  if (isProblem(parsed)) throw new Error(parsed.message);
  return parsed;
}

/** The value of a text for a record, or the sentence about why there is none. */
export function run(text: string, record: Json): unknown {
  const result = evaluate(parse(text), record, tables);
  if ('value' in result) return result.value;
  const { failure, filter } = result.fault;
  return `${filter?.name ?? ''}: ${failure.reason}`;
}
