import type { Quotas } from '../options.ts';
import { limitExceeded } from '../protocol/errors.ts';
import type { Account } from '../state/account.ts';
import type { Instance } from '../state/instance.ts';
import { Table } from '../state/table.ts';

/** Parts of an instance that have a quota of the same name. */
export type Counted = keyof Quotas & keyof Instance;

/** Throws LimitExceededException where there is no room for one more. */
export function checkQuota({ quotas }: Account, instance: Instance, part: Counted): void {
  if (isFull(quotas, instance, part))
    throw limitExceeded(`The instance has as many ${inWords(part)} as its quota allows`);
}

export function isFull(quotas: Quotas, instance: Instance, part: Counted): boolean {
  const table: unknown = instance[part];
  return table instanceof Table && table.size >= quotas[part];
}

/** `contactFlows` as "contact flows". */
export function inWords(part: Counted): string {
  return part.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
