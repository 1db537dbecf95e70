import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { errorOf, failureOf, type Started, start } from './support.ts';

const MONDAY: sdk.HoursOfOperationConfig = {
  Day: 'MONDAY',
  StartTime: { Hours: 9, Minutes: 0 },
  EndTime: { Hours: 17, Minutes: 30 },
};

const create = ({ client, InstanceId }: Started, change: Partial<sdk.CreateHoursOfOperationRequest> = {}) =>
  client.send(
    new sdk.CreateHoursOfOperationCommand({
      InstanceId,
      Name: 'Office',
      TimeZone: 'Europe/Berlin',
      Config: [MONDAY],
      ...change,
    }),
  );

const createId = async (started: Started, change: Partial<sdk.CreateHoursOfOperationRequest> = {}): Promise<string> =>
  (await create(started, change)).HoursOfOperationId ?? '';

const describeHours = async ({ client, InstanceId }: Started, HoursOfOperationId: string) =>
  (await client.send(new sdk.DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId }))).HoursOfOperation;

const remove = ({ client, InstanceId }: Started, HoursOfOperationId: string) =>
  client.send(new sdk.DeleteHoursOfOperationCommand({ InstanceId, HoursOfOperationId }));

describe('hours of operation', () => {
  test('are described as they were made', async () => {
    const started = await start();
    const made = await create(started, { Name: '__proto__', Description: 'In Leipzig', Tags: { constructor: 'me' } });
    expect(await describeHours(started, made.HoursOfOperationId ?? '')).toEqual({
      HoursOfOperationId: made.HoursOfOperationId,
      HoursOfOperationArn: made.HoursOfOperationArn,
      Name: '__proto__',
      Description: 'In Leipzig',
      TimeZone: 'Europe/Berlin',
      Config: [MONDAY],
      ParentHoursOfOperations: [],
      Tags: { constructor: 'me' },
      LastModifiedTime: expect.any(Date),
      LastModifiedRegion: 'us-west-2',
    });
    expect(made.HoursOfOperationArn).toContain(`/operating-hours/${made.HoursOfOperationId}`);
  });

  test.each<[string, string, Partial<sdk.CreateHoursOfOperationRequest>]>([
    ['a name that is taken', 'DuplicateResourceException', { Name: 'Basic Hours' }],
    ['a time zone there is not', 'InvalidParameterException', { TimeZone: 'Europe/Atlantis' }],
    ['an hour of 24', 'InvalidParameterException', { Config: [{ ...MONDAY, EndTime: { Hours: 24, Minutes: 0 } }] }],
    [
      'a parent there is not',
      'InvalidParameterException',
      { ParentHoursOfOperationConfigs: [{ HoursOfOperationId: 'unknown' }] },
    ],
  ])('are not created with %s', async (_sentence, error, change) => {
    expect(await errorOf(create(await start(), change))).toBe(error);
  });

  test('count against the quota', async () => {
    expect(await errorOf(create(await start({ quotas: { hoursOfOperation: 1 } })))).toBe('LimitExceededException');
  });

  test('are updated where something is said; their time moves', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const { client, InstanceId } = started;
    const HoursOfOperationId = await createId(started, { Description: 'In Leipzig' });
    now += 60_000;
    const change = { Name: 'Office', TimeZone: 'UTC', Config: [] };
    await client.send(new sdk.UpdateHoursOfOperationCommand({ InstanceId, HoursOfOperationId, ...change }));
    expect(await describeHours(started, HoursOfOperationId)).toMatchObject({
      ...change,
      Description: 'In Leipzig',
      LastModifiedTime: new Date(now),
    });
  });

  test.each<[string, string, Partial<sdk.UpdateHoursOfOperationRequest>]>([
    ['a name that is taken', 'DuplicateResourceException', { Name: 'Basic Hours' }],
    ['a time zone there is not', 'InvalidParameterException', { TimeZone: '' }],
    ['an id there is not', 'ResourceNotFoundException', { HoursOfOperationId: 'unknown' }],
  ])('are not updated with %s', async (_sentence, error, change) => {
    const started = await start();
    const { client, InstanceId } = started;
    const HoursOfOperationId = await createId(started);
    const update = new sdk.UpdateHoursOfOperationCommand({ InstanceId, HoursOfOperationId, ...change });
    expect(await errorOf(client.send(update))).toBe(error);
  });

  test('are deleted once, and not while a queue uses them', async () => {
    const started = await start();
    const { client, InstanceId, ids } = started;
    const HoursOfOperationId = await createId(started);
    const { Queue } = await client.send(new sdk.DescribeQueueCommand({ InstanceId, QueueId: ids.queue }));
    const use = { InstanceId, QueueId: ids.queue };
    await client.send(new sdk.UpdateQueueHoursOfOperationCommand({ ...use, HoursOfOperationId }));
    expect(await failureOf(remove(started, HoursOfOperationId))).toMatchObject({
      name: 'ResourceInUseException',
      ResourceId: ids.queue,
    });
    const { HoursOfOperationId: before } = Queue ?? {};
    await client.send(new sdk.UpdateQueueHoursOfOperationCommand({ ...use, HoursOfOperationId: before }));
    await remove(started, HoursOfOperationId);
    expect(await errorOf(remove(started, HoursOfOperationId))).toBe('ResourceNotFoundException');
    await create(started);
  });
});

describe('parents of hours of operation', () => {
  const associate = ({ client, InstanceId }: Started, HoursOfOperationId: string, parents: string[]) => {
    const ParentHoursOfOperationConfigs = parents.map((id) => ({ HoursOfOperationId: id }));
    return client.send(
      new sdk.AssociateHoursOfOperationsCommand({ InstanceId, HoursOfOperationId, ParentHoursOfOperationConfigs }),
    );
  };
  const disassociate = ({ client, InstanceId }: Started, HoursOfOperationId: string, parents: string[]) =>
    client.send(
      new sdk.DisassociateHoursOfOperationsCommand({
        InstanceId,
        HoursOfOperationId,
        ParentHoursOfOperationIds: parents,
      }),
    );
  const parentsOf = async (started: Started, id: string) =>
    (await describeHours(started, id))?.ParentHoursOfOperations?.map(({ Name }) => Name);
  const childrenOf = async ({ client, InstanceId }: Started, HoursOfOperationId: string) =>
    (
      await client.send(new sdk.ListChildHoursOfOperationsCommand({ InstanceId, HoursOfOperationId }))
    ).ChildHoursOfOperationsSummaryList?.map(({ Name }) => Name);

  test('are given at creation, associated and disassociated', async () => {
    const started = await start();
    const holidays = await createId(started, { Name: 'Holidays' });
    const { HoursOfOperationId: night = '', HoursOfOperationArn: arn = '' } = await create(started, { Name: 'Night' });
    const id = await createId(started, { ParentHoursOfOperationConfigs: [{ HoursOfOperationId: holidays }] });
    await associate(started, id, [night, holidays]);
    expect(await parentsOf(started, id)).toEqual(['Holidays', 'Night']);
    expect(await childrenOf(started, night)).toEqual(['Office']);
    await disassociate(started, id, [arn, 'unknown']);
    expect(await parentsOf(started, id)).toEqual(['Holidays']);
    expect(await childrenOf(started, night)).toEqual([]);
  });

  test('are three at most', async () => {
    const started = await start();
    const ids: string[] = [];
    for (const Name of ['1', '2', '3', '4']) ids.push(await createId(started, { Name }));
    const id = await createId(started);
    await associate(started, id, ids.slice(1));
    expect(await errorOf(associate(started, id, ids.slice(0, 1)))).toBe('ServiceQuotaExceededException');
  });

  test('are neither children themselves nor their own parents', async () => {
    const started = await start();
    const [top, below] = [await createId(started, { Name: 'Top' }), await createId(started, { Name: 'Below' })];
    await associate(started, below, [top]);
    const other = await createId(started, { Name: 'Other' });
    for (const [child, parent] of [
      [top, other],
      [other, below],
      [other, other],
    ] as const)
      expect(await errorOf(associate(started, child, [parent]))).toBe('InvalidRequestException');
    const ParentHoursOfOperationConfigs = [{ HoursOfOperationId: below }];
    expect(await errorOf(create(started, { ParentHoursOfOperationConfigs }))).toBe('InvalidRequestException');
  });

  test('are not deleted before their children', async () => {
    const started = await start();
    const [top, below] = [await createId(started, { Name: 'Top' }), await createId(started, { Name: 'Below' })];
    await associate(started, below, [top]);
    expect(await failureOf(remove(started, top))).toMatchObject({ name: 'ResourceInUseException', ResourceId: below });
    await remove(started, below);
    await remove(started, top);
  });
});

describe('an override', () => {
  type Change = Partial<sdk.CreateHoursOfOperationOverrideRequest>;
  const NEW_YEAR: Change = { Name: 'New Year', Config: [], EffectiveFrom: '2027-01-01', EffectiveTill: '2027-01-01' };

  const add = async ({ client, InstanceId }: Started, HoursOfOperationId: string, change: Change = {}) => {
    const input = {
      InstanceId,
      HoursOfOperationId,
      ...NEW_YEAR,
      ...change,
    } as sdk.CreateHoursOfOperationOverrideRequest;
    const made = await client.send(new sdk.CreateHoursOfOperationOverrideCommand(input));
    return { InstanceId, HoursOfOperationId, HoursOfOperationOverrideId: made.HoursOfOperationOverrideId };
  };
  const list = ({ client, InstanceId }: Started, HoursOfOperationId: string) =>
    client.send(new sdk.ListHoursOfOperationOverridesCommand({ InstanceId, HoursOfOperationId }));

  test('is described and listed as it was made', async () => {
    const started = await start();
    const { HoursOfOperationId = '', HoursOfOperationArn } = await create(started);
    const RecurrenceConfig: sdk.RecurrenceConfig = {
      RecurrencePattern: { Frequency: 'YEARLY', Interval: 1, ByMonth: [1], ByMonthDay: [1] },
    };
    const settings: Change = {
      ...NEW_YEAR,
      Description: 'Closed',
      Config: [{ Day: 'FRIDAY', StartTime: { Hours: 0, Minutes: 0 }, EndTime: { Hours: 23, Minutes: 59 } }],
      RecurrenceConfig,
      OverrideType: 'CLOSED',
    };
    const target = await add(started, HoursOfOperationId, settings);
    const described = await started.client.send(new sdk.DescribeHoursOfOperationOverrideCommand(target));
    const { HoursOfOperationOverrideId } = target;
    const expected = { ...settings, HoursOfOperationOverrideId, HoursOfOperationId, HoursOfOperationArn };
    expect(described.HoursOfOperationOverride).toEqual(expected);
    expect((await list(started, HoursOfOperationId)).HoursOfOperationOverrideList).toEqual([expected]);
  });

  test('is updated where something is said, and moves the time of its hours', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now });
    const id = await createId(started);
    const target = await add(started, id, { Description: 'Closed' });
    now += 60_000;
    const change = { Name: '__proto__', EffectiveTill: '2027-01-02' };
    await started.client.send(new sdk.UpdateHoursOfOperationOverrideCommand({ ...target, ...change }));
    const listed = await list(started, id);
    const expected = { ...change, Description: 'Closed', EffectiveFrom: '2027-01-01', OverrideType: 'STANDARD' };
    expect(listed.HoursOfOperationOverrideList).toMatchObject([expected]);
    expect(listed.LastModifiedTime).toEqual(new Date(now));
  });

  const refused: readonly (readonly [string, string, Change])[] = [
    ['a name that is taken', 'DuplicateResourceException', { Name: 'Easter' }],
    ['an end before its beginning', 'InvalidParameterException', { EffectiveTill: '2026-12-31' }],
    ['a day that no calendar has', 'InvalidParameterException', { EffectiveTill: '2027-02-30' }],
    ['a day in another form', 'InvalidParameterException', { EffectiveFrom: '1.1.2027' }],
    ...[
      { Frequency: 'MONTHLY', Interval: 1, ByMonth: [1] },
      { Frequency: 'YEARLY', Interval: 1, ByMonthDay: [1, 2] },
      { Frequency: 'YEARLY', Interval: 1, ByMonthDay: [1], ByWeekdayOccurrence: [1] },
      { Frequency: 'WEEKLY', Interval: 1, ByMonthDay: [1] },
      { Frequency: 'WEEKLY', Interval: 0 },
    ].map((RecurrencePattern) => {
      const change = { RecurrenceConfig: { RecurrencePattern } } as Change;
      return [`the pattern ${JSON.stringify(RecurrencePattern)}`, 'InvalidParameterException', change] as const;
    }),
  ];

  test.each(refused)('is neither created nor updated with %s', async (_sentence, error, change) => {
    const started = await start();
    const id = await createId(started);
    await add(started, id, { Name: 'Easter' });
    expect(await errorOf(add(started, id, change))).toBe(error);
    const target = await add(started, id);
    const update = new sdk.UpdateHoursOfOperationOverrideCommand({ ...target, ...change } as typeof target);
    expect(await errorOf(started.client.send(update))).toBe(error);
  });

  test('may have the name of an override of other hours, and is not found there', async () => {
    const started = await start();
    const [office, night] = [await createId(started), await createId(started, { Name: 'Night' })];
    const target = await add(started, office);
    await add(started, night);
    const elsewhere = { ...target, HoursOfOperationId: night };
    for (const Command of [sdk.DescribeHoursOfOperationOverrideCommand, sdk.DeleteHoursOfOperationOverrideCommand])
      expect(
        await errorOf(started.client.send(new Command(elsewhere) as sdk.DescribeHoursOfOperationOverrideCommand)),
      ).toBe('ResourceNotFoundException');
  });

  test('is deleted, once, and with its hours', async () => {
    const started = await start();
    const id = await createId(started);
    const target = await add(started, id);
    const removal = () => started.client.send(new sdk.DeleteHoursOfOperationOverrideCommand(target));
    await removal();
    expect(await errorOf(removal())).toBe('ResourceNotFoundException');
    await add(started, id);
    await remove(started, id);
    expect(await errorOf(list(started, id))).toBe('ResourceNotFoundException');
  });

  test('is one of fifty at most', async () => {
    const started = await start();
    const id = await createId(started);
    for (let count = 0; count < 50; count++) await add(started, id, { Name: `day ${count}` });
    expect(await errorOf(add(started, id))).toBe('LimitExceededException');
  });
});
