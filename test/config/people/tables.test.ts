/** The sections `tables` of all files. */
import { expect, test } from 'vitest';
import { sourceFile } from '../../../src/config/files/source-file.ts';
import { readTables, type TablesRead } from '../../../src/config/people/tables.ts';
import { readYaml } from '../../../src/config/yaml/read-yaml.ts';

function read(...texts: readonly string[]): TablesRead {
  return readTables(
    texts.map((text, at) => {
      const { document, problems } = readYaml(text);
      if (!document) throw new Error(JSON.stringify(problems));
      return sourceFile({ file: `${'abc'[at]}.yaml`, isRoot: at === 0, document });
    }),
  );
}

test('tables of all files are one set; files without tables add none', () => {
  const { tables, diagnostics } = read(
    'tables:\n  site: { "100": EMEA/Dublin, "*": EMEA }\n  empty: {}',
    'version: 1',
    'tables:\n  role:\n    CSR1: agent',
  );
  expect(diagnostics).toEqual([]);
  expect(tables).toEqual(
    new Map([
      [
        'site',
        new Map([
          ['100', 'EMEA/Dublin'],
          ['*', 'EMEA'],
        ]),
      ],
      ['empty', new Map()],
      ['role', new Map([['CSR1', 'agent']])],
    ]),
  );
});

test('the first of two tables with one name counts, and both places are told', () => {
  const { tables, diagnostics } = read(
    'tables:\n  site: { "100": Dublin }',
    'tables:\n  role: {}\n  site: { "100": Cork }\n  grade: {}',
  );
  expect(tables.get('site')).toEqual(new Map([['100', 'Dublin']]));
  expect([...tables.keys()]).toEqual(['site', 'role', 'grade']);
  expect(diagnostics).toEqual([
    {
      severity: 'error',
      code: 'duplicate-table',
      message: 'The table "site" is written twice: here and at a.yaml:2:3.',
      source: { file: 'b.yaml', line: 3, column: 3 },
    },
  ]);
});

test('a table that is no map is an empty one, and a section that is none has none', () => {
  const { tables, diagnostics } = read('tables: { site: Dublin }', 'tables: [site]', '- tables');
  expect(tables).toEqual(new Map([['site', new Map()]]));
  expect(diagnostics).toEqual([]);
});
