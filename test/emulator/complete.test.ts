/** The specification, the code and the tests of the emulator name the same operations. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';

const behaviour = readFileSync(join(import.meta.dirname, '../../src/emulator/BEHAVIOUR.md'), 'utf8');
const tests = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n');

test.each(Object.keys(IMPLEMENTED))('%s is promised in BEHAVIOUR.md and tested through the SDK', (operation) => {
  expect(behaviour).toMatch(new RegExp(`\\b${operation}\\b`));
  expect(tests).toMatch(new RegExp(`\\b(${operation}Command|paginate${operation})\\b`));
});
