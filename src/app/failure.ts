/** From whatever ended a pass to what a person or a program is told of it. */
import { type Code, diagnosticIdOf } from '../base/codes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { CallError, type Ending, Failed, OutputError, PartialRead } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import { outOfFiles } from '../base/open-files.ts';
import type { Plan } from '../plan/model/plan.ts';
import { diagnosticDocument, formatVersion } from '../plan/model/plan-file.ts';
import { broken } from '../plan/safety/guard.ts';
import { instanceText } from '../report/text/instance-text.ts';

/** A failure as data. */
export interface Failure {
  readonly ending: Ending;
  readonly code: Code;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

export const invalid = (diagnostics: readonly Diagnostic[]): Failure => {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return {
    ending: 'invalid',
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
    ending: 'refused',
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
  ending: 'outdated',
  code: 'plan-outdated',
  message: 'The plan is not the reviewed one; nothing was written.',
  diagnostics,
});

/** Says of what went wrong with calls which instance it is about, where that was not said. */
export function naming(error: unknown, instance: Parameters<typeof instanceText>[0]): unknown {
  if (error instanceof CallError || error instanceof PartialRead) error.instance ??= instanceText(instance);
  return error;
}

/** The failure as an error, for those who throw it. */
export const asError = ({ message, ...facts }: Failure): Failed => new Failed(message, facts);

/** Of anything that was thrown. What was not foreseen is told with its stack. */
export function failureOf(error: unknown): Failure {
  const full = outOfFiles(error);
  if (full !== undefined) return { ending: 'unexpected', code: 'too-many-open-files', message: full, diagnostics: [] };
  if (!(error instanceof Failed)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ending: 'unexpected', code: 'unexpected', message: `Unexpected: ${message}`, diagnostics: [] };
  }
  const { ending, code, diagnostics } = error;
  if (ending === 'invalid') return invalid(diagnostics);
  return { ending, code, message: messageOf(error), diagnostics };
}

function messageOf(error: Failed): string {
  const message = sentenceOf(error);
  return error.instance === undefined ? message : `${error.instance}: ${message}`;
}

function sentenceOf(error: Failed): string {
  if (error instanceof CallError) return callMessage(error);
  if (error instanceof OutputError) return `Cannot print results: ${error.message}.`;
  return error.message;
}

function callMessage({ message, facts }: CallError): string {
  const { call, error: name, failure, attempts, requestId } = facts;
  const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
  const id = requestId === undefined ? '' : ` (request ${requestId})`;
  const denied = failure === 'denied' || failure === 'credentials';
  const advice =
    failure === 'credentials'
      ? ' Refresh the credentials (AWS_PROFILE, or the variables AWS_…).'
      : denied
        ? ' Check the credentials (AWS_PROFILE, or the variables AWS_…) and their permissions.'
        : '';
  return `${call} failed${tries}: ${name}: ${message}${id}.${advice}`;
}

export const errorDocument = ({ code, message, diagnostics }: Failure): { readonly [name: string]: Json } => ({
  formatVersion,
  error: { code, id: diagnosticIdOf(code), message, diagnostics: diagnostics.map(diagnosticDocument) },
});
