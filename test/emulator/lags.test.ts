import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { COMMON_ERRORS, isErrorName } from '../../src/emulator/protocol/errors.ts';
import { startCentre } from './centre.ts';
import { createUser, describeUser, errorOf, newUser, start } from './support.ts';

/** Source: service-error-classification/constants.js of @smithy/core. */
const RETRIED = [
  ...['AuthFailure', 'InvalidSignatureException', 'RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed'],
  ...['SignatureDoesNotMatch', 'BandwidthLimitExceeded', 'EC2ThrottledException', 'LimitExceededException'],
  ...['PriorRequestNotComplete', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'SlowDown'],
  ...['RequestThrottled', 'RequestThrottledException', 'ThrottledException', 'Throttling', 'ThrottlingException'],
  ...['TooManyRequestsException', 'TransactionInProgressException', 'TimeoutError', 'RequestTimeout'],
  'RequestTimeoutException',
];

describe('a createLag', () => {
  // Source: DescribeUser documents ResourceNotFoundException right after CreateUser; the knob has it of every id.
  test('keeps the id of what was just created unknown to all calls', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now, settings: { createLag: 1000 } });
    const { client, InstanceId } = started;
    const levels = { InstanceId, HierarchyStructure: { LevelOne: { Name: 'Site' } } };
    await client.send(new sdk.UpdateUserHierarchyStructureCommand(levels));
    const group = await client.send(new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'Dublin' }));
    const HierarchyGroupId = group.HierarchyGroupId;
    const tag = { resourceArn: group.HierarchyGroupArn, tags: { a: 'b' } };
    expect(await errorOf(client.send(newUser(started, { HierarchyGroupId })))).toBe('ResourceNotFoundException');
    expect(await errorOf(client.send(new sdk.TagResourceCommand(tag)))).toBe('ResourceNotFoundException');
    now += 1000;
    const UserId = await createUser(started, { HierarchyGroupId });
    expect(await errorOf(describeUser(started, UserId))).toBe('ResourceNotFoundException');
    now += 1000;
    expect((await describeUser(started, UserId)).HierarchyGroupId).toBe(HierarchyGroupId);
  });
});

describe('an inUseLag', () => {
  test('keeps a group and profiles in use for a while after the last user has left them', async () => {
    let now = 1_700_000_000_000;
    const started = await start({ now: () => now, settings: { inUseLag: 5000 } });
    const { client, InstanceId, ids } = started;
    const levels = { InstanceId, HierarchyStructure: { LevelOne: { Name: 'Site' } } };
    await client.send(new sdk.UpdateUserHierarchyStructureCommand(levels));
    const made = await client.send(new sdk.CreateUserHierarchyGroupCommand({ InstanceId, Name: 'Dublin' }));
    const { HierarchyGroupId } = made;
    const profile = { InstanceId, SecurityProfileName: 'Passing' };
    const { SecurityProfileId = '' } = await client.send(new sdk.CreateSecurityProfileCommand(profile));
    const UserId = await createUser(started, { HierarchyGroupId, SecurityProfileIds: [SecurityProfileId] });
    await client.send(new sdk.UpdateUserHierarchyCommand({ InstanceId, UserId }));
    const SecurityProfileIds = [ids.agent];
    await client.send(new sdk.UpdateUserSecurityProfilesCommand({ InstanceId, UserId, SecurityProfileIds }));
    const removeGroup = () => client.send(new sdk.DeleteUserHierarchyGroupCommand({ InstanceId, HierarchyGroupId }));
    const removeProfile = () => client.send(new sdk.DeleteSecurityProfileCommand({ InstanceId, SecurityProfileId }));
    now += 4999;
    expect(await errorOf(removeGroup())).toBe('ResourceInUseException');
    expect(await errorOf(removeProfile())).toBe('ResourceInUseException');
    now += 1;
    await removeGroup();
    await removeProfile();
  });
});

describe('any error', () => {
  // Source: the SDK's own lists of throttling, clock skew and transient errors, and its exceptions.
  test('A26: that the SDK knows can be injected, ExpiredTokenException too', async () => {
    const exceptions = Object.values(sdk as Record<string, unknown>)
      .filter((value): value is { readonly name: string } => typeof value === 'function')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('Exception') && name !== 'ConnectServiceException');
    const known = [...exceptions, ...RETRIED];
    expect(known.filter((name) => !isErrorName(name))).toEqual([]);
    const { client, emulator } = await start();
    for (const error of [...COMMON_ERRORS, 'TooManyRequestsException']) {
      emulator.faults.add({ operation: 'ListInstances', error });
      expect(await errorOf(client.send(new sdk.ListInstancesCommand({})))).toBe(error);
    }
  });
});

describe('the first metrics', () => {
  test('do not keep others waiting while the day is made', async () => {
    const centre = await startCentre({ users: 3000 });
    const { client, InstanceId, queueIds } = centre;
    const metrics = client.send(
      new sdk.GetCurrentMetricDataCommand({
        InstanceId,
        Filters: { Queues: [...queueIds] },
        CurrentMetrics: [{ Name: 'AGENTS_ONLINE' }],
      }),
    );
    const order: string[] = [];
    const done = metrics.then(() => order.push('metrics'));
    // The metrics are asked for first; a call behind them is answered before they are.
    await new Promise((resolve) => setImmediate(resolve));
    await client.send(new sdk.ListInstancesCommand({}));
    order.push('instances');
    await done;
    expect(order).toEqual(['instances', 'metrics']);
  });

  test('may be filtered by channels alone, and need no unit', async () => {
    const { client, InstanceId } = await startCentre();
    const { MetricResults } = await client.send(
      new sdk.GetCurrentMetricDataCommand({
        InstanceId,
        Filters: { Channels: ['VOICE'] },
        CurrentMetrics: [{ Name: 'AGENTS_ONLINE' }],
      }),
    );
    expect(MetricResults?.[0]?.Collections?.[0]?.Value).toBeGreaterThan(0);
  });
});
