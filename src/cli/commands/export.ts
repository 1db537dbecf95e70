import { writeFile } from 'node:fs/promises';
import { invalid } from '../../app/failure.ts';
import { type Elsewhere, type InstanceReference, openConnection } from '../../app/instance/connection.ts';
import { instanceNamed } from '../../app/instance/instance-named.ts';
import { openKeptReads, type ReadOptions, saveKeptReads } from '../../app/instance/kept-reads.ts';
import { checkLimits } from '../../app/instance/limits.ts';
import { type ConfigurationOptions, readConfiguration } from '../../app/pass.ts';
import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import { InvalidInput } from '../../base/errors.ts';
import { isMap, type Json } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import { throttledCalls } from '../../config/settings/throttle.ts';
import { leaveOutUnwritable } from '../../config/writable.ts';
import { writeConfiguration } from '../../config/yaml/write-yaml.ts';
import type { AccountLimits, Limits } from '../../connect/rates.ts';
import { kinds, managedKinds, rules } from '../../kinds/registry.ts';
import { readLive } from '../../reconciler/read-live.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { makePaint, printable } from '../../report/text/paint.ts';
import { hostOf } from '../log.ts';
import { showReading } from '../reading.ts';
import { reportFailure } from '../report-failure.ts';
import type { World } from '../world.ts';

export interface ExportOptions extends ConfigurationOptions, ReadOptions {
  readonly instance?: string;
  readonly region?: string;
  readonly out?: string;
  readonly verbose?: boolean;
  readonly elsewhere?: Elsewhere;
  /** Limits by API that win over the configuration's. */
  readonly rate?: Limits;
}

/** Which instance, and what its account allows. */
type Where = InstanceReference & { readonly throttle?: AccountLimits };

/** Writes the live instance as a configuration on which `plan` finds nothing to do. */
export async function exportInstance(options: ExportOptions, world: World): Promise<ExitCode> {
  checkLimits(options.rate, throttledCalls);
  const reference: Where | { readonly diagnostics: readonly Diagnostic[] } =
    options.instance === undefined ? await fromFile(options) : instanceNamed(options.instance, options.region);
  if ('diagnostics' in reference) return reportFailure(invalid(reference.diagnostics), 'text', world);
  const host = await hostOf(world, options);
  const { elsewhere } = options;
  const { throttle } = reference;
  const connection = await openConnection(reference, {
    host,
    ...(elsewhere && { elsewhere }),
    ...(throttle && { throttle }),
    ...(options.rate && { rate: options.rate }),
  });
  const { instance, send } = connection;
  const kept = await openKeptReads(connection, options, host);
  const reading = showReading(world, connection);
  try {
    const { live, diagnostics } = await readLive({
      ...{ send, kinds, rules, method: options.read ?? 'search', ...(kept && { cache: kept }) },
      clock: world.clock,
      wanted: new Set(managedKinds.map(({ name }) => name)),
      identityManagement: instance.identityManagement,
      signal: world.signal,
      emit: reading.on,
    });
    const sections = managedKinds.map((kind): [string, Json] => [
      kind.section.key,
      kind.describe(
        [...live.values()]
          .filter(({ address }) => address.kind === kind.name)
          .sort((a, b) => compareText(a.address.key, b.address.key)),
        instance,
      ),
    ]);
    const whole = {
      version: 1,
      instance: { id: instance.id, region: instance.region },
      ...Object.fromEntries(sections),
    };
    reading.stop();
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
    world.err(diagnosticsText([...diagnostics, ...warnings], makePaint(world.colour.err)));
    const name = printable(`${instance.alias ?? instance.id} (${instance.region}, ${instance.identityManagement})`);
    const header = `The users of Amazon Connect instance ${name},\nwritten by connect-sync export. What is left out of a user is not managed.`;
    const text = writeConfiguration(document, {
      header,
      notes: leftOut.map(({ entry, why }) => ({ entry, text: `Left out: ${why}` })),
    });
    if (options.out === undefined) world.out(text);
    else await save(options.out, text);
    return exit.success;
  } finally {
    reading.stop();
    connection.close();
    await saveKeptReads(kept, host);
  }
}

async function fromFile(
  options: ConfigurationOptions,
): Promise<Where | { readonly diagnostics: readonly Diagnostic[] }> {
  const { file } = options;
  const { instance, throttle, diagnostics } = await readConfiguration(options);
  if (!hasErrors(diagnostics) && instance) return { ...instance, ...(throttle && { throttle }) };
  const noFile = diagnostics.find(({ code }) => code === 'file-not-found');
  if (!noFile) return { diagnostics };
  const message = `There is no ${file} that names an instance; name one with --instance ID, or such a file with -f.`;
  return { diagnostics: [{ ...noFile, message }] };
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new InvalidInput('cannot-write', `Cannot write ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
