import { calls, generalRate, type Rate } from './calls.ts';

export type { Rate } from './calls.ts';
export type RateOf = (call: string) => Rate;

const ratesByCall: ReadonlyMap<string, Rate> = new Map(
  Object.entries(calls).map(([call, { rate }]): [string, Rate] => [call, rate]),
);
/** AWS's default of an API. */
export const documentedRate: RateOf = (call) => ratesByCall.get(call) ?? generalRate;
/** Whether AWS has a figure for this API alone. */
const hasOwnRate = (call: string): boolean => documentedRate(call) !== generalRate;

/** What somebody says of an API's limit; what is left out stays as it would be, a burst as one second's worth. */
export interface RateLimit {
  /** Calls a second. */
  readonly rate?: number;
  /** Calls at once after a rest. */
  readonly burst?: number;
}
export type RateLimits = Readonly<Record<string, RateLimit>>;

/** The account's limits as the configuration tells them. */
export interface AccountLimits {
  /** The part of every limit that is used, from 0 to 1; the rest is left to others. */
  readonly share: number;
  /** In place of AWS's general figure, for the APIs that have no figure of their own. */
  readonly general?: RateLimit;
  readonly byCall: RateLimits;
}

export const documentedLimits: AccountLimits = { share: 1, byCall: {} };

/**
 * The rate of each API. `given`, from the command line, is taken as it stands and wins over the account's limits and their
 * share; `*` in it is every API that it does not name.
 */
export function makeRates(account: AccountLimits = documentedLimits, given: RateLimits = {}): RateOf {
  const known = new Map<string, Rate>();
  const find = (call: string): Rate => {
    const said = limitIn(given, call) ?? limitIn(given, '*');
    const own = limitIn(account.byCall, call) ?? (hasOwnRate(call) ? undefined : account.general);
    const allowed = limited(documentedRate(call), own);
    if (said) return limited(allowed, said);
    return { perSecond: allowed.perSecond * account.share, burst: Math.max(1, allowed.burst * account.share) };
  };
  return (call) => {
    const rate = known.get(call) ?? find(call);
    known.set(call, rate);
    return rate;
  };
}

const limitIn = (limits: RateLimits, call: string): RateLimit | undefined =>
  Object.hasOwn(limits, call) ? limits[call] : undefined;

function limited(base: Rate, limit: RateLimit | undefined): Rate {
  if (!limit) return base;
  const { rate, burst } = limit;
  return { perSecond: rate ?? base.perSecond, burst: burst ?? (rate === undefined ? base.burst : Math.max(1, rate)) };
}

/** Seconds by which requests may reach Connect closer together than they were sent: the first ones have yet to connect. */
const jitter = 0.5;

/**
 * How many calls at once we make of a burst. Some of it stays unused: our seconds and Connect's never quite agree, and
 * requests overtake each other, by what passes in half a second but at least one call. A spare token costs a moment once,
 * where a refused call costs a wait each time.
 */
export const usableBurst = ({ perSecond, burst }: Rate): number => Math.max(1, burst - Math.max(1, perSecond * jitter));
