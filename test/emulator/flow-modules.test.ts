import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, FLOW, failureOf, type Started, start } from './support.ts';

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateContactFlowModuleRequest> = {}) =>
  client.send(new sdk.CreateContactFlowModuleCommand({ InstanceId, Name: 'Survey', Content: FLOW, ...change }));

const describeModule = async ({ client, InstanceId }: Started, ContactFlowModuleId: string | undefined) =>
  (await client.send(new sdk.DescribeContactFlowModuleCommand({ InstanceId, ContactFlowModuleId }))).ContactFlowModule;

const updateContent = ({ client, InstanceId }: Started, ContactFlowModuleId: string | undefined, change: object) =>
  client.send(new sdk.UpdateContactFlowModuleContentCommand({ InstanceId, ContactFlowModuleId, ...change }));

const updateMetadata = ({ client, InstanceId }: Started, ContactFlowModuleId: string | undefined, change: object) =>
  client.send(new sdk.UpdateContactFlowModuleMetadataCommand({ InstanceId, ContactFlowModuleId, ...change }));

/** The same flow in other words. */
const SPACED = JSON.stringify(JSON.parse(FLOW), null, 2);

describe('CreateContactFlowModule', () => {
  test('keeps content and settings as they came', async () => {
    const started = await start();
    const external = { ExternalInvocationConfiguration: { Enabled: true } };
    const { Id, Arn } = await create(started, {
      Content: SPACED,
      Settings: '{ "a": 1 }',
      Tags: { a: 'b' },
      ...external,
    });
    expect(Arn).toBe(`${started.emulator.instances[0]?.arn}/flow-module/${Id}`);
    expect(await describeModule(started, Id)).toEqual({
      ...{ Id, Arn, Name: 'Survey', Content: SPACED, Settings: '{ "a": 1 }', State: 'ACTIVE', Status: 'PUBLISHED' },
      ...{ Tags: { a: 'b' }, FlowModuleContentSha256: expect.stringMatching(/^[0-9a-f]{64}$/), ...external },
    });
  });

  test('gives the same module to the same ClientToken', async () => {
    const started = await start();
    const { Id } = await create(started, { ClientToken: 'once' });
    expect((await create(started, { ClientToken: 'once' })).Id).toBe(Id);
    expect(await errorOf(create(started, { ClientToken: 'twice' }))).toBe('DuplicateResourceException');
  });

  test('tells all problems of content that is no flow', async () => {
    const failure = await failureOf(create(await start(), { Content: '{"Version":"2019-10-30"}' }));
    expect(failure).toBeInstanceOf(sdk.InvalidContactFlowModuleException);
    expect((failure as sdk.InvalidContactFlowModuleException).Problems?.map(({ message }) => message)).toEqual([
      'Actions is not a list of 1 to 250',
      'StartAction names no action',
    ]);
  });

  test('makes no more modules than the quota allows', async () => {
    const started = await start({ quotas: { flowModules: 0 } });
    expect(await errorOf(create(started))).toBe('LimitExceededException');
  });
});

describe('an update of a flow module', () => {
  test('publishes content or settings, or only saves them with the qualifier $SAVED', async () => {
    const started = await start();
    const { Id } = await create(started, { Settings: '{}' });
    await updateContent(started, `${Id}:$SAVED`, { Content: 'draft' });
    expect(await describeModule(started, Id)).toMatchObject({ Content: FLOW, Settings: '{}' });
    const saved = { Content: 'draft', Settings: '{}', Status: 'SAVED' };
    expect(await describeModule(started, `${Id}:$SAVED`)).toMatchObject(saved);
    await updateContent(started, Id, { Content: SPACED, Settings: '[]' });
    expect(await describeModule(started, Id)).toMatchObject({ Content: SPACED, Settings: '[]' });
    expect(await errorOf(updateContent(started, Id, {}))).toBe('InvalidRequestException');
    expect(await errorOf(updateContent(started, Id, { Content: '{}' }))).toBe('InvalidContactFlowModuleException');
  });

  test('changes name, description and state, and leaves the rest', async () => {
    const started = await start();
    const { Id } = await create(started, { Description: 'How was it?' });
    await create(started, { Name: 'Other' });
    await updateMetadata(started, Id, { Name: 'Questions', State: 'ARCHIVED' });
    const changed = { Name: 'Questions', Description: 'How was it?', State: 'ARCHIVED', Content: FLOW };
    expect(await describeModule(started, Id)).toMatchObject(changed);
    expect(await errorOf(updateMetadata(started, Id, { Name: 'Other' }))).toBe('DuplicateResourceException');
  });
});

test('ListContactFlowModules gives all modules or those of a state', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { Id } = await create(started);
  await create(started, { Name: 'Other' });
  await updateMetadata(started, Id, { State: 'ARCHIVED' });
  const list = async (ContactFlowModuleState?: sdk.ContactFlowModuleState) => {
    const command = new sdk.ListContactFlowModulesCommand({ InstanceId, ContactFlowModuleState });
    return (await client.send(command)).ContactFlowModulesSummaryList?.map(({ Name }) => Name);
  };
  expect([await list(), await list('ARCHIVED'), await list('ACTIVE')]).toEqual([
    ['Survey', 'Other'],
    ['Survey'],
    ['Other'],
  ]);
});

test('SearchContactFlowModules finds modules by state and status', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { Id } = await create(started);
  await create(started, { Name: 'Other' });
  await updateMetadata(started, Id, { State: 'ARCHIVED' });
  const search = async (SearchCriteria: sdk.ContactFlowModuleSearchCriteria) => {
    const command = new sdk.SearchContactFlowModulesCommand({ InstanceId, SearchCriteria });
    return (await client.send(command)).ContactFlowModules?.map(({ Name }) => Name);
  };
  expect(await search({ StateCondition: 'ARCHIVED' })).toEqual(['Survey']);
  expect(await search({ StatusCondition: 'SAVED' })).toEqual([]);
});

test('DeleteContactFlowModule deletes a module, once, and its name is free', async () => {
  const started = await start();
  const { client, InstanceId } = started;
  const { Id: ContactFlowModuleId } = await create(started);
  const remove = () => client.send(new sdk.DeleteContactFlowModuleCommand({ InstanceId, ContactFlowModuleId }));
  await remove();
  expect(await errorOf(remove())).toBe('ResourceNotFoundException');
  await create(started);
});
