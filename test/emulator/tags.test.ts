import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { createUser, describeUser, errorOf, type Started, start } from './support.ts';

const tag = ({ client }: Started, resourceArn: string, tags: Record<string, string>) =>
  client.send(new sdk.TagResourceCommand({ resourceArn, tags }));

const untag = ({ client }: Started, resourceArn: string, tagKeys: string[]) =>
  client.send(new sdk.UntagResourceCommand({ resourceArn, tagKeys }));

const tagsOf = async ({ client }: Started, resourceArn: string) =>
  (await client.send(new sdk.ListTagsForResourceCommand({ resourceArn }))).tags;

async function startWithOne() {
  const started = await start();
  const UserId = await createUser(started, { Tags: { site: 'dublin', team: 'alpha' } });
  return { ...started, UserId, arn: `${started.emulator.instances[0]?.arn}/agent/${UserId}` };
}

describe('tags', () => {
  test('are added to those that are there and overwrite them key by key', async () => {
    const one = await startWithOne();
    await tag(one, one.arn, { site: 'cork', 'cost centre': '4711' });
    expect(await tagsOf(one, one.arn)).toEqual({ site: 'cork', team: 'alpha', 'cost centre': '4711' });
    expect((await describeUser(one, one.UserId)).Tags).toEqual(await tagsOf(one, one.arn));
  });

  test('are taken away by key, whether there or not', async () => {
    const one = await startWithOne();
    await untag(one, one.arn, ['site', 'unknown']);
    expect(await tagsOf(one, one.arn)).toEqual({ team: 'alpha' });
  });

  test('are fifty at most, counting those that are there', async () => {
    const one = await startWithOne();
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '']));
    expect(await errorOf(tag(one, one.arn, many(49)))).toBe('InvalidParameterException');
    await tag(one, one.arn, many(48));
    expect(Object.keys((await tagsOf(one, one.arn)) ?? {})).toHaveLength(50);
  });

  test.each([
    ['a key of AWS', { 'aws:created': 'x' }],
    ['an empty key', { '': 'x' }],
    ['a key with a character that is not allowed', { 'a?b': 'x' }],
    ['a key of 129 characters', { ['k'.repeat(129)]: 'x' }],
    ['a value of 257 characters', { key: 'v'.repeat(257) }],
    ['no tag at all', {}],
  ])('may not be %s', async (_sentence, tags) => {
    const one = await startWithOne();
    expect(await errorOf(tag(one, one.arn, tags))).toBe('InvalidParameterException');
  });

  test('do not move LastModifiedTime', async () => {
    const one = await startWithOne();
    const before = (await describeUser(one, one.UserId)).LastModifiedTime;
    await tag(one, one.arn, { site: 'cork' });
    expect((await describeUser(one, one.UserId)).LastModifiedTime).toEqual(before);
  });

  test('are had by every resource that has an ARN', async () => {
    const one = await startWithOne();
    const { client, InstanceId, ids } = one;
    const arn = one.emulator.instances[0]?.arn ?? '';
    const { HoursOfOperationSummaryList } = await client.send(new sdk.ListHoursOfOperationsCommand({ InstanceId }));
    const HierarchyStructure = { LevelOne: { Name: 'Region' } };
    await client.send(new sdk.UpdateUserHierarchyStructureCommand({ InstanceId, HierarchyStructure }));
    const group = await client.send(new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'EMEA' }));
    const status = { InstanceId, Name: 'Lunch', State: 'ENABLED' as const };
    const { AgentStatusARN } = await client.send(new sdk.CreateAgentStatusCommand(status));
    const quick = await client.send(
      new sdk.CreateQuickConnectCommand({
        InstanceId,
        Name: 'Front desk',
        QuickConnectConfig: { QuickConnectType: 'PHONE_NUMBER', PhoneConfig: { PhoneNumber: '+4930123456' } },
      }),
    );
    const arns = [
      AgentStatusARN ?? '',
      quick.QuickConnectARN ?? '',
      arn,
      `${arn}/routing-profile/${ids.routingProfile}`,
      `${arn}/security-profile/${ids.agent}`,
      `${arn}/queue/${ids.queue}`,
      group.HierarchyGroupArn ?? '',
      HoursOfOperationSummaryList?.[0]?.Arn ?? '',
    ];
    for (const each of arns) {
      await tag(one, each, { owner: 'me' });
      expect(await tagsOf(one, each)).toEqual({ owner: 'me' });
    }
  });

  test.each([
    ['a resource there is not', '/agent/unknown', 'ResourceNotFoundException'],
    ['a kind there is not', '/robot/x', 'ResourceNotFoundException'],
    ['the id of another kind', '/queue/x', 'ResourceNotFoundException'],
  ])('are not had by %s', async (_sentence, path, error) => {
    const one = await startWithOne();
    expect(await errorOf(tagsOf(one, `${one.emulator.instances[0]?.arn}${path}`))).toBe(error);
  });

  test('of a resource are not had by its id under another kind', async () => {
    const one = await startWithOne();
    const wrong = [one.arn.replace('/agent/', '/queue/'), one.arn.replace('/agent/', '/')];
    for (const arn of wrong) expect(await errorOf(tagsOf(one, arn))).toBe('ResourceNotFoundException');
  });

  test('of flows are kept, also of those that an instance starts with', async () => {
    const one = await startWithOne();
    const { ContactFlowSummaryList } = await one.client.send(new sdk.ListContactFlowsCommand(one));
    const arn = ContactFlowSummaryList?.[0]?.Arn ?? '';
    await tag(one, arn, { site: 'cork' });
    expect(await tagsOf(one, arn)).toEqual({ site: 'cork' });
  });

  test('of what is no ARN of Amazon Connect are refused', async () => {
    const one = await startWithOne();
    expect(await errorOf(tagsOf(one, 'arn:aws:s3:::bucket'))).toBe('InvalidParameterException');
    expect(await errorOf(tagsOf(one, one.UserId))).toBe('InvalidParameterException');
  });

  test('of another Region are not found', async () => {
    const one = await startWithOne();
    expect(await errorOf(tagsOf(one, one.arn.replace('us-west-2', 'eu-west-1')))).toBe('ResourceNotFoundException');
  });
});
