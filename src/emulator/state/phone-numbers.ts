import type { PhoneNumberCountryCode, PhoneNumberType } from '@aws-sdk/client-connect';
import type { Account } from './account.ts';
import type { Instance } from './instance.ts';
import { lookUp, type Resource } from './table.ts';

/** A number that an instance has claimed; `name` is the number itself, in E.164. */
export interface PhoneNumber extends Resource {
  readonly country: PhoneNumberCountryCode;
  readonly type: PhoneNumberType;
  readonly description: string | undefined;
  /** The flow that its calls go to. */
  readonly flowId: string | undefined;
  readonly clientToken: string | undefined;
  /** Why the claim has failed; undefined where it has not. */
  readonly failure: string | undefined;
}

export interface Claimed {
  readonly instance: Instance;
  readonly number: PhoneNumber;
}

/** By id or ARN, which name no instance. */
export function findClaimed(account: Account, idOrArn: string): Claimed | undefined {
  for (const instance of account.instances.values()) {
    const number = lookUp(instance.phoneNumbers, idOrArn);
    if (number) return { instance, number };
  }
  return undefined;
}
