import * as sdk from '@aws-sdk/client-connect';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';
import { OPERATIONS } from '../../src/emulator/protocol/model.ts';
import { createUser, describeUser, FLOW, type Started } from './support.ts';

/** Values for the required members of reads, by the member's name, or by operation and member. */
export type Known = Readonly<Record<string, unknown>>;

/**
 * Makes at least one of everything that an instance can hold, and changes what starts with a default. A new kind of
 * resource is made here too: a test fails where a part of the state is empty.
 */
export async function createOneOfEverything(started: Started, now = Date.now()): Promise<Known> {
  const { client, InstanceId, ids } = started;
  const Tags = { constructor: 'x', team: 'Alpha' };
  await client.send(
    new sdk.UpdateInstanceAttributeCommand({ InstanceId, AttributeType: 'CONTACT_LENS', Value: 'true' }),
  );
  await client.send(
    new sdk.UpdateInstanceAttributeCommand({ InstanceId, AttributeType: 'INBOUND_CALLS', Value: 'false' }),
  );
  const AttributeName = 'Language';
  await client.send(
    new sdk.CreatePredefinedAttributeCommand({
      ...{ InstanceId, Name: AttributeName, Values: { StringList: ['English', 'Español'] } },
    }),
  );
  const { HoursOfOperationId } = await client.send(
    new sdk.CreateHoursOfOperationCommand({
      ...{ InstanceId, Name: 'Mornings', TimeZone: 'Europe/Berlin', Tags },
      Config: [{ Day: 'MONDAY', StartTime: { Hours: 8, Minutes: 0 }, EndTime: { Hours: 12, Minutes: 30 } }],
    }),
  );
  const { HoursOfOperationOverrideId } = await client.send(
    new sdk.CreateHoursOfOperationOverrideCommand({
      ...{ InstanceId, HoursOfOperationId, Name: 'Holiday', EffectiveFrom: '2030-12-24', EffectiveTill: '2030-12-26' },
      Config: [{ Day: 'TUESDAY', StartTime: { Hours: 8, Minutes: 0 }, EndTime: { Hours: 9, Minutes: 0 } }],
    }),
  );
  const { QueueId } = await client.send(
    new sdk.CreateQueueCommand({ InstanceId, Name: 'Sales', HoursOfOperationId, Tags, MaxContacts: 7 }),
  );
  const { RoutingProfileId } = await client.send(
    new sdk.CreateRoutingProfileCommand({
      ...{ InstanceId, Name: 'Sellers', Description: 'They sell', DefaultOutboundQueueId: QueueId, Tags },
      MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
      QueueConfigs: [{ QueueReference: { QueueId, Channel: 'VOICE' }, Priority: 3, Delay: 9 }],
    }),
  );
  const { SecurityProfileId } = await client.send(
    new sdk.CreateSecurityProfileCommand({
      InstanceId,
      SecurityProfileName: 'Sellers',
      Permissions: ['BasicAgentAccess'],
    }),
  );
  const { AgentStatusId } = await client.send(
    new sdk.CreateAgentStatusCommand({ InstanceId, Name: 'Lunch', State: 'ENABLED', Tags }),
  );
  await client.send(
    new sdk.UpdateUserHierarchyStructureCommand({
      ...{ InstanceId, HierarchyStructure: { LevelOne: { Name: 'Country' }, LevelTwo: { Name: 'Site' } } },
    }),
  );
  const { HierarchyGroupId: ParentGroupId } = await client.send(
    new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'España', Tags }),
  );
  const { HierarchyGroupId } = await client.send(
    new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'Madrid', ParentGroupId }),
  );
  const UserId = await createUser(started, {
    ...{ Username: 'zoe.oneill', RoutingProfileId, HierarchyGroupId, Tags },
    ...{ SecurityProfileIds: [ids.agent, SecurityProfileId ?? ''] },
    IdentityInfo: { FirstName: 'Zoë', LastName: "O'Neill", SecondaryEmail: 'zoe@example.com', Mobile: '+4915112345' },
    AutoAcceptConfigs: [{ Channel: 'CHAT', AutoAccept: true }],
  });
  await client.send(
    new sdk.AssociateUserProficienciesCommand({
      ...{ InstanceId, UserId },
      UserProficiencies: [{ AttributeName, AttributeValue: 'English', Level: 4 }],
    }),
  );
  const { QuickConnectId } = await client.send(
    new sdk.CreateQuickConnectCommand({
      ...{ InstanceId, Name: 'Desk', Tags },
      QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+4930123456' } },
    }),
  );
  await client.send(
    new sdk.AssociateQueueQuickConnectsCommand({ InstanceId, QueueId, QuickConnectIds: [QuickConnectId ?? ''] }),
  );
  const { ContactFlowId } = await client.send(
    new sdk.CreateContactFlowCommand({ InstanceId, Name: 'Greeting', Type: 'CONTACT_FLOW', Content: FLOW, Tags }),
  );
  const { Id: ContactFlowModuleId } = await client.send(
    new sdk.CreateContactFlowModuleCommand({ InstanceId, Name: 'Survey', Content: FLOW, Settings: '{}', Tags }),
  );
  await client.send(new sdk.CreateContactFlowModuleVersionCommand({ InstanceId, ContactFlowModuleId }));
  const { View } = await client.send(
    new sdk.CreateViewCommand({
      ...{ InstanceId, Name: 'Form', Status: 'PUBLISHED', Content: { Template: '{}', Actions: ['Back'] }, Tags },
    }),
  );
  await client.send(new sdk.CreateViewVersionCommand({ InstanceId, ViewId: View?.Id }));
  const { PromptId } = await client.send(
    new sdk.CreatePromptCommand({ InstanceId, Name: 'Hello.wav', S3Uri: 's3://bucket/hello.wav', Tags }),
  );
  const { ContactId } = await client.send(
    new sdk.StartOutboundVoiceContactCommand({
      ...{ InstanceId, DestinationPhoneNumber: '+4930123456', ContactFlowId, QueueId },
      ...{ Attributes: { customer: '4711', constructor: 'kept' }, ClientToken: 'once' },
    }),
  );
  await client.send(
    new sdk.CreateInstanceCommand({
      ...{ InstanceAlias: 'second', IdentityManagementType: 'CONNECT_MANAGED', ClientToken: 'second' },
      ...{ InboundCallsEnabled: true, OutboundCallsEnabled: false, Tags },
    }),
  );
  const associated = await associateOneOfEach(started);
  return {
    ...{ InstanceId, UserId, HoursOfOperationId, HoursOfOperationOverrideId, QueueId, RoutingProfileId },
    ...{ SecurityProfileId, AgentStatusId, HierarchyGroupId, QuickConnectId, ContactId, ContactFlowId },
    ...{ ContactFlowModuleId, PromptId, ViewId: View?.Id, ...associated },
    TimeRange: { Type: 'INITIATION_TIMESTAMP', StartTime: new Date(now - 3_600_000), EndTime: new Date(now + 1000) },
    ...{ InitialContactId: ContactId, Name: AttributeName, AttributeType: 'CONTACT_LENS' },
    resourceArn: (await describeUser(started, UserId)).Arn,
    ResourceArn: started.emulator.instances.find(({ id }) => id === InstanceId)?.arn,
    ...metricsOf(QueueId, now),
  };
}

/** Phone numbers, functions, bots, origins, keys, storage and integrations. */
async function associateOneOfEach({ client, InstanceId }: Started): Promise<Known> {
  const released = await client.send(new sdk.ClaimPhoneNumberCommand({ InstanceId, PhoneNumber: '+12065550109' }));
  await client.send(new sdk.ReleasePhoneNumberCommand({ PhoneNumberId: released.PhoneNumberId }));
  const { PhoneNumberId, PhoneNumberArn } = await client.send(
    new sdk.ClaimPhoneNumberCommand({ InstanceId, PhoneNumber: '+12065550108' }),
  );
  const FunctionArn = 'arn:aws:lambda:us-west-2:123456789012:function:greet';
  await client.send(new sdk.AssociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
  await client.send(new sdk.AssociateLexBotCommand({ InstanceId, LexBot: { Name: 'Helper', LexRegion: 'us-west-2' } }));
  await client.send(new sdk.AssociateBotCommand({ InstanceId, LexV2Bot: { AliasArn: 'arn:aws:lex:alias' } }));
  await client.send(new sdk.AssociateApprovedOriginCommand({ InstanceId, Origin: 'https://example.com' }));
  const Key = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----';
  await client.send(new sdk.AssociateSecurityKeyCommand({ InstanceId, Key }));
  const ResourceType = 'CHAT_TRANSCRIPTS';
  const { AssociationId } = await client.send(
    new sdk.AssociateInstanceStorageConfigCommand({
      ...{ InstanceId, ResourceType },
      StorageConfig: { StorageType: 'S3', S3Config: { BucketName: 'transcripts', BucketPrefix: 'chats' } },
    }),
  );
  const { IntegrationAssociationId } = await client.send(
    new sdk.CreateIntegrationAssociationCommand({
      ...{ InstanceId, IntegrationType: 'APPLICATION', IntegrationArn: 'arn:aws:app-integrations:application/one' },
    }),
  );
  await client.send(
    new sdk.CreateUseCaseCommand({ InstanceId, IntegrationAssociationId, UseCaseType: 'RULES_EVALUATION' }),
  );
  return {
    ...{ PhoneNumberId, ResourceIds: [PhoneNumberArn], PhoneNumberCountryCode: 'US', PhoneNumberType: 'DID' },
    ...{ ResourceType, AssociationId, IntegrationAssociationId, LexVersion: 'V2' },
  };
}

/** What the calls for metrics must be asked for: the hour before `now`, in steps of five minutes. */
function metricsOf(QueueId: string | undefined, now: number): Known {
  const step = 5 * 60 * 1000;
  const EndTime = new Date(now - (now % step));
  return {
    Filters: { Queues: [QueueId] },
    'GetMetricDataV2.Filters': [{ FilterKey: 'QUEUE', FilterValues: [QueueId] }],
    CurrentMetrics: [{ Name: 'AGENTS_ONLINE', Unit: 'COUNT' }],
    HistoricalMetrics: [{ Name: 'CONTACTS_HANDLED', Unit: 'COUNT', Statistic: 'SUM' }],
    StartTime: new Date(EndTime.getTime() - 12 * step),
    EndTime,
    Metrics: [{ Name: 'CONTACTS_QUEUED' }],
  };
}

/** Reads whose answer is another each time. */
const FLEETING = new Set(['GetFederationToken']);

const READ = /^(?:Batch|Describe|Get|List|Search)/;

/** The answer of every implemented read, by its name. An error is an answer too. */
export async function readEverything({ client }: Started, known: Known): Promise<Record<string, unknown>> {
  const commands = sdk as unknown as Record<string, new (input: object) => sdk.DescribeInstanceCommand>;
  const answers: Record<string, unknown> = {};
  for (const name of Object.keys(IMPLEMENTED).filter((operation) => READ.test(operation) && !FLEETING.has(operation))) {
    const Command = commands[`${name}Command`];
    if (!Command) throw new Error(`The SDK has no ${name}`);
    const { $metadata: _metadata, ...answer } = await client.send(new Command(inputOf(name, known)));
    answers[name] = answer;
  }
  return answers;
}

function inputOf(operation: string, known: Known): object {
  const all = OPERATIONS.get(operation)?.input?.members ?? [];
  const members = all.filter(({ name, required }) => required || name === 'InstanceId');
  return Object.fromEntries(
    members.map(({ name }) => {
      const value = known[`${operation}.${name}`] ?? known[name];
      if (value === undefined) throw new Error(`createOneOfEverything must know a ${name} for ${operation}`);
      return [name, value];
    }),
  );
}
