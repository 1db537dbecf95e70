import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { isMap, type Json } from '../../../src/base/json.ts';
import { sourceFile } from '../../../src/config/files/source-file.ts';
import { mergeLayers } from '../../../src/config/layers.ts';
import type { LookupTables } from '../../../src/config/people/expressions/filters.ts';
import { type People, peopleOf } from '../../../src/config/people/people.ts';
import type { Person } from '../../../src/config/people/person.ts';
import { readSettings } from '../../../src/config/people/settings.ts';
import { readExport } from '../../../src/config/sources/read-source.ts';
import { readYaml } from '../../../src/config/yaml/read-yaml.ts';
import { locate } from '../../../src/plan/model/origin.ts';

export interface Mapped extends People {
  readonly all: readonly Diagnostic[];
}

/** People of an export, by one entry of `sources` as it is written in connect-sync.yaml from line 3 on. */
export function mapPeople(
  source: string,
  {
    file = 'hr.json',
    text,
    tables = new Map(),
  }: { readonly file?: string; readonly text: string | Uint8Array; readonly tables?: LookupTables },
): Mapped {
  const yaml = `version: 1\nsources:\n- file: ${file}\n${source.replace(/^(?=.)/gm, '  ')}\n`;
  const { document, problems } = readYaml(yaml);
  if (!document) throw new Error(JSON.stringify(problems));
  const config = sourceFile({ file: 'connect-sync.yaml', isRoot: true, document });
  const entry =
    isMap(document.value) && Array.isArray(document.value['sources']) ? (document.value['sources'][0] as Json) : {};
  const { settings, diagnostics } = readSettings(isMap(entry) ? entry : {}, {
    config,
    path: ['sources', 0],
    tables: new Set(tables.keys()),
  });
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const exported = readExport(bytes, settings);
  const people = exported.read
    ? peopleOf(exported.read, settings, {
        tables,
        convert: (_, value) => value,
        zone: 'UTC',
        nameField: 'username',
        fold: (name) => name.toLowerCase(),
        namesOf: ({ firstName, lastName }) => [String(firstName), String(lastName)],
      })
    : { people: [], leftOut: new Set<string>(), passedOver: () => [], diagnostics: [] };
  return { ...people, all: [...diagnostics, ...exported.diagnostics, ...people.diagnostics] };
}

export const tables: LookupTables = new Map([
  [
    'site',
    new Map<string, Json>([
      ['100', 'EMEA/Dublin'],
      ['200', 'EMEA/Cork'],
    ]),
  ],
]);

export const print = ({ source, code, message }: Diagnostic): string =>
  `${source?.file}:${source?.line}:${source?.column} ${code} ${message}`;

/** What is wrong with an export of these records, a line each from line 2 on. */
export const problems = (settings: string, records: readonly Json[]): readonly string[] =>
  mapPeople(settings, { text: `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}]`, tables }).all.map(
    print,
  );

/** What is wrong with a CSV export of these lines, of which the first is the header. */
export const csvProblems = (settings: string, lines: readonly string[]): readonly string[] =>
  mapPeople(settings, { file: 'hr.csv', text: `${lines.join('\n')}\n`, tables }).all.map(print);

/** One record, and a `user` section that fits it. */
export const jane = { id: '1', user: 'jane', first: 'Jane', last: 'Doe', site: '100', start: '2026-01-31' };
export const user = '\nuser:\n  username: ${user}\n  firstName: ${first}\n  lastName: ${last}\n';

/** What a person is made of, with the place of each value. */
export function describe({ layers }: Person): { readonly [attribute: string]: string } {
  const [first, ...others] = layers;
  if (!first) return {};
  const { attributes, origins } = mergeLayers([first, ...others], (field) => field === 'tags');
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const { file, line, column } = locate(origins, [name]);
      return [name, `${JSON.stringify(value)} ${file}:${line}:${column}`];
    }),
  );
}
