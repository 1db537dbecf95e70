// Amazon Connect's throttling: one token bucket for each API, shared by all instances and callers of an account and
// Region. Source: "API throttling quotas" of the administrator guide. A refused call costs nothing.

export interface Limit {
  /** Calls a second. */
  readonly rate: number;
  /** Calls at once after a rest. */
  readonly burst: number;
}

const DEFAULT: Limit = { rate: 2, burst: 5 };
const METRICS: Limit = { rate: 5, burst: 8 };

/** Ten a second by the defaults of Service Quotas; the burst is not published there and is a guess. */
const READS: Limit = { rate: 10, burst: 20 };

const LIMITS: ReadonlyMap<string, Limit> = new Map([
  ['GetMetricData', METRICS],
  ['GetCurrentMetricData', METRICS],
  ...[
    'ListUsers',
    'DescribeUser',
    'ListRoutingProfiles',
    'DescribeRoutingProfile',
    'ListUserHierarchyGroups',
    'DescribeUserHierarchyGroup',
    'DescribeUserHierarchyStructure',
    'ListQueues',
    'ListUserProficiencies',
    'ListQuickConnects',
  ].map((operation): [string, Limit] => [operation, READS]),
]);

/** AWS's figures. */
export function limitOf(operation: string): Limit {
  return LIMITS.get(operation) ?? DEFAULT;
}

/** True where a call of the operation may pass at `now` (milliseconds since 1970) in a Region. */
export type Throttle = (operation: string, now: number, region?: string) => boolean;

/** `limits` is asked at every call, so that they may change while buckets fill. */
export function newThrottle(limits: (operation: string) => Limit = limitOf): Throttle {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (operation, now, region = '') => {
    const key = `${region} ${operation}`;
    const { rate, burst } = limits(operation);
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    // A clock that is set back must not take tokens away.
    const elapsed = Math.max(0, now - bucket.at) / 1000;
    bucket.tokens = Math.min(burst, bucket.tokens + elapsed * rate);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}
