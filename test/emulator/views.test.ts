import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, type Started, start } from './support.ts';

const CONTENT = { Template: '{ "Head": {} }', Actions: ['Back', 'Next'] };

const create = async ({ client, InstanceId }: Started, change: Partial<sdk.CreateViewRequest> = {}) => {
  const wanted = { InstanceId, Name: 'Form', Status: 'PUBLISHED', Content: CONTENT, ...change } as const;
  return (await client.send(new sdk.CreateViewCommand(wanted))).View ?? {};
};

const describeView = async ({ client, InstanceId }: Started, ViewId: string | undefined) =>
  (await client.send(new sdk.DescribeViewCommand({ InstanceId, ViewId }))).View;

const update = async (
  { client, InstanceId }: Started,
  ViewId: string | undefined,
  { Status, Content }: Pick<sdk.UpdateViewContentRequest, 'Status' | 'Content'>,
) => (await client.send(new sdk.UpdateViewContentCommand({ InstanceId, ViewId, Status, Content }))).View;

describe('CreateView', () => {
  test('keeps the content as it came', async () => {
    const now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const view = await create(started, { Description: 'Asks', Tags: { team: 'a' } });
    expect(view.Arn).toBe(`${started.emulator.instances[0]?.arn}/view/${view.Id}`);
    expect(view).toEqual({
      ...{ Id: view.Id, Arn: view.Arn, Name: 'Form', Description: 'Asks', Tags: { team: 'a' }, Content: CONTENT },
      ...{ Status: 'PUBLISHED', Type: 'CUSTOMER_MANAGED', CreatedTime: new Date(now), LastModifiedTime: new Date(now) },
      ViewContentSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await describeView(started, view.Arn)).toEqual(view);
  });

  test('gives the same view to the same ClientToken', async () => {
    const started = await start();
    const { Id } = await create(started, { ClientToken: 'once' });
    expect((await create(started, { ClientToken: 'once' })).Id).toBe(Id);
    expect(await errorOf(create(started))).toBe('DuplicateResourceException');
  });

  test.each<[string, Partial<sdk.CreateViewRequest>]>([
    ['a template that is no JSON', { Content: { Template: 'x' } }],
    ['no template', { Content: {} }],
    ['more than 400 KiB', { Status: 'SAVED', Content: { Template: 'x'.repeat(400 * 1024 + 1) } }],
    ['a name that begins with a space', { Name: ' Form' }],
  ])('refuses %s', async (_sentence, change) => {
    expect(await errorOf(create(await start(), change))).toBe('InvalidParameterException');
  });

  test('only saves what is not to be published', async () => {
    const started = await start();
    const { Id, Status } = await create(started, { Status: 'SAVED', Content: { Template: 'x' } });
    expect(Status).toBe('SAVED');
    expect(await errorOf(describeView(started, Id))).toBe('ResourceNotFoundException');
    expect((await describeView(started, `${Id}:$SAVED`))?.Content?.Template).toBe('x');
  });
});

test('UpdateViewContent saves, and publishes where it is told to', async () => {
  const started = await start();
  const { Id } = await create(started);
  await update(started, Id, { Status: 'SAVED', Content: { Template: 'draft' } });
  expect((await describeView(started, Id))?.Content).toEqual(CONTENT);
  const published = await update(started, Id, { Status: 'PUBLISHED', Content: { Template: '{"a":1}' } });
  expect(published).toMatchObject({ Status: 'PUBLISHED', Content: { Template: '{"a":1}' } });
  expect((await describeView(started, `${Id}:$SAVED`))?.Content).toEqual({ Template: '{"a":1}' });
  const broken = update(started, Id, { Status: 'PUBLISHED', Content: { Template: '[]' } });
  expect(await errorOf(broken)).toBe('InvalidParameterException');
});

test('UpdateViewMetadata changes name or description, one of which is required', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { Id: ViewId } = await create(started);
  await create(started, { Name: 'Other' });
  const change = (changed: object) =>
    client.send(new sdk.UpdateViewMetadataCommand({ InstanceId, ViewId, ...changed }));
  await change({ Description: 'Asks' });
  expect(await describeView(started, ViewId)).toMatchObject({ Name: 'Form', Description: 'Asks' });
  expect(await errorOf(change({}))).toBe('InvalidParameterException');
  expect(await errorOf(change({ Name: 'Other' }))).toBe('DuplicateResourceException');
});

test('ListViews sorts by name and knows the customer’s own views only', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  for (const Name of ['Zoo', 'Ant', 'Bee']) await create(started, { Name });
  const list = async (Type?: sdk.ViewType) =>
    (await client.send(new sdk.ListViewsCommand({ InstanceId, Type }))).ViewsSummaryList?.map(({ Name }) => Name);
  expect([await list(), await list('AWS_MANAGED')]).toEqual([['Ant', 'Bee', 'Zoo'], []]);
});

test('SearchViews finds views by type and status', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  await create(started);
  await create(started, { Name: 'Draft', Status: 'SAVED' });
  const search = async (SearchCriteria: sdk.ViewSearchCriteria) =>
    (await client.send(new sdk.SearchViewsCommand({ InstanceId, SearchCriteria }))).Views?.map(({ Name }) => Name);
  expect(await search({ ViewStatusCondition: 'SAVED' })).toEqual(['Draft']);
  expect(await search({ ViewTypeCondition: 'CUSTOMER_MANAGED' })).toEqual(['Form', 'Draft']);
  expect(await search({ ViewTypeCondition: 'AWS_MANAGED' })).toEqual([]);
});

test('versions of a view keep what was published then, until they are deleted', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { Id: ViewId, ViewContentSha256 } = await create(started);
  const version = async (change: object = {}) =>
    (await client.send(new sdk.CreateViewVersionCommand({ InstanceId, ViewId, ...change }))).View;
  const list = async () =>
    (await client.send(new sdk.ListViewVersionsCommand({ InstanceId, ViewId }))).ViewVersionSummaryList;
  expect((await version({ ViewContentSha256, VersionDescription: 'first' }))?.Version).toBe(1);
  expect((await version())?.Version).toBe(1);
  await update(started, ViewId, { Status: 'PUBLISHED', Content: { Template: '{}' } });
  expect(await errorOf(version({ ViewContentSha256 }))).toBe('InvalidParameterException');
  expect((await version())?.Version).toBe(2);
  expect((await list())?.map((entry) => [entry.Version, entry.VersionDescription])).toEqual([
    [2, undefined],
    [1, 'first'],
  ]);
  expect((await describeView(started, `${ViewId}:1`))?.Content).toEqual(CONTENT);
  const remove = () => client.send(new sdk.DeleteViewVersionCommand({ InstanceId, ViewId, ViewVersion: 1 }));
  await remove();
  expect(await errorOf(remove())).toBe('ResourceNotFoundException');
});

test('DeleteView deletes a view, once, and its name is free', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { Id: ViewId } = await create(started);
  const remove = () => client.send(new sdk.DeleteViewCommand({ InstanceId, ViewId }));
  await remove();
  expect(await errorOf(remove())).toBe('ResourceNotFoundException');
  await create(started);
});
