import { createInterface } from 'node:readline/promises';
import { type Output, writerTo } from '../app/machine/output.ts';
import { systemClock } from '../app/machine/system-clock.ts';
import type { Clock } from '../base/clock.ts';
import { OutputError } from '../base/errors.ts';
import { shorten } from '../report/text/shorten.ts';

/** Everything a command touches besides Connect: its streams, its environment, its time, and the wish to stop. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly clock: Clock;
  /** Aborted by Ctrl-C and SIGTERM, with an `Interrupted`; or by `halt`. */
  readonly signal: AbortSignal;
  /** Aborts the signal: calls in flight are finished, and nothing more is begun. */
  halt(reason: Error): void;
  /** Results. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** A line that replaces itself while work goes on; shown only where stderr is a terminal. Empty takes it away. */
  status(text: string): void;
  /** Columns that a status may have. */
  columns(): number;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** Whether each stream takes colour. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  readonly terminal: { readonly out: boolean; readonly err: boolean };
  /** Rejects with the reason of the signal. */
  ask(question: string, signal?: AbortSignal): Promise<string>;
  /** Waits until the system has taken all that was written, or has refused it: then the signal is aborted with an `OutputError`. */
  flush(): Promise<void>;
  /** Calls back at each signal of this name instead of what the system would do; the answer takes that back. */
  onSignal(name: 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2', callback: () => void): () => void;
}

/** To the start of the line; and what is right of the cursor away. */
const toStart = '\r';
const clearRest = '\u001b[K';

/**
 * Whether a stream takes colour: as `--color` says, else in a terminal, and in the logs of GitHub Actions, which show it.
 * https://no-color.org and a terminal that is `dumb` say no.
 */
export function takesColour(
  isTerminal: boolean,
  { env, argv }: { readonly env: World['env']; readonly argv: readonly string[] },
): boolean {
  const said = argv.flatMap((word, index) => {
    if (word === '--color') return [argv[index + 1] ?? 'auto'];
    return word.startsWith('--color=') ? [word.slice('--color='.length)] : [];
  });
  const when = said.at(-1) ?? 'auto';
  if (when !== 'auto') return when === 'always';
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return false;
  return isTerminal || env['GITHUB_ACTIONS'] === 'true';
}

export function systemWorld(stop: AbortController, argv: readonly string[]): World {
  const { signal } = stop;
  const halt = (reason: Error): void => {
    if (!signal.aborted) stop.abort(reason);
  };
  const { stdin, stdout, stderr, env } = process;
  const terminal = { out: stdout.isTTY === true, err: stderr.isTTY === true };
  const colours = (isTerminal: boolean): boolean => takesColour(isTerminal, { env, argv });
  // One column stays free: a cursor behind the last one would wrap the line.
  const columns = (): number => Math.max(10, (stderr.columns || 80) - 1);
  let shown = '';
  const draw = (text: string): void => {
    shown = text;
    stderr.write(`${toStart}${shorten(text, columns())}${clearRest}`);
  };
  const clear = (): void => {
    if (shown) draw('');
  };
  /** Text above the status, which comes back at once, so that it does not flicker. */
  const printer = (stream: Output): ((text: string) => void) => {
    const write = writerTo(stream);
    return (text) => {
      const status = shown;
      if (status && stream.isTTY) clear();
      write(text);
      if (status && stream.isTTY && text.endsWith('\n')) draw(status);
    };
  };
  // A reader that leaves early (`| head`) is no failure of ours. A full disk is one, and then nothing more is begun.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') halt(new OutputError(error.message));
    });
  }
  return {
    env,
    cwd: process.cwd(),
    clock: systemClock,
    signal,
    halt,
    out: printer(stdout),
    err: printer(stderr),
    status(text) {
      if (terminal.err && text !== shown) draw(text);
    },
    columns,
    interactive: stdin.isTTY === true && terminal.out && terminal.err,
    colour: { out: colours(terminal.out), err: colours(terminal.err) },
    terminal,
    onSignal(name, callback) {
      process.on(name, callback);
      return () => void process.off(name, callback);
    },
    async flush() {
      await Promise.all([stdout, stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))));
    },
    async ask(question, until = signal) {
      clear();
      const prompt = createInterface({ input: stdin, output: stderr });
      // Ctrl-C at the prompt goes to readline, not to the process.
      prompt.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      try {
        return await Promise.race([
          prompt.question(question, { signal: until }),
          new Promise<string>((resolve) => prompt.once('close', () => resolve(''))),
        ]);
      } catch (error) {
        throw until.aborted ? until.reason : error;
      } finally {
        prompt.close();
      }
    },
  };
}

/** Columns of the terminal that shows what is printed; `undefined` where it goes elsewhere. */
export const widthOf = ({ terminal, columns }: World): number | undefined => (terminal.out ? columns() : undefined);
