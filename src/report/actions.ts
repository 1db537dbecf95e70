/** The words for what becomes of a resource, and for sums of them. */
import type { Action } from '../plan/model/change.ts';

type Made = Action | 'adopt';

/** Of one resource. */
export const made: { readonly [action in Made]: string } = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  adopt: 'adopted',
};

/** Of several, as Terraform counts them; in this order. */
export const counted: { readonly [action in Made]: string } = {
  create: 'added',
  update: 'changed',
  delete: 'destroyed',
  adopt: 'adopted',
};

type Counts = { readonly [action in Made]: number };

/** `1 added, 2 changed, 0 destroyed`, and what was adopted where something was. */
export const countsText = (counts: Counts): string =>
  (Object.keys(counted) as Made[])
    .filter((action) => action !== 'adopt' || counts.adopt > 0)
    .map((action) => `${counts[action]} ${counted[action]}`)
    .join(', ');

/** The same of those only that are not 0, together with what failed and was skipped; empty where that is nothing. */
export const presentText = (counts: Counts & { readonly failed: number; readonly skipped: number }): string =>
  Object.entries({ ...counted, failed: 'failed', skipped: 'skipped' })
    .map(([name, word]): [number, string] => [counts[name as keyof typeof counts], word])
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
