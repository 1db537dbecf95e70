/**
 * What a failed call means for whoever made it. The name of the error decides, not the HTTP status alone (see
 * connect/failure.ts).
 */
export type FailureClass =
  /** Too fast; the same call will work later. */
  | 'throttled'
  /** Connect or the network failed; the same call may work later, and may have worked already. */
  | 'transient'
  /** The instance is full; no repetition helps. */
  | 'quota'
  /** No credentials, or not the right ones. */
  | 'denied'
  | 'not-found'
  | 'duplicate'
  /** Anything else that Connect refuses: repeating it gives the same answer. */
  | 'refused';

export interface CallFacts {
  readonly call: string;
  /** Name of the error as Connect or the SDK gave it: `ThrottlingException`. */
  readonly error: string;
  readonly message: string;
  readonly failure: FailureClass;
  /** Attempts made. */
  readonly attempts: number;
  /** True where one of the attempts may have been performed without its answer arriving. */
  readonly uncertain: boolean;
  readonly requestId?: string | undefined;
  /** Milliseconds that Connect asked to wait (`Retry-After`). */
  readonly retryAfter?: number | undefined;
}

/** A call of Connect that failed, once its repetitions were used up. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly facts: CallFacts;

  constructor(facts: CallFacts, cause?: unknown) {
    super(facts.message, { cause });
    this.facts = facts;
  }
}

export const failedAs = (error: unknown, failure: FailureClass): boolean =>
  error instanceof CallError && error.facts.failure === failure;

/** What Connect listed does not add up, so nothing may be planned from it. */
export class PartialRead extends Error {
  override readonly name = 'PartialRead';
}

/** Results cannot be printed any more, so nothing is begun whose outcome nobody would learn. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** The time that the user gave is over. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** The user asked to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly signal: 'SIGINT' | 'SIGTERM';

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Interrupted by ${signal}.`);
    this.signal = signal;
  }
}

/** Another process writes to this instance, or has the right to. */
export class Locked extends Error {
  override readonly name = 'Locked';
}

/** The lock could not be kept, so nothing more is begun: another process may be writing by now. */
export class LockLost extends Error {
  override readonly name = 'LockLost';
}

/** The record of this run cannot be written any more, so nothing is begun that it would not tell of. */
export class RecordLost extends Error {
  override readonly name = 'RecordLost';
}
