/**
 * A plan as one page for people who would rather look. It is complete without its script, which only searches and folds,
 * and it asks nothing of any network. Everything that files, people or Connect wrote goes through `html`, which escapes it.
 */
import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isoTime } from '../../base/time.ts';
import { moment, plural } from '../../base/words.ts';
import type { Plan } from '../../plan/model/plan.ts';
import type { Tool } from '../../plan/model/plan-file.ts';
import type { PerSecond } from '../../plan/timing/cost.ts';
import { counts, noChanges, price } from '../text/plan/plan-text.ts';
import { changesPart } from './changes.ts';
import { coverageSection } from './coverage.ts';
import { type Html, html, trusted } from './html.ts';
import { keptSection, peopleSections, problemList, refusals, safetySection } from './notes.ts';
import { script } from './plan-script.ts';
import { style } from './plan-style.ts';
import { priceSection } from './price.ts';
import { treeSection } from './tree.ts';

/** A plan, and what a page says besides it. */
export interface PlanPage {
  readonly plan: Plan;
  readonly perSecond: PerSecond;
  /** The instance as people call it, where it has an alias. */
  readonly alias?: string | undefined;
  /** Of the plan as it is, unmasked. */
  readonly digest: string;
  readonly tool: Tool;
  /** When the plan was made, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Of more changes than this, those out of sight are not laid out. */
const maxLaidOut = 1_000;

export function planHtml({ plan, perSecond, alias, digest, tool, at }: PlanPage): string {
  const { target, changes, safety, diagnostics, asOf } = plan;
  const broken = safety.filter(({ result }) => result === 'fail');
  const name = alias ?? target.instanceId;
  const verdict = broken.length > 0 ? 'Refused' : changes.length === 0 ? 'No changes' : 'Plan';
  const day = asOf === undefined ? undefined : html`<p>What a plan would be at ${moment(asOf)}.</p>\n`;
  const sentence =
    changes.length === 0
      ? html`<p>${noChanges(plan.targets)}</p>\n`
      : html`<p class="counts">${counts(plan)}</p>
<p>${price(plan.cost, perSecond)}</p>\n`;
  const title = `${verdict}: ${name}`;
  const tone = broken.length > 0 ? 'bad' : changes.length === 0 ? 'good' : 'wait';
  const limited = plan.targets && html`<p>Only about ${plan.targets.join(', ')}.</p>\n`;
  const warned =
    diagnostics.length > 0 && html`<p><a href="#warnings">${plural(diagnostics.length, 'warning')}</a></p>\n`;
  return document(
    title,
    html`<header>
<p class="product">connect-sync</p>
<p class="instance">${name} <span>${target.region}</span></p>
</header>
<main${changes.length > maxLaidOut ? html` class="many"` : undefined}>
<section class="status ${tone}" aria-labelledby="title">
<h1 id="title">${broken.length > 0 ? 'Refused: nothing of this will be applied' : `Plan for ${name}`}</h1>
${[day, limited || undefined, sentence, warned || undefined, refusals(broken)]}</section>
${changesPart(plan)}
${[coverageSection(plan.coverage), treeSection(plan.tree), priceSection(plan.cost, perSecond), peopleSections(plan), keptSection(plan)]}
${[warnings(diagnostics), safetySection(safety)]}
</main>
<footer>
<p>Made <time datetime="${isoTime(at)}">${moment(at)}</time> by connect-sync ${tool.version} for instance <code>${target.instanceId}</code>.</p>
<p>Digest <code>${digest}</code></p>
</footer>`,
  );
}

const warnings = (diagnostics: readonly Diagnostic[]): Html | undefined =>
  diagnostics.length === 0
    ? undefined
    : html`<section id="warnings" aria-labelledby="warnings-title"><h2 id="warnings-title">${plural(diagnostics.length, 'warning')}</h2>
${problemList(diagnostics)}</section>\n`;

/** Why there is no plan, for the same place. */
export const failureHtml = (message: string, diagnostics: readonly Diagnostic[]): string =>
  document(
    'There is no plan',
    html`<header>
<p class="product">connect-sync</p>
</header>
<main>
<section class="status bad" aria-labelledby="title">
<h1 id="title">There is no plan</h1>
<p>${message}</p>
${problemList(diagnostics)}</section>
</main>`,
  );

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only this script and this style sheet; nothing is loaded from anywhere, and nothing is sent. */
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const document = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} · connect-sync</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}
<script>${trusted(script)}</script>
</body>
</html>
`.text;
