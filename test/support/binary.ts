import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly finished: Promise<Finished>;
  stop(signal: NodeJS.Signals): void;
  /** Resolves as soon as stdout holds this text, with all of it. */
  printed(text: string): Promise<string>;
  /** Resolves as soon as stderr holds a match that it did not hold at the last call, and gives it. */
  logged(pattern: RegExp): Promise<string>;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** A file that takes the place of stdout. */
  readonly stdoutTo?: string;
}

/** Where the command may keep things, rather than in the home of the person who runs the tests; gone when they end. */
export const kept = mkdtempSync(join(tmpdir(), 'connect-sync-kept-'));
process.once('exit', () => rmSync(kept, { recursive: true, force: true }));

const main = join(import.meta.dirname, '../../dist/main.js');

/** Starts the built command as a user would, without a terminal and with nothing of AWS in its environment but `env`. */
export function start(argv: readonly string[], { cwd = process.cwd(), env = {}, stdoutTo }: RunOptions = {}): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main, ...argv], {
    cwd,
    env: { PATH, HOME, XDG_STATE_HOME: kept, XDG_CACHE_HOME: kept, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    stdio: ['ignore', stdoutTo === undefined ? 'pipe' : openSync(stdoutTo, 'w'), 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const waiting: { readonly text: string; readonly found: (stdout: string) => void }[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const { text: awaited, found } of waiting) if (stdout.includes(awaited)) found(stdout);
  });
  let [read, hear] = [0, () => {}];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    hear();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    finished,
    stop: (signal) => void child.kill(signal),
    logged: (pattern) =>
      new Promise((found, reject) => {
        hear = () => {
          const match = pattern.exec(stderr.slice(read));
          if (!match) return;
          read += match.index + match[0].length;
          found(match[0]);
        };
        hear();
        finished.then(() => reject(new Error(`It ended without logging ${pattern}: ${stderr}`)), reject);
      }),
    printed: (text) =>
      new Promise((found, reject) => {
        if (stdout.includes(text)) return found(stdout);
        waiting.push({ text, found });
        finished.then(() => reject(new Error(`It ended without printing ${text}: ${stdout}${stderr}`)), reject);
      }),
  };
}

export const run = (argv: readonly string[], options?: RunOptions): Promise<Finished> => start(argv, options).finished;

/** An emulator, and the environment in which the command finds it. */
export async function emulated(
  options: EmulatorOptions = {},
): Promise<{ emulator: Emulator; env: { [name: string]: string } }> {
  const emulator = await startEmulator({ throttle: false, ...options });
  onTestFinished(() => emulator.close());
  const env = {
    AWS_ENDPOINT_URL_CONNECT: emulator.url,
    AWS_REGION: emulator.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  return { emulator, env };
}

/** A folder of its own with these files, gone after the test. */
export function folder(files: { readonly [name: string]: string }): string {
  const path = mkdtempSync(join(tmpdir(), 'connect-sync-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}
