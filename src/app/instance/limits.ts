/** `--rate UpdateUserConfig=10/20`: limits from the command line. */

import { WrongUsage } from '../../base/errors.ts';
import { nearest } from '../../base/matching/nearest.ts';
import type { RateLimits } from '../../connect/rates.ts';

/** Throws `WrongUsage` for an API that is never called. */
export function checkLimits(limits: RateLimits | undefined, calls: readonly string[]): void {
  for (const name of Object.keys(limits ?? {})) {
    if (name === '*' || calls.includes(name)) continue;
    const meant = nearest(name, calls);
    const hint = meant === undefined ? `there are ${calls.join(', ')}, and * for all.` : `did you mean ${meant}?`;
    throw new WrongUsage(`--rate names ${JSON.stringify(name)}, which is no API that is called here; ${hint}`);
  }
}
