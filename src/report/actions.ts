/** The words for what becomes of a resource, and for sums of them. */
import { type Action, made as changed } from '../plan/model/change.ts';

type MadeAction = Action | 'adopt';

/** Of one resource. */
export const made: { readonly [action in MadeAction]: string } = {
  ...changed,
  adopt: 'adopted',
};

/** Of several, as Terraform counts them; in this order. */
export const countedActions: { readonly [action in MadeAction]: string } = {
  create: 'added',
  update: 'changed',
  delete: 'destroyed',
  adopt: 'adopted',
};

type ActionCounts = { readonly [action in MadeAction]: number };

/** `1 added, 2 changed, 0 destroyed`, and what was adopted where something was. */
export const countsText = (counts: ActionCounts): string =>
  (Object.keys(countedActions) as MadeAction[])
    .filter((action) => action !== 'adopt' || counts.adopt > 0)
    .map((action) => `${counts[action]} ${countedActions[action]}`)
    .join(', ');

/** The same of those only that are not 0, together with what failed and was skipped; empty where that is nothing. */
export const presentText = (counts: ActionCounts & { readonly failed: number; readonly skipped: number }): string =>
  Object.entries({ ...countedActions, failed: 'failed', skipped: 'skipped' })
    .map(([name, word]): [number, string] => [counts[name as keyof typeof counts], word])
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
