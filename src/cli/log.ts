import type { Host, Level, Log } from '../app/host/host.ts';
import { printable } from '../report/text/paint.ts';
import type { World } from './world.ts';

export interface LogOptions {
  readonly level: Level;
  /** `text` for people, `json` for programs: one object a line. */
  readonly format: 'text' | 'json';
}

/** The world as the library is given it by a command that runs once: warnings are lines on stderr, calls only with `--verbose`. */
export async function hostOf(world: World, { verbose = false }: { readonly verbose?: boolean } = {}): Promise<Host> {
  // Without it the logging library is not even loaded.
  const detailed: Log = verbose ? await openLog({ level: 'debug', format: 'text' }) : () => {};
  return {
    env: world.env,
    cwd: world.cwd,
    clock: world.clock,
    signal: world.signal,
    log(level, message, facts) {
      if (level === 'debug') detailed(level, message, facts);
      else if (level === 'warn') world.err(`warning: ${message}\n`);
      else world.err(`${message}\n`);
    },
  };
}

/** A log on stderr. */
export async function openLog({ level, format: shape }: LogOptions): Promise<Log> {
  const { createLogger, format, transports } = await import('winston');
  const logger = createLogger({
    level,
    format: format.combine(format.timestamp(), format.printf(shape === 'json' ? asJson : asText)),
    transports: [new transports.Stream({ stream: process.stderr })],
  });
  return (level, message, facts = {}) => {
    const known = Object.entries(facts).filter(([, value]) => value !== undefined);
    logger.log({ level, message, facts: Object.fromEntries(known) });
  };
}

/** A line as it comes from winston: `timestamp` in ISO 8601, UTC. */
interface LogLine {
  readonly level: string;
  readonly message?: unknown;
  readonly timestamp?: unknown;
  readonly facts?: unknown;
}

const factsOf = ({ facts }: LogLine): readonly (readonly [string, unknown])[] => Object.entries(facts ?? {});

/** Facts for programs, which a person reads in the message. */
const inTheMessage: ReadonlySet<string> = new Set(['address', 'action', 'code', 'id', 'outcome']);

function asText(line: LogLine): string {
  const told = factsOf(line).filter(([name]) => !inTheMessage.has(name));
  const facts = told.map(([name, value]) => ` ${name}=${plain(value)}`);
  return `${line.timestamp} ${line.level} ${printable(String(line.message))}${facts.join('')}`;
}

/** Words as they are, in quotes where they have blanks in them. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return printable(/[\s"=]/.test(text) ? JSON.stringify(text) : text);
}

const asJson = (line: LogLine): string =>
  escaped(
    JSON.stringify({
      ...{ time: line.timestamp, level: line.level, message: String(line.message) },
      ...Object.fromEntries(factsOf(line)),
    }),
  );

/** The same JSON without characters that turn a line around or cannot be seen. */
const escaped = (json: string): string =>
  json.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) =>
    hidden
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
