/**
 * Each numbered case has a test that is named after it: A for what was to be corrected, F for cases from the field, T for
 * what somebody with bad intentions found; its neighbours are tried beside it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'));
/** `A4, F8: …` at the beginning of a name. */
const numbers = /'((?:[A-Z]\d+(?:, |: ))+)/g;
const named = new Set(
  sources.flatMap((text) => [...text.matchAll(numbers)].flatMap(([, list = '']) => list.match(/[A-Z]\d+/g) ?? [])),
);

test.each([
  ['A', 30],
  ['F', 15],
  ['T', 19],
])('%s1 to %i', (letter, last) => {
  const cases = Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
  expect(cases.filter((one) => !named.has(one))).toEqual([]);
});
