import { type Check, isFine } from '../../base/checkup.ts';
import type { Json } from '../../base/json.ts';
import { formatVersion } from '../../plan/model/plan-file.ts';

/** What `doctor --format json` prints. */
export const checkupDocument = (checks: readonly Check[]): { readonly [name: string]: Json } => ({
  formatVersion,
  ok: isFine(checks),
  checks: checks.map((check) => ({ ...check })),
});
