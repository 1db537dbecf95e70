import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { createUser, errorOf, idNamed, type Started, start } from './support.ts';

const NOW = 1_700_000_000_000;
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

interface Centre extends Started {
  readonly ContactFlowId: string;
  pass(milliseconds: number): void;
}

async function startCentre(options: EmulatorOptions = {}): Promise<Centre> {
  let now = NOW;
  const started = await start({ now: () => now, ...options });
  const { client, InstanceId } = started;
  const { ContactFlowSummaryList } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  return {
    ...started,
    ContactFlowId: idNamed(ContactFlowSummaryList, 'Sample inbound flow (first contact experience)'),
    pass(milliseconds) {
      now += milliseconds;
    },
  };
}

const task = ({ client, InstanceId, ContactFlowId }: Centre, change: Partial<sdk.StartTaskContactRequest> = {}) =>
  client.send(new sdk.StartTaskContactCommand({ InstanceId, ContactFlowId, Name: 'Call back', ...change }));

const chat = ({ client, InstanceId, ContactFlowId }: Centre, change: Partial<sdk.StartChatContactRequest> = {}) =>
  client.send(
    new sdk.StartChatContactCommand({
      InstanceId,
      ContactFlowId,
      ParticipantDetails: { DisplayName: 'Ada' },
      ...change,
    }),
  );

const describeContact = async ({ client, InstanceId }: Centre, ContactId: string | undefined) =>
  (await client.send(new sdk.DescribeContactCommand({ InstanceId, ContactId }))).Contact;

const stop = ({ client, InstanceId }: Centre, ContactId: string | undefined) =>
  client.send(new sdk.StopContactCommand({ InstanceId, ContactId }));

const attributesOf = async ({ client, InstanceId }: Centre, InitialContactId: string | undefined) =>
  (await client.send(new sdk.GetContactAttributesCommand({ InstanceId, InitialContactId }))).Attributes;

describe('StartTaskContact', () => {
  test('starts a task that expires after seven days', async () => {
    const centre = await startCentre();
    const { ContactId } = await task(centre, { Description: 'Please', Attributes: { tier: 'gold' } });
    centre.pass(7 * DAY - 1);
    const open = await describeContact(centre, ContactId);
    expect(open).toMatchObject({ Id: ContactId, Channel: 'TASK', Name: 'Call back', Description: 'Please' });
    expect([open?.DisconnectTimestamp, open?.CustomerEndpoint]).toEqual([undefined, undefined]);
    expect(await attributesOf(centre, ContactId)).toEqual({ tier: 'gold' });
    centre.pass(1);
    expect(await describeContact(centre, ContactId)).toMatchObject({ DisconnectReason: 'EXPIRED' });
    expect(await errorOf(stop(centre, ContactId))).toBe('ContactNotFoundException');
  });

  test('starts a task for later', async () => {
    const centre = await startCentre();
    const ScheduledTime = new Date(NOW + 90 * DAY);
    const { ContactId } = await task(centre, { ScheduledTime });
    expect((await describeContact(centre, ContactId))?.ScheduledTimestamp).toEqual(ScheduledTime);
    centre.pass(96 * DAY);
    expect((await describeContact(centre, ContactId))?.DisconnectTimestamp).toBeUndefined();
  });

  test('takes the flow of a quick connect', async () => {
    const centre = await startCentre();
    const { client, InstanceId } = centre;
    const flows = (await client.send(new sdk.ListContactFlowsCommand({ InstanceId }))).ContactFlowSummaryList;
    const UserConfig = { UserId: await createUser(centre), ContactFlowId: idNamed(flows, 'Default agent transfer') };
    const { QuickConnectId } = await client.send(
      new sdk.CreateQuickConnectCommand({
        ...{ InstanceId, Name: 'Jane', QuickConnectConfig: { QuickConnectType: 'USER', UserConfig } },
      }),
    );
    const { ContactId } = await task(centre, { ContactFlowId: undefined, QuickConnectId });
    expect(await describeContact(centre, ContactId)).toMatchObject({ Channel: 'TASK' });
    expect(await errorOf(task(centre, { QuickConnectId }))).toBe('InvalidParameterException');
  });

  test('copies the attributes of a related contact', async () => {
    const centre = await startCentre();
    const first = await chat(centre, { Attributes: { tier: 'gold', lang: 'en' } });
    const { ContactId } = await task(centre, { RelatedContactId: first.ContactId, Attributes: { lang: 'de' } });
    expect(await attributesOf(centre, ContactId)).toEqual({ tier: 'gold', lang: 'de' });
  });

  test.each<[string, Partial<sdk.StartTaskContactRequest>, string]>([
    ['no flow', { ContactFlowId: undefined }, 'InvalidParameterException'],
    ['a flow there is not', { ContactFlowId: 'nowhere' }, 'InvalidParameterException'],
    ['a time that has passed', { ScheduledTime: new Date(NOW - 1000) }, 'InvalidParameterException'],
    ['a time in 91 days', { ScheduledTime: new Date(NOW + 91 * DAY) }, 'InvalidParameterException'],
    ['an attachment as a reference', { References: { a: { Type: 'ATTACHMENT' } } }, 'InvalidParameterException'],
    ['a template', { TaskTemplateId: 'one' }, 'NotImplementedException'],
  ])('refuses %s', async (_sentence, change, error) => {
    expect(await errorOf(task(await startCentre(), change))).toBe(error);
  });

  test('starts no more tasks than the quota allows; what was stopped does not count', async () => {
    const centre = await startCentre({ quotas: { concurrentTasks: 1, concurrentCalls: 0 } });
    const { ContactId } = await task(centre, { ClientToken: 'once' });
    expect((await task(centre, { ClientToken: 'once' })).ContactId).toBe(ContactId);
    expect(await errorOf(task(centre))).toBe('ServiceQuotaExceededException');
    await stop(centre, ContactId);
    await task(centre);
  });
});

describe('StartChatContact', () => {
  test('starts a chat that lasts 25 hours, or as long as it is told', async () => {
    const centre = await startCentre();
    const answer = await chat(centre, { CustomerId: '4711' });
    expect([answer.ParticipantId, answer.ParticipantToken]).toEqual([expect.any(String), expect.any(String)]);
    const short = await chat(centre, { ChatDurationInMinutes: 60 });
    centre.pass(HOUR);
    expect((await describeContact(centre, short.ContactId))?.DisconnectReason).toBe('EXPIRED');
    const open = await describeContact(centre, answer.ContactId);
    expect(open).toMatchObject({ Channel: 'CHAT', CustomerId: '4711', InitiationMethod: 'API' });
    expect(open?.DisconnectTimestamp).toBeUndefined();
    centre.pass(24 * HOUR);
    const { DisconnectTimestamp } = (await describeContact(centre, answer.ContactId)) ?? {};
    expect(DisconnectTimestamp).toEqual(new Date(NOW + 25 * HOUR));
  });

  test('gives the same contact and token to the same ClientToken', async () => {
    const centre = await startCentre();
    const { $metadata: _first, ...first } = await chat(centre, { ClientToken: 'once' });
    const { $metadata: _second, ...second } = await chat(centre, { ClientToken: 'once' });
    expect(second).toEqual(first);
  });

  test.each<[string, Partial<sdk.StartChatContactRequest>, string]>([
    ['a flow there is not', { ContactFlowId: 'nowhere' }, 'InvalidParameterException'],
    ['types without text/plain', { SupportedMessagingContentTypes: ['text/markdown'] }, 'InvalidParameterException'],
    ['a strange type', { InitialMessage: { ContentType: 'text/html', Content: 'Hi' } }, 'InvalidParameterException'],
    ['a chat of 59 minutes', { ChatDurationInMinutes: 59 }, 'InvalidParameterException'],
    ['a related contact there is not', { RelatedContactId: 'nobody' }, 'InvalidParameterException'],
    ['persistence', { PersistentChat: { RehydrationType: 'FROM_SEGMENT' } }, 'NotImplementedException'],
  ])('refuses %s', async (_sentence, change, error) => {
    expect(await errorOf(chat(await startCentre(), change))).toBe(error);
  });

  test('starts no more chats than the quota allows', async () => {
    const centre = await startCentre({ quotas: { concurrentChats: 1 } });
    const messages = { SupportedMessagingContentTypes: ['text/plain', 'text/markdown'] };
    const { ContactId } = await chat(centre, messages);
    expect(await errorOf(chat(centre))).toBe('LimitExceededException');
    await stop(centre, ContactId);
    await chat(centre);
  });
});
