import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, type Started, start } from './support.ts';

const attributeValue = async ({ client, InstanceId }: Started, AttributeType: sdk.InstanceAttributeType) =>
  (await client.send(new sdk.DescribeInstanceAttributeCommand({ InstanceId, AttributeType }))).Attribute?.Value;

const set = ({ client, InstanceId }: Started, AttributeType: sdk.InstanceAttributeType, Value: string) =>
  client.send(new sdk.UpdateInstanceAttributeCommand({ InstanceId, AttributeType, Value }));

describe('instance attributes', () => {
  test('are listed, seven a page, and described', async () => {
    const started = await start();
    const pages: sdk.Attribute[][] = [];
    for await (const { Attributes } of sdk.paginateListInstanceAttributes(started, { InstanceId: started.InstanceId }))
      pages.push(Attributes ?? []);
    expect(pages.map(({ length }) => length)).toEqual([7, 6]);
    const all = pages.flat();
    expect(all.map(({ AttributeType }) => AttributeType).sort()).toEqual(
      Object.values(sdk.InstanceAttributeType).sort(),
    );
    for (const { AttributeType, Value } of all)
      expect(await attributeValue(started, AttributeType as sdk.InstanceAttributeType)).toBe(Value);
  });

  test('are set, of one instance only', async () => {
    const started = await start();
    const other = await started.client.send(
      new sdk.CreateInstanceCommand({
        IdentityManagementType: 'SAML',
        InstanceAlias: 'other',
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      }),
    );
    await set(started, 'CONTACTFLOW_LOGS', 'true');
    expect(await attributeValue(started, 'CONTACTFLOW_LOGS')).toBe('true');
    expect(await attributeValue({ ...started, InstanceId: other.Id ?? '' }, 'CONTACTFLOW_LOGS')).toBe('false');
  });

  test('of calls show in DescribeInstance', async () => {
    const started = await start();
    const { client, InstanceId } = started;
    await set(started, 'OUTBOUND_CALLS', 'false');
    expect(await attributeValue(started, 'OUTBOUND_CALLS')).toBe('false');
    expect(await attributeValue(started, 'INBOUND_CALLS')).toBe('true');
    const { Instance } = await client.send(new sdk.DescribeInstanceCommand({ InstanceId }));
    expect(Instance).toMatchObject({ InboundCallsEnabled: true, OutboundCallsEnabled: false });
  });

  test.each<[string, string, string]>([
    ['another value', 'CONTACT_LENS', 'maybe'],
    ['an attribute there is not', 'constructor', 'true'],
    ['a value of 101 characters', 'CONTACT_LENS', 'x'.repeat(101)],
  ])('do not take %s', async (_sentence, type, value) => {
    const started = await start();
    const outcome = errorOf(set(started, type as sdk.InstanceAttributeType, value));
    expect(await outcome).toBe('InvalidParameterException');
  });

  test('of an instance there is not are not found', async () => {
    const started = { ...(await start()), InstanceId: 'unknown' };
    expect(await errorOf(attributeValue(started, 'CONTACT_LENS'))).toBe('ResourceNotFoundException');
    expect(await errorOf(set(started, 'CONTACT_LENS', 'true'))).toBe('ResourceNotFoundException');
  });
});
