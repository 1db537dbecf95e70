import { hasCertainErrors } from '../../base/diagnostic.ts';
import type { Configuration } from '../../config/load.ts';
import type { AccountLimits } from '../../connect/rates.ts';
import { asError, invalid } from '../failure.ts';
import type { InstanceReference } from './connection.ts';

/** What the files or the command line say of how Connect is reached. */
export interface Access {
  readonly instance: InstanceReference;
  readonly throttle?: AccountLimits;
}

/** Where the instance of the files is reached. Throws the mistakes of files that cannot be used. */
export function accessOf({ instance, throttle, diagnostics }: Configuration): Access {
  if (hasCertainErrors(diagnostics) || !instance) throw asError(invalid(diagnostics));
  return throttle ? { instance, throttle } : { instance };
}
