import schema from '../../../schemas/connect-sync.schema.json' with { type: 'json' };
import { isMap, type Json } from '../../base/json.ts';

/** Calls a second, and calls at once after a rest, as somebody has written them. */
export interface WrittenLimit {
  readonly rate?: number;
  readonly burst?: number;
}

/** The account's limits as the file has them. */
export interface Throttle {
  /** The part of every limit that is used, from 0 to 1. */
  readonly share: number;
  /** In place of AWS's general figure. */
  readonly general?: WrittenLimit;
  readonly byCall: Readonly<Record<string, WrittenLimit>>;
}

/** APIs whose limit can be told: all that are called. */
export const throttledCalls: readonly string[] = Object.keys(schema.definitions.throttle.properties).filter(
  (name) => name !== 'share' && name !== 'default',
);

/** The section `throttle` of a file, which the schema has accepted. */
export function readThrottle(document: Json): Throttle | undefined {
  const written = isMap(document) ? document['throttle'] : undefined;
  if (!isMap(written)) return undefined;
  const {
    share,
    default: general,
    ...byCall
  } = written as Readonly<Record<string, WrittenLimit>> & {
    readonly share?: string;
    readonly default?: WrittenLimit;
  };
  return { share: Number.parseFloat(share ?? '100%') / 100, ...(general && { general }), byCall };
}
