/** What is done to a resource, in one word, and how many of each kind it is done to. */

import { rules } from '../kinds/registry.ts';
import { isAdoption } from '../plan/compare/ownership.ts';
import { isParking } from '../plan/model/parking.ts';
import type { PlannedChange, Summary } from '../plan/model/plan.ts';

/** The words of the sums of a plan, in their order. */
export const deeds = ['add', 'change', 'destroy', 'park', 'adopt'] as const;
export type Deed = (typeof deeds)[number];

const words = { create: 'add', update: 'change', delete: 'destroy' } as const;

export function deedOf(change: PlannedChange): Deed {
  if (isAdoption(change)) return 'adopt';
  return isParking(change) ? 'park' : words[change.action];
}

export const nounOf = (kind: string): string => rules.get(kind)?.noun ?? kind;

/** How many of one kind each word is about. */
export interface DeedTally {
  readonly kind: string;
  count(deed: Deed): number;
}

/** A tally for each kind, in the order of the changes, and the words that any of them has. */
export function tallyDeeds(changes: readonly PlannedChange[]): {
  readonly kinds: readonly DeedTally[];
  readonly present: readonly Deed[];
} {
  const tallies = new Map<string, Map<Deed, number>>();
  for (const change of changes) {
    const tally = tallies.get(change.address.kind) ?? new Map<Deed, number>();
    const deed = deedOf(change);
    tallies.set(change.address.kind, tally.set(deed, (tally.get(deed) ?? 0) + 1));
  }
  return {
    kinds: [...tallies].map(([kind, tally]) => ({ kind, count: (deed) => tally.get(deed) ?? 0 })),
    present: deeds.filter((deed) => [...tallies.values()].some((tally) => tally.has(deed))),
  };
}

/** `12 unchanged, 3 no longer listed`; empty where that is nothing. */
export function restText({ unchanged, noLongerListed, unmanaged }: Summary): string {
  const others = [
    [unchanged, 'unchanged'],
    [noLongerListed, 'no longer listed'],
    [unmanaged, 'unmanaged'],
  ] as const;
  return others
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

/** What cannot be undone, widens rights, or takes them all away. */
export const isRisky = (change: PlannedChange): boolean => change.risk !== 'normal' || isParking(change);
