import { invalidParameter, notFound } from '../../protocol/errors.ts';
import { type Account, findInstance } from '../../state/account.ts';
import type { Instance } from '../../state/instance.ts';
import type { PhoneNumber } from '../../state/records/phone-numbers.ts';
import { lookUp } from '../../state/table.ts';

export interface Target {
  readonly TargetArn?: string | undefined;
  readonly InstanceId?: string | undefined;
}

/** "You must enter InstanceId or TargetArn." There are no traffic distribution groups here. */
export function targetOf(account: Account, target: Target): Instance {
  const instance = optionalTarget(account, target);
  if (!instance) throw invalidParameter('Either InstanceId or TargetArn is required');
  return instance;
}

/** Undefined where neither is given. */
export function optionalTarget(account: Account, { TargetArn, InstanceId }: Target): Instance | undefined {
  if (TargetArn !== undefined && InstanceId !== undefined)
    throw invalidParameter('InstanceId and TargetArn exclude each other');
  const named = TargetArn ?? InstanceId;
  return named === undefined ? undefined : findInstance(account, named);
}

/** Throws ResourceNotFoundException. */
export function claimed(account: Account, idOrArn: string): Claimed {
  const found = findClaimed(account, idOrArn);
  if (!found) throw notFound(`Phone number ${idOrArn} was not found`);
  return found;
}

export interface Wanted {
  readonly PhoneNumberCountryCodes?: readonly string[];
  readonly PhoneNumberTypes?: readonly string[];
  readonly PhoneNumberPrefix?: string;
}

/** The numbers of some instances that fit, without those whose claim has failed. In the order in which they were claimed. */
export function numbersOf(instances: Iterable<Instance>, wanted: Wanted): (Claimed & { readonly order: number })[] {
  const {
    PhoneNumberCountryCodes: countries = [],
    PhoneNumberTypes: types = [],
    PhoneNumberPrefix: prefix = '',
  } = wanted;
  const fits = ({ name, country, type, failure }: PhoneNumber) =>
    failure === undefined &&
    name.startsWith(prefix) &&
    (countries.length === 0 || countries.includes(country)) &&
    (types.length === 0 || types.includes(type));
  return [...instances]
    .flatMap((instance) => [...instance.phoneNumbers.values()].filter(fits).map((number) => ({ instance, number })))
    .map((found) => ({ ...found, order: found.number.order }))
    .sort((one, other) => one.order - other.order);
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
