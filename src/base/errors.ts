import type { Code } from './codes.ts';
import type { Diagnostic, SourceSpan } from './diagnostic.ts';

/**
 * What a failed call means for its caller. The name of the error decides, not the HTTP status alone (see
 * connect/failure.ts).
 */
export type FailureClass =
  /** Too fast; the same call will work later. */
  | 'throttled'
  /** Connect or the network failed; the same call may work later, and may have worked already. */
  | 'transient'
  /** The instance is full; no repetition helps. */
  | 'quota'
  /** The credentials lack a permission. */
  | 'denied'
  /** No credentials, or none that are still good; no call of any API will work with them. */
  | 'credentials'
  | 'not-found'
  | 'duplicate'
  /** Something else still points at what was to be deleted. */
  | 'in-use'
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

/** How a command ends, or what a pass came to. The command line has an exit code for each. */
export type Ending =
  | 'success'
  | 'unexpected'
  /** There are changes, and somebody has asked to be told by the exit code. */
  | 'changes'
  /** A safety rule refused the plan; nothing was written. */
  | 'refused'
  /** Some changes were made; others failed, were skipped, or had no time. */
  | 'partial'
  /** Another process holds the lock; nothing was written. */
  | 'locked'
  /** The saved plan no longer matches; nothing was written. */
  | 'outdated'
  /** Wrong configuration or input; nothing was written. */
  | 'invalid'
  /** Authentication or authorisation failed; nothing was written. */
  | 'denied'
  /** Wrong words on the command line. */
  | 'usage'
  | 'SIGINT'
  | 'SIGTERM';

export interface FailureFacts {
  /** Stable and machine-readable, lower-case words joined by hyphens: `plan-outdated`. */
  readonly code: Code;
  readonly ending: Ending;
  /** What is wrong in detail; where there are errors among them, they say all that there is to say. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** A failure that was foreseen: it has a code for programs and a class of failure. Anything else that is thrown is a bug. */
export class Failed extends Error {
  override readonly name: string = 'Failed';
  readonly code: Code;
  readonly ending: Ending;
  readonly diagnostics: readonly Diagnostic[];
  /** The instance that was worked on, for people: `acme (10a4…, us-west-2)`; set where it is known. */
  instance: string | undefined;

  constructor(message: string, { code, ending, diagnostics = [], cause }: FailureFacts) {
    super(message, { cause });
    this.code = code;
    this.ending = ending;
    this.diagnostics = diagnostics;
  }
}

/** A call of Connect that failed, once its repetitions were used up. */
export class CallError extends Failed {
  override readonly name = 'CallError';
  readonly facts: CallFacts;

  constructor(facts: CallFacts, cause?: unknown) {
    const denied = facts.failure === 'denied' || facts.failure === 'credentials';
    super(facts.message, {
      code: denied ? 'access-denied' : 'call-failed',
      ending: denied ? 'denied' : 'unexpected',
      cause,
    });
    this.facts = facts;
  }
}

export const failedAs = (error: unknown, failure: FailureClass): boolean =>
  error instanceof CallError && error.facts.failure === failure;

/** Input that is wrong, found outside the files' own checks. Nothing was written. */
export class InvalidInput extends Failed {
  override readonly name = 'InvalidInput';

  constructor(code: Code, message: string, source?: SourceSpan) {
    const diagnostic: Diagnostic = { severity: 'error', code, message };
    super(message, { code, ending: 'invalid', diagnostics: [source ? { ...diagnostic, source } : diagnostic] });
  }
}

/** Options that do not go together, or a value that an option cannot take. */
export class WrongUsage extends Failed {
  override readonly name = 'WrongUsage';

  constructor(message: string) {
    super(message, { code: 'usage', ending: 'usage' });
  }
}

/** What Connect listed does not add up, so nothing may be planned from it. */
export class PartialRead extends Failed {
  override readonly name = 'PartialRead';

  constructor(message: string) {
    super(message, { code: 'partial-read', ending: 'unexpected' });
  }
}

/** Results cannot be printed any more, so nothing is begun whose outcome nobody would learn. */
export class OutputError extends Failed {
  override readonly name = 'OutputError';

  constructor(message: string) {
    super(message, { code: 'output', ending: 'unexpected' });
  }
}

/** The time that the user gave is over. */
export class DeadlinePassed extends Failed {
  override readonly name = 'DeadlinePassed';

  constructor(message: string) {
    super(message, { code: 'deadline', ending: 'partial' });
  }
}

/** The user asked to stop. */
export class Interrupted extends Failed {
  override readonly name = 'Interrupted';
  readonly signal: 'SIGINT' | 'SIGTERM';

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Interrupted by ${signal}.`, { code: 'interrupted', ending: signal });
    this.signal = signal;
  }
}

/** Another process writes to this instance, or has the right to. */
export class Locked extends Failed {
  override readonly name = 'Locked';

  constructor(message: string) {
    super(message, { code: 'locked', ending: 'locked' });
  }
}

/** Why a call that was ready is not sent, and no other one will be. */
export abstract class KeptBack extends Failed {}

/** The lock could not be kept, so nothing more is begun: another process may be writing by now. */
export class LockLost extends KeptBack {
  override readonly name = 'LockLost';

  constructor(message: string) {
    super(message, { code: 'lock-lost', ending: 'locked' });
  }
}

/** The record of this run cannot be written any more, so nothing is begun that it would not tell of. */
export class RecordLost extends KeptBack {
  override readonly name = 'RecordLost';

  constructor(message: string) {
    super(message, { code: 'record-lost', ending: 'unexpected' });
  }
}
