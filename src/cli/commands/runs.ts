import type { InstanceReference } from '../../app/instance/connection.ts';
import { instanceIn, instanceNamed } from '../../app/instance/instance-named.ts';
import { type KeepingOptions, stateFolderOf } from '../../app/keeping.ts';
import { stateOf } from '../../app/machine/processes.ts';
import { InvalidInput } from '../../base/errors.ts';
import { some } from '../../base/words.ts';
import { StoreError } from '../../keep/files.ts';
import {
  instancesIn,
  type RecordFile,
  type RunChange,
  type RunInShort,
  readRun,
  readRunInShort,
  recordsOf,
} from '../../keep/runs.ts';
import { managedKinds } from '../../kinds/registry.ts';
import { format } from '../../plan/model/address.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { documentText } from '../../report/json/json-text.ts';
import { historyDocument, runDocument, runsDocument } from '../../report/json/runs-json.ts';
import { makePaint } from '../../report/text/paint.ts';
import { historyText, runsText, runText } from '../../report/text/runs-text.ts';
import { foldersOf } from '../places.ts';
import type { Format } from '../report-failure.ts';
import { type World, widthOf } from '../world.ts';

export interface RunsOptions extends Pick<KeepingOptions, 'stateDir'> {
  readonly file?: string;
  readonly instance?: string;
  readonly format: Format;
}

/** Lists what has been applied from here, newest first. Needs neither credentials nor network. */
export async function listRuns(options: RunsOptions & { readonly limit: number }, world: World): Promise<ExitCode> {
  const found = await find(options, world);
  const runs: RunInShort[] = [];
  const unreadable: string[] = [];
  for (const { path } of found.records) {
    if (runs.length >= options.limit) break;
    const run = reading(() => readRunInShort(path, stateOf));
    if (!run) unreadable.push(path);
    else if (found.wants(run)) runs.push(run);
  }
  if (unreadable.length > 0) world.err(`warning: these are no records of runs: ${some(unreadable, 3)}.\n`);
  world.out(options.format === 'json' ? documentText(runsDocument(runs)) : runsText(runs, widthOf(world)));
  return exit.success;
}

/**
 * Tells what became of one user, or of one address such as `routingProfile/Tier 2`, over all runs, newest first. Usernames
 * are taken in any case, as Connect takes them.
 */
export async function listHistory(
  name: string,
  options: RunsOptions & { readonly limit: number },
  world: World,
): Promise<ExitCode> {
  const { records, wants } = await find(options, world);
  const addresses = name.includes('/')
    ? [name]
    : managedKinds.filter(({ counts }) => counts === 'people').map((kind) => `${kind.name}/${name}`);
  const meant = new Set(addresses.map((address) => address.toLowerCase()));
  const history: RunChange[] = [];
  for (const { path } of records) {
    const whole = reading(() => readRun(path, stateOf));
    if (!whole || !wants(whole)) continue;
    for (const change of whole.changes) {
      if (meant.has(format(change.address).toLowerCase())) history.push({ run: whole.run, change });
    }
    if (history.length >= options.limit) break;
  }
  const shown = history.slice(0, options.limit);
  world.out(
    options.format === 'json' ? documentText(historyDocument(name, shown)) : historyText(name, shown, widthOf(world)),
  );
  return exit.success;
}

/** Tells one run: `id` may be its beginning, or `latest`. */
export async function showRun(id: string, options: RunsOptions, world: World): Promise<ExitCode> {
  const { records, wants } = await find(options, world);
  const meant = records
    .filter((record) => id === 'latest' || record.id.startsWith(id))
    .flatMap(({ path, ...record }) => {
      const run = reading(() => readRunInShort(path, stateOf));
      return run && wants(run) ? [{ ...record, path }] : [];
    });
  const [first, ...others] = meant;
  if (!first) throw new InvalidInput('no-such-run', noSuchRun(id, records));
  if (others.length > 0 && id !== 'latest') {
    const ids = meant.map((record) => record.id);
    throw new InvalidInput('several-runs', `${JSON.stringify(id)} is the beginning of several runs: ${some(ids, 5)}.`);
  }
  const whole = reading(() => readRun(first.path, stateOf));
  if (!whole) throw new InvalidInput('no-such-run', noSuchRun(id, records));
  const json = options.format === 'json';
  world.out(json ? documentText(runDocument(whole)) : runText(whole, makePaint(world.colour.out)));
  return exit.success;
}

const noSuchRun = (id: string, records: readonly RecordFile[]): string =>
  records.length === 0
    ? 'No runs are recorded here.'
    : `There is no run ${id === 'latest' ? '' : `${JSON.stringify(id)} `}here; connect-sync runs lists what there is.`;

interface FoundRecords {
  readonly records: readonly RecordFile[];
  /** An alias is known only from what the record itself says; the Region, of records of earlier versions, too. */
  readonly wants: (run: RunInShort) => boolean;
}

async function find(options: RunsOptions, world: World): Promise<FoundRecords> {
  const { folder, chosen } = stateFolderOf(options, world);
  if (folder === undefined) {
    throw new InvalidInput('no-state-folder', 'There is no home folder with records; name a folder with --state-dir.');
  }
  const wanted = await instanceOf(options);
  const known = reading(() => instancesIn(folder));
  if (!known && chosen) throw new InvalidInput('no-state-folder', `There is no folder ${folder}.`);
  const places = foldersOf(known ?? [], wanted, world);
  const { alias, region } = wanted ?? {};
  return {
    records: reading(() => recordsOf(folder, places)),
    wants: ({ run: { instance } }) =>
      (alias === undefined || instance.alias === alias) && (region === undefined || instance.region === region),
  };
}

async function instanceOf({ file, instance }: RunsOptions): Promise<InstanceReference | undefined> {
  if (instance !== undefined) return instanceNamed(instance);
  return file === undefined ? undefined : instanceIn(file);
}

/** A folder that cannot be read is wrong input, not a fault of ours. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof StoreError ? new InvalidInput('cannot-read', `${error.message}.`) : error;
  }
}
