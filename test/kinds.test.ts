/** What a kind needs besides its folder. A new one fails here until all of it is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { expect, test } from 'vitest';
import schema from '../schemas/connect-sync.schema.json' with { type: 'json' };
import { kinds, managedKinds, rules } from '../src/kinds/registry.ts';

const root = join(import.meta.dirname, '..');
const yamlIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

test.each(managedKinds)('$name has its section in the schema, said in words', ({ section }) => {
  const property = (schema.properties as Record<string, { description?: string }>)[section.key];
  expect(property?.description).toMatch(/\w{3}/);
});

test.each(managedKinds)('$name is in an example', ({ section }) => {
  const examples = yamlIn('examples').flatMap((text) => loadAll(text) as Record<string, unknown>[]);
  expect(examples.some((example) => Array.isArray(example[section.key]))).toBe(true);
});

test.each(managedKinds)('$name is in a scenario', ({ section }) => {
  const scenarios = yamlIn('test/scenarios').map((text) => load(text) as { steps: Record<string, unknown>[] });
  expect(scenarios.some(({ steps }) => steps.some((step) => section.key in step))).toBe(true);
});

test.each(kinds)('$name has a folder of its own, and tests beside it', ({ name }) => {
  const folder = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  expect(readdirSync(join(root, 'src/kinds', folder))).toContain('index.ts');
});

test.each(kinds)('what $name is read after, and what it can point at, are kinds', ({ readAfter }) => {
  for (const name of readAfter) expect(rules.has(name), name).toBe(true);
});

test('nothing outside its folder and the registry names a kind', () => {
  const outside = ['plan', 'reconciler', 'report', 'cli', 'connect'];
  const files = outside.flatMap((folder) =>
    readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(root, 'src', folder, file)),
  );
  const offenders = files.filter((file) =>
    kinds.some(({ name }) => new RegExp(`(kind: |kind === |kind\\s*!==? )'${name}'`).test(readFileSync(file, 'utf8'))),
  );
  expect(offenders).toEqual([]);
});
