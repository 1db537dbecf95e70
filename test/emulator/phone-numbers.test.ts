import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { errorOf, type Started, start } from './support.ts';

const DAY = 24 * 60 * 60 * 1000;

const search = async (
  { client, InstanceId }: Started,
  change: Partial<sdk.SearchAvailablePhoneNumbersRequest> = {},
) => {
  const wanted = { InstanceId, PhoneNumberCountryCode: 'US', PhoneNumberType: 'DID', ...change } as const;
  const { AvailableNumbersList = [] } = await client.send(new sdk.SearchAvailablePhoneNumbersCommand(wanted));
  return AvailableNumbersList.map(({ PhoneNumber }) => PhoneNumber);
};

const claim = (
  { client, InstanceId }: Started,
  PhoneNumber: string,
  change: Partial<sdk.ClaimPhoneNumberRequest> = {},
) => client.send(new sdk.ClaimPhoneNumberCommand({ InstanceId, PhoneNumber, ...change }));

const describeNumber = async ({ client }: Started, PhoneNumberId: string | undefined) =>
  (await client.send(new sdk.DescribePhoneNumberCommand({ PhoneNumberId }))).ClaimedPhoneNumberSummary;

const list = async ({ client }: Started, wanted: sdk.ListPhoneNumbersV2Request = {}) => {
  const answer = await client.send(new sdk.ListPhoneNumbersV2Command(wanted));
  return answer.ListPhoneNumbersSummaryList?.map(({ PhoneNumber }) => PhoneNumber);
};

const release = ({ client }: Started, PhoneNumberId: string | undefined) =>
  client.send(new sdk.ReleasePhoneNumberCommand({ PhoneNumberId }));

interface Second {
  readonly started: Started;
  readonly other: string;
  readonly first: string;
  readonly pass: (milliseconds: number) => void;
}

/** With a second instance and the first number that is offered. */
async function startTwo(options: EmulatorOptions = {}): Promise<Second> {
  let now = 1_700_000_000_000;
  const started = await start({ now: () => now, ...options });
  const { Id = '' } = await started.client.send(
    new sdk.CreateInstanceCommand({
      ...{ IdentityManagementType: 'SAML', InstanceAlias: 'other' },
      ...{ InboundCallsEnabled: true, OutboundCallsEnabled: true },
    }),
  );
  const [first = ''] = await search(started);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { started, other: Id, first, pass };
}

describe('SearchAvailablePhoneNumbers', () => {
  test('offers numbers by country, type and prefix, ten at a time', async () => {
    const started = await start();
    expect(await search(started)).toHaveLength(10);
    expect(await search(started, { PhoneNumberPrefix: '+1206555015' })).toHaveLength(10);
    const tollFree = { PhoneNumberCountryCode: 'DE', PhoneNumberType: 'TOLL_FREE' } as const;
    expect((await search(started, tollFree))[0]).toMatch(/^\+49800\d+$/);
    expect(await search(started, { PhoneNumberType: 'SHORT_CODE' })).toEqual([]);
    expect(await search(started, { PhoneNumberCountryCode: 'AQ' })).toEqual([]);
  });

  test('is about one instance', async () => {
    const started = await start();
    const TargetArn = started.emulator.instances[0]?.arn;
    expect(await errorOf(search(started, { InstanceId: undefined }))).toBe('InvalidParameterException');
    expect(await errorOf(search(started, { TargetArn }))).toBe('InvalidParameterException');
    expect(await search(started, { InstanceId: undefined, TargetArn })).toHaveLength(10);
  });
});

describe('ClaimPhoneNumber', () => {
  test('claims a number, which nobody else can have then', async () => {
    const { started, other, first } = await startTwo();
    const { PhoneNumberId, PhoneNumberArn } = await claim(started, first, {
      PhoneNumberDescription: 'Front desk',
      Tags: { site: 'cork' },
    });
    const { InstanceId, emulator } = started;
    expect(PhoneNumberArn).toBe(`arn:aws:connect:us-west-2:123456789012:phone-number/${PhoneNumberId}`);
    expect(await describeNumber(started, PhoneNumberArn)).toEqual({
      ...{ PhoneNumberId, PhoneNumberArn, PhoneNumber: first, PhoneNumberCountryCode: 'US', PhoneNumberType: 'DID' },
      ...{ TargetArn: emulator.instances[0]?.arn, InstanceId, PhoneNumberDescription: 'Front desk' },
      ...{ Tags: { site: 'cork' }, PhoneNumberStatus: { Status: 'CLAIMED' } },
    });
    expect(await search(started)).not.toContain(first);
    expect(await errorOf(claim({ ...started, InstanceId: other }, first))).toBe('ResourceNotFoundException');
  });

  test('gives the same number to the same ClientToken', async () => {
    const started = await start();
    const [one = '', two = ''] = await search(started);
    const first = await claim(started, one, { ClientToken: 'once' });
    expect((await claim(started, two, { ClientToken: 'once' })).PhoneNumberId).toBe(first.PhoneNumberId);
  });

  test('fails beyond the quota, which only the status tells', async () => {
    const started = await start({ quotas: { phoneNumbers: 1 } });
    const [one = '', two = ''] = await search(started);
    await claim(started, one);
    const { PhoneNumberId } = await claim(started, two);
    const failed = { Status: 'FAILED', Message: expect.stringContaining('phone numbers') };
    expect((await describeNumber(started, PhoneNumberId))?.PhoneNumberStatus).toEqual(failed);
    expect(await list(started)).toEqual([one]);
    await release(started, PhoneNumberId);
    expect(await search(started)).toContain(two);
  });

  test.each([['+12065559999'], ['12065550100'], ['']])('refuses %j', async (number) => {
    expect(await errorOf(claim(await start(), number))).toMatch(/^(ResourceNotFound|InvalidParameter)Exception$/);
  });
});

test('ReleasePhoneNumber gives a number back, which is free after 180 days', async () => {
  const { started, first, pass } = await startTwo();
  const { PhoneNumberId } = await claim(started, first);
  await release(started, PhoneNumberId);
  expect(await errorOf(release(started, PhoneNumberId))).toBe('ResourceNotFoundException');
  pass(180 * DAY - 1);
  expect(await search(started)).not.toContain(first);
  expect(await errorOf(claim(started, first))).toBe('ResourceNotFoundException');
  pass(1);
  await claim(started, first);
});

describe('the numbers of an instance', () => {
  test('are listed by both lists, which filter by country and type', async () => {
    const { started, other, first } = await startTwo();
    const { client, InstanceId } = started;
    await claim(started, first);
    await claim({ ...started, InstanceId: other }, '+49305550100');
    await claim(started, '+498005550100');
    expect(await list(started)).toEqual([first, '+49305550100', '+498005550100']);
    expect(await list(started, { InstanceId, PhoneNumberTypes: ['TOLL_FREE'] })).toEqual(['+498005550100']);
    expect(await list(started, { PhoneNumberCountryCodes: ['DE'], PhoneNumberPrefix: '+4930' })).toEqual([
      '+49305550100',
    ]);
    const older = new sdk.ListPhoneNumbersCommand({ InstanceId, PhoneNumberCountryCodes: ['US'] });
    const { PhoneNumberSummaryList: [number, ...more] = [] } = await client.send(older);
    expect([number?.PhoneNumber, more]).toEqual([first, []]);
    const tags = new sdk.ListTagsForResourceCommand({ resourceArn: number?.Arn });
    expect(await errorOf(client.send(tags))).toBe('ResourceNotFoundException');
  });

  test('can be tagged', async () => {
    const started = await start();
    const { client } = started;
    const [first = ''] = await search(started);
    const { PhoneNumberArn: resourceArn, PhoneNumberId } = await claim(started, first, { Tags: { a: 'b' } });
    await client.send(new sdk.TagResourceCommand({ resourceArn, tags: { site: 'cork' } }));
    await client.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
    expect((await client.send(new sdk.ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ site: 'cork' });
    expect((await describeNumber(started, PhoneNumberId))?.Tags).toEqual({ site: 'cork' });
  });

  test('can be described anew', async () => {
    const { started, first } = await startTwo();
    const { PhoneNumberId } = await claim(started, first);
    const metadata = { PhoneNumberId, PhoneNumberDescription: 'Night' };
    await started.client.send(new sdk.UpdatePhoneNumberMetadataCommand(metadata));
    expect((await describeNumber(started, PhoneNumberId))?.PhoneNumberDescription).toBe('Night');
  });
});

test('a number has one flow, which it loses when it moves to another instance', async () => {
  const { started, other, first } = await startTwo();
  const { client, InstanceId } = started;
  const { PhoneNumberId, PhoneNumberArn } = await claim(started, first);
  const { ContactFlowSummaryList: [flow] = [] } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  const flowsOf = async (id: string, ResourceType?: sdk.ListFlowAssociationResourceType) => {
    const asked = { InstanceId: id, ResourceIds: [PhoneNumberArn ?? '', 'nothing'], ResourceType };
    return (await client.send(new sdk.BatchGetFlowAssociationCommand(asked))).FlowAssociationSummaryList;
  };
  const associate = (ContactFlowId?: string) =>
    client.send(new sdk.AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }));
  expect(await errorOf(associate('nowhere'))).toBe('InvalidParameterException');
  await associate(flow?.Id);
  const association = { ResourceId: PhoneNumberArn, FlowId: flow?.Arn, ResourceType: 'VOICE_PHONE_NUMBER' };
  expect(await flowsOf(InstanceId)).toEqual([association]);
  expect(await flowsOf(InstanceId, 'INBOUND_EMAIL')).toEqual([]);
  await client.send(new sdk.DisassociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId }));
  expect(await flowsOf(InstanceId)).toEqual([]);
  await associate(flow?.Arn);
  await client.send(new sdk.UpdatePhoneNumberCommand({ PhoneNumberId, InstanceId: other }));
  expect([await flowsOf(InstanceId), await flowsOf(other)]).toEqual([[], []]);
  expect((await describeNumber(started, PhoneNumberId))?.InstanceId).toBe(other);
  expect(await errorOf(associate(flow?.Id))).toBe('ResourceNotFoundException');
});
