import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, idNamed, type Started, start } from './support.ts';

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreatePromptRequest> = {}) =>
  client.send(
    new sdk.CreatePromptCommand({ InstanceId, Name: 'Hello.wav', S3Uri: 's3://bucket/hello.wav', ...change }),
  );

const describePrompt = async ({ client, InstanceId }: Started, PromptId: string | undefined) =>
  (await client.send(new sdk.DescribePromptCommand({ InstanceId, PromptId }))).Prompt;

const update = ({ client, InstanceId }: Started, PromptId: string | undefined, change: object) =>
  client.send(new sdk.UpdatePromptCommand({ InstanceId, PromptId, ...change }));

const list = async ({ client, InstanceId }: Started) =>
  (await client.send(new sdk.ListPromptsCommand({ InstanceId }))).PromptSummaryList ?? [];

test('an instance starts with prompts, which can be described', async () => {
  const started = await start();
  const prompts = await list(started);
  expect(prompts).toHaveLength(7);
  const PromptId = idNamed(prompts, 'Beep.wav');
  expect(await describePrompt(started, PromptId)).toMatchObject({ PromptId, Name: 'Beep.wav', Tags: {} });
});

test('CreatePrompt makes a prompt that DescribePrompt shows', async () => {
  const now = 1_700_000_000_000;
  const started = await start({ now: () => now });
  const { PromptId, PromptARN } = await create(started, { Description: 'Hello', Tags: { team: 'a' } });
  expect(PromptARN).toBe(`${started.emulator.instances[0]?.arn}/prompt/${PromptId}`);
  expect(await describePrompt(started, PromptId)).toEqual({
    ...{ PromptId, PromptARN, Name: 'Hello.wav', Description: 'Hello', Tags: { team: 'a' } },
    ...{ LastModifiedTime: new Date(now), LastModifiedRegion: 'us-west-2' },
  });
  expect((await list(started)).at(-1)).toMatchObject({ Id: PromptId, Arn: PromptARN, Name: 'Hello.wav' });
});

test.each<[string, Partial<sdk.CreatePromptRequest>, string]>([
  ['a name that is taken', { Name: 'Beep.wav' }, 'DuplicateResourceException'],
  ['an address that is not of S3', { S3Uri: 'ftp://bucket/hello.wav' }, 'InvalidParameterException'],
  ['an empty description', { Description: '' }, 'InvalidParameterException'],
])('CreatePrompt refuses %s', async (_sentence, change, error) => {
  expect(await errorOf(create(await start(), change))).toBe(error);
});

test('CreatePrompt makes no more prompts than the quota allows', async () => {
  const started = await start({ quotas: { prompts: 8 } });
  await create(started);
  expect(await errorOf(create(started, { Name: 'More.wav' }))).toBe('LimitExceededException');
});

describe('UpdatePrompt', () => {
  test('changes what it names and moves the time', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const { PromptId, PromptARN } = await create(started, { Description: 'Hello' });
    now += 60_000;
    const { $metadata: _metadata, ...answer } = await update(started, PromptId, { Name: 'Welcome.wav' });
    expect(answer).toEqual({ PromptId, PromptARN });
    const changed = { Name: 'Welcome.wav', Description: 'Hello', LastModifiedTime: new Date(now) };
    expect(await describePrompt(started, PromptId)).toMatchObject(changed);
  });

  test('refuses a name that is taken and a prompt there is not', async () => {
    const started = await start();
    const { PromptId } = await create(started);
    expect(await errorOf(update(started, PromptId, { Name: 'Beep.wav' }))).toBe('InvalidRequestException');
    expect(await errorOf(update(started, 'nothing', { Name: 'x' }))).toBe('ResourceNotFoundException');
  });
});

test('DeletePrompt deletes a prompt, once, and its name is free', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { PromptId } = await create(started);
  const remove = () => client.send(new sdk.DeletePromptCommand({ InstanceId, PromptId }));
  await remove();
  expect(await errorOf(remove())).toBe('ResourceNotFoundException');
  await create(started);
});
