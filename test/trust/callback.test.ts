/** Times whose unit nothing tells: where nobody has a limit by which to judge, single users are described before a whole list is written. */
import { expect, test } from 'vitest';
import { startInstance } from '../support/instance.ts';

const asked = JSON.stringify({
  ...{ version: 1, instance: { alias: 'any' } },
  users: [{ username: 'jane', phoneConfig: { autoAccept: { VOICE: true }, afterContactWorkTimeLimit: { VOICE: 30 } } }],
});

const cases = (['seconds', 'milliseconds'] as const).flatMap((unit) =>
  [123, 60, 1000].flatMap((callback) =>
    (['merge', 'replace'] as const).map((lists) => [callback, unit, lists] as const),
  ),
);

test.each(cases)(
  'T14: a callback setting of %i stays, with searches in %s and lists that %s',
  async (callback, unit, lists) => {
    const seed = {
      version: 1,
      instances: [{ users: [{ username: 'jane', firstName: 'Jane', lastName: 'Doe' }] }],
    };
    const instance = await startInstance({
      seed,
      searchUsersChannelUnits: unit,
      settings: { guesses: { userConfigLists: lists } },
    });
    const { UserSummaryList: [jane] = [] } = await instance.send('ListUsers', {});
    const UserId = jane?.Id;
    const AgentFirstCallbackAfterContactWorkConfig = { AfterContactWorkTimeLimit: callback };
    const AfterContactWorkConfig = { AfterContactWorkTimeLimit: 0 };
    await instance.send('UpdateUserConfig', {
      UserId,
      AfterContactWorkConfigs: [{ Channel: 'VOICE', AfterContactWorkConfig, AgentFirstCallbackAfterContactWorkConfig }],
    });
    expect(await instance.apply(asked)).toMatchObject({ type: 'applied', results: [{ outcome: 'complete' }] });
    const { User } = await instance.send('DescribeUser', { UserId });
    const voice = User?.AfterContactWorkConfigs?.find(({ Channel }) => Channel === 'VOICE');
    expect(voice).toMatchObject({
      ...{ AgentFirstCallbackAfterContactWorkConfig, AfterContactWorkConfig: { AfterContactWorkTimeLimit: 30 } },
    });
    expect(await instance.plan(asked)).toMatchObject({ plan: { changes: [] } });
  },
);
