/** Somebody else changes what is no user, while the question stands: what the files do not say stays, and what is theirs too. */
import { describe, expect, test } from 'vitest';
import type { ChangeResult } from '../../src/reconciler/events.ts';
import { startInstance, type TestInstance } from '../support/instance.ts';

const removed = ['routingProfiles', 'securityProfiles', 'hierarchyGroups', 'predefinedAttributes'];
const voice = { channel: 'VOICE', concurrency: 1 };
const line = {
  ...{ name: 'Line', description: 'Line', defaultOutboundQueue: 'BasicQueue' },
  mediaConcurrencies: [voice, { channel: 'CHAT', concurrency: 1 }],
  queues: [{ queue: 'BasicQueue', channel: 'VOICE', priority: 1, delay: 0 }],
};

const configuration = (sections: object): string =>
  JSON.stringify({
    ...{ version: 1, instance: { alias: 'any' }, owner: 'us', ...sections },
    policy: {
      removed: Object.fromEntries(removed.map((kind) => [kind, 'delete'])),
      configurationLimits: { delete: '100%' },
    },
  });

/** One of each kind, made by ourselves. */
const all = {
  routingProfiles: [line],
  securityProfiles: [{ name: 'Floor', description: 'Floor', permissions: ['BasicAgentAccess'] }],
  hierarchy: { levels: ['Region', 'Site'], groups: { EMEA: {} } },
  predefinedAttributes: [{ name: 'Skill', values: ['Claims'] }],
};

async function start(): Promise<TestInstance> {
  const instance = await startInstance();
  resultsOf(await instance.apply(configuration(all)));
  return instance;
}

function resultsOf(outcome: Awaited<ReturnType<TestInstance['apply']>>): readonly ChangeResult[] {
  if (outcome.type !== 'applied') throw new Error(JSON.stringify(outcome));
  return outcome.results;
}

/** What somebody at the console works on. */
async function find({ send }: TestInstance) {
  const { RoutingProfileSummaryList: routing = [] } = await send('ListRoutingProfiles', {});
  const { SecurityProfileSummaryList: security = [] } = await send('ListSecurityProfiles', {});
  const { UserHierarchyGroupSummaryList: groups = [] } = await send('ListUserHierarchyGroups', {});
  const one = <T extends { readonly Name?: string | undefined }>(list: readonly T[], name: string): T =>
    list.find(({ Name }) => Name === name) as T;
  return { profile: one(routing, 'Line'), floor: one(security, 'Floor'), group: one(groups, 'EMEA') };
}

const give = ({ send }: TestInstance, resourceArn: string | undefined) =>
  send('TagResource', { resourceArn, tags: { 'connect-sync:owner': 'them' } });

describe('T2: neighbours: what is no user, would be deleted and gets the mark of another owner stays', () => {
  const cases = [
    ['routing profile', 'routingProfiles', 'profile'],
    ['security profile', 'securityProfiles', 'floor'],
  ] as const;
  test.each(cases)('a %s', async (_, section, which) => {
    const instance = await start();
    const found = await find(instance);
    // An empty list deletes only what has been accepted, so another one stays.
    const other = section === 'routingProfiles' ? { ...line, name: 'Other' } : { name: 'Other', permissions: [] };
    const outcome = await instance.apply(configuration({ ...all, [section]: [other] }), {
      meanwhile: async () => void (await give(instance, found[which].Arn)),
    });
    expect(resultsOf(outcome).find(({ action }) => action === 'delete')).toMatchObject({
      ...{ outcome: 'skipped', done: [] },
      skipped: { type: 'overtaken', why: 'it is managed by "them" by now' },
    });
    expect((await find(instance))[which]).toEqual(found[which]);
  });

  test('a hierarchy group', async () => {
    const instance = await start();
    const found = await find(instance);
    const hierarchy = { levels: ['Region', 'Site'], groups: { Americas: {} } };
    const outcome = await instance.apply(configuration({ ...all, hierarchy }), {
      meanwhile: async () => void (await give(instance, found.group.Arn)),
    });
    expect(resultsOf(outcome).find(({ action }) => action === 'delete')?.skipped).toMatchObject({ type: 'overtaken' });
    expect((await find(instance)).group).toEqual(found.group);
  });

  test('and so does a routing profile or a group that gets another name', async () => {
    const instance = await start();
    const found = await find(instance);
    const files = configuration({
      ...{ ...all, routingProfiles: [{ ...line, name: 'Other' }] },
      hierarchy: { levels: ['Region', 'Site'], groups: { Americas: {} } },
    });
    const outcome = await instance.apply(files, {
      async meanwhile() {
        await instance.send('UpdateRoutingProfileName', { RoutingProfileId: found.profile.Id, Name: 'Theirs' });
        await instance.send('UpdateUserHierarchyGroupName', { HierarchyGroupId: found.group.Id, Name: 'Theirs' });
      },
    });
    const gone = resultsOf(outcome).filter(({ action }) => action === 'delete');
    expect(gone.map(({ skipped }) => skipped)).toEqual(
      gone.map(() => ({ type: 'overtaken', why: 'its id belongs to "Theirs" by now' })),
    );
    expect(gone).toHaveLength(2);
  });
});

describe('T2: neighbours: what is no user, would be changed and gets the mark of another owner is left alone', () => {
  test('whatever it is', async () => {
    const instance = await start();
    const found = await find(instance);
    const files = configuration({
      ...all,
      routingProfiles: [{ ...line, description: 'Changed', queues: [] }],
      securityProfiles: [{ name: 'Floor', permissions: [] }],
    });
    const outcome = await instance.apply(files, {
      async meanwhile() {
        await give(instance, found.profile.Arn);
        await give(instance, found.floor.Arn);
        instance.writes();
      },
    });
    expect(resultsOf(outcome).map(({ skipped }) => skipped?.type)).toEqual(['overtaken', 'overtaken']);
    expect(instance.writes()).toEqual({});
  });
});

describe('T3: neighbours: a call that replaces what is not managed sends back what is there by then', () => {
  test('routing between channels of a routing profile', async () => {
    const instance = await start();
    const { profile } = await find(instance);
    const RoutingProfileId = profile.Id;
    const mediaConcurrencies = [
      { channel: 'VOICE', concurrency: 1 },
      { channel: 'CHAT', concurrency: 3 },
    ];
    const outcome = await instance.apply(
      configuration({ ...all, routingProfiles: [{ ...line, mediaConcurrencies }] }),
      {
        async meanwhile() {
          await instance.send('UpdateRoutingProfileConcurrency', {
            RoutingProfileId,
            MediaConcurrencies: [
              { Channel: 'VOICE', Concurrency: 1 },
              { Channel: 'CHAT', Concurrency: 1, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
            ],
          });
        },
      },
    );
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    const { RoutingProfile } = await instance.send('DescribeRoutingProfile', { RoutingProfileId });
    expect(RoutingProfile?.MediaConcurrencies).toContainEqual(
      expect.objectContaining({
        ...{ Channel: 'CHAT', Concurrency: 3, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
      }),
    );
  });

  test('limits by workload of a routing profile', async () => {
    const instance = await start();
    const { profile } = await find(instance);
    const RoutingProfileId = profile.Id;
    const WorkloadTypeConcurrencies = [{ WorkloadType: 'BUSINESS', Concurrency: 1 }];
    const mediaConcurrencies = [
      { channel: 'VOICE', concurrency: 1 },
      { channel: 'CHAT', concurrency: 3 },
    ];
    const outcome = await instance.apply(
      configuration({ ...all, routingProfiles: [{ ...line, mediaConcurrencies }] }),
      {
        async meanwhile() {
          await instance.send('UpdateRoutingProfileConcurrency', {
            RoutingProfileId,
            MediaConcurrencies: [
              { Channel: 'VOICE', Concurrency: 1 },
              { Channel: 'CHAT', Concurrency: 1, WorkloadTypeConcurrencies },
            ],
          });
        },
      },
    );
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    const { RoutingProfile } = await instance.send('DescribeRoutingProfile', { RoutingProfileId });
    expect(RoutingProfile?.MediaConcurrencies?.find(({ Channel }) => Channel === 'CHAT')).toMatchObject({
      ...{ Concurrency: 3, WorkloadTypeConcurrencies },
    });
  });

  test('permissions and the group of a security profile', async () => {
    const instance = await start();
    const { floor } = await find(instance);
    const SecurityProfileId = floor.Id;
    const securityProfiles = [{ name: 'Floor', description: 'Changed' }];
    const outcome = await instance.apply(configuration({ ...all, securityProfiles }), {
      async meanwhile() {
        const { HierarchyGroupId } = await instance.send('CreateUserHierarchyGroup', { Name: 'APAC' });
        await instance.send('UpdateSecurityProfile', {
          ...{ SecurityProfileId, Description: 'Floor', Permissions: ['OutboundCallAccess'] },
          ...{ AllowedAccessControlHierarchyGroupId: HierarchyGroupId, HierarchyRestrictedResources: ['User'] },
        });
      },
    });
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    const { Permissions } = await instance.send('ListSecurityProfilePermissions', { SecurityProfileId });
    expect(Permissions).toEqual(['OutboundCallAccess']);
    const { SecurityProfile } = await instance.send('DescribeSecurityProfile', { SecurityProfileId });
    expect(SecurityProfile).toMatchObject({ Description: 'Changed', HierarchyRestrictedResources: ['User'] });
    expect(SecurityProfile?.AllowedAccessControlHierarchyGroupId).toBeTruthy();
  });

  test('values of a predefined attribute', async () => {
    const instance = await start();
    const files = configuration({ ...all, predefinedAttributes: [{ name: 'Skill', values: ['Claims', 'Billing'] }] });
    const keeping = files.replace('"predefinedAttributes":"delete"', '"predefinedAttributes":"keep"');
    const outcome = await instance.apply(keeping, {
      async meanwhile() {
        await instance.send('UpdatePredefinedAttribute', {
          Name: 'Skill',
          Values: { StringList: ['Claims', 'Theirs'] },
        });
      },
    });
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'complete' }]);
    const { PredefinedAttribute } = await instance.send('DescribePredefinedAttribute', { Name: 'Skill' });
    expect(PredefinedAttribute?.Values?.StringList).toEqual(['Claims', 'Billing', 'Theirs']);
  });
});

describe('T2: neighbours: what cannot be marked is left alone where it is not what the plan was made from', () => {
  const why = 'it has changed since the plan was made';

  test('a predefined attribute that would be deleted gets a value', async () => {
    const instance = await start();
    const outcome = await instance.apply(
      configuration({ ...all, predefinedAttributes: [{ name: 'Other', values: ['A'] }] }),
      {
        async meanwhile() {
          await instance.send('UpdatePredefinedAttribute', {
            Name: 'Skill',
            Values: { StringList: ['Claims', 'Theirs'] },
          });
        },
      },
    );
    expect(resultsOf(outcome).find(({ action }) => action === 'delete')?.skipped).toEqual({ type: 'overtaken', why });
    const { PredefinedAttribute } = await instance.send('DescribePredefinedAttribute', { Name: 'Skill' });
    expect(PredefinedAttribute?.Values?.StringList).toEqual(['Claims', 'Theirs']);
  });

  test('a predefined attribute that would be changed loses a value', async () => {
    const instance = await start();
    await instance.apply(
      configuration({ ...all, predefinedAttributes: [{ name: 'Skill', values: ['Claims', 'Old'] }] }),
    );
    const files = configuration({
      ...all,
      predefinedAttributes: [{ name: 'Skill', values: ['Claims', 'Old', 'New'] }],
    });
    const outcome = await instance.apply(files, {
      async meanwhile() {
        await instance.send('UpdatePredefinedAttribute', { Name: 'Skill', Values: { StringList: ['Claims'] } });
      },
    });
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'skipped', skipped: { type: 'overtaken', why } }]);
    expect(resultsOf(await instance.apply(files))).toMatchObject([{ outcome: 'complete' }]);
    expect(await instance.plan(files)).toMatchObject({ plan: { changes: [] } });
  });

  test('somebody adds a level to the hierarchy', async () => {
    const instance = await start();
    const hierarchy = { levels: ['Region', 'Site', 'Team'], groups: { EMEA: {} } };
    const level = (Name: string) => ({ Name });
    const outcome = await instance.apply(configuration({ ...all, hierarchy }), {
      async meanwhile() {
        const HierarchyStructure = { LevelOne: level('Region'), LevelTwo: level('Site'), LevelThree: level('Theirs') };
        await instance.send('UpdateUserHierarchyStructure', { HierarchyStructure });
      },
    });
    expect(resultsOf(outcome)).toMatchObject([{ outcome: 'skipped', skipped: { type: 'overtaken', why } }]);
  });
});
