// A local Amazon Connect: a real HTTP server that the unmodified AWS SDKs and the AWS CLI talk to. What it promises,
// operation by operation, is in BEHAVIOUR.md.

import { answer, type Emulation } from './answer.ts';
import { type FaultKnobs, newFaults } from './faults.ts';
import { IMPLEMENTED } from './operations/all.ts';
import { type EmulatorOptions, GUESSES, type IdentityManagement, QUOTAS } from './options.ts';
import { OPERATIONS } from './protocol/model.ts';
import { routes } from './protocol/routes.ts';
import { newRequestLog, type RequestRecord } from './requests.ts';
import { addPeople } from './seed/people.ts';
import { plantSeed } from './seed/plant.ts';
import { listen } from './server.ts';
import { type Account, newAccount } from './state/account.ts';
import { createInstance } from './state/new-instance.ts';
import { seededRandom } from './state/random.ts';
import { newThrottle } from './throttle.ts';

export type { Fault, FaultKnobs } from './faults.ts';
export type { EmulatorOptions, Guesses, IdentityManagement, Quotas } from './options.ts';
export type { RequestRecord } from './requests.ts';
export { SeedError } from './seed/seed-error.ts';

export interface Emulator {
  readonly url: string;
  readonly port: number;
  readonly region: string;
  /** As they are now. */
  readonly instances: readonly InstanceFacts[];
  /** Calls since the start or the last clearRequests(), in order of their answers; the last 100,000. */
  requests(): readonly RequestRecord[];
  clearRequests(): void;
  /** Knobs for tests, at run time. */
  readonly faults: FaultKnobs;
  close(): Promise<void>;
}

export interface InstanceFacts {
  readonly id: string;
  readonly arn: string;
  readonly alias: string;
  readonly identityManagement: IdentityManagement;
  /** How many. */
  readonly users: number;
}

export const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  users: 0,
  identityManagement: 'SAML',
  throttle: true,
  region: 'us-west-2',
  instanceId: '10a4c4eb-f57e-4d4c-b602-bf39176ced07',
  alias: 'connect-sync-local',
} as const satisfies EmulatorOptions;

/** Throws SeedError for a seed that does not fit; rejects where the port cannot be had. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { host, port, throttle, region } = { ...DEFAULTS, ...options };
  const account = accountOf(options, region);
  populate(account, options);
  const requests = newRequestLog();
  const faults = newFaults();
  const emulation: Emulation = {
    account,
    router: routes(OPERATIONS.values()),
    operations: IMPLEMENTED,
    throttle: throttle ? newThrottle() : undefined,
    faults,
    requests,
    log: options.log ?? (() => {}),
  };
  const listening = await listen((request) => answer(emulation, request), { host, port });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening.port}`,
    port: listening.port,
    region,
    get instances() {
      return factsOf(account);
    },
    requests: requests.read,
    clearRequests: requests.clear,
    faults,
    close: listening.close,
  };
}

function accountOf(options: EmulatorOptions, region: string): Account {
  const users = Math.max(QUOTAS.users, 2 * (options.users ?? 0));
  const random = seededRandom(options.instanceId ?? DEFAULTS.instanceId);
  return newAccount({
    region,
    random,
    now: options.now ?? Date.now,
    quotas: { ...QUOTAS, users, ...options.quotas },
    guesses: {
      searchUsersChannelUnits: options.searchUsersChannelUnits ?? GUESSES.searchUsersChannelUnits,
      userConfigLists: options.userConfigLists ?? GUESSES.userConfigLists,
      identityInfo: options.identityInfo ?? GUESSES.identityInfo,
      hierarchyStructure: options.hierarchyStructure ?? GUESSES.hierarchyStructure,
    },
  });
}

/** A seed brings its own instances; `users` then adds people to the first of them. */
function populate(account: Account, options: EmulatorOptions): void {
  const { instanceId, alias, identityManagement, users } = { ...DEFAULTS, ...options };
  const first = { id: instanceId, alias, identityManagement };
  const instance =
    options.seed === undefined ? createInstance(account, first) : plantSeed(account, options.seed, first);
  addPeople(account, instance, users);
}

function factsOf(account: Account): InstanceFacts[] {
  return [...account.instances.values()].map(({ id, arn, alias, identityManagement, users }) => ({
    id,
    arn,
    alias: alias ?? '',
    identityManagement,
    users: users.size,
  }));
}
