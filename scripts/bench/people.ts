/**
 * What exports of HR systems cost: reading, mapping to users and checking against the schema, with the memory that takes.
 * Each size in each form, in a process that has done nothing else before:
 *   npm run bench -- people
 *   npm run bench -- people 10000       that many records only
 */

import { hasErrors } from '../../src/base/diagnostic.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { asCsv, asReport, hrConfiguration, hrRecords } from '../../test/support/hr-export.ts';
import { heading, row } from './support/figures.ts';

const [only] = process.argv.slice(2).map(Number);

/** What it may cost for 50,000 records. */
const maxSeconds = 3;
const maxMegabytes = 600;

for (const records of only === undefined ? [5_000, 50_000] : [only]) {
  heading(`${records.toLocaleString('en')} records`);
  const people = hrRecords(records);
  await measure('hr.json', asReport(people));
  await measure('hr.csv', asCsv(people));
}

async function measure(file: string, text: string): Promise<void> {
  const files: { readonly [path: string]: string } = { 'connect-sync.yaml': hrConfiguration(file), [file]: text };
  const read = async (path: string): Promise<string> => files[path] ?? '';
  globalThis.gc?.();
  let peak = 0;
  const watching = setInterval(() => note(), 20);
  const note = (): void => {
    peak = Math.max(peak, process.memoryUsage().rss / 2 ** 20);
  };
  const since = performance.now();
  const configuration = await loadConfiguration('connect-sync.yaml', standardSchema, {
    readFile: read,
    readBytes: async (path) => new TextEncoder().encode(await read(path)),
    glob: async () => [],
  });
  const seconds = (performance.now() - since) / 1000;
  note();
  clearInterval(watching);
  if (hasErrors(configuration.diagnostics)) throw new Error(JSON.stringify(configuration.diagnostics[0]));
  const users = configuration.desired.size;
  row(file, `${users.toLocaleString('en')} users in ${seconds.toFixed(2)} s`, `${Math.round(peak)} MB at most`);
  if (users <= 50_000 && (seconds > maxSeconds || peak > maxMegabytes)) {
    console.error(`More than ${maxSeconds} s or ${maxMegabytes} MB.`);
    process.exitCode = 1;
  }
}
