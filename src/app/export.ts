/** The live instance as a configuration on which `plan` finds nothing to do. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { isMap, type Json } from '../base/json.ts';
import { compareText } from '../base/text.ts';
import { leaveOutUnwritable } from '../config/writable.ts';
import { writeConfiguration } from '../config/yaml/write-yaml.ts';
import { kinds, managedKinds, rules } from '../kinds/registry.ts';
import type { Emit } from '../reconciler/events.ts';
import { readLive } from '../reconciler/read-live.ts';
import { printable } from '../report/text/paint.ts';
import type { Host } from './host.ts';
import type { Connection } from './instance/connection.ts';
import { type ReadOptions, withKeptReads } from './instance/kept-reads.ts';

/** For editors; the schema is beside the README. The first line of what is written. */
const schemaLine = 'yaml-language-server: $schema=./schemas/connect-sync.schema.json';

export interface Exported {
  readonly yaml: string;
  /** What reading had to say. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many resources are in it. */
  readonly resources: number;
}

export async function exportOver(
  connection: Connection,
  { options, host, emit }: { readonly options: ReadOptions; readonly host: Host; readonly emit: Emit },
): Promise<Exported> {
  const { instance, send } = connection;
  const { identityManagement, id, region, alias } = instance;
  const exported = new Set(managedKinds.map(({ name }) => name));
  const { live, diagnostics } = await withKeptReads(connection, options, {
    host,
    work: ({ cache }) =>
      readLive({
        send,
        kinds,
        rules,
        method: options.read ?? 'search',
        clock: host.clock,
        wanted: exported,
        detailed: exported,
        identityManagement,
        signal: host.signal,
        emit,
        ...(cache && { cache }),
      }),
  });
  let resources = 0;
  const sections = managedKinds.map((kind): [string, Json] => {
    const them = [...live.values()]
      .filter(({ address }) => address.kind === kind.name)
      .sort((a, b) => compareText(a.address.key, b.address.key));
    resources += them.length;
    return [kind.section.key, kind.describe(them, instance)];
  });
  const whole = { version: 1, instance: { id, region }, ...Object.fromEntries(sections) };
  const nameFields = Object.fromEntries(
    managedKinds.map(({ section: { key, nameField = 'name' } }) => [key, nameField]),
  );
  const { document, leftOut } = leaveOutUnwritable(whole, nameFields);
  const warnings = leftOut.map(({ entry: [key, index], why }): Diagnostic => {
    const kind = managedKinds.find(({ section }) => section.key === key);
    const list = Object.fromEntries(sections)[key];
    const entry = Array.isArray(list) ? list[index] : undefined;
    const address = `${kind?.name ?? key}/${isMap(entry) ? String(entry[nameFields[key] ?? '']) : index}`;
    const message = `A value of ${address} is left out, since a file may not have it: ${why}`;
    return { severity: 'warning', code: 'value-left-out', message, address };
  });
  const name = printable(`${alias ?? id} (${region}, ${identityManagement})`);
  const header = `${schemaLine}\nThe users of Amazon Connect instance ${name},\nwritten by connect-sync export. What is left out of a user is not managed.`;
  const notes = leftOut.map(({ entry, why }) => ({ entry, text: `Left out: ${why}` }));
  const yaml = writeConfiguration(document, { header, notes });
  return { yaml, diagnostics: [...diagnostics, ...warnings], resources };
}
