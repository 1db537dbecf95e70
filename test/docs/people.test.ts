/** docs/people.md, leavers.md and limits.md: their configurations are read, and each row of the table of filters is true. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { evaluate } from '../../src/config/people/expressions/evaluate.ts';
import { isProblem, parseTemplate } from '../../src/config/people/expressions/expression.ts';
import { filterSorts } from '../../src/config/people/expressions/filters.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { memory, print } from '../config/memory.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const rows = [...read('docs/people.md').matchAll(/^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \|$/gm)].map(
  ([, filter = '', value = '', result = '']) => [filter, value, result] as const,
);

test.each(rows)('%s of %s is %s', (filter, value, result) => {
  const template = parseTemplate(`\${v|${filter}}`);
  if (isProblem(template)) throw new Error(template.message);
  const tables = new Map([['site', new Map<string, Json>([['DUB', 'EMEA/Dublin']])]]);
  expect(evaluate(template, { v: JSON.parse(value) as Json }, tables)).toEqual({ value: JSON.parse(result) });
});

test('every filter has a row', () => {
  expect(rows.map(([filter]) => filter.replace(/:.*/, ''))).toEqual(expect.arrayContaining(Object.keys(filterSorts)));
});

test.each(['people', 'leavers', 'limits'])('the configurations of docs/%s.md are read', async (name) => {
  const blocks = [...read(`docs/${name}.md`).matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$/gm)];
  for (const [, indent = '', body = ''] of blocks) {
    const text = body.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const files = { 'connect-sync.yaml': text, 'workday.json': read('examples/hr/workday/workday.json') };
    const { diagnostics } = await loadConfiguration('connect-sync.yaml', standardSchema, memory(files));
    expect(diagnostics.map(print)).toEqual([]);
  }
});
