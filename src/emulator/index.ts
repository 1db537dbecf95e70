// A local Amazon Connect: a real HTTP server that the unmodified AWS SDKs and the AWS CLI talk to. What it promises,
// operation by operation, is in BEHAVIOUR.md.

import { answer, type Emulation } from './answer.ts';
import { answerControl, answerLinks, type Controlled } from './control/control.ts';
import type { TrailEvent } from './events/event.ts';
import { newEventLog } from './events/log.ts';
import { newPush } from './events/push.ts';
import type { Request } from './exchange.ts';
import { type FaultKnobs, newFaults } from './faults.ts';
import type { Knobs } from './knobs.ts';
import { openAccount } from './open-account.ts';
import { IMPLEMENTED } from './operations/all.ts';
import { PREPARATIONS } from './operations/preparations.ts';
import { DEFAULTS, type EmulatorOptions } from './options.ts';
import { OPERATIONS } from './protocol/model.ts';
import { routes } from './protocol/routes.ts';
import { newRequestLog, type RequestRecord } from './requests.ts';
import { type Listening, listen } from './server.ts';
import type { Account } from './state/account.ts';
import type { Memory } from './storage/encode.ts';
import { type DataFile, openData } from './storage/keeper.ts';
import { snapshotOf } from './storage/snapshot.ts';
import { type InstanceSummary, summariesOf } from './summary.ts';
import { newThrottle } from './throttle.ts';

export type { TrailEvent } from './events/event.ts';
export type { Fault, FaultKnobs } from './faults.ts';
export type { EmulatorOptions, Guesses, IdentityManagement, Quotas } from './options.ts';
export { DEFAULTS } from './options.ts';
export type { RequestRecord } from './requests.ts';
export { SeedError } from './seed/seed-error.ts';
export { mergePatch, type Settings, type SettingsDocument, SettingsError } from './settings.ts';
export { DataFileError } from './storage/data-error.ts';
export type { DataOptions } from './storage/keeper.ts';
export type { Processes } from './storage/lock.ts';
export type { InstanceSummary } from './summary.ts';

export interface Emulator {
  /** `http://127.0.0.1:4510`: the endpoint for AWS clients. */
  readonly url: string;
  readonly port: number;
  /** Of the control address; undefined where none was asked for. */
  readonly controlUrl: string | undefined;
  readonly region: string;
  /** True where the state came from a data file. */
  readonly restored: boolean;
  /** As they are now. */
  readonly instances: readonly InstanceSummary[];
  /** Calls since the start or the last clearRequests(), in order of their answers; the last 50,000. */
  requests(): readonly RequestRecord[];
  clearRequests(): void;
  /** CloudTrail events of the calls that write, in order of their answers; the last 10,000. */
  events(): readonly TrailEvent[];
  clearEvents(): void;
  /** Variables that make an AWS SDK, the AWS CLI or connect-sync talk to this emulator. */
  readonly environment: Readonly<Record<string, string>>;
  /** Knobs for tests, at run time. */
  readonly faults: FaultKnobs;
  /** All settings, at run time. */
  readonly settings: Pick<Knobs, 'read' | 'replace' | 'patch' | 'reset'>;
  /** Writes to the data file what is not yet written; does nothing without one. Rejects with DataFileError. */
  save(): Promise<void>;
  /** Cuts all connections and writes the data file. Rejects with DataFileError where that fails. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of Amazon Connect on a port of this machine and resolves once it answers:
 *
 *     const emulator = await startEmulator({ users: 100 });
 *     const client = new ConnectClient({ endpoint: emulator.url, region: emulator.region, credentials });
 *     await emulator.close();
 *
 * `emulator.environment` has the endpoint, the Region and credentials for a process. Throws SeedError, SettingsError or DataFileError for a seed, settings or a data file that do not fit; rejects where a
 * port cannot be had.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const data = options.data && (await openData(options.data));
  try {
    return await run(options, data);
  } catch (error) {
    await data?.unlock();
    throw error;
  }
}

async function run(options: EmulatorOptions, data: DataFile | undefined): Promise<Emulator> {
  const { host, port } = { ...DEFAULTS, ...options };
  const { log = () => {} } = options;
  const faults = newFaults();
  const { account, knobs } = openAccount(options, { state: data?.state, faults });
  const keeper = await data?.keep(snapshots(account), log);
  const requests = newRequestLog();
  const push = newPush(() => knobs.eventTarget, log);
  const events = newEventLog(push.post);
  const emulation: Emulation = {
    account,
    faults,
    requests,
    events,
    log,
    router: routes(OPERATIONS.values()),
    operations: IMPLEMENTED,
    preparations: PREPARATIONS,
    throttle: newThrottle(knobs.limitOf),
    tuning: knobs,
    changed: () => keeper?.changed(),
  };
  const serve = (request: Request) =>
    request.path === '/' && request.method === 'GET'
      ? Promise.resolve(answerLinks(controlled))
      : answer(emulation, request);
  const listening = await listen(serve, { host, port });
  const url = urlOf(listening);
  let control: Listening | undefined;
  const controlled: Controlled = {
    knobs,
    instances: () => summariesOf(account),
    requests: requests.read,
    clearRequests: requests.clear,
    events: events.read,
    clearEvents: events.clear,
    links: () => ({
      url,
      controlUrl: control && urlOf(control),
      region: account.region,
      instances: summariesOf(account),
    }),
    facts: { url, region: account.region },
  };
  control = await listenForControl(options, controlled).catch(async (error: unknown) => {
    await listening.close();
    throw error;
  });
  return {
    url,
    port: listening.port,
    controlUrl: control && urlOf(control),
    region: account.region,
    restored: data?.state !== undefined,
    get instances() {
      return summariesOf(account);
    },
    requests: requests.read,
    clearRequests: requests.clear,
    events: () => events.read().map(({ event }) => event),
    clearEvents: events.clear,
    environment: {
      AWS_ENDPOINT_URL_CONNECT: url,
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    faults,
    settings: knobs,
    save: async () => keeper?.save(),
    async close() {
      await Promise.all([listening.close(), control?.close()]);
      await push.close();
      await keeper?.close();
    },
  };
}

function urlOf({ host, port }: Listening): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Always on 127.0.0.1, wherever the API listens. */
async function listenForControl(
  { controlPort }: EmulatorOptions,
  controlled: Controlled,
): Promise<Listening | undefined> {
  if (controlPort === undefined) return undefined;
  return listen((request) => answerControl(controlled, request), { host: '127.0.0.1', port: controlPort });
}

function snapshots(account: Account): () => string {
  const memory: Memory = new WeakMap();
  return () => snapshotOf(account, memory);
}
