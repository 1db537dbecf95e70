import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, errorOf, FLOW, type Started, start } from './support.ts';

// Each search of the configuration in the same way: what it gives, by criteria, by tags, page by page.

interface Criteria {
  readonly StringCondition?: sdk.StringCondition;
  readonly OrConditions?: Criteria[];
  readonly AndConditions?: Criteria[];
  readonly QueueTypeCondition?: 'STANDARD';
}

interface Request {
  readonly InstanceId: string;
  readonly MaxResults?: number;
  readonly NextToken?: string | undefined;
  readonly SearchCriteria?: Criteria;
}

interface Found {
  readonly names: readonly (string | undefined)[];
  readonly total: number | undefined;
  readonly next: string | undefined;
}

interface Subject {
  /** Makes one with a name, the description "made" and a tag. */
  create(started: Started, name: string, Tags: Record<string, string>): Promise<unknown>;
  search(started: Started, request: Request, tags?: sdk.TagCondition): Promise<Found>;
  /** Names of what a new instance has, in their order. */
  readonly own: readonly string[];
}

interface Answer {
  readonly ApproximateTotalCount?: number | undefined;
  readonly NextToken?: string | undefined;
}

const found = (
  { ApproximateTotalCount: total, NextToken: next }: Answer,
  items: readonly { readonly Name?: string | undefined }[] = [],
): Found => ({ names: items.map(({ Name }) => Name), total, next });

const Description = 'made';
const byTag = (TagCondition?: sdk.TagCondition) =>
  TagCondition ? { SearchFilter: { TagFilter: { TagCondition } } } : {};

async function hoursOf({ client, InstanceId }: Started): Promise<string | undefined> {
  const { HoursOfOperations: all } = await client.send(new sdk.SearchHoursOfOperationsCommand({ InstanceId }));
  return all?.[0]?.HoursOfOperationId;
}

const subjects: Readonly<Record<string, Subject>> = {
  SearchRoutingProfiles: {
    create: ({ client, InstanceId, ids }, Name, Tags) =>
      client.send(
        new sdk.CreateRoutingProfileCommand({
          InstanceId,
          Name,
          Description,
          Tags,
          DefaultOutboundQueueId: ids.queue,
          MediaConcurrencies: [{ Channel: 'TASK', Concurrency: 4 }],
        }),
      ),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchRoutingProfilesCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.RoutingProfiles);
    },
    own: ['Basic Routing Profile'],
  },
  SearchSecurityProfiles: {
    create: ({ client, InstanceId }, SecurityProfileName, Tags) =>
      client.send(new sdk.CreateSecurityProfileCommand({ InstanceId, SecurityProfileName, Description, Tags })),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchSecurityProfilesCommand({ ...request, ...byTag(tags) }));
      const named = answer.SecurityProfiles?.map(({ SecurityProfileName: Name }) => ({ Name }));
      return found(answer, named);
    },
    own: ['Admin', 'Agent', 'CallCenterManager', 'QualityAnalyst'],
  },
  SearchQueues: {
    async create(started, Name, Tags) {
      const { client, InstanceId } = started;
      const HoursOfOperationId = await hoursOf(started);
      return client.send(new sdk.CreateQueueCommand({ InstanceId, Name, Description, HoursOfOperationId, Tags }));
    },
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchQueuesCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.Queues);
    },
    own: ['BasicQueue'],
  },
  SearchQuickConnects: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(
        new sdk.CreateQuickConnectCommand({
          InstanceId,
          Name,
          Description,
          Tags,
          QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+493411234567' } },
        }),
      ),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchQuickConnectsCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.QuickConnects);
    },
    own: [],
  },
  SearchHoursOfOperations: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(
        new sdk.CreateHoursOfOperationCommand({ InstanceId, Name, Description, TimeZone: 'UTC', Config: [], Tags }),
      ),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchHoursOfOperationsCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.HoursOfOperations);
    },
    own: ['Basic Hours'],
  },
  SearchAgentStatuses: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(new sdk.CreateAgentStatusCommand({ InstanceId, Name, Description, State: 'DISABLED', Tags })),
    async search({ client }, request, TagCondition) {
      const SearchFilter = TagCondition ? { AttributeFilter: { TagCondition } } : {};
      const answer = await client.send(new sdk.SearchAgentStatusesCommand({ ...request, SearchFilter }));
      return found(answer, answer.AgentStatuses);
    },
    own: ['Available', 'Offline'],
  },
  SearchContactFlows: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(
        new sdk.CreateContactFlowCommand({ InstanceId, Name, Description, Type: 'CONTACT_FLOW', Content: FLOW, Tags }),
      ),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchContactFlowsCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.ContactFlows);
    },
    own: [
      ...['Default agent hold', 'Default agent transfer', 'Default customer hold', 'Default customer queue'],
      ...['Default customer whisper', 'Default agent whisper', 'Default outbound', 'Default queue transfer'],
      'Sample inbound flow (first contact experience)',
    ],
  },
  SearchContactFlowModules: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(new sdk.CreateContactFlowModuleCommand({ InstanceId, Name, Description, Content: FLOW, Tags })),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchContactFlowModulesCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.ContactFlowModules);
    },
    own: [],
  },
  SearchViews: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(
        new sdk.CreateViewCommand({
          InstanceId,
          Name,
          Description,
          Status: 'PUBLISHED',
          Content: { Template: '{}' },
          Tags,
        }),
      ),
    async search({ client }, request, TagCondition) {
      const SearchFilter = TagCondition ? { AttributeFilter: { TagCondition } } : {};
      const answer = await client.send(new sdk.SearchViewsCommand({ ...request, SearchFilter }));
      return found(answer, answer.Views);
    },
    own: [],
  },
  SearchPrompts: {
    create: ({ client, InstanceId }, Name, Tags) =>
      client.send(new sdk.CreatePromptCommand({ InstanceId, Name, Description, S3Uri: 's3://bucket/a.wav', Tags })),
    async search({ client }, request, tags) {
      const answer = await client.send(new sdk.SearchPromptsCommand({ ...request, ...byTag(tags) }));
      return found(answer, answer.Prompts);
    },
    own: [
      ...['Beep.wav', 'CustomerHold.wav', 'CustomerQueue.wav', 'Music_Jazz_MyTimetoFly_Inst.wav'],
      ...['Music_Pop_ThisAndThatIsLife_Inst.wav', 'Music_Pop_ThrowYourselfInFrontOfIt_Inst.wav'],
      'Music_Rock_EverywhereTheSunShines_Inst.wav',
    ],
  },
};

const named = (Value: string, ComparisonType: sdk.StringComparisonType): Criteria => ({
  StringCondition: { FieldName: 'name', Value, ComparisonType },
});

const criteria: readonly (readonly [string, Criteria, readonly string[]])[] = [
  ['an exact name', named('Tier one', 'EXACT'), ['Tier one']],
  ['the beginning of a name', named('TIER', 'STARTS_WITH'), ['Tier one', 'Tier two']],
  ['a part of a name', named('two', 'CONTAINS'), ['Tier two']],
  ['a description', { StringCondition: { FieldName: 'description', Value: 'made' } }, ['Tier one', 'Tier two']],
  [
    'either of two names',
    { OrConditions: [named('Tier one', 'EXACT'), named('Tier two', 'EXACT')] },
    ['Tier one', 'Tier two'],
  ],
  ['both of two conditions', { AndConditions: [named('Tier', 'STARTS_WITH'), named('one', 'CONTAINS')] }, ['Tier one']],
  ['an id there is not', { StringCondition: { FieldName: 'resourceID', Value: 'unknown' } }, []],
];

describe.each(Object.entries(subjects))('%s', (_name, { create, search, own }) => {
  async function startWithTwo(): Promise<Started> {
    const started = await start();
    await create(started, 'Tier one', { site: 'dublin' });
    await create(started, 'Tier two', { site: 'osaka' });
    return started;
  }

  test('gives everything and counts it', async () => {
    const started = await startWithTwo();
    const names = [...own, 'Tier one', 'Tier two'];
    expect(await search(started, { InstanceId: started.InstanceId })).toEqual({
      names,
      total: names.length,
      next: undefined,
    });
  });

  test.each(criteria)('finds %s', async (_sentence, SearchCriteria, names) => {
    const { InstanceId, ...rest } = await startWithTwo();
    const answer = await search({ InstanceId, ...rest }, { InstanceId, SearchCriteria });
    expect(answer).toEqual({ names, total: names.length, next: undefined });
  });

  test('filters by tag', async () => {
    const started = await startWithTwo();
    const { InstanceId } = started;
    expect((await search(started, { InstanceId }, { TagKey: 'site', TagValue: 'osaka' })).names).toEqual(['Tier two']);
    expect((await search(started, { InstanceId }, { TagKey: 'constructor' })).names).toEqual([]);
  });

  test('gives one page after the other and counts them all', async () => {
    const started = await startWithTwo();
    const request = { InstanceId: started.InstanceId, SearchCriteria: named('Tier', 'STARTS_WITH'), MaxResults: 1 };
    const first = await search(started, request);
    const second = await search(started, { ...request, NextToken: first.next });
    expect([first.names, second.names]).toEqual([['Tier one'], ['Tier two']]);
    expect([first.total, second.total, second.next]).toEqual([2, 2, undefined]);
  });

  test('does not know other fields', async () => {
    const started = await start();
    const { InstanceId } = started;
    const SearchCriteria = { StringCondition: { FieldName: 'constructor', Value: 'x' } };
    expect(await errorOf(search(started, { InstanceId, SearchCriteria }))).toBe('InvalidParameterException');
  });
});

describe('of what it finds', () => {
  test('SearchRoutingProfiles gives counts and queues, but neither times nor behaviour', async () => {
    const started = await start();
    const { client, InstanceId, ids } = started;
    await createUser(started);
    const { RoutingProfileId } = await client.send(
      new sdk.CreateRoutingProfileCommand({
        InstanceId,
        Name: 'Tier one',
        Description,
        DefaultOutboundQueueId: ids.queue,
        MediaConcurrencies: [
          { Channel: 'VOICE', Concurrency: 1, CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } },
        ],
      }),
    );
    const { RoutingProfiles: [basic, tier] = [] } = await client.send(
      new sdk.SearchRoutingProfilesCommand({ InstanceId }),
    );
    expect(basic).toMatchObject({ NumberOfAssociatedUsers: 1, AssociatedQueueIds: [ids.queue], IsDefault: true });
    expect(tier).toEqual({
      InstanceId,
      Name: 'Tier one',
      RoutingProfileArn: expect.stringContaining(`/routing-profile/${RoutingProfileId}`),
      RoutingProfileId,
      Description,
      MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
      DefaultOutboundQueueId: ids.queue,
      Tags: {},
      NumberOfAssociatedQueues: 0,
      NumberOfAssociatedManualAssignmentQueues: 0,
      NumberOfAssociatedUsers: 0,
      IsDefault: false,
      AssociatedQueueIds: [],
      AssociatedManualAssignmentQueueIds: [],
    });
  });

  test('SearchSecurityProfiles gives neither permissions nor times', async () => {
    const { client, InstanceId, ids } = await start();
    const { SecurityProfiles = [] } = await client.send(new sdk.SearchSecurityProfilesCommand({ InstanceId }));
    expect(SecurityProfiles.find(({ Id }) => Id === ids.agent)).toEqual({
      Id: ids.agent,
      OrganizationResourceId: InstanceId,
      Arn: expect.stringContaining(`/security-profile/${ids.agent}`),
      SecurityProfileName: 'Agent',
      Description: expect.any(String),
      Tags: {},
    });
  });
});

describe('fields and conditions of single searches', () => {
  test.each([
    ['a queue of it', 'associatedQueueIds'],
    ['its id', 'resourceId'],
  ])('SearchRoutingProfiles finds a profile by %s', async (_sentence, FieldName) => {
    const { client, InstanceId, ids } = await start();
    const Value = FieldName === 'resourceId' ? ids.routingProfile : ids.queue;
    const SearchCriteria = { StringCondition: { FieldName, Value, ComparisonType: 'EXACT' as const } };
    const answer = await client.send(new sdk.SearchRoutingProfilesCommand({ InstanceId, SearchCriteria }));
    expect(answer.RoutingProfiles?.map(({ Name }) => Name)).toEqual(['Basic Routing Profile']);
  });

  test('SearchQueues finds standard queues, which are all that it knows', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    await createUser(started);
    const SearchCriteria = { QueueTypeCondition: 'STANDARD' as const };
    const answer = await client.send(new sdk.SearchQueuesCommand({ InstanceId, SearchCriteria }));
    expect(answer.Queues?.map(({ Name }) => Name)).toEqual(['BasicQueue']);
  });

  test('SearchHoursOfOperations finds hours by time zone', async () => {
    const { client, InstanceId } = await start();
    const SearchCriteria = { StringCondition: { FieldName: 'timezone', Value: 'America/New_York' } };
    const answer = await client.send(new sdk.SearchHoursOfOperationsCommand({ InstanceId, SearchCriteria }));
    expect(answer.HoursOfOperations?.map(({ Name }) => Name)).toEqual(['Basic Hours']);
  });

  test.each([
    ['state', 'DISABLED', ['Lunch']],
    ['type', 'ROUTABLE', ['Available']],
    ['displayOrder', '7', ['Lunch']],
  ])('SearchAgentStatuses finds a status by %s', async (FieldName, Value, names) => {
    const { client, InstanceId } = await start();
    const status = { InstanceId, Name: 'Lunch', State: 'DISABLED' as const, DisplayOrder: 7 };
    await client.send(new sdk.CreateAgentStatusCommand(status));
    const SearchCriteria = { StringCondition: { FieldName, Value } };
    const answer = await client.send(new sdk.SearchAgentStatusesCommand({ InstanceId, SearchCriteria }));
    expect(answer.AgentStatuses?.map(({ Name }) => Name)).toEqual(names);
  });
});
