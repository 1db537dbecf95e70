import { present } from '../../../base/json.ts';
import type { LookAgain } from '../../kind.ts';
import { type CarriedUser, toLive, type UserAttributes } from '../attributes.ts';
import { secondUnits } from '../phone.ts';
import { describeUser } from './list.ts';

/**
 * DescribeUser, ten a second beside writes at two (Service Quotas). It has everything that a call about a user sends back: the
 * whole identity, every channel of the phone settings, the mark.
 */
export const lookAgain: LookAgain<UserAttributes, CarriedUser> = {
  calls: () => ['DescribeUser'],
  async read({ id, attributes: { proficiencies }, carried: { quickConnects } }, looking) {
    const user = await describeUser(looking, id);
    if (!user) return undefined;
    const { attributes, carried, ...now } = toLive(user, looking.names, secondUnits);
    return {
      ...now,
      attributes: { ...attributes, ...present({ proficiencies }) },
      carried: { ...carried, ...present({ quickConnects }) },
    };
  },
};
