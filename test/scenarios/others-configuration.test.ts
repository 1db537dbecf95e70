/**
 * A hundred applies in which somebody else changes routing profiles, security profiles and hierarchy groups at random
 * moments, up to the look at one right before the calls about it. What the files do not manage stays as they left it, and
 * nothing of another owner is touched.
 *
 *   SEED=123 npx vitest run test/scenarios/others-configuration.test.ts     replays one of them
 */
import { expect, test } from 'vitest';
import type { Send } from '../../src/connect/port.ts';
import { makeDice } from '../support/chaos/dice.ts';
import { startInstance, type TestInstance } from '../support/instance.ts';

const { SEED } = process.env;
const seeds = SEED === undefined ? Array.from({ length: 100 }, (_, index) => index + 1) : [Number(SEED)];

test('nothing is lost, and nothing of another owner touched, in 100 runs', { timeout: 300_000 }, async () => {
  for (const number of seeds) {
    try {
      await tell(number);
    } catch (error) {
      const how = `SEED=${number} npx vitest run test/scenarios/others-configuration.test.ts`;
      throw new Error(`Replay with: ${how}`, { cause: error });
    }
  }
});

const ownerTag = 'connect-sync:owner';
const moments = ['reading', 'question', 'look'] as const;
type Moment = (typeof moments)[number];

/** One resource as Connect has it: all that any call tells of it. */
interface Found {
  readonly tags: Readonly<Record<string, string>>;
  /** What the files may say of it. */
  readonly managed: Readonly<Record<string, unknown>>;
  readonly others: unknown;
}

/** A sort of resource: how it is seen whole, which call looks at it before its own, and what others do to it. */
interface Sort {
  readonly look: string;
  readonly id: string;
  see(send: Send, id: string): Promise<Found>;
  readonly acts: readonly ((send: Send, id: string, pick: <T>(from: readonly T[]) => T) => Promise<unknown>)[];
}

const routing: Sort = {
  ...{ look: 'DescribeRoutingProfile', id: 'RoutingProfileId' },
  async see(send, RoutingProfileId) {
    const { RoutingProfile = {} } = await send('DescribeRoutingProfile', { RoutingProfileId });
    const { RoutingProfileQueueConfigSummaryList: queues } = await send('ListRoutingProfileQueues', {
      RoutingProfileId,
    });
    const { Tags = {}, MediaConcurrencies = [], Description, DefaultOutboundQueueId, Name } = RoutingProfile;
    const limits = MediaConcurrencies.map(({ Channel, Concurrency }) => [Channel, Concurrency]);
    const behaviors = MediaConcurrencies.map(({ Channel, CrossChannelBehavior }) => [Channel, CrossChannelBehavior]);
    return {
      tags: Tags,
      managed: { limits },
      others: { Description, DefaultOutboundQueueId, Name, behaviors, queues },
    };
  },
  acts: [
    (send, RoutingProfileId) =>
      send('UpdateRoutingProfileName', { RoutingProfileId, Description: 'Described by somebody else' }),
    (send, RoutingProfileId, pick) =>
      send('UpdateRoutingProfileConcurrency', {
        RoutingProfileId,
        MediaConcurrencies: [
          { Channel: 'VOICE', Concurrency: 1 },
          {
            ...{ Channel: 'CHAT', Concurrency: 1 },
            CrossChannelBehavior: { BehaviorType: pick(['ROUTE_ANY_CHANNEL', 'ROUTE_CURRENT_CHANNEL_ONLY'] as const) },
          },
        ],
      }),
    async (send, RoutingProfileId, pick) => {
      const { QueueSummaryList = [] } = await send('ListQueues', { QueueTypes: ['STANDARD'] });
      const QueueReference = { QueueId: pick(QueueSummaryList).Id, Channel: pick(['VOICE', 'CHAT'] as const) };
      return send('AssociateRoutingProfileQueues', {
        RoutingProfileId,
        QueueConfigs: [{ QueueReference, Priority: 3, Delay: 5 }],
      });
    },
  ],
};

const security: Sort = {
  ...{ look: 'DescribeSecurityProfile', id: 'SecurityProfileId' },
  async see(send, SecurityProfileId) {
    const { SecurityProfile = {} } = await send('DescribeSecurityProfile', { SecurityProfileId });
    const { Permissions } = await send('ListSecurityProfilePermissions', { SecurityProfileId });
    const { Tags = {}, Description, LastModifiedTime: _, LastModifiedRegion: __, ...others } = SecurityProfile;
    return {
      tags: Tags,
      managed: { Description },
      others: { ...others, Permissions: [...(Permissions ?? [])].sort() },
    };
  },
  acts: [
    (send, SecurityProfileId, pick) =>
      send('UpdateSecurityProfile', {
        SecurityProfileId,
        Permissions: pick([['OutboundCallAccess'], [], ['BasicAgentAccess', 'OutboundCallAccess']]),
      }),
    (send, SecurityProfileId) => send('UpdateSecurityProfile', { SecurityProfileId, Description: 'Of somebody else' }),
    (send, SecurityProfileId) =>
      send('UpdateSecurityProfile', {
        ...{ SecurityProfileId, TagRestrictedResources: ['User'], AllowedAccessControlTags: { site: 'cork' } },
      }),
  ],
};

const groups: Sort = {
  ...{ look: 'DescribeUserHierarchyGroup', id: 'HierarchyGroupId' },
  async see(send, HierarchyGroupId) {
    const { HierarchyGroup = {} } = await send('DescribeUserHierarchyGroup', { HierarchyGroupId });
    const { Tags = {}, LastModifiedTime: _, LastModifiedRegion: __, ...others } = HierarchyGroup;
    return { tags: Tags, managed: {}, others };
  },
  acts: [(send, HierarchyGroupId) => send('UpdateUserHierarchyGroupName', { HierarchyGroupId, Name: 'Renamed' })],
};

interface Thing {
  readonly name: string;
  readonly sort: Sort;
  readonly id: string;
  readonly arn: string;
}

async function thingsOf({ send }: TestInstance): Promise<readonly Thing[]> {
  const { RoutingProfileSummaryList: lines = [] } = await send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList: profiles = [] } = await send('ListSecurityProfiles', {});
  const { UserHierarchyGroupSummaryList: places = [] } = await send('ListUserHierarchyGroups', {});
  const all = [
    ...lines.map((one) => ({ ...one, sort: routing })),
    ...profiles.map((one) => ({ ...one, sort: security })),
    ...places.map((one) => ({ ...one, sort: groups })),
  ];
  return all
    .filter(({ Name = '' }) => names.includes(Name))
    .map(({ Name: name = '', Id: id = '', Arn: arn = '', sort }) => ({ name, id, arn, sort }));
}

/** Listed by the files, or ours and not listed any more, or another owner's from the beginning. */
const listed = ['Line', 'Floor', 'EMEA'];
const gone = ['Old Line', 'Old Floor', 'APAC'];
const theirs = ['Their Line', 'Their Floor', 'Their Region'];
const names = [...listed, ...gone, ...theirs];

const line = (name: string, owner = 'us') => ({
  ...{ name, description: name, tags: { [ownerTag]: owner } },
  mediaConcurrencies: { VOICE: 1, CHAT: 1 },
});
const profile = (name: string, owner = 'us') => ({
  ...{ name, description: name, permissions: ['BasicAgentAccess'], tags: { [ownerTag]: owner } },
});
const seed = {
  version: 1,
  instances: [
    {
      routingProfiles: [line('Line'), line('Old Line'), line('Their Line', 'them')],
      securityProfiles: [profile('Floor'), profile('Old Floor'), profile('Their Floor', 'them')],
      hierarchy: { levels: ['Region'], groups: { EMEA: {}, APAC: {}, 'Their Region': {} } },
    },
  ],
};
const removed = { routingProfiles: 'delete', securityProfiles: 'delete', hierarchyGroups: 'delete' };
const limits = { configurationLimits: { delete: '100%' } };

async function tell(number: number): Promise<void> {
  const { chance, pick } = makeDice(`others ${number}`);
  let raw: Send | undefined;
  let phase: Moment | 'over' = 'over';
  const leftAs = new Map<string, Found & { readonly at: Moment }>();
  let things: readonly Thing[] = [];
  const plans = new Set(
    names.flatMap((name) =>
      chance(0.5)
        ? [{ name, moment: pick(moments), how: pick(['marks', 'unmarks', 'acts', 'acts', 'tags'] as const) }]
        : [],
    ),
  );
  const happen = async (moment: Moment, id?: string): Promise<void> => {
    for (const plan of [...plans].filter((one) => one.moment === moment)) {
      const thing = things.find(({ name }) => name === plan.name);
      if (!raw || !thing || (id !== undefined && thing.id !== id)) continue;
      plans.delete(plan);
      const tags = plan.how === 'marks' ? { [ownerTag]: 'them' } : { theirs: 'x' };
      if (plan.how === 'unmarks') await raw('UntagResource', { resourceArn: thing.arn, tagKeys: [ownerTag] });
      // What Connect refuses has not happened.
      else if (plan.how === 'acts') await pick(thing.sort.acts)(raw, thing.id, pick).catch(() => {});
      else await raw('TagResource', { resourceArn: thing.arn, tags });
      leftAs.set(thing.id, { ...(await thing.sort.see(raw, thing.id)), at: moment });
    }
  };
  const instance = await startInstance({
    seed,
    below: (send) => {
      raw = send;
      return async (call, input, options) => {
        if (phase === 'reading' && chance(0.3)) await happen('reading');
        const thing = things.find(({ sort }) => phase === 'look' && sort.look === call);
        if (thing) await happen('look', String((input as Record<string, unknown>)[thing.sort.id]));
        return send(call, input, options);
      };
    },
  });
  things = await thingsOf(instance);
  for (const { name, arn } of things.filter(({ sort }) => sort === groups)) {
    const owner = theirs.includes(name) ? 'them' : 'us';
    await instance.send('TagResource', { resourceArn: arn, tags: { [ownerTag]: owner } });
  }
  const first = new Map<string, Found>();
  for (const { id, sort } of things) first.set(id, await sort.see(instance.send, id));
  const asked = {
    routingProfiles: [
      {
        name: 'Line',
        mediaConcurrencies: [
          { channel: 'VOICE', concurrency: 1 },
          { channel: 'CHAT', concurrency: pick([1, 3]) },
        ],
      },
    ],
    securityProfiles: [{ name: 'Floor', description: pick(['Floor', 'Changed']) }],
    hierarchy: { levels: ['Region'], groups: { EMEA: {} } },
  };
  phase = 'reading';
  const outcome = await instance.apply(
    JSON.stringify({ version: 1, instance: { alias: 'any' }, owner: 'us', policy: { removed, ...limits }, ...asked }),
    {
      async meanwhile() {
        await happen('question');
        phase = 'look';
      },
    },
  );
  phase = 'over';
  const results = outcome.type === 'applied' ? outcome.results : [];
  for (const { name, id, sort } of things) {
    const { at, ...before } = leftAs.get(id) ?? { ...(first.get(id) as Found), at: undefined };
    const isRenamed = JSON.stringify(before.others).includes('Renamed');
    // Before it was read: it is another one, by its new name.
    if (isRenamed && at === 'reading') continue;
    const after = await sort.see(instance.send, id).catch(() => undefined);
    const result = results.find(({ address }) => address.key === name);
    const owner = before.tags[ownerTag];
    const facts = { name, owner, type: outcome.type, result: result?.outcome };
    if (owner === 'them' || outcome.type !== 'applied' || (gone.includes(name) && owner !== 'us') || isRenamed) {
      expect({ ...facts, after }).toEqual({ ...facts, after: before });
      expect(result?.outcome ?? 'skipped').toBe('skipped');
    } else if (gone.includes(name)) {
      expect({ ...facts, gone: after === undefined }).toEqual({ ...facts, gone: result?.outcome === 'complete' });
    } else {
      expect({ ...facts, others: after?.others }).toEqual({ ...facts, others: before.others });
      const { [ownerTag]: _, ...kept } = before.tags ?? {};
      expect(after?.tags).toMatchObject(kept);
    }
  }
}
