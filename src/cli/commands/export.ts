import { writeFile } from 'node:fs/promises';
import { writeConfiguration } from '../../config/write-yaml.ts';
import { hasErrors } from '../../diagnostic.ts';
import { compareText } from '../../plan/address.ts';
import type { Json } from '../../plan/state.ts';
import { readLive } from '../../reconciler/read-live.ts';
import { diagnosticsText } from '../../report/diagnostics-text.ts';
import { makePaint, printable } from '../../report/paint.ts';
import { makeReadProgress } from '../../report/progress.ts';
import { kinds, managedKinds, rules } from '../../resources/registry.ts';
import { type Elsewhere, type InstanceReference, openConnection } from '../connection.ts';
import { type ExitCode, exit } from '../exit.ts';
import { InvalidInput, invalid, reportFailure, WrongUsage } from '../failure.ts';
import { openKeptReads, type ReadOptions, saveKeptReads } from '../kept-reads.ts';
import { makeLog } from '../log.ts';
import { type ConfigurationOptions, readConfiguration } from '../pass.ts';
import { whileWorking } from '../working.ts';
import type { World } from '../world.ts';

export interface ExportOptions extends ConfigurationOptions, ReadOptions {
  readonly instance?: string;
  readonly region?: string;
  readonly out?: string;
  readonly verbose?: boolean;
  readonly elsewhere?: Elsewhere;
}

/** Writes the live instance as a configuration on which `plan` finds nothing to do. */
export async function exportInstance(options: ExportOptions, world: World): Promise<ExitCode> {
  const reference = options.instance === undefined ? await fromFile(options) : fromWords(options.instance, options);
  if ('diagnostics' in reference) return reportFailure(invalid(reference.diagnostics), 'text', world);
  const log = await makeLog(options.verbose ?? false);
  const { elsewhere } = options;
  const connection = await openConnection(reference, { world, log, ...(elsewhere && { elsewhere }) });
  const { instance, send, calls, perSecondNow } = connection;
  const kept = await openKeptReads(instance.id, options, world);
  const progress = makeReadProgress(calls, perSecondNow);
  const working = whileWorking(world, progress.line);
  try {
    const { live, diagnostics } = await readLive({
      ...{ send, kinds, rules, method: options.read ?? 'search', ...(kept && { cache: kept }) },
      clock: world.clock,
      wanted: new Set(managedKinds.map(({ name }) => name)),
      identityManagement: instance.identityManagement,
      signal: world.signal,
      emit: progress.on,
    });
    const sections = managedKinds.map((kind): [string, Json] => [
      kind.section,
      [...live.values()]
        .filter(({ address }) => address.kind === kind.name)
        .sort((a, b) => compareText(a.address.key, b.address.key))
        .map((resource) => kind.describe(resource, instance.identityManagement)),
    ]);
    const document = {
      version: 1,
      instance: { id: instance.id, region: instance.region },
      ...Object.fromEntries(sections),
    };
    working.stop();
    world.err(diagnosticsText(diagnostics, makePaint(world.colour.err)));
    const name = printable(`${instance.alias ?? instance.id} (${instance.region}, ${instance.identityManagement})`);
    const header = `The users of Amazon Connect instance ${name},\nwritten by connect-sync export. What is left out of a user is not managed.`;
    const text = writeConfiguration(document, { header });
    if (options.out === undefined) world.out(text);
    else await save(options.out, text);
    return exit.success;
  } finally {
    working.stop();
    connection.close();
    await saveKeptReads(kept, world);
  }
}

async function fromFile(options: ConfigurationOptions) {
  const { file } = options;
  const { instance, diagnostics } = await readConfiguration(options);
  if (!hasErrors(diagnostics) && instance) return instance;
  const noFile = diagnostics.find(({ code }) => code === 'file-not-found');
  if (!noFile) return { diagnostics };
  const message = `There is no ${file} that names an instance; name one with --instance ID, or such a file with -f.`;
  return { diagnostics: [{ ...noFile, message }] };
}

const arn = /^arn:[^:]+:connect:([^:]+):\d+:instance\/([0-9a-fA-F-]+)$/;

function fromWords(instance: string, { region }: ExportOptions): InstanceReference {
  const [, regionOfArn, id = instance] = arn.exec(instance) ?? [];
  if (!/^[0-9a-fA-F-]{36}$/.test(id)) {
    throw new WrongUsage(`--instance takes an instance's id or ARN, not ${JSON.stringify(instance)}.`);
  }
  if (region !== undefined && regionOfArn !== undefined && region !== regionOfArn) {
    throw new WrongUsage(`--region is ${region}, but the ARN is of ${regionOfArn}.`);
  }
  const used = region ?? regionOfArn;
  return { id, ...(used !== undefined && { region: used }) };
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new InvalidInput('cannot-write', `Cannot write ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
