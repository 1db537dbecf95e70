/** Errors about what a text may be, once it is known what Amazon Connect has: what it has cannot be wrong. */

import type { Diagnostic, LiveValue } from '../../base/diagnostic.ts';
import { canonicalJson, isMap, type Json } from '../../base/json.ts';
import { keyOf, type Rules } from '../model/rules.ts';
import type { LiveState } from '../model/state.ts';

/** Without the errors about values that Amazon Connect has just there. */
export const withoutLiveValues = (
  diagnostics: readonly Diagnostic[],
  live: LiveState,
  rules: Rules,
): readonly Diagnostic[] =>
  diagnostics.filter(({ unlessLive }) => !unlessLive?.every((value) => isLive(value, live, rules)));

function isLive({ kind, key, path, value }: LiveValue, live: LiveState, rules: Rules): boolean {
  const found = live.get(keyOf(rules, { kind, key }));
  return found !== undefined && (path.length === 0 || has(found.attributes, path, value));
}

/** Whether there is this value at a path. Lists may be in any order. */
function has(live: Json, [step, ...rest]: readonly string[], value: Json): boolean {
  if (step === undefined) return canonicalJson(live) === canonicalJson(value);
  if (Array.isArray(live)) return live.some((one: Json) => has(one, rest, value));
  return isMap(live) && Object.hasOwn(live, step) && has(live[step] ?? null, rest, value);
}
