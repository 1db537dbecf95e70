import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, onTestFinished, test } from 'vitest';
import { start } from '../support/binary.ts';
import { field, instanceId, usersOf } from './field.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describe('A8, F3: a user that ListUsers has and DescribeUser does not know yet', () => {
  const lags = { describeLag: 4000, searchLag: 20_000 };

  test('is neither missing nor new: a plan right after the apply asks again, and finds nothing', async () => {
    const { command, calls, writes } = await field(usersOf('newbie'), { settings: lags });
    expect(await command('apply', '--auto-approve')).toMatchObject({ code: 0 });
    expect(writes()).toEqual(['CreateUser']);
    calls();
    const { code, stdout } = await command('plan');
    expect({ code, says: stdout.split('\n')[0] }).toEqual({
      code: 0,
      says: 'No changes. Amazon Connect matches the configuration.',
    });
    expect(calls().filter((name) => name === 'DescribeUser').length).toBeGreaterThan(1);
  });

  test('is no error under watch either', async () => {
    const { cwd, env, writes } = await field(usersOf('newbie'), { settings: lags });
    const watch = start(['watch', '--interval', '1s'], { cwd, env });
    onTestFinished(async () => {
      watch.stop('SIGKILL');
      await watch.finished;
    });
    const outcomes: unknown[] = [];
    for (let pass = 1; pass <= 2; pass++) {
      const { level, outcome } = JSON.parse(await watch.logged(/\{[^\n]*"outcome":[^\n]*\}(?=\n)/));
      outcomes.push([level, outcome]);
    }
    expect(outcomes).toEqual([
      ['info', 'applied'],
      ['info', 'in-sync'],
    ]);
    expect(writes()).toEqual(['CreateUser']);
  });

  test.each([['search'], ['describe']])(
    'still there after some seconds, there is no plan: exit 1 with what does not add up (--read %s)',
    async (method) => {
      const settings = { describeLag: 3_600_000, searchLag: 3_600_000 };
      const { command, writes } = await field(usersOf('newbie'), { settings });
      await command('apply', '--auto-approve');
      const { code, stdout, stderr } = await command('plan', '--read', method);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('ListUsers has newbie, and DescribeUser does not know of this user');
      expect(writes()).toEqual(['CreateUser']);
    },
  );

  test('gone from the list by then means gone', async () => {
    const settings = { describeLag: 3_600_000, searchLag: 3_600_000 };
    const { command, cwd, env, emulator, calls } = await field(usersOf('newbie'), { settings });
    await command('apply', '--auto-approve');
    calls();
    const plan = start(['plan'], { cwd, env });
    await expect.poll(calls, { timeout: 10_000 }).toContain('DescribeUser');
    const client = new sdk.ConnectClient({ endpoint: emulator.url, region: emulator.region, credentials });
    const { UserSummaryList = [] } = await client.send(new sdk.ListUsersCommand({ InstanceId: instanceId }));
    expect(UserSummaryList.map(({ Username }) => Username)).toEqual(['newbie']);
    await client.send(new sdk.DeleteUserCommand({ InstanceId: instanceId, UserId: UserSummaryList[0]?.Id }));
    const { code, stdout } = await plan.finished;
    expect(code).toBe(0);
    expect(stdout).toContain('+ user/newbie');
  });
});
