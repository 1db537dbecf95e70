import { invalidParameter } from '../protocol/errors.ts';
import { findFlow } from '../state/flows.ts';
import type { Instance } from '../state/instance.ts';

/** A flow that the body of a call refers to, by id or ARN, of whatever type. Throws InvalidParameterException. */
export function checkFlow(instance: Instance, idOrArn: string | undefined): void {
  if (idOrArn !== undefined && !findFlow(instance, idOrArn)) throw invalidParameter(`Flow ${idOrArn} does not exist`);
}
