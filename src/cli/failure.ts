/** From whatever ended a command to what a person reads and which exit code it gets. */

import { type Diagnostic, hasErrors, type SourceSpan } from '../base/diagnostic.ts';
import {
  CallError,
  DeadlinePassed,
  Interrupted,
  Locked,
  LockLost,
  OutputError,
  PartialRead,
  RecordLost,
} from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { Plan } from '../plan/model/plan.ts';
import { diagnosticDocument, formatVersion } from '../plan/model/plan-file.ts';
import { broken } from '../plan/safety/guard.ts';
import { documentText } from '../report/json/json-text.ts';
import { diagnosticsText } from '../report/text/diagnostics-text.ts';
import { makePaint, printable, printableLines } from '../report/text/paint.ts';
import { type ExitCode, exit } from './exit.ts';
import type { World } from './world.ts';

export type Format = 'text' | 'json';

/** Input that is wrong, found outside the files' own checks. Nothing was written. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: string, message: string, source?: SourceSpan) {
    super(message);
    this.diagnostics = [{ severity: 'error', code, message, ...(source && { source }) }];
  }
}

/** A failure that is all there is to say. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Wrong words on the command line, found after they were parsed. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

export const invalid = (diagnostics: readonly Diagnostic[]): Failure => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return {
    exitCode: exit.invalid,
    code: 'invalid-configuration',
    message: `The configuration has ${errors === 1 ? 'an error' : `${errors} errors`}; nothing was written.`,
    diagnostics,
  };
};

/** A plan that safety rules refuse: each of them, with its numbers and its way out. */
export function refusedBySafety({ safety }: Plan): Failure {
  const rules = broken(safety);
  const names = rules.map(({ rule }) => rule).join(', ');
  return {
    exitCode: exit.refused,
    code: 'safety',
    message: `The plan is refused by ${rules.length === 1 ? 'the safety rule' : 'the safety rules'} ${names}; nothing was written.`,
    diagnostics: rules.map(({ rule, message }) => ({
      severity: 'error',
      code: 'safety-rule',
      message: `${rule}: ${message ?? 'refused.'}`,
    })),
  };
}

export const outdated = (diagnostics: readonly Diagnostic[]): Failure => ({
  exitCode: exit.outdated,
  code: 'plan-outdated',
  message: 'The plan is not the reviewed one; nothing was written.',
  diagnostics,
});

export function failureOf(error: unknown): Failure {
  const failure = (exitCode: ExitCode, code: string, message: string): Failure => ({
    exitCode,
    code,
    message,
    diagnostics: [],
  });
  if (error instanceof Refused) return error.failure;
  if (error instanceof InvalidInput) return invalid(error.diagnostics);
  if (error instanceof WrongUsage) return failure(exit.usage, 'usage', error.message);
  if (error instanceof Interrupted) return failure(exit[error.signal], 'interrupted', error.message);
  if (error instanceof OutputError)
    return failure(exit.unexpected, 'output', `Cannot print results: ${error.message}.`);
  if (error instanceof Locked) return failure(exit.locked, 'locked', error.message);
  if (error instanceof LockLost) return failure(exit.locked, 'lock-lost', error.message);
  if (error instanceof RecordLost) return failure(exit.unexpected, 'record-lost', error.message);
  if (error instanceof DeadlinePassed) {
    const message = 'The deadline came before Amazon Connect was read to the end; nothing was written.';
    return failure(exit.unexpected, 'deadline', message);
  }
  if (error instanceof PartialRead) return failure(exit.unexpected, 'partial-read', error.message);
  if (error instanceof CallError) return callFailure(error);
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return failure(exit.unexpected, 'unexpected', `Unexpected: ${message}`);
}

function callFailure(error: CallError): Failure {
  const { call, error: name, failure, attempts, requestId } = error.facts;
  const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
  const id = requestId === undefined ? '' : ` (request ${requestId})`;
  const denied = failure === 'denied';
  const advice = denied ? ' Check the credentials (AWS_PROFILE, or the variables AWS_…) and their permissions.' : '';
  return {
    exitCode: denied ? exit.denied : exit.unexpected,
    code: denied ? 'access-denied' : 'call-failed',
    message: `${call} failed${tries}: ${name}: ${error.message}${id}.${advice}`,
    diagnostics: [],
  };
}

/** Errors of JSON output are JSON, on stdout like its results; of text output they are text, on stderr. */
export function reportFailure(failure: Failure, format: Format, world: World): ExitCode {
  world.status('');
  if (format === 'json') {
    world.out(documentText(errorDocument(failure)));
  } else {
    const paint = makePaint(world.colour.err);
    world.err(diagnosticsText(failure.diagnostics, paint));
    // Only our own stack traces have lines.
    const inert = failure.code === 'unexpected' ? printableLines : printable;
    if (!hasErrors(failure.diagnostics)) world.err(`${paint('red', 'Error:')} ${inert(failure.message)}\n`);
  }
  return failure.exitCode;
}

export const errorDocument = ({ code, message, diagnostics }: Failure): { readonly [name: string]: Json } => ({
  formatVersion,
  error: { code, message, diagnostics: diagnostics.map(diagnosticDocument) },
});
