/** Changes of users that are looked at again right before their calls. */
import type { Send } from '../../src/connect/port.ts';
import type { ManagedKind } from '../../src/kinds/kind.ts';
import type { UserAttributes } from '../../src/kinds/user/attributes.ts';
import { user } from '../../src/kinds/user/index.ts';
import type { LiveResource } from '../../src/plan/model/state.ts';
import { liveUser } from './users.ts';
import { type Work, work } from './work.ts';

const lookAgain = {
  calls: () => ['DescribeUser'],
  async read(planned: LiveResource, { send }: { readonly send: Send }) {
    const { User } = await send('DescribeUser', { UserId: planned.id });
    return User ? { ...planned, attributes: { ...User.IdentityInfo } } : undefined;
  },
};

/**
 * The same change of a user who is looked at again by DescribeUser: its attributes are then what it gives as `IdentityInfo`, and
 * the calls are those of the change. `more` of the kind may say otherwise.
 */
export const lookedAt = (one: Work, planned: UserAttributes = {}, more: Partial<ManagedKind> = {}): Work => ({
  ...one,
  kind: { ...user, operations: () => ({ together: one.operations }), lookAgain, ...more } as unknown as ManagedKind,
  planned: liveUser(one.change.address.key, planned),
});

export const looking = (...given: Parameters<typeof work>): Work => lookedAt(work(...given));
