import { failedAs } from '../../../base/errors.ts';
import { present } from '../../../base/json.ts';
import type { LookAgain, LookingAgain } from '../../kind.ts';
import { type CarriedUser, toLive, type UserAttributes } from '../attributes.ts';
import { secondUnits } from '../phone.ts';
import { describeUser } from './list.ts';

/**
 * DescribeUser, ten a second beside writes at two (Service Quotas). It has everything that a call about a user sends back: the
 * whole identity, every channel of the phone settings, the mark.
 */
export const lookAgain: LookAgain<UserAttributes, CarriedUser> = {
  calls: (_, { carried: { quickConnects = [] } }) => [
    'DescribeUser',
    ...quickConnects.map(() => 'DescribeQuickConnect' as const),
  ],
  async read({ id, attributes: { proficiencies }, carried: { quickConnects } }, looking) {
    const user = await describeUser(looking, id);
    if (!user) return undefined;
    const still = quickConnects && (await stillAbout(id, quickConnects, looking));
    const { attributes, carried, ...now } = toLive(user, looking.names, secondUnits);
    return {
      ...now,
      attributes: { ...attributes, ...present({ proficiencies }) },
      carried: { ...carried, ...present({ quickConnects: still }) },
    };
  },
};

/** Those of these quick connects that point at the user, or are gone: one that somebody has pointed elsewhere is theirs. */
async function stillAbout(
  id: string,
  quickConnects: readonly string[],
  { send, signal }: LookingAgain<UserAttributes>,
): Promise<readonly string[]> {
  const about = await Promise.all(
    quickConnects.map(async (QuickConnectId) => {
      try {
        const { QuickConnect } = await send('DescribeQuickConnect', { QuickConnectId }, { signal });
        return QuickConnect?.QuickConnectConfig?.UserConfig?.UserId === id ? [QuickConnectId] : [];
      } catch (error) {
        if (failedAs(error, 'not-found')) return [QuickConnectId];
        throw error;
      }
    }),
  );
  return about.flat();
}
