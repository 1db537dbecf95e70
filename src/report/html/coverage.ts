/** How many people serve each queue, before a plan, at the lowest moment of it, and after. */
import type { Covered } from '../../plan/model/plan.ts';
import { type Html, html } from './html.ts';

/** Those first that lose everybody, if only for a while. */
export function coverageSection(coverage: readonly Covered[]): Html | undefined {
  if (coverage.length === 0) return undefined;
  const rows = [...coverage.filter(isDeserted), ...coverage.filter((one) => !isDeserted(one))];
  const most = Math.max(1, ...coverage.flatMap(({ before, after }) => [before, after]));
  return html`<section id="coverage" aria-labelledby="coverage-title"><h2 id="coverage-title">Who serves the queues</h2>
<p>How many users serve each queue. The upper bar is before, the lower one after; the mark is the lowest number in between.</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="coverage-title"><table class="bars">
<thead><tr><th scope="col">Queue</th><th scope="col">Before</th><th scope="col">Lowest</th><th scope="col">After</th><td class="bar"></td></tr></thead>
<tbody>${rows.map((one) => {
    const { queue, channel, before, lowest, after } = one;
    const least = isDeserted(one) ? html`<span class="bad">${lowest}</span>` : lowest;
    return html`<tr><th scope="row">${queue} <span class="quiet">${channel}</span></th><td>${before}</td><td>${least}</td><td>${after}</td><td class="bar">${bars(one, most)}</td></tr>\n`;
  })}</tbody></table></div></section>\n`;
}

const isDeserted = ({ before, lowest }: Covered): boolean => before > 0 && lowest === 0;

/** Attributes, not styles: the page allows no inline style. */
function bars({ before, lowest, after }: Covered, most: number): Html {
  const percent = (count: number): string => `${Math.round((count / most) * 1000) / 10}%`;
  return html`<svg width="100%" height="20" aria-hidden="true"><rect width="100%" height="20" class="track"/><rect y="2" width="${percent(before)}" height="7" class="before"/><rect y="11" width="${percent(after)}" height="7"/><line x1="${percent(lowest)}" x2="${percent(lowest)}" y1="0" y2="20"/></svg>`;
}
