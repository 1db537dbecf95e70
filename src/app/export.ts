/** The live instance as a configuration on which `plan` finds nothing to do. */
import type { Diagnostic } from '../base/diagnostic.ts';
import { InvalidInput } from '../base/errors.ts';
import { isMap, type Json } from '../base/json.ts';
import { compareText } from '../base/text.ts';
import { type Split, splitConfiguration, type WholeConfiguration } from '../config/repository/split.ts';
import { standardSchema, standardSchemaText } from '../config/schema/standard.ts';
import { isPeople, nameFieldOf, sectionPathOf } from '../config/sections.ts';
import { leaveOutUnwritable, unwritableName } from '../config/writable.ts';
import { schemaLine, writeConfiguration } from '../config/yaml/write-yaml.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import { kinds, managedKinds, rules } from '../kinds/registry.ts';
import { format } from '../plan/model/address.ts';
import { defaultPolicy } from '../plan/model/policy.ts';
import type { LiveResource } from '../plan/model/state.ts';
import type { Emit } from '../reconciler/events.ts';
import { readLive, severalOf } from '../reconciler/read-live.ts';
import { printable } from '../report/text/paint.ts';
import type { Host } from './host/host.ts';
import type { Connection } from './instance/connection.ts';
import { type ReadOptions, withKeptReads } from './instance/kept-reads.ts';

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

export interface Exporting {
  readonly options: ExportedKinds;
  readonly host: Host;
  readonly emit: Emit;
}

export async function exportOver(connection: Connection, exporting: Exporting): Promise<Exported> {
  const { document, notes, title, diagnostics, resources } = await readWhole(connection, exporting);
  const header = `${schemaLine()}\n${title},\nwritten by connect-sync export. What is left out is not managed.`;
  return { yaml: writeConfiguration(document, { header, notes }), diagnostics, resources };
}

/** The files of an export, and by what people were put into them. */
export interface ExportedFiles extends Split, Omit<Exported, 'yaml'> {}

/** The same as files of a repository, whose paths are relative to it. `owner` is the mark that the main file asks for. */
export async function exportFilesOver(
  connection: Connection,
  { owner, ...exporting }: Exporting & { readonly owner?: string },
): Promise<ExportedFiles> {
  const { diagnostics, resources, title, ...whole } = await readWhole(connection, exporting);
  const header = `${title}.\nThe files were written from it; from now on it is kept as they say.`;
  return { ...splitConfiguration({ ...whole, owner, header }), diagnostics, resources };
}

/** All that is exported, as a configuration in one piece. */
interface Whole extends Omit<WholeConfiguration, 'owner' | 'header'>, Omit<Exported, 'yaml'> {
  /** Which instance it is. */
  readonly title: string;
}

async function readWhole(connection: Connection, { options, host, emit }: Exporting): Promise<Whole> {
  const { instance, send } = connection;
  const { identityManagement, id, region, alias } = instance;
  const written = kindsOf(options.only);
  const exported = new Set(written.map(({ name }) => name));
  const { live, ambiguous, diagnostics } = await withKeptReads(connection, options, {
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
  for (const several of ambiguous.values()) throw severalOf(several);
  let resources = 0;
  const warnings: Diagnostic[] = [];
  const leaveOut = (address: string, message: string): void =>
    void warnings.push({ severity: 'warning', code: 'value-left-out', message, address });
  const sections = written.map((kind): readonly [ManagedKind, Json] => {
    const them = [...live.values()]
      .filter(({ address }) => address.kind === kind.name)
      .sort((a, b) => compareText(a.address.key, b.address.key))
      .filter((one) => {
        const why = isPeople(kind)
          ? undefined
          : unwritableName(kind.section, kind.describe([one], instance), standardSchema);
        const address = format(one.address);
        if (why !== undefined) leaveOut(address, `${address} is left out, since a file may not name it: ${why}`);
        return why === undefined;
      });
    resources += them.length;
    return [kind, kind.describe(them, instance)];
  });
  // An empty list is a list that is managed; a hierarchy without anything says nothing.
  const filled = sections.filter(
    ([{ section }, value]) => section.shape === 'list' || Object.keys(value ?? {}).length > 0,
  );
  const whole = filled.reduce<Json>((file, [{ section }, value]) => placed(file, sectionPathOf(section), value), {
    version: 1,
    instance: { id, region },
  });
  const nameFields = Object.fromEntries(
    written.flatMap(({ section }) => (section.shape === 'list' ? [[section.key, nameFieldOf(section)]] : [])),
  );
  const { document, leftOut } = leaveOutUnwritable(whole, nameFields, standardSchema);
  for (const {
    entry: [key, index],
    why,
  } of leftOut) {
    const [kind, list] = sections.find(([{ section }]) => section.key === key) ?? [];
    const entry = Array.isArray(list) ? list[index] : undefined;
    const address = `${kind?.name ?? key}/${isMap(entry) ? String(entry[nameFields[key] ?? '']) : index}`;
    leaveOut(address, `A value of ${address} is left out, since a file may not have it: ${why}`);
  }
  // Whatever a name holds is text in a comment, too.
  const notes = leftOut.map(({ entry, why }) => ({ entry, text: `Left out: ${printable(why)}` }));
  return {
    document,
    notes,
    kinds: written,
    schema: standardSchema,
    schemaText: standardSchemaText(),
    instance: { id, region },
    title: `Amazon Connect instance ${printable(`${alias ?? id} (${region}, ${identityManagement})`)}`,
    keepAtLeast: heldNow([...live.values()]),
    diagnostics: [...diagnostics, ...warnings],
    resources,
  };
}

/** What the usual policy guards, as far as enough people hold it. */
function heldNow(live: readonly LiveResource[]): ReadonlyMap<string, number> {
  const held = live.flatMap(({ address, attributes }) => rules.get(address.kind)?.holds?.(attributes) ?? []);
  return new Map(
    [...defaultPolicy.keepAtLeast].filter(([name, least]) => held.filter((one) => one === name).length >= least),
  );
}

/** Managed kinds, by the words of their sections; a word at the top of a file means all that is below it. */
function kindsOf(only: readonly string[] | undefined): readonly ManagedKind[] {
  if (!only) return managedKinds;
  const wordsOf = ({ section }: ManagedKind): readonly (string | undefined)[] => [
    section.key,
    sectionPathOf(section)[0],
  ];
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
