/** What is pending, as the diff that `plan` shows; what a safety rule refused; what is wrong with the files. */

import { about, plural } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { PlannedChange } from '../../plan/model/plan.ts';
import { type Html, html } from '../../report/html/html.ts';
import { idMark } from '../../report/text/diagnostics-text.ts';
import { type ChangeBlock, changeBlock } from '../../report/text/plan/change-block.ts';
import { dueSoon } from '../../report/text/plan/people-text.ts';
import { counts, noChanges, price } from '../../report/text/plan/plan-text.ts';
import { dueLater } from '../due.ts';
import type { MetricFacts } from '../metrics/families.ts';
import { ahead } from './words.ts';

/** What one page shows of a list; the sums are of all. */
const maxChanges = 200;
const maxProblems = 50;
const maxDue = 50;
/** Blocks of so few changes are open at once. */
const openBelow = 10;

export function pendingSection({ status, rates }: MetricFacts): Html {
  const { pending, passes } = status;
  const applying = status.running?.applying !== undefined;
  const looked =
    applying || (passes[0] !== undefined && passes[0].outcome !== 'invalid' && passes[0].outcome !== 'failed');
  if (!pending || pending.changes.length === 0) {
    const known = looked
      ? noChanges(undefined)
      : passes[0]
        ? 'Not known: the last look did not succeed.'
        : 'Nothing is known yet.';
    return html`<section id="pending" aria-labelledby="pending-title"><h2 id="pending-title">Pending</h2>
<p>${known}</p></section>`;
  }
  const shown = mostTelling(pending.changes);
  const open = pending.changes.length <= openBelow;
  const more = pending.changes.length - shown.length;
  return html`<section id="pending" aria-labelledby="pending-title"><h2 id="pending-title">${applying ? 'Still to do' : 'Pending'}</h2>
${looked ? undefined : html`<p>As of the last look that succeeded.</p>`}
<p><strong>Plan:</strong> ${counts(pending)}${applying ? '' : ` It takes ${about(pending.cost.seconds)}.`}</p>
<details class="calls" data-key="calls"><summary>For engineers</summary><p>${price(pending.cost, rates.allowed)}</p></details>
<ol class="changes">
${shown.map((change) => html`<li>${block(changeBlock(change), open)}</li>\n`)}</ol>
${more > 0 ? html`<p>And ${plural(more, 'more change', 'more changes')}; <code>connect-sync plan</code> shows all of them.</p>` : undefined}
</section>`;
}

/** All of them in their order; where they are too many, what cannot be undone or widens rights comes first. */
const mostTelling = (changes: readonly PlannedChange[]): readonly PlannedChange[] =>
  changes.length <= maxChanges
    ? changes
    : [
        ...changes.filter(({ risk }) => risk !== 'normal').slice(0, maxChanges),
        ...changes.filter(({ risk }) => risk === 'normal').slice(0, maxChanges),
      ].slice(0, maxChanges);

const signs = {
  '+': { name: 'add', spoken: 'add' },
  '~': { name: 'change', spoken: 'change' },
  '-': { name: 'remove', spoken: 'destroy' },
} as const;

const sign = (symbol: ChangeBlock['symbol']): Html =>
  html`<span class="sign ${signs[symbol].name}" aria-hidden="true">${symbol}</span><span class="spoken">${signs[symbol].spoken} </span>`;

function block({ symbol, address, note, lines, takenAlong }: ChangeBlock, open: boolean): Html {
  const noted = note && html` <span class="note ${note.tone}">(${note.text})</span>`;
  return html`<details data-key="${address}"${open ? html` open` : undefined}><summary>${sign(symbol)}<b>${address}</b>${noted}</summary>
<ul>${lines.map((line) => html`<li>${sign(line.symbol)}<span>${line.text}</span></li>`)}</ul>${takenAlong.length === 0 ? undefined : html`<p class="why">${takenAlong.join(', ')}</p>`}</details>`;
}

/** What days will bring that have not come yet, by the last plan. */
export function dueSection({ status, now }: MetricFacts): Html | undefined {
  const due = dueLater(status, now);
  if (due.length === 0) return undefined;
  const more = due.length - maxDue;
  return html`<section id="due" aria-labelledby="due-title"><h2 id="due-title">Due soon</h2>
<p>${dueSoon(due)}</p>
<ul>${due.slice(0, maxDue).map(({ at, action, address }) => html`<li>${ahead(at, now)}: ${action} <b>${format(address)}</b></li>\n`)}${more > 0 ? html`<li>and ${more} more</li>` : undefined}</ul>
</section>`;
}

/** Errors and warnings of the last pass, each with where it is written. */
export function problemsSection({ status }: MetricFacts): Html | undefined {
  const all = status.passes[0]?.diagnostics ?? [];
  if (all.length === 0) return undefined;
  const sorted = [...all].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  const more = all.length - maxProblems;
  return html`<section id="problems" aria-labelledby="problems-title"><h2 id="problems-title">Found in the files</h2>
<ul class="problems">
${sorted.slice(0, maxProblems).map(({ severity, code, message, source, address }) => {
  const where = source ? `${source.file}:${source.line}:${source.column}` : address;
  return html`<li><span class="${severity === 'error' ? 'bad' : 'wait'}">${severity}</span> ${where === undefined ? undefined : html`<code>${where}</code> `}${message} ${idMark(code)}</li>\n`;
})}</ul>
${more > 0 ? html`<p>And ${more} more; <code>connect-sync validate</code> shows all of them.</p>` : undefined}
</section>`;
}
