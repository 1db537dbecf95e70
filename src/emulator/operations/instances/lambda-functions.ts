import { invalidParameter } from '../../protocol/errors.ts';
import { associate, checkRoom, dissociate, newAssociation } from '../../rules/associations.ts';
import type { Operations } from '../../rules/call.ts';
import { findInstance } from '../../state/account.ts';

const ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w:$-]+$/;

/** The functions themselves are no part of the emulator. */
export const lambdaFunctions = {
  AssociateLambdaFunction({ account }, { InstanceId, FunctionArn }) {
    const instance = findInstance(account, InstanceId);
    if (!ARN.test(FunctionArn)) throw invalidParameter(`${FunctionArn} is not the ARN of a Lambda function`);
    checkRoom(account, instance, 'lambdaFunctions');
    associate(instance.lambdaFunctions, newAssociation(account, FunctionArn));
    return {};
  },

  DisassociateLambdaFunction({ account }, { InstanceId, FunctionArn }) {
    dissociate(findInstance(account, InstanceId).lambdaFunctions, FunctionArn);
    return {};
  },

  ListLambdaFunctions({ account, page }, { InstanceId }) {
    const all = findInstance(account, InstanceId).lambdaFunctions.values();
    const { items, NextToken } = page(all, ({ order }) => order);
    return { LambdaFunctions: items.map(({ name }) => name), NextToken };
  },
} satisfies Operations;
