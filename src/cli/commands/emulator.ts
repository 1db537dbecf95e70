import { readFile } from 'node:fs/promises';
import { asError, invalid } from '../../app/failure.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { InvalidInput } from '../../base/errors.ts';
import { plural } from '../../base/words.ts';
import {
  type Emulator,
  type EmulatorOptions,
  type IdentityManagement,
  mergePatch,
  type Processes,
  SeedError,
  startEmulator,
} from '../../emulator/index.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { isLoopback } from '../../status/http/listen.ts';
import type { World } from '../world.ts';

export interface EmulatorCommandOptions {
  readonly port: number;
  readonly host: string;
  readonly controlPort?: number;
  readonly region?: string;
  readonly users: number;
  readonly throttle: boolean;
  readonly identityManagement: IdentityManagement;
  readonly seed?: string;
  readonly data?: string;
  readonly settings?: string;
  /** Settings of their own, by name. */
  readonly rate?: Readonly<Record<string, { readonly rate: number; readonly burst: number }>>;
  readonly quota?: Readonly<Record<string, number>>;
  readonly guess?: Readonly<Record<string, string>>;
  readonly pageCap?: number;
  readonly searchLag?: number;
  readonly describeLag?: number;
  readonly createLag?: number;
  readonly inUseLag?: number;
  readonly eventsTo?: string;
  readonly latency?: number;
  readonly retryAfter?: number;
  readonly unimplemented?: 'refuse' | 'empty';
  readonly fault?: readonly unknown[];
}

/** Runs a local Amazon Connect until it is told to stop. */
export async function emulator(options: EmulatorCommandOptions, world: World): Promise<ExitCode> {
  const { host, port, region, controlPort, users, identityManagement, seed, data } = options;
  if (!isLoopback(host.toLowerCase())) {
    world.err(`warning: ${host} can be reached from other machines, and the emulator asks nobody for a password.\n`);
  }
  const running = await start(seed, {
    ...{ host, port, users, identityManagement, settings: await settingsOf(options) },
    ...(region !== undefined && { region }),
    ...(controlPort !== undefined && { controlPort }),
    ...(seed !== undefined && { seed: await readText(seed, 'seed') }),
    ...(data !== undefined && { data: { file: data, processes } }),
    log: (problem) => world.err(`emulator: ${problem}\n`),
  });
  world.out(welcome(running, data));
  await new Promise<void>((resolve) => {
    if (world.signal.aborted) resolve();
    else world.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await running.close();
  } catch (error) {
    if ((error as Error).name !== 'DataFileError') throw error;
    world.err(`error: ${(error as Error).message}\n`);
    return exit.unexpected;
  }
  return exit.success;
}

function welcome({ url, controlUrl, region, instances, restored }: Emulator, data: string | undefined): string {
  const list = instances.map(
    ({ id, alias, region: where, identityManagement, users }) =>
      `  instance ${id}  (${alias}, ${where === region ? '' : `${where}, `}${identityManagement}, ${plural(users, 'user')})\n`,
  );
  const [first] = instances;
  return `Amazon Connect emulator at ${url}
${controlUrl === undefined ? '' : `Control address at ${controlUrl}\n`}
${list.join('')}${restored ? `  as ${data} has kept ${instances.length === 1 ? 'it' : 'them'}\n` : ''}
In another terminal:

  export AWS_ENDPOINT_URL_CONNECT=${url}
  export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}
  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
${first ? `  connect-sync export --instance ${first.id}\n` : ''}
Ctrl-C stops it; ${data === undefined ? 'nothing is kept' : `everything is kept in ${data}`}.
`;
}

/** What the file says, and over it what the command line says. */
async function settingsOf(options: EmulatorCommandOptions): Promise<unknown> {
  const {
    settings,
    throttle,
    rate,
    quota,
    guess,
    pageCap,
    searchLag,
    describeLag,
    createLag,
    inUseLag,
    eventsTo,
    latency,
    retryAfter,
    fault,
    unimplemented,
  } = options;
  const own = {
    ...(!throttle && { throttle }),
    ...(rate && { rates: rate }),
    ...(quota && { quotas: quota }),
    ...(guess && { guesses: guess }),
    ...(pageCap !== undefined && { pageCaps: { '*': pageCap } }),
    ...(searchLag !== undefined && { searchLag }),
    ...(describeLag !== undefined && { describeLag }),
    ...(createLag !== undefined && { createLag }),
    ...(inUseLag !== undefined && { inUseLag }),
    ...(eventsTo !== undefined && { eventTarget: eventsTo }),
    ...(latency !== undefined && { latencies: { '*': latency } }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(unimplemented !== undefined && { unimplemented }),
    ...(fault && { faults: fault }),
  };
  if (settings === undefined) return own;
  const file = await readJson(settings, 'settings');
  return Object.keys(own).length > 0 ? mergePatch(file, own) : file;
}

async function start(seed: string | undefined, options: EmulatorOptions): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (error instanceof SeedError) throw asError(invalid(placed(seed, error)));
    const { name, code, message, port, address, problems } = error as Error & Refused;
    if (code === 'EADDRINUSE')
      throw new InvalidInput(
        'port-in-use',
        `Port ${port} is in use; choose another with ${portOption(port, options)}.`,
      );
    if (code === 'EACCES' && port !== undefined)
      throw new InvalidInput(
        'port-refused',
        `Port ${port} may not be used; choose one above 1023 with ${portOption(port, options)}.`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new InvalidInput('host-unknown', `This machine has no address ${address ?? options.host}.`);
    if (name === 'SettingsError') throw new InvalidInput('invalid-settings', (problems ?? [message]).join(' '));
    if (name === 'DataFileError') throw new InvalidInput('invalid-data', message);
    throw error;
  }
}

interface Refused {
  readonly code?: string;
  readonly port?: number;
  readonly address?: string;
  readonly problems?: readonly string[];
}

const portOption = (port: number | undefined, { controlPort }: EmulatorOptions): string =>
  port !== undefined && port === controlPort ? '--control-port' : '--port';

const placed = (file = '', { findings }: SeedError): readonly Diagnostic[] =>
  findings.map(({ message, position }) => ({
    ...{ severity: 'error', code: 'invalid-seed', message },
    ...(position && { source: { file, ...position } }),
  }));

const readText = (path: string, what: 'seed' | 'settings'): Promise<string> => read(path, what, (text) => text);
const readJson = (path: string, what: 'seed' | 'settings'): Promise<unknown> => read(path, what, JSON.parse);

async function read<T>(path: string, what: 'seed' | 'settings', parse: (text: string) => T): Promise<T> {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InvalidInput(
      `invalid-${what}`,
      `Cannot read the ${what} ${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

const processes: Processes = {
  own: process.pid,
  runs(id) {
    try {
      return process.kill(id, 0);
    } catch (error) {
      // Somebody else's process is one too.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};
