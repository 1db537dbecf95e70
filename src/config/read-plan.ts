/**
 * A saved plan, read with distrust: it may have been cut short, edited, or written by somebody else. What comes out has
 * the form of a plan and the digest that its changes have.
 */

import { Ajv, type ValidateFunction } from 'ajv';
import schema from '../../schemas/plan.schema.json' with { type: 'json' };
import { isMap, type Json } from '../base/json.ts';
import { digest, formatVersion, type SavedPlan } from '../plan/model/plan-file.ts';

export type PlanReading =
  | { readonly type: 'plan'; readonly plan: SavedPlan }
  /** No plan at all, or not as it was written. */
  | { readonly type: 'damaged'; readonly message: string }
  /** A plan whose format this version cannot compare. */
  | { readonly type: 'other-format'; readonly message: string };

const damaged = (message: string): PlanReading => ({ type: 'damaged', message });

/** Lists and maps inside each other, at most; what we write has a few. */
const maxDepth = 64;

export function readPlan(text: string): PlanReading {
  let document: Json;
  try {
    document = JSON.parse(text);
  } catch {
    return damaged('It is not whole JSON: it was cut short, or is no plan.');
  }
  const strange = strangeness(document);
  if (strange !== undefined) return damaged(strange);
  const version = isMap(document) ? document['formatVersion'] : undefined;
  if (
    typeof version === 'string' &&
    /^\d{1,4}\.\d{1,4}$/.test(version) &&
    majorOf(version) !== majorOf(formatVersion)
  ) {
    const message = `It has the format version ${version}, and this connect-sync compares ${majorOf(formatVersion)}.x; plan and review again.`;
    return { type: 'other-format', message };
  }
  if (isMap(document) && document['masked'] === true) {
    return damaged('It was printed with --mask, so it does not say what would be changed; save a plan with --out.');
  }
  compiled ??= new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  const valid = compiled;
  if (!valid(document)) {
    const [error] = valid.errors ?? [];
    return damaged(`It is not what plan --out writes: ${error?.instancePath || 'the document'} ${error?.message}.`);
  }
  const plan = document as unknown as SavedPlan;
  if (digest(plan.changes) !== plan.digest) {
    return damaged('Its changes do not have the digest that it states: it was edited after it was made.');
  }
  return { type: 'plan', plan };
}

/** Compiled when it is first needed, which for most commands is never. */
let compiled: ValidateFunction | undefined;

const majorOf = (version: string): string => version.split('.')[0] ?? '';

/** What no plan of ours holds and what code that recurses should never meet. Walks without recursion. */
function strangeness(document: Json): string | undefined {
  let level: readonly Json[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return `Its lists and maps are nested more than ${maxDepth} deep.`;
    const next: Json[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      if (Object.hasOwn(value, '__proto__')) return 'It has the key "__proto__", which no plan has.';
      for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return undefined;
}
