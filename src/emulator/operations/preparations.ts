import type { Call, Input, OperationName } from '../rules/call.ts';
import { prepareDays } from '../simulation/centre.ts';
import { findInstance } from '../state/account.ts';
import { snapshotOf } from '../state/snapshots.ts';

/** What an operation needs that takes long to make, and is made while other calls are served. */
export type Preparations = {
  readonly [Name in OperationName]?: (call: Pick<Call, 'account' | 'now'>, input: Input<Name>) => Promise<void>;
};

/** The longest that GetMetricData looks back, in milliseconds: what asks for more is refused, not prepared. */
const MAX_LOOK = 2 * 24 * 60 * 60 * 1000;

export const PREPARATIONS: Preparations = {
  GetCurrentMetricData({ account, now }, { InstanceId, NextToken }) {
    const instance = findInstance(account, InstanceId);
    const time = snapshotOf(instance, NextToken) ?? now;
    return prepareDays(instance, time, time);
  },

  GetCurrentUserData: ({ account, now }, { InstanceId }) => prepareDays(findInstance(account, InstanceId), now, now),

  async GetMetricData({ account, now }, { InstanceId, StartTime, EndTime }) {
    const [from, to] = [StartTime.getTime(), Math.min(EndTime.getTime(), now)];
    if (now - from < MAX_LOOK) await prepareDays(findInstance(account, InstanceId), from, to);
  },
};
