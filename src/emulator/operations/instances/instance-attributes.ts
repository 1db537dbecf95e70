import type { Attribute, InstanceAttributeType } from '@aws-sdk/client-connect';
import { invalidParameter } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { findInstance } from '../../state/account.ts';
import { INSTANCE_ATTRIBUTES } from '../../state/given/defaults.ts';
import type { Instance } from '../../state/instance.ts';

/** All attributes are switches: a guess, as the model has texts of up to 100 characters. */
const VALUES = ['true', 'false'];

export const instanceAttributes = {
  DescribeInstanceAttribute({ account }, { InstanceId, AttributeType }) {
    return { Attribute: attributeOf(findInstance(account, InstanceId), AttributeType) };
  },

  ListInstanceAttributes({ account, page }, { InstanceId }) {
    const instance = findInstance(account, InstanceId);
    const types = ['INBOUND_CALLS', 'OUTBOUND_CALLS', ...Object.keys(INSTANCE_ATTRIBUTES)] as InstanceAttributeType[];
    const { items, NextToken } = page(types.entries(), ([index]) => index);
    return { Attributes: items.map(([, type]) => attributeOf(instance, type)), NextToken };
  },

  /** INBOUND_CALLS and OUTBOUND_CALLS show in DescribeInstance too. */
  UpdateInstanceAttribute({ account }, { InstanceId, AttributeType, Value }) {
    const instance = findInstance(account, InstanceId);
    if (!VALUES.includes(Value)) throw invalidParameter(`${AttributeType} is either true or false`);
    if (AttributeType === 'INBOUND_CALLS') instance.inboundCalls = Value === 'true';
    else if (AttributeType === 'OUTBOUND_CALLS') instance.outboundCalls = Value === 'true';
    else instance.attributes = { ...instance.attributes, [AttributeType]: Value };
    return {};
  },
} satisfies Operations;

function attributeOf(instance: Instance, AttributeType: InstanceAttributeType): Attribute {
  switch (AttributeType) {
    case 'INBOUND_CALLS':
      return { AttributeType, Value: String(instance.inboundCalls) };
    case 'OUTBOUND_CALLS':
      return { AttributeType, Value: String(instance.outboundCalls) };
    default:
      return { AttributeType, Value: instance.attributes[AttributeType] ?? INSTANCE_ATTRIBUTES[AttributeType] };
  }
}
