/** What goes wrong between connect-sync and Amazon Connect. */
import type { Emulator, Fault } from '../../../src/emulator/index.ts';
import type { Dice } from './dice.ts';

const writes = [
  ...['CreateUser', 'UpdateUserRoutingProfile', 'UpdateUserHierarchy', 'UpdateUserSecurityProfiles', 'TagResource'],
  ...['AssociateUserProficiencies', 'UpdateUserHierarchyStructure', 'CreateUserHierarchyGroup'],
  ...['UpdateUserHierarchyGroupName', 'CreateRoutingProfile', 'UpdateRoutingProfileName'],
  ...['UpdateRoutingProfileConcurrency', 'AssociateRoutingProfileQueues', 'DisassociateRoutingProfileQueues'],
  ...['UpdateRoutingProfileQueues', 'CreateSecurityProfile', 'UpdateSecurityProfile', 'CreatePredefinedAttribute'],
  ...['UpdatePredefinedAttribute', 'DisassociateUserProficiencies', 'UpdateUserProficiencies'],
] as const;
/** Calls that the API declares these errors for. */
const creations = [
  ...['CreateUser', 'CreateUserHierarchyGroup', 'CreateRoutingProfile', 'CreateSecurityProfile'],
  'CreatePredefinedAttribute',
] as const;
const inUse = [
  ...['DeleteUserHierarchyGroup', 'DeleteRoutingProfile', 'DeleteSecurityProfile', 'DeletePredefinedAttribute'],
  'UpdateUserHierarchyStructure',
] as const;
const deletions = ['DeleteUser', ...inUse] as const;
const reads = [
  ...['SearchUsers', 'ListUsers', 'DescribeUser', 'SearchUserHierarchyGroups', 'SearchRoutingProfiles'],
  ...['DescribeRoutingProfile', 'ListRoutingProfileQueues', 'SearchSecurityProfiles', 'DescribeSecurityProfile'],
  ...['ListPredefinedAttributes', 'DescribePredefinedAttribute', 'ListUserProficiencies'],
  ...['DescribeUserHierarchyStructure', 'DescribeUserHierarchyGroup'],
] as const;

/** Random faults, and ids that are not known everywhere at once. */
export function disturb({ faults }: Emulator, dice: Dice): void {
  const { chance, pick, random, whole } = dice;
  const seed = whole(0, 1e6);
  for (let left = whole(0, 6); left > 0; left--) faults.add(faultOf());
  if (chance(0.3)) faults.createLag = pick([300, 1000, 3000]);
  if (chance(0.3)) faults.inUseLag = pick([1000, 20_000]);
  if (chance(0.2)) faults.describeLag = 2000;
  if (chance(0.2)) faults.searchLag = pick([1000, 30_000]);

  function faultOf(): Fault {
    const operation = pick([...writes, ...deletions, ...reads, '*', '*', '*', '*']);
    const when = chance(0.5) ? { nth: whole(1, 3), times: whole(1, 6) } : { probability: random() * 0.5, seed };
    switch (pick(['fails', 'lost', 'lost', 'throttled', 'refused', 'denied', 'missing', 'inUse', 'quota'] as const)) {
      case 'fails':
        return { operation, ...when, error: pick(['InternalServiceException', 'ServiceUnavailableException']) };
      case 'lost':
        return { operation, ...when, loseAnswer: true };
      case 'throttled':
        return {
          operation,
          ...when,
          error: 'TooManyRequestsException',
          ...(chance(0.3) && { retryAfter: whole(1, 5) }),
        };
      case 'refused':
        return { operation: pick(writes), ...when, error: 'InvalidParameterException' };
      case 'denied':
        return { operation: pick([...writes, ...deletions]), ...when, error: 'AccessDeniedException' };
      case 'missing':
        return { operation: pick(writes), ...when, error: 'ResourceNotFoundException' };
      case 'inUse':
        return { operation: pick(inUse), ...when, error: 'ResourceInUseException' };
      case 'quota':
        return { operation: pick(creations), ...when, error: 'LimitExceededException' };
    }
  }
}
