import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { makeClient } from '../../src/connect/client.ts';
import type { Send } from '../../src/connect/port.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { count } from '../../src/plan/cost.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { type Outcome, type Ports, reconcile } from '../../src/reconciler/reconcile.ts';
import { kinds, managedKinds, rules } from '../../src/resources/registry.ts';

/** Real time, but nothing ever waits: retries come at once. */
export const hurried: Clock = { now: () => Date.now(), sleep: async () => {} };

/** The whole program but its command line, through the real SDK over HTTP, on an emulator of its own. */
export interface TestInstance {
  readonly emulator: Emulator;
  readonly send: Send;
  readonly events: readonly Event[];
  plan(files: Files): Promise<Outcome>;
  /** No section of the configuration asks for deletions yet; the reconciler can. */
  apply(files: Files, removed?: 'keep' | 'delete', how?: HowToRead): Promise<Outcome>;
  /** Write calls that reached Connect since the last look, by name. */
  writes(): { readonly [call: string]: number };
}

/** What a pass is told of reading. */
export type HowToRead = Pick<Ports, 'method' | 'cache' | 'memory'>;

/** Contents by path; the configuration is `connect-sync.yaml`. */
export type Files = { readonly [path: string]: string } | string;

export interface TestOptions extends EmulatorOptions {
  readonly env?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
}

const isRead = /^(List|Search|Describe|Get)/;

export async function startInstance({ env = {}, signal, ...options }: TestOptions = {}): Promise<TestInstance> {
  const problems: string[] = [];
  const emulator = await startEmulator({ throttle: false, log: (problem) => problems.push(problem), ...options });
  const client = makeClient({
    region: emulator.region,
    endpoint: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestTimeout: 2_000,
  });
  onTestFinished(async () => {
    client.close();
    await emulator.close();
    if (problems.length > 0) throw new Error(`The emulator found fault with itself: ${problems.join('; ')}`);
  });
  const { id, arn, identityManagement } = emulator.instances[0]!;
  const send = withRetry(client.bind(id), hurried, () => 0);
  const events: Event[] = [];
  const pass = async (
    files: Files,
    approve: (plan: Plan) => Promise<boolean>,
    removed: 'keep' | 'delete' = 'keep',
    how: HowToRead = {},
  ): Promise<Outcome> => {
    const configuration = {
      ...(await loadConfiguration('connect-sync.yaml', managedKinds, inMemory(files))),
      removed,
    };
    const ports = {
      ...{ send, kinds, rules },
      instance: { id, arn, region: emulator.region, identityManagement },
      clock: hurried,
      emit: (event: Event) => void events.push(event),
      secrets: { env: (name: string) => env[name], generate: () => 'Generated1' },
      perSecond: () => 2,
      readCalls: () =>
        count(emulator.requests().flatMap(({ operation }) => (isRead.test(operation) ? [operation] : []))),
      signal: signal ?? new AbortController().signal,
      ...how,
    };
    return reconcile(configuration, ports, approve);
  };
  return {
    emulator,
    send,
    events,
    plan: (files) => pass(files, async () => false),
    apply: (files, removed, how) => pass(files, async () => true, removed, how),
    writes() {
      const calls = emulator.requests().flatMap(({ operation }) => (isRead.test(operation) ? [] : [operation]));
      emulator.clearRequests();
      return count(calls);
    },
  };
}

function inMemory(files: Files) {
  const contents = typeof files === 'string' ? { 'connect-sync.yaml': files } : files;
  return {
    async readFile(path: string): Promise<string> {
      const text = contents[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text;
    },
    glob: async (): Promise<readonly string[]> => Object.keys(contents).filter((path) => path !== 'connect-sync.yaml'),
  };
}
