import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fidelityPage, type Observed } from '../../scripts/fidelity/page.ts';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const facts = {
  behaviour: read('src/emulator/BEHAVIOUR.md'),
  operations: Object.keys(IMPLEMENTED),
  observed: JSON.parse(read('docs/emulator-observed.json')) as Observed,
};
const page = fidelityPage(facts);
const rowOf = (operation: string, text = page) => text.split('\n').find((line) => line.startsWith(`| [${operation}]`));

test('docs/emulator-fidelity.md is what npm run fidelity writes', () => {
  expect(read('docs/emulator-fidelity.md')).toBe(page);
});

test('every operation has a row', () => {
  expect(facts.operations.filter((operation) => rowOf(operation) === undefined)).toEqual([]);
});

test('the marks behind a name are counted for it, and evidence is named', () => {
  const behaviour =
    '# X\n\n## Users\n\n**CreateUser** is so `[d]`, `[e: a tool]` and so `[?]`. **ListUsers**, **DeleteUser** `[d]`.\n';
  const text = fidelityPage({
    behaviour,
    operations: ['CreateUser', 'ListUsers', 'DeleteUser'],
    observed: { checks: [] },
  });
  expect(rowOf('CreateUser', text)).toContain('| 1 | yes | a tool | 1 | not tried |');
  expect(rowOf('ListUsers', text)).toContain('| 1 | yes | – | 0 | not tried |');
  expect(rowOf('DeleteUser', text)).toContain('| 1 | yes | – | 0 | not tried |');
});

test('what a real instance showed fills the last column', () => {
  const check = {
    id: 'duplicate',
    operations: ['CreateUser'],
    says: 'a name that is taken',
    outcome: 'differs',
  } as const;
  const text = fidelityPage({ ...facts, observed: { checks: [{ ...check, seen: '"OK"' }] } });
  expect(rowOf('CreateUser', text)).toContain('differs: duplicate');
  expect(text).toContain('- duplicate: a name that is taken. Seen: `"OK"`.');
});
