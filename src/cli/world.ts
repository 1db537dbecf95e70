import { createInterface } from 'node:readline/promises';
import type { Clock } from '../clock.ts';
import { OutputError } from '../errors.ts';
import { systemClock } from './system-clock.ts';

/** Everything a command touches besides Connect: its streams, its environment, its time, and the wish to stop. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Aborted by Ctrl-C and SIGTERM, with an `Interrupted`; or with an `OutputError`. */
  readonly signal: AbortSignal;
  /** Results. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** A line that replaces itself while work goes on; shown only where stderr is a terminal. Empty takes it away. */
  status(text: string): void;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Whether each stream takes colour. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  readonly terminal: { readonly out: boolean; readonly err: boolean };
  ask(question: string): Promise<string>;
  /** Calls back at each signal of this name instead of what the system would do; the answer takes that back. */
  onSignal(name: 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2', callback: () => void): () => void;
}

const clearLine = '\r\u001b[K';

export function systemWorld(stop: AbortController): World {
  const { signal } = stop;
  const { stdin, stdout, stderr, env } = process;
  const terminal = { out: stdout.isTTY === true, err: stderr.isTTY === true };
  const colours = (isTerminal: boolean): boolean => isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  let shown = '';
  const clear = (): void => {
    if (shown) stderr.write(clearLine);
    shown = '';
  };
  // A reader that leaves early (`| head`) is no failure of ours. A full disk is one, and then nothing more is begun.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && !signal.aborted) stop.abort(new OutputError(error.message));
    });
  }
  return {
    env,
    cwd: process.cwd(),
    clock: systemClock,
    signal,
    out(text) {
      clear();
      stdout.write(text);
    },
    err(text) {
      clear();
      stderr.write(text);
    },
    status(text) {
      if (!terminal.err || text === shown) return;
      clear();
      shown = text.slice(0, Math.max(10, (stderr.columns ?? 80) - 1));
      stderr.write(shown);
    },
    interactive: stdin.isTTY === true && terminal.out && terminal.err,
    colour: { out: colours(terminal.out), err: colours(terminal.err) },
    terminal,
    onSignal(name, callback) {
      process.on(name, callback);
      return () => void process.off(name, callback);
    },
    async ask(question) {
      clear();
      const prompt = createInterface({ input: stdin, output: stderr });
      // Ctrl-C at the prompt goes to readline, not to the process.
      prompt.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      try {
        return await Promise.race([
          prompt.question(question, { signal }),
          new Promise<string>((resolve) => prompt.once('close', () => resolve(''))),
        ]);
      } catch (error) {
        throw signal.aborted ? signal.reason : error;
      } finally {
        prompt.close();
      }
    },
  };
}
