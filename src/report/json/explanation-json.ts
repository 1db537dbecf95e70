import { type Json, present } from '../../base/json.ts';
import { isoTime } from '../../base/time.ts';
import type { Explanation } from '../../plan/model/explanation.ts';
import { formatVersion } from '../../plan/model/plan-file.ts';

/** Why a resource stands as it does, as `explain --format json` prints it. Times are ISO 8601 in UTC. */
export function explanationDocument({ asOf, from, until, at, attributes, live, ...rest }: Explanation): {
  readonly [name: string]: Json;
} {
  return {
    formatVersion,
    ...rest,
    asOf: isoTime(asOf),
    ...present({
      at: at && { ...at },
      from: from === undefined ? undefined : isoTime(from),
      until: until === undefined ? undefined : isoTime(until),
    }),
    attributes: attributes.map(({ from: { expressionAt, ...from }, at, ...attribute }) => ({
      ...attribute,
      from: { ...from, ...(expressionAt && { expressionAt: { ...expressionAt } }) },
      at: { ...at },
    })),
    ...(live && {
      live: {
        sentence: live.sentence,
        action: live.change?.action ?? 'none',
        attributes: live.change?.action === 'update' ? live.change.attributes.map((one) => ({ ...one })) : [],
      },
    }),
  };
}
