import type { ContactFlowType } from '@aws-sdk/client-connect';
import { invalidParameter } from '../protocol/errors.ts';
import { findFlow } from '../state/flows.ts';
import type { Instance } from '../state/instance.ts';

/** A flow that the body of a call refers to, by id or ARN; of this type, where one is asked for. Throws InvalidParameterException. */
export function checkFlow(instance: Instance, idOrArn: string | undefined, type?: ContactFlowType): void {
  if (idOrArn === undefined) return;
  const flow = findFlow(instance, idOrArn);
  if (!flow) throw invalidParameter(`Flow ${idOrArn} does not exist`);
  if (type !== undefined && flow.type !== type) throw invalidParameter(`Flow ${idOrArn} is not of type ${type}`);
}
