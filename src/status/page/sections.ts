/** The rest of the page: the last passes, what is left alone, the pace of Connect's APIs, the files. */

import { roughSpan } from '../../base/time.ts';
import { plural } from '../../base/words.ts';
import { presentText } from '../../report/actions.ts';
import { type Html, html } from '../../report/html/html.ts';
import { resultText, tally } from '../../report/text/apply-text.ts';
import { makePaint } from '../../report/text/paint.ts';
import type { PassReport } from '../../watch/status.ts';
import type { MetricFacts } from '../metrics/families.ts';
import { moment, outcomes, triggers } from './words.ts';

const maxRuns = 20;
const maxResults = 50;
const maxFiles = 50;
const maxBackingOff = 50;

export function runsSection({ status, now }: MetricFacts): Html {
  const runs = status.passes.slice(0, maxRuns);
  return html`<section id="runs" aria-labelledby="runs-title"><h2 id="runs-title">Last runs</h2>
${
  runs.length === 0
    ? html`<p>None has ended yet.</p>`
    : html`<ol class="runs">
${runs.map((run) => html`<li>${runItem(run, now)}</li>\n`)}</ol>`
}
</section>`;
}

function runItem(run: PassReport, now: number): Html {
  const { word, tone } = outcomes[run.outcome];
  const line = html`${moment(run.endedAt, now)} <span class="${tone}">${word}</span> <span class="what">${whatItDid(run)}</span> <span class="why">${triggers[run.trigger]}, ${roughSpan(run.endedAt - run.startedAt)}</span>`;
  if (run.results.length === 0) return html`<p>${line}</p>`;
  const plain = makePaint(false);
  const complete = run.results.filter(({ outcome }) => outcome === 'complete');
  const told = [...run.results.filter(({ outcome }) => outcome !== 'complete'), ...complete];
  const texts = told.slice(0, maxResults).flatMap((result) => resultText(result, plain).split('\n').filter(Boolean));
  const more = told.length - maxResults;
  return html`<details data-key="run ${run.number}"><summary>${line}</summary>
<ul>${texts.map((text) => html`<li>${text}</li>`)}${more > 0 ? html`<li>and ${more} more</li>` : undefined}</ul></details>`;
}

/** What it changed; where it changed nothing, why not. */
function whatItDid({ results, reason, plan }: PassReport): string {
  const done = results.length > 0 ? presentText(tally(results)) : '';
  if (done !== '') return done;
  if (reason !== undefined) return reason;
  return plan && plan.changes.length > 0 ? `${plural(plan.changes.length, 'change')} found` : '';
}

export function backingOffSection({ status: { backingOff }, now }: MetricFacts): Html | undefined {
  if (backingOff.length === 0) return undefined;
  const more = backingOff.length - maxBackingOff;
  return html`<section id="backing-off" aria-labelledby="backing-off-title"><h2 id="backing-off-title">Left alone for a while</h2>
<p>These failed again and again; the others go on without them.</p>
<ul>${backingOff
    .slice(0, maxBackingOff)
    .map(
      ({ address, failures, until }) =>
        html`<li><code>${address}</code>: ${plural(failures, 'failure')}, until ${moment(until, now)}</li>`,
    )}${more > 0 ? html`<li>and ${more} more</li>` : undefined}</ul></section>`;
}

export function apiSection({ totals, rates }: MetricFacts): Html {
  const rows = [...totals.requests].sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<section id="api" aria-labelledby="api-title"><details data-key="api"><summary><h2 id="api-title">For engineers: calls of Amazon Connect</h2></summary>
${
  rows.length === 0
    ? html`<p>None was made yet.</p>`
    : html`<div class="wide" tabindex="0" role="region" aria-labelledby="api-title"><table>
<thead><tr><th scope="col">API</th><th scope="col">Calls</th><th scope="col">Failed</th><th scope="col">Too fast</th><th scope="col">A second now</th></tr></thead>
<tbody>
${rows.map(([operation, codes]) => {
  const all = [...codes.values()].reduce((sum, count) => sum + count, 0);
  const throttled = totals.throttled.get(operation) ?? 0;
  const failed = all - (codes.get('ok') ?? 0) - throttled;
  return html`<tr><th scope="row">${inParts(operation)}</th><td>${all}</td><td>${failed}</td><td>${throttled}</td><td>${rounded(rates.now(operation))} of ${rounded(rates.allowed(operation))}</td></tr>\n`;
})}</tbody></table></div>`
}
</details></section>`;
}

/** May be broken between its words, so that the table fits a phone. */
const inParts = (operation: string): readonly (Html | string)[] =>
  operation.split(/(?=[A-Z])/).flatMap((word) => [html`<wbr>`, word]);

const rounded = (perSecond: number): string => String(Math.round(perSecond * 10) / 10);

export function filesSection({ status: { files }, now }: MetricFacts): Html {
  const more = (files?.names.length ?? 0) - maxFiles;
  return html`<section id="files" aria-labelledby="files-title"><h2 id="files-title">Files</h2>
${
  files === undefined
    ? html`<p>None could be read yet.</p>`
    : html`<p>Read ${moment(files.readAt, now)}, digest <code title="${files.digest}">${files.digest.replace(/^sha256:/, '').slice(0, 12)}</code>.</p>
<ul>${files.names.slice(0, maxFiles).map((name) => html`<li><code>${name}</code></li>`)}${more > 0 ? html`<li>and ${more} more</li>` : undefined}</ul>`
}
</section>`;
}
