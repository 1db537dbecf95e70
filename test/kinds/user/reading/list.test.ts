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
  let waited = 0;
  const { send } = script({ DescribeUser: [unknown, unknown, { User: describedUser('new') }] });
  const wait = async (milliseconds: number): Promise<void> => {
    waited += milliseconds;
  };
  expect(await describeListed(reading(send, { wait }), ['id-new'])).toMatchObject([{ Username: 'new' }]);
  expect(waited).toBe(2000);
});

test('are gone where the list has them no more', async () => {
  const { send } = script({ DescribeUser: unknown, ListUsers: { UserSummaryList: [] } });
  expect(await describeListed(reading(send), ['id-new'])).toEqual([]);
});

test('are no basis for a plan where the list still has them', async () => {
  const { send } = script({ DescribeUser: unknown, ListUsers: listed });
  await expect(describeListed(reading(send), ['id-new'])).rejects.toThrow(PartialRead);
});
