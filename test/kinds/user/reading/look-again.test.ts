/** A user as they are right before they are changed or deleted. */
import { describe, expect, test } from 'vitest';
import { lookAgain } from '../../../../src/kinds/user/reading/look-again.ts';
import { onlyWith } from '../../../support/reading.ts';
import { type Answers, failed, script } from '../../../support/script.ts';
import { describedUser, liveUser, names } from '../../../support/users.ts';

const plain = liveUser('jane', { firstName: 'Old' });
const proficient = liveUser('jane', { firstName: 'Old', proficiencies: { Skill: { Billing: 3 } } });
const pointedAt = liveUser('jane', { firstName: 'Old' }, { quickConnects: ['mine', 'elsewhere', 'gone'] });
const change = { action: 'delete', address: plain.address, before: {} } as const;

async function look(planned: typeof plain, answers: Answers = {}) {
  const User = describedUser('jane', { Id: planned.id, IdentityInfo: { FirstName: 'New', Mobile: '+4930' } });
  const { send, sent } = script({ DescribeUser: { User }, ...answers });
  const { signal } = new AbortController();
  const wait = async () => {};
  const now = await lookAgain.read(planned, { send: onlyWith(signal, send), signal, change, names, wait });
  return { now, sent };
}
const seen = {
  ...{ address: plain.address, id: plain.id, arn: 'arn-jane', carried: {} },
  attributes: { firstName: 'New', mobile: '+4930', routingProfile: 'Basic', securityProfiles: ['Agent'], tags: {} },
};

test('is one description, and what it says counts', async () => {
  expect(lookAgain.calls(change, plain)).toEqual(['DescribeUser']);
  expect(await look(plain)).toEqual({
    now: seen,
    sent: [{ call: 'DescribeUser', input: { UserId: plain.id } }],
  });
});

test('keeps the proficiencies of the plan, which a description does not tell', async () => {
  const { now } = await look(proficient);
  expect(now).toEqual({ ...seen, attributes: { ...seen.attributes, proficiencies: { Skill: { Billing: 3 } } } });
});

test('of a user who is gone says so', async () => {
  expect(await look(pointedAt, { DescribeUser: failed('not-found') })).toMatchObject({ now: undefined });
});

describe('quick connects that are to be deleted with a user', () => {
  const about = (UserId: string) => ({
    QuickConnect: { QuickConnectConfig: { QuickConnectType: 'USER', UserConfig: { UserId, ContactFlowId: 'f' } } },
  });

  test('are looked at too, and those that point elsewhere by now are left alone', async () => {
    const answers: Answers = {
      DescribeQuickConnect: ({ QuickConnectId }) => {
        if (QuickConnectId === 'gone') return failed('not-found');
        return about(QuickConnectId === 'mine' ? pointedAt.id : 'somebody else') as object;
      },
    };
    expect(lookAgain.calls(change, pointedAt)).toEqual([
      ...['DescribeUser', 'DescribeQuickConnect', 'DescribeQuickConnect', 'DescribeQuickConnect'],
    ]);
    expect(await look(pointedAt, answers)).toEqual({
      now: { ...seen, carried: { quickConnects: ['mine', 'gone'] } },
      sent: [
        { call: 'DescribeUser', input: { UserId: pointedAt.id } },
        { call: 'DescribeQuickConnect', input: { QuickConnectId: 'mine' } },
        { call: 'DescribeQuickConnect', input: { QuickConnectId: 'elsewhere' } },
        { call: 'DescribeQuickConnect', input: { QuickConnectId: 'gone' } },
      ],
    });
  });

  test('and where one of them cannot be seen, nothing is deleted', async () => {
    await expect(look(pointedAt, { DescribeQuickConnect: failed('denied') })).rejects.toMatchObject({
      facts: { failure: 'denied' },
    });
  });

  test('one that says nothing of a user does not point at this one', async () => {
    const { now } = await look(pointedAt, { DescribeQuickConnect: {} });
    expect(now?.carried).toEqual({ quickConnects: [] });
  });
});
