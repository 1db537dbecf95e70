import type { Address } from '../plan/model/address.ts';
import type { CallCounts, Plan } from '../plan/model/plan.ts';

/**
 * What is written down of an apply before it happens. It is awaited: a call that is not on record is not sent. What became
 * of calls and changes is told by events.
 */
export interface Journal {
  /**
   * The plan that is about to be made, before its first call. `calls` are what will be sent, by API. Rejects where nothing
   * can be written; then nothing is sent.
   */
  begin(plan: Plan, calls: CallCounts): Promise<void>;
  /** An attempt that is about to be sent. Rejects with a `KeptBack` where it cannot be written; then it is not sent. */
  attempt(attempt: AttemptRecord): Promise<void>;
}

export interface AttemptRecord {
  readonly address: Address;
  readonly call: string;
  /** From 1; a retry has the next number. */
  readonly number: number;
}

/** For those who keep no record, such as the demo. */
export const noJournal: Journal = { begin: async () => {}, attempt: async () => {} };
