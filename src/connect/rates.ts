/** What Connect allows of one API: calls a second, and how many at once after a rest. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Amazon Connect's throttling, per API, per account and Region, shared by every instance and every caller.
 * The documented figure is 2 a second with a burst of 5; the default service quotas give some reads 10 a second.
 * Source: "Amazon Connect service quotas", API throttling quotas.
 */
const documented: Rate = { perSecond: 2, burst: 5 };
const raised: Rate = { perSecond: 10, burst: 10 };

const raisedCalls = new Set([
  'DescribeUser',
  'DescribeUserHierarchyGroup',
  'ListRoutingProfiles',
  'ListUserHierarchyGroups',
  'ListUsers',
]);

export const rateOf = (call: string): Rate => (raisedCalls.has(call) ? raised : documented);
