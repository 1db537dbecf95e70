/** What is pending, as the diff that `plan` shows; what a safety rule refused; what is wrong with the files. */

import { plural } from '../../base/words.ts';
import type { Plan, PlannedChange } from '../../plan/model/plan.ts';
import { type ChangeBlock, changeBlock } from '../../report/text/change-block.ts';
import { counts, noChanges, price } from '../../report/text/plan-text.ts';
import { type Html, html } from '../html.ts';
import type { Shown } from '../metrics/families.ts';

/** What one page shows of a list; the sums are of all. */
const mostChanges = 200;
const mostProblems = 50;
/** Blocks of so few changes are open at once. */
const openBelow = 10;

export function pendingSection({ standing, rates }: Shown): Html {
  const { pending, passes } = standing;
  const looked = passes[0] !== undefined && passes[0].outcome !== 'invalid' && passes[0].outcome !== 'failed';
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
  return html`<section id="pending" aria-labelledby="pending-title"><h2 id="pending-title">Pending</h2>
${looked ? undefined : html`<p>As of the last look that succeeded.</p>`}
<p><strong>Plan:</strong> ${counts(pending)}<br><strong>Cost:</strong> ${price(pending.cost, rates.allowed)}</p>
${refusedRules(pending)}
<ol class="changes">
${shown.map((change) => html`<li>${block(changeBlock(change), open)}</li>\n`)}</ol>
${more > 0 ? html`<p>And ${plural(more, 'more change', 'more changes')}; <code>connect-sync plan</code> shows all of them.</p>` : undefined}
</section>`;
}

/** All of them in their order; where they are too many, what cannot be undone or widens rights comes first. */
const mostTelling = (changes: readonly PlannedChange[]): readonly PlannedChange[] =>
  changes.length <= mostChanges
    ? changes
    : [
        ...changes.filter(({ risk }) => risk !== 'normal').slice(0, mostChanges),
        ...changes.filter(({ risk }) => risk === 'normal').slice(0, mostChanges),
      ].slice(0, mostChanges);

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
<ul>${lines.map((line) => html`<li>${sign(line.symbol)}<span>${line.text}</span></li>`)}${takenAlong.map((call) => html`<li>${call}</li>`)}</ul></details>`;
}

function refusedRules({ safety }: Plan): Html | undefined {
  const failing = safety.filter(({ result }) => result === 'fail');
  if (failing.length === 0) return undefined;
  return html`<div class="refused"><h3>Refused by</h3>
<ul>${failing.map(
    ({ rule, limit, value, message }) =>
      html`<li><code>${rule}</code>: ${message ?? `${value}, where the limit is ${limit}`}</li>`,
  )}</ul></div>`;
}

/** Errors and warnings of the last pass, each with where it is written. */
export function problemsSection({ standing }: Shown): Html | undefined {
  const all = standing.passes[0]?.diagnostics ?? [];
  if (all.length === 0) return undefined;
  const sorted = [...all].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  const more = all.length - mostProblems;
  return html`<section id="problems" aria-labelledby="problems-title"><h2 id="problems-title">Found in the files</h2>
<ul class="problems">
${sorted.slice(0, mostProblems).map(({ severity, message, source, address }) => {
  const where = source ? `${source.file}:${source.line}:${source.column}` : address;
  return html`<li><span class="${severity === 'error' ? 'bad' : 'wait'}">${severity}</span> ${where === undefined ? undefined : html`<code>${where}</code> `}${message}</li>\n`;
})}</ul>
${more > 0 ? html`<p>And ${more} more; <code>connect-sync validate</code> shows all of them.</p>` : undefined}
</section>`;
}
