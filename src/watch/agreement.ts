/**
 * What somebody has agreed to although a safety rule refuses it. It is about the changes that they have seen and no
 * others: those of the first plan (`watch --accept`), or those of the plan that was refused (`connect-sync accept`). It
 * lasts until all of them have been made, also those that wait.
 */
import { canonicalJson } from '../base/json.ts';
import { type Address, format } from '../plan/model/address.ts';
import type { Plan, PlannedChange } from '../plan/model/plan.ts';
import { changeDocuments, digest } from '../plan/model/plan-file.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import { broken } from '../plan/safety/guard.ts';

export interface Agreement {
  readonly accepted: Acceptances;
  /** The changes that it is about, as `keyOf` names them; `undefined` until the first plan is there. */
  readonly changes: ReadonlySet<string> | undefined;
}

/** What somebody asks for: to accept these breaches in the plan with this digest (`sha256:…`). */
export interface AcceptRequest {
  readonly digest: string;
  readonly accepted: Acceptances;
}

/** By what a change will have come to; what is there before it may move without making it another one. */
const changeKeyOf = (change: {
  readonly action: string;
  readonly address: Address;
  readonly after?: unknown;
}): string => `${change.action} ${format(change.address)} ${canonicalJson((change.after ?? null) as null)}`;

export const changesOf = (changes: readonly PlannedChange[]): ReadonlySet<string> => new Set(changes.map(changeKeyOf));

/** What is accepted of a plan with these changes: everything agreed to, or nothing where a change is new. */
export const acceptedIn = (agreement: Agreement, changes: readonly PlannedChange[]): Acceptances =>
  changes.every((change) => agreement.changes?.has(changeKeyOf(change)) ?? true) ? agreement.accepted : {};

export const digestOf = (plan: Plan): string => digest(changeDocuments(plan));

/** Why a refused plan cannot be accepted so; `undefined` where it can. */
export function objection(plan: Plan, request: AcceptRequest): string | undefined {
  if (digestOf(plan) !== request.digest) return `The plan has changed; it is ${digestOf(plan)} now.`;
  const failing = broken(plan.safety);
  const never = failing.find(({ acceptable }) => acceptable === undefined);
  if (never) return `The rule ${never.rule} cannot be accepted: ${never.message ?? ''}`;
  const needed = [...new Set(failing.flatMap(({ acceptable }) => acceptable ?? []))].sort();
  const given = Object.entries(request.accepted)
    .map(([what, number]) => `${what}=${number}`)
    .sort();
  const same = needed.length === given.length && needed.every((one, index) => one === given[index]);
  return same ? undefined : `The plan needs ${needed.join(' ')}, not ${given.join(' ') || 'nothing'}.`;
}
