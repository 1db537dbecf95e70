import { CallError, type FailureClass, InvalidInput, Locked } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import type { Obstacle } from '../../reconciler/events.ts';
import type { Explained } from '../../watch/verdict.ts';
import { failureOf } from '../failure.ts';
import { RestlessFiles } from './watched-files.ts';

const obstacles: { readonly [failure in FailureClass]?: Obstacle } = {
  credentials: 'credentials',
  denied: 'permission',
};

/** An error as a person is told of it. The same trouble has the same key, whichever call met it first. */
export function explainError(error: unknown): Explained {
  if (error instanceof CallError) {
    const { error: key, failure } = error.facts;
    return { reason: failureOf(error).message, key, ...present({ obstacle: obstacles[failure] }) };
  }
  if (error instanceof RestlessFiles || error instanceof InvalidInput)
    return { reason: error.message, key: error.message };
  // Its words have the time in them.
  if (error instanceof Locked) return { reason: error.message, key: error.name };
  return { reason: failureOf(error).message, key: error instanceof Error ? error.name + error.message : String(error) };
}
