import { onTestFinished } from 'vitest';
import { makeAbort } from '../../src/app/host/abort.ts';
import type { Clock } from '../../src/base/clock.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { makeClient } from '../../src/connect/client.ts';
import type { Send } from '../../src/connect/port.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { kinds, rules } from '../../src/kinds/registry.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import type { Acceptances } from '../../src/plan/safety/finding.ts';
import type { Recent } from '../../src/plan/safety/limits.ts';
import { count } from '../../src/plan/timing/cost.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { type Outcome, type Ports, reconcile } from '../../src/reconciler/reconcile.ts';

/** Real time, but nothing ever waits: retries come at once. */
export const hurried: Clock = { now: () => Date.now(), sleep: async () => {} };

/** The whole program but its command line, through the real SDK over HTTP, on an emulator of its own. */
export interface TestInstance {
  readonly emulator: Emulator;
  readonly send: Send;
  readonly events: readonly Event[];
  plan(files: Files, more?: More): Promise<Outcome>;
  apply(files: Files, more?: More): Promise<Outcome>;
  /** Write calls that reached Connect since the last look, by name. */
  writes(): { readonly [call: string]: number };
}

/** What a pass is told of reading. */
export type HowToRead = Pick<Ports, 'method' | 'cache' | 'memory'>;

/** Contents by path; the configuration is `connect-sync.yaml`. */
export type Files = { readonly [path: string]: string } | string;

/** What a command line, what was read before, and the records of earlier runs add to the files. */
export interface More extends HowToRead {
  readonly accepted?: Acceptances;
  readonly targets?: readonly string[];
  readonly recent?: (since: number) => Recent | undefined;
  /** What happens while the question stands. */
  readonly meanwhile?: () => Promise<void>;
  /** What stands between the retries and the SDK's client in this pass, in place of the instance's own. */
  readonly below?: (send: Send) => Send;
}

export interface TestOptions extends EmulatorOptions {
  readonly env?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
  /** Default: `hurried`. */
  readonly clock?: Clock;
  /** What stands between the retries and the SDK's client. Default: nothing, so that no call waits for its turn. */
  readonly below?: (send: Send) => Send;
}

const isRead = /^(List|Search|Describe|Get)/;

export async function startInstance({
  env = {},
  signal,
  clock = hurried,
  below = (send) => send,
  ...options
}: TestOptions = {}): Promise<TestInstance> {
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
  const sendThrough = (layers: (send: Send) => Send): Send => withRetry(layers(client.bind(id)), clock, () => 0);
  const send = sendThrough(below);
  const events: Event[] = [];
  const pass = async (
    files: Files,
    approve: (plan: Plan) => Promise<boolean>,
    { accepted = {}, targets, recent, below: own, ...how }: More = {},
  ): Promise<Outcome> => {
    const configuration = {
      ...(await loadConfiguration('connect-sync.yaml', standardSchema, inMemory(files))),
      accepted,
      ...(targets && { targets }),
    };
    const ports = {
      ...{ send: own ? sendThrough(own) : send, kinds, rules },
      instance: { id, arn, region: emulator.region, identityManagement },
      clock,
      emit: (event: Event) => void events.push(event),
      secrets: { env: (name: string) => env[name], generate: () => 'Generated1' },
      pace: () => ({ perSecond: 2, atOnce: 4 }),
      readCalls: () =>
        count(emulator.requests().flatMap(({ operation }) => (isRead.test(operation) ? [operation] : []))),
      signal: signal ?? makeAbort().signal,
      ...(recent && { recentChanges: recent }),
      ...how,
    };
    return reconcile(configuration, ports, approve);
  };
  return {
    emulator,
    send,
    events,
    plan: (files, more) => pass(files, async () => false, more),
    async apply(files, { meanwhile = async () => {}, ...more } = {}) {
      return pass(files, () => meanwhile().then(() => true), more);
    },
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
