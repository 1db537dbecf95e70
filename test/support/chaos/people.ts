/** Random users of an instance, and all that may go wrong on the way from one state to another. One seed, one run. */
import type { Rate } from '../../../src/connect/rates.ts';
import type { Fault } from '../../../src/emulator/index.ts';
import { makeDice } from './dice.ts';

export const owner = 'us';

/** A user as both a seed and a configuration write it. */
export interface Person {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly routingProfile: string;
  readonly securityProfiles: readonly string[];
  readonly hierarchyGroup?: string | null;
  readonly tags?: Readonly<Record<string, string>>;
  /** In configurations only. */
  readonly phoneConfig?: { readonly phoneType: 'SOFT_PHONE'; readonly autoAccept: boolean };
}

export interface Story {
  readonly there: readonly Person[];
  readonly asked: readonly Person[];
  readonly removed: 'keep' | 'delete';
  readonly owned: boolean;
  readonly faults: readonly Fault[];
  /** Faults stay for the second apply. */
  readonly stubborn: boolean;
  /** The process is killed at this call, before it is sent or before its answer is heard; undefined: it lives. */
  readonly killAt: number | undefined;
  readonly killAfterSending: boolean;
  /** What we believe that Connect allows; it allows 2 a second with a burst of 5. */
  readonly rate: Rate;
}

const groups = ['EMEA', 'EMEA/Dublin', 'EMEA/Cork'] as const;

/** An instance with these people, for the emulator. */
export const seedOf = (people: readonly Person[]) => ({
  version: 1,
  instances: [
    {
      routingProfiles: [{ name: 'Tier 2' }],
      hierarchy: { levels: ['Region', 'Site'], groups: { EMEA: { Dublin: {}, Cork: {} } } },
      users: people.map(({ hierarchyGroup, ...rest }) => ({
        ...rest,
        ...(typeof hierarchyGroup === 'string' && { hierarchyGroup: hierarchyGroup.split('/') }),
      })),
    },
  ],
});

export function storyOf(number: number): Story {
  const { random, chance, pick, whole } = makeDice(`chaos ${number}`);
  const person = (username: string): Person => ({
    username,
    firstName: pick(['Ann', 'Bo', 'Özgür']),
    lastName: pick(['Ash', 'Beck', '李']),
    routingProfile: pick(['Basic Routing Profile', 'Tier 2']),
    securityProfiles: pick([['Agent'], ['QualityAnalyst'], ['Agent', 'QualityAnalyst']]),
    ...(chance(0.5) && { hierarchyGroup: pick(groups) }),
    ...(chance(0.4) && { tags: { site: pick(['dublin', 'cork']), ...(chance(0.3) && { team: 'a' }) } }),
  });
  const names = Array.from({ length: whole(2, 7) }, (_, index) => `agent${index}`);
  const owned = chance(0.8);
  const there = names
    .filter(() => chance(0.6))
    .map((name) => {
      const one = person(name);
      return owned && chance(0.5) ? { ...one, tags: { ...one.tags, 'connect-sync:owner': owner } } : one;
    });
  const asked = names
    .filter(() => chance(0.75))
    .map((name) => {
      const before = there.find(({ username }) => username === name);
      const { 'connect-sync:owner': _, ...tags } = before?.tags ?? {};
      if (before && chance(0.3)) return { ...before, ...(before.tags && { tags }) };
      const after = person(name);
      return {
        ...after,
        ...(before && chance(0.3) && { hierarchyGroup: null }),
        ...(chance(0.4) && { phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: chance(0.7) } as const }),
      };
    });
  const fault = (): Fault => {
    const operation = pick([...operations, '*']);
    const when = chance(0.5) ? { nth: whole(1, 3), times: whole(1, 6) } : { probability: random() * 0.7, seed: number };
    switch (pick(['fails', 'fails', 'lost', 'throttled', 'slow', 'refused', 'quota', 'denied', 'missing'] as const)) {
      case 'fails':
        return { operation, ...when, error: pick(['InternalServiceException', 'ServiceUnavailableException']) };
      case 'lost':
        return { operation, ...when, loseAnswer: true };
      case 'throttled':
        return { operation, ...when, error: 'ThrottlingException', ...(chance(0.3) && { retryAfter: whole(1, 5) }) };
      case 'slow':
        return { operation, ...when, latency: whole(1, 4) };
      case 'refused':
        return { operation: pick(writes), ...when, error: 'InvalidParameterException' };
      case 'quota':
        return { operation: 'CreateUser', ...when, error: 'LimitExceededException' };
      case 'denied':
        return { operation: pick(writes), ...when, error: 'AccessDeniedException' };
      case 'missing':
        return { operation: pick(writes), ...when, error: 'ResourceNotFoundException' };
    }
  };
  return {
    ...{ there, asked, owned },
    // An empty list deletes nobody.
    removed: chance(0.4) && asked.length > 0 ? 'delete' : 'keep',
    faults: Array.from({ length: whole(0, 6) }, fault),
    stubborn: chance(0.4),
    killAt: chance(0.5) ? whole(1, 18) : undefined,
    killAfterSending: chance(0.5),
    rate: chance(0.3) ? { perSecond: 10, burst: 10 } : { perSecond: 2, burst: 5 },
  };
}

const writes = [
  ...['CreateUser', 'TagResource', 'UpdateUserConfig', 'UpdateUserHierarchy', 'UpdateUserIdentityInfo'],
  ...['UpdateUserRoutingProfile', 'UpdateUserSecurityProfiles'],
] as const;
const operations = [...writes, 'DeleteUser', 'SearchUsers', 'ListUsers', 'DescribeUser'] as const;
