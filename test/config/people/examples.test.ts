/** examples/hr: exports in the shapes that HR systems give, with invented people. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileSystem } from '../../../src/config/files/file-system.ts';
import { type Configuration, loadConfiguration } from '../../../src/config/load.ts';
import { standardSchema } from '../../../src/config/schema/standard.ts';
import { folder } from '../../support/binary.ts';
import { print } from '../memory.ts';
import people from './examples.json' with { type: 'json' };

const examples = join(import.meta.dirname, '../../../examples/hr');
const load = (path: string): Promise<Configuration> =>
  loadConfiguration(join(path, 'connect-sync.yaml'), standardSchema, fileSystem);

const day = (ms: number | undefined): string => (ms === undefined ? '…' : new Date(ms).toISOString());

/** Everybody in a line: username, period, key and attributes. */
async function peopleIn(name: string): Promise<readonly string[]> {
  const { desired, diagnostics } = await load(join(examples, name));
  expect(diagnostics.map(print)).toEqual([]);
  return [...desired.values()].map(({ address, attributes, period, record }) =>
    [address.key, `${day(period?.from)} to ${day(period?.until)}`, record?.key ?? '', JSON.stringify(attributes)].join(
      ' | ',
    ),
  );
}

const expected: { readonly [example: string]: readonly string[] } = people;

test('every example is here', () => {
  expect(
    readdirSync(examples)
      .filter((name) => !name.includes('.'))
      .sort(),
  ).toEqual(Object.keys(expected).sort());
});

test.each(Object.entries(expected))('%s', async (name, lines) => {
  expect(await peopleIn(name)).toEqual(lines);
});

test('a password in the CSV file of AWS is refused', async () => {
  const copy = folder({});
  await cp(join(examples, 'aws-csv'), copy, { recursive: true });
  const csv = readFileSync(join(copy, 'users.csv'), 'utf8');
  writeFileSync(join(copy, 'users.csv'), csv.replace('yes,60,', 'yes,60,Secret-123'));
  const { diagnostics } = await load(copy);
  expect(diagnostics.map(({ code, source }) => `${source?.line}:${source?.column} ${code}`)).toEqual([
    '2:118 password-in-file',
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain('Secret-123');
});
