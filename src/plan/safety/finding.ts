/** What a safety rule finds, and what an acknowledgement makes of it. */
import type { SafetyCheck } from '../model/plan.ts';

/** What an acknowledgement can be about. */
export const acceptables = [
  'create',
  'update',
  'delete',
  'privilege',
  'coverage',
  'configurationCreate',
  'configurationUpdate',
  'configurationDelete',
] as const;
export type Acceptable = (typeof acceptables)[number];

/** Breaches that somebody has agreed to beforehand, each by its exact number: `--accept delete=37`. */
export type Acceptances = { readonly [what in Acceptable]?: number };

/** What a rule has found, before anybody's acknowledgement. */
export interface Finding extends Pick<SafetyCheck, 'rule' | 'limit' | 'value'> {
  readonly broken: boolean;
  /** What would happen, and what is allowed; for rules that are broken. */
  readonly sentence?: string | undefined;
  /** What can be acknowledged, if anything. */
  readonly number?: { readonly of: Acceptable; readonly value: number };
}

export function checkFinding(
  { rule, limit, value, broken, sentence, number }: Finding,
  accepted: Acceptances,
): SafetyCheck {
  const check = { rule, limit, value };
  if (!broken) return { ...check, result: 'pass', ...(sentence !== undefined && { message: sentence }) };
  const given = number && accepted[number.of];
  if (number && given === number.value) {
    return { ...check, result: 'pass', accepted: true, message: `${sentence} Acknowledged.` };
  }
  const acceptable = number && `${number.of}=${number.value}`;
  const wrong = number && given !== undefined ? ` --accept ${number.of}=${given} is not that number.` : '';
  if (acceptable === undefined) return { ...check, result: 'fail', message: `${sentence}` };
  const message = `${sentence}${wrong} Acknowledge with --accept ${acceptable}.`;
  return { ...check, result: 'fail', message, acceptable };
}
