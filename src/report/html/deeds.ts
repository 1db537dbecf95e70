/** What is done to a resource, in one word, and how many of each kind it is done to. */

import { rules } from '../../kinds/registry.ts';
import { isAdoption } from '../../plan/compare/ownership.ts';
import { isParking } from '../../plan/model/parking.ts';
import type { Plan, PlannedChange } from '../../plan/model/plan.ts';
import { type Html, html } from './html.ts';

/** The words of the sums of a plan, in their order. */
export const deeds = ['add', 'change', 'destroy', 'park', 'adopt'] as const;
export type Deed = (typeof deeds)[number];

const words = { create: 'add', update: 'change', delete: 'destroy' } as const;

export function deedOf(change: PlannedChange): Deed {
  if (isAdoption(change)) return 'adopt';
  return isParking(change) ? 'park' : words[change.action];
}

export const nounOf = (kind: string): string => rules.get(kind)?.noun ?? kind;

/** How many of each kind are added, changed and so on. */
export function summaryTable({ changes, summary }: Plan): Html | undefined {
  if (changes.length === 0) return undefined;
  const tallies = new Map<string, Map<Deed, number>>();
  for (const change of changes) {
    const tally = tallies.get(change.address.kind) ?? new Map<Deed, number>();
    const deed = deedOf(change);
    tallies.set(change.address.kind, tally.set(deed, (tally.get(deed) ?? 0) + 1));
  }
  const present = deeds.filter((deed) => [...tallies.values()].some((tally) => tally.has(deed)));
  const others = [
    [summary.unchanged, 'unchanged'],
    [summary.noLongerListed, 'no longer listed'],
    [summary.unmanaged, 'unmanaged'],
  ] as const;
  const rest = others.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">In numbers</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="summary-title"><table>
<thead><tr><th scope="col">Kind</th>${present.map((deed) => html`<th scope="col">${deed}</th>`)}</tr></thead>
<tbody>${[...tallies].map(
    ([kind, tally]) =>
      html`<tr><th scope="row">${nounOf(kind)}</th>${present.map((deed) => html`<td>${tally.get(deed) ?? 0}</td>`)}</tr>\n`,
  )}</tbody></table></div>
${rest.length === 0 ? undefined : html`<p class="quiet">${rest.join(', ')}.</p>\n`}</section>`;
}
