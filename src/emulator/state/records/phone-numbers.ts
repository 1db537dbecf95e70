import type { PhoneNumberCountryCode, PhoneNumberType } from '@aws-sdk/client-connect';
import type { Resource } from '../table.ts';

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
