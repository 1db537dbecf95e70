import { type Json, present } from '../../base/json.ts';
import { isoTime } from '../../base/time.ts';
import type { Beside } from '../../plan/compare/beside.ts';
import { formatVersion } from '../../plan/model/plan-file.ts';

/** What Amazon Connect has and what the files ask for, as `get --format json` prints it; `null` where there is none. */
export function besideDocument({ address, target, live, desired, explanation, change }: Beside): {
  readonly [name: string]: Json;
} {
  return {
    formatVersion,
    address,
    target: { ...target },
    live: live ? live.attributes : null,
    desired: desired ?? null,
    differences: change?.action === 'update' ? change.attributes.map((one) => ({ ...one })) : [],
    ...present({
      id: live?.id,
      arn: live?.arn,
      ...(explanation && {
        standing: explanation.standing,
        reasons: explanation.reasons,
        at: explanation.at && { ...explanation.at },
        from: explanation.from === undefined ? undefined : isoTime(explanation.from),
        until: explanation.until === undefined ? undefined : isoTime(explanation.until),
      }),
    }),
  };
}
