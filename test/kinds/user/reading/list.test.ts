/** Users that ListUsers has and DescribeUser does not know. */
import { expect, test } from 'vitest';
import { PartialRead } from '../../../../src/base/errors.ts';
import { describeListed } from '../../../../src/kinds/user/reading/list.ts';
import { reading } from '../../../support/reading.ts';
import { failed, script } from '../../../support/script.ts';
import { describedUser } from '../../../support/users.ts';

const unknown = failed('not-found');
const listed = { UserSummaryList: [{ Id: 'id-new', Username: 'new' }] };

test('are asked for again for some seconds', async () => {
  const waits: number[] = [];
  const { send } = script({ DescribeUser: [unknown, unknown, { User: describedUser('new') }] });
  const wait = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
  };
  expect(await describeListed(reading(send, { wait }), ['id-new'])).toMatchObject([{ Username: 'new' }]);
  expect(waits).toEqual([500, 1500]);
  await describeListed(reading(script({ DescribeUser: unknown, ListUsers: {} }).send, { wait }), ['id-new']);
  expect(waits.slice(2)).toEqual([500, 1500, 3000, 5000]);
});

test('are gone where the list has them no more', async () => {
  const { send } = script({ DescribeUser: unknown, ListUsers: { UserSummaryList: [] } });
  expect(await describeListed(reading(send), ['id-new'])).toEqual([]);
});

test('are no basis for a plan where the list still has them', async () => {
  const { send } = script({ DescribeUser: unknown, ListUsers: listed });
  await expect(describeListed(reading(send), ['id-new'])).rejects.toEqual(
    new PartialRead('ListUsers has new, and DescribeUser does not know of this user, asked for 10 seconds; try again.'),
  );
});
