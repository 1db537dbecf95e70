import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, type Started, start } from './support.ts';

/** What is associated by a text of its own, and listed as such texts. */
interface Subject {
  readonly one: string;
  readonly two: string;
  /** Which is refused with InvalidParameterException; absent where anything will do. */
  readonly wrong?: string;
  readonly quota?: string;
  associate(started: Started, name: string): Promise<unknown>;
  dissociate(started: Started, name: string): Promise<unknown>;
  list(started: Started): Promise<(string | undefined)[] | undefined>;
}

const lambda = 'arn:aws:lambda:us-west-2:123456789012:function';
const key = (text: string) => `-----BEGIN PUBLIC KEY-----\n${text}\n-----END PUBLIC KEY-----`;

async function keysOf({ client, InstanceId }: Started): Promise<sdk.SecurityKey[]> {
  return (await client.send(new sdk.ListSecurityKeysCommand({ InstanceId }))).SecurityKeys ?? [];
}

const botV1 = (Name: string) => ({ LexBot: { Name, LexRegion: 'us-west-2' } });

const subjects: Readonly<Record<string, Subject>> = {
  'Lambda functions': {
    ...{ one: `${lambda}:one`, two: `${lambda}:two:$LATEST`, wrong: 'arn:aws:s3:::bucket', quota: 'lambdaFunctions' },
    associate: ({ client, InstanceId }, FunctionArn) =>
      client.send(new sdk.AssociateLambdaFunctionCommand({ InstanceId, FunctionArn })),
    dissociate: ({ client, InstanceId }, FunctionArn) =>
      client.send(new sdk.DisassociateLambdaFunctionCommand({ InstanceId, FunctionArn })),
    list: async ({ client, InstanceId }) =>
      (await client.send(new sdk.ListLambdaFunctionsCommand({ InstanceId }))).LambdaFunctions,
  },
  'approved origins': {
    ...{ one: 'https://example.com', two: 'http://localhost:8080', wrong: 'https://example.com/path' },
    associate: ({ client, InstanceId }, Origin) =>
      client.send(new sdk.AssociateApprovedOriginCommand({ InstanceId, Origin })),
    dissociate: ({ client, InstanceId }, Origin) =>
      client.send(new sdk.DisassociateApprovedOriginCommand({ InstanceId, Origin })),
    list: async ({ client, InstanceId }) =>
      (await client.send(new sdk.ListApprovedOriginsCommand({ InstanceId }))).Origins,
  },
  'security keys': {
    ...{ one: key('one'), two: key('two'), wrong: 'MIIB', quota: 'securityKeys' },
    associate: ({ client, InstanceId }, Key) => client.send(new sdk.AssociateSecurityKeyCommand({ InstanceId, Key })),
    async dissociate(started, Key) {
      const { client, InstanceId } = started;
      const AssociationId = (await keysOf(started)).find((entry) => entry.Key === Key)?.AssociationId ?? 'unknown';
      return client.send(new sdk.DisassociateSecurityKeyCommand({ InstanceId, AssociationId }));
    },
    list: async (started) => (await keysOf(started)).map(({ Key }) => Key),
  },
  'Amazon Lex bots': {
    ...{ one: 'Helper', two: 'Other', quota: 'lexBots' },
    associate: ({ client, InstanceId }, name) =>
      client.send(new sdk.AssociateLexBotCommand({ InstanceId, ...botV1(name) })),
    dissociate: ({ client, InstanceId }, BotName) =>
      client.send(new sdk.DisassociateLexBotCommand({ InstanceId, BotName, LexRegion: 'us-west-2' })),
    list: async ({ client, InstanceId }) =>
      (await client.send(new sdk.ListLexBotsCommand({ InstanceId }))).LexBots?.map(({ Name }) => Name),
  },
  'bots of either version, which are V1': {
    ...{ one: 'Helper', two: 'Other', quota: 'lexBots' },
    associate: ({ client, InstanceId }, name) =>
      client.send(new sdk.AssociateBotCommand({ InstanceId, ...botV1(name) })),
    dissociate: ({ client, InstanceId }, name) =>
      client.send(new sdk.DisassociateBotCommand({ InstanceId, ...botV1(name) })),
    list: async ({ client, InstanceId }) => {
      const { LexBots } = await client.send(new sdk.ListBotsCommand({ InstanceId, LexVersion: 'V1' }));
      return LexBots?.map(({ LexBot }) => LexBot?.Name);
    },
  },
  'bots of either version, which are V2': {
    ...{ one: 'arn:aws:lex:us-west-2:123456789012:bot-alias/A/B', two: 'arn:aws:lex:other', quota: 'lexV2Bots' },
    associate: ({ client, InstanceId }, AliasArn) =>
      client.send(new sdk.AssociateBotCommand({ InstanceId, LexV2Bot: { AliasArn } })),
    dissociate: ({ client, InstanceId }, AliasArn) =>
      client.send(new sdk.DisassociateBotCommand({ InstanceId, LexV2Bot: { AliasArn } })),
    list: async ({ client, InstanceId }) => {
      const { LexBots } = await client.send(new sdk.ListBotsCommand({ InstanceId, LexVersion: 'V2' }));
      return LexBots?.map(({ LexV2Bot }) => LexV2Bot?.AliasArn);
    },
  },
};

describe.each(Object.entries(subjects))('%s', (_name, { one, two, wrong, quota, associate, dissociate, list }) => {
  test('are associated once, listed, and taken away once', async () => {
    const started = await start();
    await associate(started, one);
    await associate(started, two);
    expect(await errorOf(associate(started, one))).toMatch(/^(ResourceConflict|ServiceQuotaExceeded)Exception$/);
    expect(await list(started)).toEqual([one, two]);
    await dissociate(started, one);
    expect(await errorOf(dissociate(started, one))).toBe('ResourceNotFoundException');
    expect(await list(started)).toEqual([two]);
  });

  if (wrong !== undefined)
    test('are refused where they are no such thing', async () => {
      expect(await errorOf(associate(await start(), wrong))).toBe('InvalidParameterException');
    });

  if (quota !== undefined)
    test('are no more than the quota allows', async () => {
      const started = await start({ quotas: { [quota]: 1 } });
      await associate(started, one);
      expect(await errorOf(associate(started, two))).toBe('ServiceQuotaExceededException');
    });
});

test('a bot is of one version', async () => {
  const { client, InstanceId } = await start();
  const both = { ...botV1('Helper'), LexV2Bot: { AliasArn: 'arn:aws:lex:alias' } };
  for (const bots of [{}, { LexV2Bot: {} }, both])
    expect(await errorOf(client.send(new sdk.AssociateBotCommand({ InstanceId, ...bots })))).toBe(
      'InvalidRequestException',
    );
});

describe('storage configs', () => {
  const S3: sdk.InstanceStorageConfig = { StorageType: 'S3', S3Config: { BucketName: 'calls', BucketPrefix: 'raw' } };
  const STREAM: sdk.InstanceStorageConfig = {
    StorageType: 'KINESIS_STREAM',
    KinesisStreamConfig: { StreamArn: 'arn:aws:kinesis:us-west-2:123456789012:stream/calls' },
  };

  const associate = (
    { client, InstanceId }: Started,
    StorageConfig: sdk.InstanceStorageConfig = S3,
    ResourceType: sdk.InstanceStorageResourceType = 'CALL_RECORDINGS',
  ) => client.send(new sdk.AssociateInstanceStorageConfigCommand({ InstanceId, ResourceType, StorageConfig }));

  test('are kept by resource type, one of each, until they are taken away', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const { AssociationId } = await associate(started);
    await associate(started, STREAM, 'AGENT_EVENTS');
    expect(await errorOf(associate(started, STREAM))).toBe('ResourceConflictException');
    const named = { InstanceId, AssociationId, ResourceType: 'CALL_RECORDINGS' } as const;
    const describeConfig = async () =>
      (await client.send(new sdk.DescribeInstanceStorageConfigCommand(named))).StorageConfig;
    expect(await describeConfig()).toEqual({ ...S3, AssociationId });
    await client.send(new sdk.UpdateInstanceStorageConfigCommand({ ...named, StorageConfig: STREAM }));
    expect(await describeConfig()).toEqual({ ...STREAM, AssociationId });
    const { StorageConfigs } = await client.send(new sdk.ListInstanceStorageConfigsCommand(named));
    expect(StorageConfigs).toEqual([{ ...STREAM, AssociationId }]);
    const elsewhere = new sdk.DescribeInstanceStorageConfigCommand({ ...named, ResourceType: 'AGENT_EVENTS' });
    expect(await errorOf(client.send(elsewhere))).toBe('ResourceNotFoundException');
    await client.send(new sdk.DisassociateInstanceStorageConfigCommand(named));
    expect(await errorOf(describeConfig())).toBe('ResourceNotFoundException');
  });

  test.each<[string, sdk.InstanceStorageConfig]>([
    ['no configuration', { StorageType: 'S3' }],
    ['that of another type', { ...S3, StorageType: 'KINESIS_STREAM' }],
    ['two configurations', { ...STREAM, ...S3 }],
  ])('do not have %s', async (_sentence, config) => {
    expect(await errorOf(associate(await start(), config))).toBe('InvalidParameterException');
  });
});

describe('integration associations', () => {
  const IntegrationArn = 'arn:aws:app-integrations:us-west-2:123456789012:application/one';

  const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateIntegrationAssociationRequest> = {}) =>
    client.send(
      new sdk.CreateIntegrationAssociationCommand({
        InstanceId,
        IntegrationType: 'APPLICATION',
        IntegrationArn,
        ...change,
      }),
    );

  test('are listed by type and ARN, and each is there once', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const source = {
      SourceApplicationUrl: 'https://a.example',
      SourceApplicationName: 'a',
      SourceType: 'ZENDESK',
    } as const;
    const made = await create(started);
    await create(started, { IntegrationType: 'EVENT', ...source });
    expect(await errorOf(create(started))).toBe('DuplicateResourceException');
    expect(await errorOf(create(started, { IntegrationType: 'EVENT' }))).toBe('InvalidRequestException');
    const list = async (wanted: object) =>
      (await client.send(new sdk.ListIntegrationAssociationsCommand({ InstanceId, ...wanted })))
        .IntegrationAssociationSummaryList;
    expect(await list({ IntegrationType: 'APPLICATION' })).toEqual([
      {
        ...{ IntegrationAssociationId: made.IntegrationAssociationId, InstanceId, IntegrationType: 'APPLICATION' },
        ...{ IntegrationAssociationArn: made.IntegrationAssociationArn, IntegrationArn },
      },
    ]);
    expect((await list({ IntegrationArn }))?.[1]).toMatchObject(source);
    expect(await list({ IntegrationArn: 'other' })).toEqual([]);
  });

  test('have one use case of each type, and are not deleted before them', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    const { IntegrationAssociationId } = await create(started, { Tags: { a: 'b' } });
    const named = { InstanceId, IntegrationAssociationId };
    const use = () => client.send(new sdk.CreateUseCaseCommand({ ...named, UseCaseType: 'RULES_EVALUATION' }));
    const remove = () => client.send(new sdk.DeleteIntegrationAssociationCommand(named));
    const { UseCaseId, UseCaseArn } = await use();
    expect(await errorOf(use())).toBe('DuplicateResourceException');
    const list = async () => (await client.send(new sdk.ListUseCasesCommand(named))).UseCaseSummaryList;
    expect(await list()).toEqual([{ UseCaseId, UseCaseArn, UseCaseType: 'RULES_EVALUATION' }]);
    expect(await errorOf(remove())).toBe('InvalidRequestException');
    await client.send(new sdk.DeleteUseCaseCommand({ ...named, UseCaseId }));
    expect(await list()).toEqual([]);
    await remove();
    expect(await errorOf(remove())).toBe('ResourceNotFoundException');
  });
});
