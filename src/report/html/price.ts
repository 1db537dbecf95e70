/** What a plan costs: for each API how many calls, and when they are sent. */

import { plural, span } from '../../base/words.ts';
import type { Cost } from '../../plan/model/plan.ts';
import type { PerSecond } from '../../plan/timing/cost.ts';
import { price } from '../text/plan/plan-text.ts';
import { type Html, html } from './html.ts';

export function priceSection(cost: Cost, perSecond: PerSecond): Html | undefined {
  const { calls, looks = {}, spans = {}, seconds, readCalls } = cost;
  const rows = Object.entries(spans).sort(([, a], [, b]) => a.from - b.from || b.to - a.to);
  if (rows.length === 0) return undefined;
  const taken = Object.entries(readCalls).reduce((sum, [call, times]) => sum + times - (looks[call] ?? 0), 0);
  return html`<section id="price" aria-labelledby="price-title"><h2 id="price-title">Price</h2>
<p>${price(cost, perSecond)} Reading took ${plural(taken, 'call')}.</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="price-title"><table class="bars">
<thead><tr><th scope="col">API</th><th scope="col">Calls</th><th scope="col" class="rare">A second</th><th scope="col">When</th><td class="bar">${axis(seconds)}</td></tr></thead>
<tbody>${rows.map(([call, { from, to }]) => {
    const times = (calls[call] ?? 0) + (looks[call] ?? 0);
    const isLook = calls[call] === undefined;
    return html`<tr><th scope="row">${call}${isLook ? html` <span class="quiet">(read)</span>` : undefined}</th><td>${times}</td><td class="rare">${perSecond(call)}</td><td>${when(from, to)}</td><td class="bar">${bar(seconds, from, to)}</td></tr>\n`;
  })}</tbody></table></div></section>\n`;
}

function when(from: number, to: number): string {
  const [begun, ended] = [span(from), span(to)];
  if (to === 0) return 'at once';
  return begun === ended ? `at ${ended}` : `${begun} to ${ended}`;
}

const axis = (seconds: number): Html | undefined =>
  seconds === 0 ? undefined : html`<span>0</span><span>${span(seconds / 2)}</span><span>${span(seconds)}</span>`;

/** Attributes, not styles: the page allows no inline style. */
function bar(seconds: number, from: number, to: number): Html {
  const whole = Math.max(seconds, 1e-9);
  const left = Math.round((from / whole) * 1000) / 10;
  const width = Math.max(1, Math.round(((to - from) / whole) * 1000) / 10);
  return html`<svg width="100%" height="12" aria-hidden="true"><rect width="100%" height="12" class="track"/><rect x="${Math.min(left, 99)}%" width="${width}%" height="12"/></svg>`;
}
