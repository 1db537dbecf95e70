import { AwsError } from '../protocol/errors.ts';
import type { Account } from '../state/account.ts';
import type { Instance } from '../state/instance.ts';
import type { Resource, Table } from '../state/table.ts';
import { type Counted, inWords, isFull } from './quotas.ts';
import { find } from './references.ts';

/** Throws ResourceConflictException for what is associated already. */
export function associate<T extends Resource>(table: Table<T>, association: T): void {
  if (table.named(association.name))
    throw new AwsError('ResourceConflictException', `${association.name} is associated already`);
  table.put(association);
}

/** Throws ResourceNotFoundException. */
export function dissociate<T extends Resource>(table: Table<T>, id: string): void {
  table.delete(find(table, id, 'Association').id);
}

/** Throws ServiceQuotaExceededException where there is no room for one more. */
export function checkRoom({ quotas }: Account, instance: Instance, part: Counted): void {
  if (isFull(quotas, instance, part))
    throw new AwsError(
      'ServiceQuotaExceededException',
      `The instance has as many ${inWords(part)} as its quota allows`,
    );
}

/** The record of an association without ARN and tags: `name` is what makes it one of its own. */
export function newAssociation(account: Account, name: string, id: string = name): Resource {
  return { id, arn: '', name, tags: {}, modified: account.now(), order: account.nextOrder() };
}
