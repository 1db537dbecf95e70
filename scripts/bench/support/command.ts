/** The built command as a process of its own, and its emulator as another. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where npm runs its scripts: the clone. */
const main = join(process.cwd(), 'dist/main.js');

export const instanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** Of the whole process, from start to end. */
  readonly seconds: number;
  /** The most memory it held (resident), in MB; 0 where the system does not tell. */
  readonly megabytes: number;
}

export interface Bench {
  /** A folder of its own, gone afterwards. */
  readonly folder: string;
  /** Runs one command; rejects where it ends with another code than 0, unless `codes` has it. */
  command(argv: readonly string[], codes?: readonly number[]): Promise<Ended>;
}

/** Gives `work` an emulator that was started with these options, and ends both with it. */
export async function withEmulator(options: readonly string[], work: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-sync-bench-'));
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ AWS_REGION: 'us-west-2', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
    ...{ XDG_STATE_HOME: join(folder, 'state'), XDG_CACHE_HOME: join(folder, 'cache') },
  };
  const emulator = spawn(process.execPath, [main, 'emulator', '--port', '0', ...options], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    environment['AWS_ENDPOINT_URL_CONNECT'] = await urlOf(emulator);
    await work({ folder, command: (argv, codes = [0]) => run(argv, codes, environment) });
  } finally {
    emulator.kill();
    await rm(folder, { recursive: true });
  }
}

function urlOf({ stdout, ...emulator }: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      const url = /http:\/\/\S+/.exec(heard)?.[0];
      if (url !== undefined) resolve(url);
    });
    stdout?.on('close', () => reject(new Error(`The emulator ended (${emulator.exitCode}): ${heard}`)));
  });
}

function run(argv: readonly string[], codes: readonly number[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const since = performance.now();
  const child = spawn(process.execPath, [main, ...argv], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  let megabytes = 0;
  const watching = setInterval(() => {
    megabytes = Math.max(megabytes, peakOf(child.pid));
  }, 20);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watching);
      if (codes.includes(code ?? -1)) {
        resolve({ code, stdout, seconds: (performance.now() - since) / 1000, megabytes });
      } else reject(new Error(`${argv.join(' ')} exited with ${code}: ${stdout.slice(0, 500)}`));
    });
  });
}

/** Linux keeps the peak itself, so that a look now and then misses nothing but the very end. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  } catch {
    return 0;
  }
}
