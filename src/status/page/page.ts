/**
 * The status page: one document, complete without a script, that tells a supervisor how things stand and what to do.
 * Everything that files, people or Connect wrote goes through `html`, which escapes it. Lists are bounded, so that the
 * page of a plan of 10,000 changes is as light as any.
 */

import { isoTime, readableTime, roughSpan } from '../../base/time.ts';
import { type Html, html } from '../../report/html/html.ts';
import { stuck } from '../health.ts';
import type { MetricFacts } from '../metrics/families.ts';
import { type State, type StatusVerdict, verdictOf } from '../verdict.ts';
import { dueSection, pendingSection, problemsSection } from './pending.ts';
import { apiSection, backingOffSection, filesSection, runsSection } from './sections.ts';
import { ago, ahead, moment, type Tone, triggers } from './words.ts';

export function page(shown: MetricFacts): string {
  const { status, totals, tool, now } = shown;
  const verdict = verdictOf(status, stuck(status, totals.lastAnswerAt, now), shown.rates.now);
  const name = status.instance.alias ?? status.instance.id;
  const tone = tones[verdict.state];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${verdict.title} · ${name} · connect-sync</title>
<noscript><meta http-equiv="refresh" content="15"></noscript>
<link rel="icon" href="${icon(tone)}">
<link rel="stylesheet" href="page.css">
<script src="page.js" defer></script>
</head>
<body>
<header>
<p class="product">connect-sync</p>
<p class="instance">${name} <span>${status.instance.region}</span></p>
</header>
<p id="spoken" class="spoken" role="status"></p>
<p id="lost" role="alert" hidden>connect-sync has not answered since <time datetime="${isoTime(now)}">${readableTime(now, now)}</time>. What you see is from then.</p>
<main>
<section id="status" class="status ${tone}" aria-labelledby="state">
${mark(tone)}
<div class="verdict"><h1 id="state">${verdict.title}</h1>
<p>${verdict.sentence}</p>
${reasons(verdict)}${progress(shown)}${wayOut(shown, verdict)}</div>
${facts(shown, verdict)}
${buttons(shown)}
</section>
${[pendingSection(shown), dueSection(shown), problemsSection(shown), backingOffSection(shown), runsSection(shown)]}
${[apiSection(shown), filesSection(shown)]}
</main>
<footer>
<p>connect-sync ${tool.version}, running for ${roughSpan(now - status.startedAt)}. As of ${moment(now, now)}.</p>
<p><a href="status">JSON</a> <a href="metrics">Metrics</a></p>
</footer>
</body>
</html>
`.text;
}

const tones: { readonly [state in State]: Tone } = {
  starting: 'work',
  'in-sync': 'good',
  applying: 'work',
  pending: 'wait',
  suspended: 'held',
  refused: 'bad',
  partial: 'bad',
  invalid: 'bad',
  failing: 'bad',
  stuck: 'bad',
};

const reasons = ({ reasons }: StatusVerdict): Html | undefined =>
  reasons.length === 0
    ? undefined
    : html`<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`;

const verbs = { create: 'being created', update: 'being changed', delete: 'being deleted' } as const;
const maxUnderWay = 5;

/** Who and what is being changed now. */
function progress({ status: { running } }: MetricFacts): Html | undefined {
  const applying = running?.applying;
  if (!applying) return undefined;
  const { done, total, underWay } = applying;
  const more = underWay.length - maxUnderWay;
  return html`<progress value="${done}" max="${Math.max(1, total)}" aria-labelledby="state"></progress>
<ul class="now">${underWay
    .slice(0, maxUnderWay)
    .map(({ address, action }) => html`<li><b>${address.key}</b> is ${verbs[action]}</li>`)}${
    more > 0 ? html`<li>and ${more} more</li>` : undefined
  }</ul>`;
}

/** How a refused plan is accepted. There is no button for it: the person who accepts should have read the changes. */
function wayOut({ status: { pending, mode } }: MetricFacts, { state }: StatusVerdict): Html | undefined {
  if (state !== 'refused' || mode === 'observe' || !pending) return undefined;
  const failing = pending.safety.filter(({ result }) => result === 'fail');
  const numbers = [...new Set(failing.flatMap(({ acceptable }) => acceptable ?? []))];
  if (numbers.length === 0 || failing.some(({ acceptable }) => acceptable === undefined)) return undefined;
  return html`<p class="command">To accept: <code>connect-sync accept ${numbers.join(' ')}</code></p>`;
}

function facts({ status, now }: MetricFacts, { state, since }: StatusVerdict): Html {
  const { running, suspendedSince, lastSuccessAt, nextPassAt, window, mode, askedAt } = status;
  const fact = (name: string, value: Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
  const look = running
    ? html`under way for ${roughSpan(now - running.since)} (${triggers[running.trigger]})`
    : nextPassAt === undefined
      ? html`not planned`
      : ahead(nextPassAt, now);
  return html`<dl>
${askedAt === undefined ? undefined : fact('Asked to look', html`${moment(askedAt, now)}, ${running && running.since >= askedAt ? 'looking now' : 'heard'}`)}${since === undefined ? undefined : fact('Since', ago(since, now))}${fact('Last in sync', lastSuccessAt === undefined ? html`never yet` : ago(lastSuccessAt, now))}${fact(running ? 'This look' : 'Next look', look)}${suspendedSince !== undefined && state !== 'suspended' ? fact('Suspended', ago(suspendedSince, now)) : undefined}${fact('Mode', html`${mode === 'apply' ? 'applies changes' : 'observes only'}`)}${window && fact('Window', windowFact(window, now))}</dl>`;
}

function windowFact({ open, changesAt }: NonNullable<MetricFacts['status']['window']>, now: number): Html {
  if (changesAt === undefined) return html`${open ? 'open' : 'closed'}`;
  return open ? html`open until ${moment(changesAt, now)}` : html`closed until ${moment(changesAt, now)}`;
}

function buttons({ status: { suspendedSince, passes, mode, askedAt } }: MetricFacts): Html {
  const isSuspended = suspendedSince !== undefined;
  const isRefused = mode === 'apply' && passes[0]?.outcome === 'refused';
  const button = (wish: string, text: string): Html =>
    html`<form method="post" action="${wish}"><button id="${wish}">${text}</button></form>\n`;
  return html`<div class="buttons">
${button('reconcile', askedAt === undefined ? 'Look now' : 'Look now (heard)')}${isSuspended ? undefined : button('suspend', 'Suspend')}${
  isSuspended || isRefused ? button('resume', 'Resume') : undefined
}</div>`;
}

const shapes: { readonly [tone in Tone]: string } = {
  good: 'M7 12.5l3.5 3.5L17 8.5',
  work: 'M12 6.5a5.5 5.5 0 1 0 5.5 5.5M12 3.5v6l3-3z',
  wait: 'M12 7v5.5l3.5 2',
  held: 'M9.5 7.5v9M14.5 7.5v9',
  bad: 'M12 6.5v7M12 17v.5',
};

const mark = (tone: Tone): Html =>
  html`<svg class="mark" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${shapes[tone]}"/></svg>`;

const iconColours: { readonly [tone in Tone]: string } = {
  good: '1a7f37',
  work: '0a58ca',
  wait: '9a6700',
  held: '6e4fa3',
  bad: 'cf222e',
};

const icon = (tone: Tone): string =>
  `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Ccircle cx='12' cy='12' r='11' fill='%23${iconColours[tone]}'/%3E%3Cpath d='${shapes[tone]}' fill='none' stroke='white' stroke-width='2.5' stroke-linecap='round'/%3E%3C/svg%3E`;
