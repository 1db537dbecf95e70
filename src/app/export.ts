/** The live instance as a configuration on which `plan` finds nothing to do. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { InvalidInput } from '../base/errors.ts';
import { isMap, type Json } from '../base/json.ts';
import { compareText } from '../base/text.ts';
import { standardSchema } from '../config/schema/standard.ts';
import { nameFieldOf, pathOf } from '../config/sections.ts';
import { leaveOutUnwritable } from '../config/writable.ts';
import { writeConfiguration } from '../config/yaml/write-yaml.ts';
import type { ManagedKind } from '../kinds/kind.ts';
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

/** How to read, and the words of the sections to write; all where left out. */
export interface ExportedKinds extends ReadOptions {
  readonly only?: readonly string[];
}

export async function exportOver(
  connection: Connection,
  { options, host, emit }: { readonly options: ExportedKinds; readonly host: Host; readonly emit: Emit },
): Promise<Exported> {
  const { instance, send } = connection;
  const { identityManagement, id, region, alias } = instance;
  const written = kindsOf(options.only);
  const exported = new Set(written.map(({ name }) => name));
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
  const sections = written.map((kind): readonly [ManagedKind, Json] => {
    const them = [...live.values()]
      .filter(({ address }) => address.kind === kind.name)
      .sort((a, b) => compareText(a.address.key, b.address.key));
    resources += them.length;
    return [kind, kind.describe(them, instance)];
  });
  // An empty list is a list that is managed; a hierarchy without anything says nothing.
  const filled = sections.filter(
    ([{ section }, value]) => section.shape === 'list' || Object.keys(value ?? {}).length > 0,
  );
  const whole = filled.reduce<Json>((file, [{ section }, value]) => placed(file, pathOf(section), value), {
    version: 1,
    instance: { id, region },
  });
  const nameFields = Object.fromEntries(
    written.flatMap(({ section }) => (section.shape === 'list' ? [[section.key, nameFieldOf(section)]] : [])),
  );
  const { document, leftOut } = leaveOutUnwritable(whole, nameFields, standardSchema);
  const warnings = leftOut.map(({ entry: [key, index], why }): Diagnostic => {
    const [kind, list] = sections.find(([{ section }]) => section.key === key) ?? [];
    const entry = Array.isArray(list) ? list[index] : undefined;
    const address = `${kind?.name ?? key}/${isMap(entry) ? String(entry[nameFields[key] ?? '']) : index}`;
    const message = `A value of ${address} is left out, since a file may not have it: ${why}`;
    return { severity: 'warning', code: 'value-left-out', message, address };
  });
  const name = printable(`${alias ?? id} (${region}, ${identityManagement})`);
  const header = `${schemaLine}\nAmazon Connect instance ${name},\nwritten by connect-sync export. What is left out is not managed.`;
  const notes = leftOut.map(({ entry, why }) => ({ entry, text: `Left out: ${why}` }));
  const yaml = writeConfiguration(document, { header, notes });
  return { yaml, diagnostics: [...diagnostics, ...warnings], resources };
}

/** Managed kinds, by the words of their sections; a word at the top of a file means all that is below it. */
function kindsOf(only: readonly string[] | undefined): readonly ManagedKind[] {
  if (!only) return managedKinds;
  const wordsOf = ({ section }: ManagedKind): readonly (string | undefined)[] => [section.key, pathOf(section)[0]];
  const words = [...new Set(managedKinds.flatMap(wordsOf))].filter((word) => word !== undefined);
  const unknown = only.find((word) => !words.includes(word));
  if (unknown !== undefined) {
    const message = `There is no section ${JSON.stringify(unknown)} to export; there are ${words.join(', ')}.`;
    throw new InvalidInput('unknown-section', message);
  }
  return managedKinds.filter((kind) => wordsOf(kind).some((word) => word !== undefined && only.includes(word)));
}

/** A file with a section where it belongs. */
function placed(file: Json, [step, ...rest]: readonly string[], value: Json): Json {
  if (step === undefined) return value;
  const map = isMap(file) ? file : {};
  return { ...map, [step]: placed(map[step] ?? {}, rest, value) };
}
