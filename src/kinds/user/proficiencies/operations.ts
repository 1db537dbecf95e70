/**
 * Proficiencies as API calls. A call takes as many as there are: the API sets no limit but the quota of a user.
 */
import type { Address } from '../../../plan/model/address.ts';
import { type Calls, idOf, type Operation } from '../../operation.ts';
import { each, maxProficiencies, type Proficiencies, type Proficiency, proficiencyKeyOf } from './proficiencies.ts';

/** A predefined attribute has no id but its name, as Connect spells it; it may be made by the same plan. */
const write = ({ attribute, value, level }: Proficiency) => ({
  AttributeName: idOf('predefinedAttribute', attribute),
  AttributeValue: value,
  Level: level,
});

/** A full quota is one user's. */
export const associate = (address: Address, added: readonly Proficiency[]): Operation => ({
  call: 'AssociateUserProficiencies',
  address,
  input: { UserId: idOf('user', address.key), UserProficiencies: added.map(write) },
  onQuota: 'only-here',
});

/**
 * From what a user has to what a change asks for, in which `null` is taken away. What is new comes first and what goes comes
 * last, so that contacts find the user all along; the other way round only where both together would pass the quota.
 */
export function changeProficiencies(
  address: Address,
  { live, changed }: { readonly live: Proficiencies; readonly changed: Proficiencies },
): Calls {
  const UserId = idOf('user', address.key);
  const had = each(live);
  const known = new Set(had.map(proficiencyKeyOf));
  const added = each(changed).filter((one) => !known.has(proficiencyKeyOf(one)));
  const updated = each(changed).filter((one) => known.has(proficiencyKeyOf(one)));
  const gone = had.filter(({ attribute, value }) => {
    if (!Object.hasOwn(changed, attribute)) return false;
    const values = changed[attribute];
    return !values || (Object.hasOwn(values, value) && values[value] === null);
  });
  const add = added.length === 0 ? [] : [associate(address, added)];
  const setLevels: readonly Operation[] =
    updated.length === 0
      ? []
      : [{ call: 'UpdateUserProficiencies', address, input: { UserId, UserProficiencies: updated.map(write) } }];
  const UserProficiencies = gone.map(({ attribute, value }) => ({
    AttributeName: idOf('predefinedAttribute', attribute),
    AttributeValue: value,
  }));
  const remove: readonly Operation[] =
    gone.length === 0 ? [] : [{ call: 'DisassociateUserProficiencies', address, input: { UserId, UserProficiencies } }];
  const roomForBoth = had.length + added.length <= maxProficiencies;
  return { inOrder: roomForBoth ? [...add, ...setLevels, ...remove] : [...remove, ...setLevels, ...add] };
}
