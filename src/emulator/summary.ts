import type { IdentityManagement } from './options.ts';
import { type Account, everyInstance, regionOf } from './state/account.ts';

export interface InstanceSummary {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly alias: string;
  readonly identityManagement: IdentityManagement;
  /** How many. */
  readonly users: number;
}

export function summariesOf(account: Account): InstanceSummary[] {
  return everyInstance(account).map(({ id, arn, alias, identityManagement, users }) => ({
    id,
    arn,
    region: regionOf({ arn }),
    alias: alias ?? '',
    identityManagement,
    users: users.size,
  }));
}
