// A local Amazon Connect: a real HTTP server that the unmodified AWS SDKs and the AWS CLI talk to. What it promises,
// operation by operation, is in BEHAVIOUR.md.

import { answer, type Emulation } from './answer.ts';
import { answerControl, type Controlled } from './control/control.ts';
import { type FaultKnobs, newFaults } from './faults.ts';
import type { Knobs } from './knobs.ts';
import { openAccount } from './open-account.ts';
import { IMPLEMENTED } from './operations/all.ts';
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
 * Throws SeedError, SettingsError or DataFileError for a seed, settings or a data file that do not fit; rejects where a
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
  const emulation: Emulation = {
    ...{ account, faults, requests, log },
    router: routes(OPERATIONS.values()),
    operations: IMPLEMENTED,
    throttle: newThrottle(knobs.limitOf),
    tuning: knobs,
    changed: () => keeper?.changed(),
  };
  const listening = await listen((request) => answer(emulation, request), { host, port });
  const url = urlOf(listening);
  const controlled: Controlled = {
    knobs,
    instances: () => summariesOf(account),
    requests: requests.read,
    clearRequests: requests.clear,
    facts: { url, region: account.region },
  };
  const control = await listenForControl(options, controlled).catch(async (error: unknown) => {
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
    faults,
    settings: knobs,
    save: async () => keeper?.save(),
    async close() {
      await Promise.all([listening.close(), control?.close()]);
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
