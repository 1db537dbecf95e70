// How the emulator behaves, as data: one shape for the settings file, the command's options, the control address and
// tests. A document names only what differs from the defaults; null in a patch puts a setting back to its default.

import schema from '../../schemas/emulator-settings.schema.json' with { type: 'json' };
import { type Fault, faultProblem } from './faults.ts';
import { GUESS_ANSWERS, type Guesses, type Quotas } from './options.ts';
import { OPERATIONS } from './protocol/model.ts';
import { problemsOf } from './seed/schema.ts';
import type { Limit } from './throttle.ts';

/** By operation; `*` is for all that are not named. */
export type PerOperation<T> = Readonly<Record<string, T>>;

export interface Settings {
  /** Whether calls are throttled at all. */
  readonly throttle: boolean;
  /** What the caller's policies allow; `*` is everything. */
  readonly allow: readonly string[];
  /** In place of AWS's figures. */
  readonly rates: PerOperation<Limit>;
  /** Seconds of a Retry-After header on throttled calls; undefined for none. */
  readonly retryAfter: number | undefined;
  readonly quotas: Quotas;
  readonly pageCaps: PerOperation<number>;
  /** Seconds for which a NextToken is good. */
  readonly tokenLifetimes: PerOperation<number>;
  /** Milliseconds by which calls are delayed. */
  readonly latencies: PerOperation<number>;
  /** Milliseconds by which searches trail behind writes. */
  readonly searchLag: number;
  /** Milliseconds for which DescribeUser may miss a new user. */
  readonly describeLag: number;
  /** What lists and searches answer that the emulator does not implement: 501, or an empty page. */
  readonly unimplemented: 'refuse' | 'empty';
  /** Milliseconds for which the id of a new resource is unknown to all calls. */
  readonly createLag: number;
  /** Milliseconds for which a group or profile that a user has just left is still in use. */
  readonly inUseLag: number;
  /** Where events are posted as EventBridge would; undefined for nowhere. */
  readonly eventTarget: string | undefined;
  readonly guesses: Guesses;
  readonly faults: readonly Fault[];
}

/** Settings as somebody writes them: only what differs from the defaults. */
export type SettingsDocument = {
  readonly [K in keyof Settings]?: K extends 'quotas' | 'guesses' ? Partial<Settings[K]> : Settings[K];
};

/** What is wrong with settings, a sentence for each finding. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings do not fit:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Throws SettingsError with all that is wrong. `defaults` say which quotas there are. */
export function readSettings(content: unknown, { quotas }: Pick<Settings, 'quotas'>): SettingsDocument {
  const misfits = problemsOf(schema, content, 'The document');
  if (misfits.length > 0) throw new SettingsError(misfits);
  const { $schema: _schema, ...document } = content as SettingsDocument & { readonly $schema?: string };
  const problems = [
    ...BY_OPERATION.flatMap((key) => strangeOperations(key, document[key] ?? {})),
    ...(document.allow ?? [])
      .filter((operation) => operation !== '*' && !OPERATIONS.has(operation))
      .map((operation) => `/allow: There is no operation ${operation}`),
    ...strangeKeys('quotas', document.quotas ?? {}, Object.keys(quotas)),
    ...guessProblems(document.guesses ?? {}),
    ...(document.faults ?? []).flatMap((fault, index) => {
      const problem = faultProblem(fault);
      return problem === undefined ? [] : [`/faults/${index}: ${problem}`];
    }),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
  return document;
}

/** Everything that a document leaves out comes from the defaults. */
export function withDefaults(document: SettingsDocument, defaults: Settings): Settings {
  const { quotas, guesses, tokenLifetimes, ...rest } = document;
  return {
    ...defaults,
    ...rest,
    quotas: { ...defaults.quotas, ...quotas },
    guesses: { ...defaults.guesses, ...guesses },
    tokenLifetimes: { ...defaults.tokenLifetimes, ...tokenLifetimes },
  };
}

/** JSON Merge Patch (RFC 7396): members are merged, null takes away, lists are replaced. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  // Object.fromEntries defines properties, so that a key such as `__proto__` is a key like any other.
  return Object.fromEntries(merged);
}

/** What holds for an operation: its own value, or that of `*`. */
export function forOperation<T>(values: PerOperation<T>, operation: string): T | undefined {
  if (Object.hasOwn(values, operation)) return values[operation];
  return Object.hasOwn(values, '*') ? values['*'] : undefined;
}

const BY_OPERATION = ['rates', 'pageCaps', 'tokenLifetimes', 'latencies'] as const;

function strangeOperations(key: string, values: PerOperation<unknown>): string[] {
  return Object.keys(values)
    .filter((operation) => operation !== '*' && !OPERATIONS.has(operation))
    .map((operation) => `/${key}: There is no operation ${operation}`);
}

function strangeKeys(key: string, values: object, known: readonly string[]): string[] {
  return Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => `/${key} must not have ${name}; there are ${known.join(', ')}`);
}

function guessProblems(guesses: Partial<Guesses>): string[] {
  const answers = new Map<string, readonly unknown[]>(Object.entries(GUESS_ANSWERS));
  const wrong = Object.entries(guesses)
    .filter(([name, answer]) => answers.has(name) && !answers.get(name)?.includes(answer))
    .map(([name]) => `/guesses/${name} must be one of ${answers.get(name)?.join(', ')}`);
  return [...strangeKeys('guesses', guesses, [...answers.keys()]), ...wrong];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
