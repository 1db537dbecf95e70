import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { errorOf, idNamed, type Started, start } from './support.ts';

const FLOW = 'Sample inbound flow (first contact experience)';
const SECOND = 1000;

interface Centre extends Started {
  readonly flow: string;
  pass(milliseconds: number): void;
}

/** With a clock that stands still until it is moved. */
async function startCentre(options: EmulatorOptions = {}): Promise<Centre> {
  let time = 1_700_000_000_000;
  const started = await start({ now: () => time, ...options });
  const { client, InstanceId } = started;
  const { ContactFlowSummaryList } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { ...started, flow: idNamed(ContactFlowSummaryList, FLOW), pass };
}

const call = ({ client, InstanceId, flow, ids }: Centre, change: Partial<sdk.StartOutboundVoiceContactRequest> = {}) =>
  client.send(
    new sdk.StartOutboundVoiceContactCommand({
      InstanceId,
      ContactFlowId: flow,
      DestinationPhoneNumber: '+493415551234',
      QueueId: ids.queue,
      ...change,
    }),
  );

const stop = ({ client, InstanceId }: Centre, ContactId: string | undefined) =>
  client.send(new sdk.StopContactCommand({ InstanceId, ContactId }));

const describeContact = async ({ client, InstanceId }: Centre, ContactId: string | undefined) =>
  (await client.send(new sdk.DescribeContactCommand({ InstanceId, ContactId }))).Contact;

const attributesOf = async ({ client, InstanceId }: Centre, InitialContactId: string | undefined) =>
  (await client.send(new sdk.GetContactAttributesCommand({ InstanceId, InitialContactId }))).Attributes;

const setAttributes = (
  { client, InstanceId }: Centre,
  InitialContactId: string | undefined,
  Attributes: Record<string, string>,
) => client.send(new sdk.UpdateContactAttributesCommand({ InstanceId, InitialContactId, Attributes }));

describe('StartOutboundVoiceContact', () => {
  test('starts a call that rings for 60 seconds and then ends by itself', async () => {
    const centre = await startCentre();
    const { ContactId } = await call(centre, { Name: 'Ada', SourcePhoneNumber: '+12065550100' });
    centre.pass(60 * SECOND - 1);
    expect((await describeContact(centre, ContactId))?.DisconnectTimestamp).toBeUndefined();
    centre.pass(1);
    expect(await describeContact(centre, ContactId)).toMatchObject({
      Id: ContactId,
      Name: 'Ada',
      Channel: 'VOICE',
      InitiationMethod: 'API',
      InitiationTimestamp: new Date(1_700_000_000_000),
      DisconnectTimestamp: new Date(1_700_000_060_000),
      DisconnectReason: 'OUTBOUND_ATTEMPT_FAILED',
      CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+493415551234' },
      SystemEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+12065550100' },
    });
  });

  test('rings as long as RingTimeoutInSeconds says', async () => {
    const centre = await startCentre();
    const { ContactId } = await call(centre, { RingTimeoutInSeconds: 15 });
    centre.pass(15 * SECOND);
    expect((await describeContact(centre, ContactId))?.DisconnectReason).toBe('OUTBOUND_ATTEMPT_FAILED');
  });

  // "If a contact is already started, the contact ID is returned. If the contact is disconnected, a new contact is
  // started." (StartOutboundVoiceContact in the API reference, ClientToken)
  test('gives the same contact to the same ClientToken until the contact has ended, and another to another', async () => {
    const centre = await startCentre();
    const first = await call(centre, { ClientToken: 'a' });
    centre.pass(60 * SECOND - 1);
    expect((await call(centre, { ClientToken: 'a' })).ContactId).toBe(first.ContactId);
    expect((await call(centre, { ClientToken: 'b' })).ContactId).not.toBe(first.ContactId);
    centre.pass(1);
    expect((await call(centre, { ClientToken: 'a' })).ContactId).not.toBe(first.ContactId);
  });

  test('takes over the attributes of a related contact', async () => {
    const centre = await startCentre();
    const first = await call(centre, { Attributes: { name: 'Ada', tier: 'gold' } });
    const second = await call(centre, { RelatedContactId: first.ContactId, Attributes: { tier: 'silver' } });
    expect(await attributesOf(centre, second.ContactId)).toEqual({ name: 'Ada', tier: 'silver' });
    await setAttributes(centre, second.ContactId, { name: 'Bob' });
    expect(await attributesOf(centre, first.ContactId)).toEqual({ name: 'Ada', tier: 'gold' });
  });

  test.each<[string, Partial<sdk.StartOutboundVoiceContactRequest>, string]>([
    ['a number that is not E.164', { DestinationPhoneNumber: '0341 5551234' }, 'InvalidParameterException'],
    ['a British mobile number', { DestinationPhoneNumber: '+447700900123' }, 'DestinationNotAllowedException'],
    ['a flow there is not', { ContactFlowId: 'nowhere' }, 'InvalidParameterException'],
    ['a queue there is not', { QueueId: 'nowhere' }, 'InvalidParameterException'],
    ['neither queue nor source', { QueueId: undefined }, 'InvalidParameterException'],
    ['a related contact there is not', { RelatedContactId: 'nobody' }, 'InvalidParameterException'],
    ['a dial time of 61 seconds', { RingTimeoutInSeconds: 61 }, 'InvalidParameterException'],
    ['campaign traffic', { TrafficType: 'CAMPAIGN' }, 'OutboundContactNotPermittedException'],
    [
      'answering machine detection without a campaign',
      { AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: true } },
      'InvalidParameterException',
    ],
    ['an attribute key with a space', { Attributes: { 'first name': 'Ada' } }, 'InvalidParameterException'],
    ['a reference to an attachment', { References: { a: { Type: 'ATTACHMENT' } } }, 'InvalidParameterException'],
    [
      'references of 4097 bytes',
      { References: { a: { Type: 'STRING', Value: 'x'.repeat(4096) } } },
      'InvalidParameterException',
    ],
    ['a campaign', { CampaignId: 'one' }, 'NotImplementedException'],
  ])('does not call with %s', async (_sentence, change, error) => {
    expect(await errorOf(call(await startCentre(), change))).toBe(error);
  });

  test('calls with a source in place of a queue', async () => {
    const centre = await startCentre();
    const { ContactId } = await call(centre, { QueueId: undefined, SourcePhoneNumber: '+12065550100' });
    expect(ContactId).toBeTruthy();
  });

  test('makes no more calls at a time than the quota allows; what has ended does not count', async () => {
    const centre = await startCentre({ quotas: { concurrentCalls: 2 } });
    await call(centre);
    const { ContactId } = await call(centre);
    expect(await errorOf(call(centre))).toBe('LimitExceededException');
    await stop(centre, ContactId);
    await call(centre);
    centre.pass(60 * SECOND);
    await call(centre);
  });

  test('is not permitted where the instance makes no outbound calls', async () => {
    const centre = await startCentre();
    const { Id: InstanceId } = await centre.client.send(
      new sdk.CreateInstanceCommand({
        IdentityManagementType: 'SAML',
        InstanceAlias: 'quiet',
        InboundCallsEnabled: true,
        OutboundCallsEnabled: false,
      }),
    );
    expect(await errorOf(call(centre, { InstanceId }))).toBe('OutboundContactNotPermittedException');
  });
});

describe('StopContact', () => {
  test('ends a call that rings', async () => {
    const centre = await startCentre();
    const { ContactId } = await call(centre);
    centre.pass(5 * SECOND);
    await stop(centre, ContactId);
    expect(await describeContact(centre, ContactId)).toMatchObject({
      DisconnectTimestamp: new Date(1_700_000_005_000),
      DisconnectReason: 'API',
    });
  });

  test.each<[string, (centre: Centre) => Promise<string | undefined>]>([
    ['there is not', async () => 'nobody'],
    [
      'was stopped before',
      async (centre) => {
        const { ContactId } = await call(centre);
        await stop(centre, ContactId);
        return ContactId;
      },
    ],
    [
      'ended by itself',
      async (centre) => {
        const { ContactId } = await call(centre);
        centre.pass(60 * SECOND);
        return ContactId;
      },
    ],
  ])('does not find a contact that %s', async (_sentence, prepare) => {
    const centre = await startCentre();
    expect(await errorOf(stop(centre, await prepare(centre)))).toBe('ContactNotFoundException');
  });
});

describe('the attributes of a contact', () => {
  test('are added, replaced and, by an empty value, taken away; after its end too', async () => {
    const centre = await startCentre();
    const { ContactId } = await call(centre, { Attributes: { name: 'Ada', tier: 'gold' } });
    await stop(centre, ContactId);
    await setAttributes(centre, ContactId, { tier: 'silver', note: 'calls back', name: '' });
    expect(await attributesOf(centre, ContactId)).toEqual({ tier: 'silver', note: 'calls back' });
  });

  test('have at most 32,768 bytes of UTF-8 with their keys', async () => {
    const centre = await startCentre();
    const { ContactId } = await call(centre, { Attributes: { a: 'x'.repeat(16_383) } });
    await setAttributes(centre, ContactId, { b: `${'ü'.repeat(8191)}y` });
    expect(await errorOf(setAttributes(centre, ContactId, { c: 'x' }))).toBe('InvalidParameterException');
    expect(Object.keys((await attributesOf(centre, ContactId)) ?? {})).toEqual(['a', 'b']);
  });

  test('may have keys that mean something to JavaScript', async () => {
    const centre = await startCentre();
    const given = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
    const { ContactId } = await call(centre);
    await setAttributes(centre, ContactId, given);
    expect(Object.entries((await attributesOf(centre, ContactId)) ?? {}).sort()).toEqual(Object.entries(given).sort());
  });

  test.each(['GetContactAttributes', 'UpdateContactAttributes', 'DescribeContact'] as const)(
    '%s needs a contact there is',
    async (name) => {
      const centre = await startCentre();
      const calls = {
        GetContactAttributes: () => attributesOf(centre, 'nobody'),
        UpdateContactAttributes: () => setAttributes(centre, 'nobody', { a: 'b' }),
        DescribeContact: () => describeContact(centre, 'nobody'),
      };
      expect(await errorOf(calls[name]())).toBe('ResourceNotFoundException');
    },
  );
});
