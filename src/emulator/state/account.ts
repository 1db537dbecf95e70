import type { Guesses, Quotas } from '../options.ts';
import { notFound } from '../protocol/errors.ts';
import type { Instance } from './instance.ts';
import { type Random, randomUuid } from './random.ts';

/** One AWS account in one Region: the instances in it, and what their operations share. */
export interface Account {
  readonly id: string;
  readonly region: string;
  readonly instances: Map<string, Instance>;
  /** Instances of the account's other Regions, by Region and id. */
  readonly elsewhere: Map<string, Map<string, Instance>>;
  /** Where this is a view of another Region: the account itself. */
  readonly home?: Account;
  readonly guesses: Guesses;
  readonly quotas: Quotas;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  /** When the newest ids were given out, in milliseconds since 1970. */
  readonly born: Map<string, number>;
  /** How many ids and places were given out so far. */
  readonly counters: { ids: number; order: number };
  /** Rises with every call: the order in which things were created. */
  nextOrder(): number;
}

export interface AccountFacts {
  readonly region: string;
  readonly guesses: Guesses;
  readonly quotas: Quotas;
  readonly now: () => number;
  /** Where ids come from: a seeded source, so that a run repeats. */
  readonly random: Random;
}

/** The account number of AWS's own examples. */
const ACCOUNT_ID = '123456789012';

/** More than are created within any lag that a test would set. */
const REMEMBERED_BIRTHS = 10_000;

export function newAccount({ region, guesses, quotas, now, random }: AccountFacts): Account {
  let drawn = 0;
  const account: Account = {
    id: ACCOUNT_ID,
    region,
    instances: new Map(),
    elsewhere: new Map(),
    guesses,
    quotas,
    now,
    newId() {
      // An account that was restored from a file goes on behind the ids that it gave out before.
      for (; drawn < account.counters.ids; drawn++) randomUuid(random);
      drawn = ++account.counters.ids;
      const id = randomUuid(random);
      account.born.set(id, account.now());
      const oldest = account.born.size > REMEMBERED_BIRTHS ? account.born.keys().next().value : undefined;
      if (oldest !== undefined) account.born.delete(oldest);
      return id;
    },
    nextOrder: () => ++account.counters.order,
    born: new Map(),
    counters: { ids: 0, order: 0 },
  };
  return account;
}

/** `us-west-2`, `us-gov-east-1`: what a Region looks like; anything else has no instances, and gets none. */
const REGION = /^[a-z]{2}(?:-[a-z]+){1,2}-\d$/;

/** The account as a call sees it that is signed for this Region. A Region knows nothing of the others' instances. */
export function inRegion(account: Account, region: string): Account {
  if (region === account.region) return account;
  const instances = account.elsewhere.get(region) ?? new Map<string, Instance>();
  if (REGION.test(region)) account.elsewhere.set(region, instances);
  return { ...account, region, instances, home: account };
}

/** The instances of all Regions: those of the account's own first. */
export function everyInstance(account: Account): Instance[] {
  const { instances, elsewhere } = account.home ?? account;
  return [instances, ...elsewhere.values()].flatMap((byId) => [...byId.values()]);
}

/** The Region of an instance, which its ARN names. */
export function regionOf({ arn }: Pick<Instance, 'arn'>): string {
  return arn.split(':')[3] ?? '';
}

export function instanceArn(account: Account, instanceId: string): string {
  return `arn:aws:connect:${account.region}:${account.id}:instance/${instanceId}`;
}

/** The instance with this id or ARN; every InstanceId takes both. Throws ResourceNotFoundException. */
export function findInstance(account: Account, idOrArn: string): Instance {
  const prefix = instanceArn(account, '');
  const id = idOrArn.startsWith(prefix) ? idOrArn.slice(prefix.length) : idOrArn;
  const instance = account.instances.get(id);
  if (!instance) throw notFound(`Instance ${idOrArn} was not found`);
  return instance;
}
