import { CallError, InvalidInput, Locked } from '../../base/errors.ts';
import { failureOf } from '../failure.ts';
import { RestlessFiles } from './watched-files.ts';

/** An error as a person is told of it. The same trouble has the same key, whichever call met it first. */
export function explainError(error: unknown): { readonly reason: string; readonly key: string } {
  if (error instanceof CallError) return { reason: failureOf(error).message, key: error.facts.error };
  if (error instanceof RestlessFiles || error instanceof InvalidInput)
    return { reason: error.message, key: error.message };
  // Its words have the time in them.
  if (error instanceof Locked) return { reason: error.message, key: error.name };
  return { reason: failureOf(error).message, key: error instanceof Error ? error.name + error.message : String(error) };
}
