import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, FLOW, type Started, start } from './support.ts';

/** The same flow in other words. */
const SPACED = JSON.stringify(JSON.parse(FLOW), null, 2);

/** What flows and flow modules have in common. */
interface Subject {
  create(started: Started): Promise<string | undefined>;
  publish(started: Started, id: string, content: string): Promise<unknown>;
  version(started: Started, id: string, sha256?: string): Promise<number | undefined>;
  list(started: Started, id: string): Promise<(number | undefined)[]>;
  remove(started: Started, id: string, version: number): Promise<unknown>;
  contentOf(started: Started, id: string): Promise<string | undefined>;
  checksumOf(started: Started, id: string): Promise<string | undefined>;
}

const describeFlow = async ({ client, InstanceId }: Started, ContactFlowId: string) =>
  (await client.send(new sdk.DescribeContactFlowCommand({ InstanceId, ContactFlowId }))).ContactFlow;

const describeModule = async ({ client, InstanceId }: Started, ContactFlowModuleId: string) =>
  (await client.send(new sdk.DescribeContactFlowModuleCommand({ InstanceId, ContactFlowModuleId }))).ContactFlowModule;

const numbersOf = (list: readonly { readonly Version?: number | undefined }[] = []) =>
  list.map(({ Version }) => Version);

const subjects: Readonly<Record<string, Subject>> = {
  'a flow': {
    create: async ({ client, InstanceId }) => {
      const flow = { InstanceId, Name: 'Campaign', Type: 'CAMPAIGN', Content: FLOW } as const;
      return (await client.send(new sdk.CreateContactFlowCommand(flow))).ContactFlowId;
    },
    publish: ({ client, InstanceId }, ContactFlowId, Content) =>
      client.send(new sdk.UpdateContactFlowContentCommand({ InstanceId, ContactFlowId, Content })),
    version: async ({ client, InstanceId }, ContactFlowId, FlowContentSha256) => {
      const wanted = { InstanceId, ContactFlowId, FlowContentSha256, Description: 'first' };
      return (await client.send(new sdk.CreateContactFlowVersionCommand(wanted))).Version;
    },
    list: async ({ client, InstanceId }, ContactFlowId) =>
      numbersOf(
        (await client.send(new sdk.ListContactFlowVersionsCommand({ InstanceId, ContactFlowId })))
          .ContactFlowVersionSummaryList,
      ),
    remove: ({ client, InstanceId }, ContactFlowId, ContactFlowVersion) =>
      client.send(new sdk.DeleteContactFlowVersionCommand({ InstanceId, ContactFlowId, ContactFlowVersion })),
    contentOf: async (started, id) => (await describeFlow(started, id))?.Content,
    checksumOf: async (started, id) => (await describeFlow(started, id))?.FlowContentSha256,
  },
  'a flow module': {
    create: async ({ client, InstanceId }) =>
      (await client.send(new sdk.CreateContactFlowModuleCommand({ InstanceId, Name: 'Survey', Content: FLOW }))).Id,
    publish: ({ client, InstanceId }, ContactFlowModuleId, Content) =>
      client.send(new sdk.UpdateContactFlowModuleContentCommand({ InstanceId, ContactFlowModuleId, Content })),
    version: async ({ client, InstanceId }, ContactFlowModuleId, FlowModuleContentSha256) => {
      const wanted = { InstanceId, ContactFlowModuleId, FlowModuleContentSha256 };
      return (await client.send(new sdk.CreateContactFlowModuleVersionCommand(wanted))).Version;
    },
    list: async ({ client, InstanceId }, ContactFlowModuleId) =>
      numbersOf(
        (await client.send(new sdk.ListContactFlowModuleVersionsCommand({ InstanceId, ContactFlowModuleId })))
          .ContactFlowModuleVersionSummaryList,
      ),
    remove: ({ client, InstanceId }, ContactFlowModuleId, ContactFlowModuleVersion) =>
      client.send(
        new sdk.DeleteContactFlowModuleVersionCommand({ InstanceId, ContactFlowModuleId, ContactFlowModuleVersion }),
      ),
    contentOf: async (started, id) => (await describeModule(started, id))?.Content,
    checksumOf: async (started, id) => (await describeModule(started, id))?.FlowModuleContentSha256,
  },
};

describe.each(Object.entries(subjects))('versions of %s', (_name, subject) => {
  async function startWithOne(): Promise<readonly [Started, string]> {
    const started = await start();
    return [started, (await subject.create(started)) ?? ''];
  }

  test('keep what was published then', async () => {
    const [started, id] = await startWithOne();
    expect(await subject.version(started, id)).toBe(1);
    await subject.publish(started, id, SPACED);
    expect(await subject.version(started, id)).toBe(2);
    expect(await subject.list(started, id)).toEqual([2, 1]);
    expect([await subject.contentOf(started, `${id}:1`), await subject.contentOf(started, id)]).toEqual([FLOW, SPACED]);
  });

  test('are not made again for the same content, and never get a number twice', async () => {
    const [started, id] = await startWithOne();
    expect([await subject.version(started, id), await subject.version(started, id)]).toEqual([1, 1]);
    await subject.remove(started, id, 1);
    expect(await errorOf(subject.remove(started, id, 1))).toBe('ResourceNotFoundException');
    expect(await errorOf(subject.contentOf(started, `${id}:1`))).toBe('ResourceNotFoundException');
    expect(await subject.version(started, id)).toBe(2);
  });

  test('are made only of the content that the caller means', async () => {
    const [started, id] = await startWithOne();
    expect(await errorOf(subject.version(started, id, 'a'.repeat(64)))).toBe('InvalidParameterException');
    expect(await subject.version(started, id, await subject.checksumOf(started, id))).toBe(1);
  });
});

test('flows of other types have no versions', async () => {
  const { client, InstanceId } = await start();
  const { ContactFlowSummaryList: [flow] = [] } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  const ContactFlowId = flow?.Id;
  const version = new sdk.CreateContactFlowVersionCommand({ InstanceId, ContactFlowId });
  expect(await errorOf(client.send(version))).toBe('InvalidRequestException');
  const strange = new sdk.CreateContactFlowVersionCommand({ InstanceId, ContactFlowId, ContactFlowVersion: 1 });
  expect(await errorOf(client.send(strange))).toBe('NotImplementedException');
});
