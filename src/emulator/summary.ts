import type { IdentityManagement } from './options.ts';
import type { Account } from './state/account.ts';

export interface InstanceSummary {
  readonly id: string;
  readonly arn: string;
  readonly alias: string;
  readonly identityManagement: IdentityManagement;
  /** How many. */
  readonly users: number;
}

export function summariesOf(account: Account): InstanceSummary[] {
  return [...account.instances.values()].map(({ id, arn, alias, identityManagement, users }) => ({
    id,
    arn,
    alias: alias ?? '',
    identityManagement,
    users: users.size,
  }));
}
