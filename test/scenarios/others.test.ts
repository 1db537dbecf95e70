/**
 * Two hundred applies in which somebody else changes users, marks and profiles at random moments, up to the look at a user
 * right before the calls about them. Nothing of theirs that the files do not manage is lost, nobody of another owner is
 * touched, and what was not made is said.
 *
 *   SEED=123 npx vitest run test/scenarios/others.test.ts     replays one of them
 */
import type { User } from '@aws-sdk/client-connect';
import { expect, test } from 'vitest';
import type { InputOf, Send } from '../../src/connect/port.ts';
import { seededRandom } from '../../src/emulator/state/random.ts';
import { startInstance } from '../support/instance.ts';

const { SEED } = process.env;
const inOneTest = 15;
const seeds = SEED === undefined ? Array.from({ length: 200 }, (_, index) => index + 1) : [Number(SEED)];
const batches = Array.from({ length: Math.ceil(seeds.length / inOneTest) }, (_, index) =>
  seeds.slice(index * inOneTest, (index + 1) * inOneTest),
);

test.each(batches.map((batch) => [batch[0], batch.at(-1), batch] as const))('seeds %i to %i', async (_, __, batch) => {
  for (const number of batch) {
    try {
      await tell(number);
    } catch (error) {
      throw new Error(`Replay with: SEED=${number} npx vitest run test/scenarios/others.test.ts`, { cause: error });
    }
  }
});

const ownerTag = 'connect-sync:owner';
const mark = { [ownerTag]: 'us' };
/** During the reading, while the question stands, or right before the look that comes before the calls about a user. */
const moments = ['reading', 'question', 'look'] as const;

/** What somebody does to one user, given how the user is. */
type Act = (send: Send, user: User, pick: <T>(from: readonly T[]) => T) => Promise<unknown>;
const acts: { readonly [name: string]: Act } = {
  'gives to others': (send, { Arn }) => send('TagResource', { resourceArn: Arn, tags: { [ownerTag]: 'them' } }),
  'takes the mark away': (send, { Arn }) => send('UntagResource', { resourceArn: Arn, tagKeys: [ownerTag] }),
  tags: (send, { Arn }) => send('TagResource', { resourceArn: Arn, tags: { theirs: 'x' } }),
  'sets a mobile': (send, { Id, IdentityInfo }) =>
    send('UpdateUserIdentityInfo', { UserId: Id, IdentityInfo: { ...IdentityInfo, Mobile: '+15550100' } }),
  'sets an e-mail address': (send, { Id, IdentityInfo }) =>
    send('UpdateUserIdentityInfo', { UserId: Id, IdentityInfo: { ...IdentityInfo, SecondaryEmail: 'x@example.com' } }),
  'sets other channels': (send, { Id }, pick) =>
    send('UpdateUserConfig', {
      UserId: Id,
      AutoAcceptConfigs: [{ Channel: 'CHAT', AutoAccept: pick([true, false]) }],
      AfterContactWorkConfigs: [
        { Channel: 'CHAT', AfterContactWorkConfig: { AfterContactWorkTimeLimit: pick([7, 77, 1000]) } },
      ],
    }),
  'sets a callback time': (send, { Id }, pick) =>
    send('UpdateUserConfig', {
      UserId: Id,
      AfterContactWorkConfigs: [
        {
          ...{ Channel: 'VOICE', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
          AgentFirstCallbackAfterContactWorkConfig: { AfterContactWorkTimeLimit: pick([123, 60]) },
        },
      ],
    }),
  'moves to another profile': async (send, { Id }, pick) => {
    const { RoutingProfileSummaryList = [] } = await send('ListRoutingProfiles', {});
    return send('UpdateUserRoutingProfile', { UserId: Id, RoutingProfileId: pick(RoutingProfileSummaryList).Id });
  },
  deletes: (send, { Id }) => send('DeleteUser', { UserId: Id }),
};

async function tell(number: number): Promise<void> {
  const random = seededRandom(`others ${number}`);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const names = Array.from({ length: 4 }, (_, index) => `agent${index}`);
  const person = (username: string) => ({ username, firstName: 'First', lastName: 'Last' });
  const asked = names
    .filter((_, index) => index === 0 || chance(0.7))
    .map((username) => ({
      username,
      ...(chance(0.7) && { lastName: 'Dorn' }),
      ...(chance(0.5) && { phoneConfig: { autoAccept: { VOICE: true }, afterContactWorkTimeLimit: { VOICE: 30 } } }),
      ...(chance(0.4) && { routingProfile: 'Tier 2' }),
      ...(chance(0.4) && { tags: { team: 'a' } }),
    }));
  const listed = new Map(asked.map((one) => [one.username, one]));
  const plans = names.flatMap((username) =>
    chance(0.6) ? [{ username, moment: pick(moments), act: pick(Object.keys(acts)) }] : [],
  );
  const left = new Set(plans);
  /** Users that somebody has changed: how they left the user; `undefined` where it was deleted. */
  const leftAs = new Map<string, User | undefined>();
  let raw: Send | undefined;
  let phase: 'reading' | 'applying' | 'over' = 'over';

  const describe = async (send: Send, UserId: string | undefined): Promise<User | undefined> =>
    (await send('DescribeUser', { UserId }).catch(() => undefined))?.User;
  const idOf = new Map<string, string>();
  const happen = async (plan: (typeof plans)[number]): Promise<void> => {
    if (!raw || !left.delete(plan)) return;
    const user = await describe(raw, idOf.get(plan.username));
    if (!user) return;
    await acts[plan.act]?.(raw, user, pick);
    leftAs.set(plan.username, await describe(raw, user.Id));
  };
  const due = (moment: (typeof moments)[number], id?: string): readonly (typeof plans)[number][] =>
    [...left].filter((plan) => plan.moment === moment && (id === undefined || idOf.get(plan.username) === id));

  const instance = await startInstance({
    seed: {
      version: 1,
      instances: [
        {
          ...{ identityManagement: 'CONNECT_MANAGED', routingProfiles: [{ name: 'Tier 2' }] },
          users: names.map((username) => ({ ...person(username), tags: mark })),
        },
      ],
    },
    settings: {
      guesses: { userConfigLists: pick(['merge', 'replace']), identityInfo: pick(['merge', 'replace']) },
      searchLag: pick([0, 60_000]),
    },
    below: (send) => {
      raw = send;
      return async (call, input, options) => {
        if (phase === 'reading' && chance(0.3)) for (const plan of due('reading').slice(0, 1)) await happen(plan);
        if (phase === 'applying' && call === 'DescribeUser') {
          for (const plan of due('look', (input as InputOf<'DescribeUser'>).UserId)) await happen(plan);
        }
        return send(call, input, options);
      };
    },
  });
  const { UserSummaryList = [] } = await instance.send('ListUsers', {});
  for (const { Username = '', Id = '' } of UserSummaryList) idOf.set(Username, Id);
  const first = new Map<string, User | undefined>();
  for (const name of names) first.set(name, await describe(instance.send, idOf.get(name)));
  const configuration = JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, owner: 'us', users: asked },
    policy: { removed: 'delete', limits: { delete: '100%', update: '100%' }, keepAtLeast: { Admin: 0 } },
  });

  phase = 'reading';
  const outcome = await instance.apply(configuration, {
    async meanwhile() {
      for (const plan of due('question')) await happen(plan);
      phase = 'applying';
    },
  });
  phase = 'over';

  const results = new Map(
    outcome.type === 'applied' ? outcome.results.map((result) => [result.address.key, result]) : [],
  );
  for (const name of names) {
    const before = leftAs.has(name) ? leftAs.get(name) : first.get(name);
    const after = await describe(instance.send, idOf.get(name));
    const result = results.get(name);
    const theirs = leftAs.has(name) && before !== undefined && before.Tags?.[ownerTag] !== 'us';
    if (before === undefined) {
      expect(after).toBeUndefined();
    } else if (before.Tags?.[ownerTag] === 'them' || (theirs && !listed.has(name)) || outcome.type !== 'applied') {
      expect(after).toEqual(before);
      expect(result?.outcome ?? 'skipped').toBe('skipped');
    } else if (!listed.has(name)) {
      expect({ name, gone: after === undefined }).toEqual({ name, gone: result?.outcome === 'complete' });
    } else {
      expect(unmanaged(after)).toEqual(unmanaged(before));
    }
  }
}

/** What the files never say of a user. */
function unmanaged(user: User | undefined): object {
  const { Mobile, SecondaryEmail, Email, FirstName } = user?.IdentityInfo ?? {};
  const { [ownerTag]: _, team: __, ...tags } = user?.Tags ?? {};
  const inOther = <T extends { readonly Channel: string | undefined }>(list: readonly T[] = []): readonly T[] =>
    list.filter(({ Channel }) => Channel === 'CHAT');
  const voice = user?.AfterContactWorkConfigs?.find(({ Channel }) => Channel === 'VOICE');
  return {
    ...{ Mobile, SecondaryEmail, Email, FirstName, tags },
    accepts: inOther(user?.AutoAcceptConfigs),
    works: inOther(user?.AfterContactWorkConfigs),
    callback: voice?.AgentFirstCallbackAfterContactWorkConfig,
  };
}
