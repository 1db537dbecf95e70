import type { ContactFlowType } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';
import type { Instance } from '../../state/instance.ts';
import type { Flow } from '../../state/records/flows.ts';
import { lookUp } from '../../state/table.ts';

/** A flow that the body of a call refers to, by id or ARN; of this type, where one is asked for. Throws InvalidParameterException. */
export function checkFlow(instance: Instance, idOrArn: string | undefined, type?: ContactFlowType): void {
  if (idOrArn === undefined) return;
  const flow = findFlow(instance, idOrArn);
  if (!flow) throw invalidParameter(`Flow ${idOrArn} does not exist`);
  if (type !== undefined && flow.type !== type) throw invalidParameter(`Flow ${idOrArn} is not of type ${type}`);
}

/** By id or ARN. */
export function findFlow(instance: Instance, idOrArn: string): Flow | undefined {
  return lookUp(instance.contactFlows, idOrArn);
}
