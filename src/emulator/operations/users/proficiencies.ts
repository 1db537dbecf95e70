import { invalidParameter, invalidRequest } from '../../protocol/errors.ts';
import type { Call, Input, Operations } from '../../rules/call.ts';
import { find } from '../../rules/references.ts';
import { attributeNamed } from '../../rules/routing/predefined-attributes.ts';
import { findInstance } from '../../state/account.ts';
import { type Instance, putUser } from '../../state/instance.ts';
import type { Proficiency } from '../../state/records/resources.ts';

export const proficiencies = {
  AssociateUserProficiencies(call, input) {
    const { account } = call;
    return change(call, input, (live, instance) => {
      for (const given of input.UserProficiencies) checkProficiency(instance, given);
      const known = input.UserProficiencies.find((given) => live.some(isSame(given)));
      if (known) throw invalidParameter(`The user already has ${nameOf(known)}`);
      if (live.length + input.UserProficiencies.length > account.quotas.proficienciesPerUser)
        throw invalidRequest(`A user has at most ${account.quotas.proficienciesPerUser} proficiencies`);
      const added = input.UserProficiencies.map(({ AttributeName, AttributeValue, Level }) => ({
        name: AttributeName,
        value: AttributeValue,
        level: Level,
        order: account.nextOrder(),
      }));
      return [...live, ...added];
    });
  },

  /** Sets levels: all that is named must be there. */
  UpdateUserProficiencies(call, input) {
    return change(call, input, (live, instance) => {
      for (const given of input.UserProficiencies) checkProficiency(instance, given);
      checkKnown(live, input.UserProficiencies);
      return live.map((entry) => {
        const given = input.UserProficiencies.find((one) => isSame(one)(entry));
        return given ? { ...entry, level: given.Level } : entry;
      });
    });
  },

  DisassociateUserProficiencies(call, input) {
    return change(call, input, (live) => {
      checkKnown(live, input.UserProficiencies);
      return live.filter((entry) => !input.UserProficiencies.some((given) => isSame(given)(entry)));
    });
  },

  ListUserProficiencies({ account, page }, { InstanceId, UserId }) {
    const user = find(findInstance(account, InstanceId).users, UserId, 'User');
    const { items, NextToken } = page(user.proficiencies?.entries ?? [], ({ order }) => order);
    return {
      UserProficiencyList: items.map(({ name, value, level }) => ({
        AttributeName: name,
        AttributeValue: value,
        Level: level,
      })),
      NextToken,
      ...(user.proficiencies && {
        LastModifiedTime: new Date(user.proficiencies.modified),
        LastModifiedRegion: account.region,
      }),
    };
  },
} satisfies Operations;

type Given = Input<'DisassociateUserProficiencies'>['UserProficiencies'][number];

interface Target {
  readonly InstanceId: string;
  readonly UserId: string;
  readonly UserProficiencies: readonly Given[];
}

/** All or nothing. The user's own LastModifiedTime stays: a guess. */
function change(
  { account, now }: Call,
  { InstanceId, UserId, UserProficiencies }: Target,
  next: (live: readonly Proficiency[], instance: Instance) => readonly Proficiency[],
): Record<string, never> {
  const instance = findInstance(account, InstanceId);
  const user = find(instance.users, UserId, 'User');
  checkDistinct(UserProficiencies);
  const entries = next(user.proficiencies?.entries ?? [], instance);
  putUser(instance, { ...user, proficiencies: { modified: now, entries } }, now);
  return {};
}

function checkDistinct(given: readonly Given[]): void {
  if (given.length === 0) throw invalidParameter('UserProficiencies is empty');
  const twice = given.find((one, index) => given.findIndex((other) => nameOf(other) === nameOf(one)) < index);
  if (twice) throw invalidParameter(`${nameOf(twice)} is named twice`);
}

function checkProficiency(
  instance: Instance,
  { AttributeName, AttributeValue, Level }: Input<'UpdateUserProficiencies'>['UserProficiencies'][number],
): void {
  const attribute = attributeNamed(instance, AttributeName);
  if (!attribute) throw invalidParameter(`Predefined attribute ${AttributeName} does not exist`);
  if (!attribute.values.includes(AttributeValue))
    throw invalidParameter(`Predefined attribute ${AttributeName} has no value ${AttributeValue}`);
  // The model has a float from 1 to 5; its text says "1, 2, 3, 4 and 5".
  if (!Number.isInteger(Level)) throw invalidParameter('The Level of a proficiency is 1, 2, 3, 4 or 5');
}

function checkKnown(live: readonly Proficiency[], given: readonly Given[]): void {
  const unknown = given.find((one) => !live.some(isSame(one)));
  if (unknown) throw invalidParameter(`The user does not have ${nameOf(unknown)}`);
}

function isSame({ AttributeName, AttributeValue }: Given): (entry: Proficiency) => boolean {
  return ({ name, value }) => name === AttributeName && value === AttributeValue;
}

function nameOf({ AttributeName, AttributeValue }: Given): string {
  return JSON.stringify([AttributeName, AttributeValue]);
}
