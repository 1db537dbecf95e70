/** What a plan says besides its changes: what refuses it, who is on the way, what the files leave out, what to beware of. */

import type { Diagnostic } from '../../base/diagnostic.ts';
import { isoTime } from '../../base/time.ts';
import { moment, plural } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { Plan, SafetyCheck } from '../../plan/model/plan.ts';
import { idMark } from '../text/diagnostics-text.ts';
import { dueSoon } from '../text/plan/people-text.ts';
import { type Html, html } from './html.ts';

/** The rules that refuse a plan, each with its way out. */
export const refusals = (broken: readonly SafetyCheck[]): Html | undefined =>
  broken.length === 0
    ? undefined
    : html`<ul class="reasons">${broken.map(({ rule, message }) => html`<li>${message ?? rule}</li>\n`)}</ul>\n`;

const section = (id: string, title: string, body: Html): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>\n`;

const items = (lines: readonly (Html | string)[]): Html =>
  html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;

export function peopleSections({ upcoming, samePerson, parked }: Plan): readonly (Html | undefined)[] {
  return [
    upcoming.length === 0
      ? undefined
      : section(
          'due',
          'Due soon',
          html`<p>${dueSoon(upcoming)}</p>
${items(
  upcoming.map(
    ({ at, action, address }) =>
      html`<time datetime="${isoTime(at)}">${moment(at)}</time> ${action} ${format(address)}`,
  ),
)}`,
        ),
    samePerson.length === 0
      ? undefined
      : section(
          'same-person',
          'The same person',
          items(
            samePerson.map(
              ({ from, to, key }) =>
                `${from.key} -> ${to.key}: same person (key ${key}), a new user and the old one leaving`,
            ),
          ),
        ),
    parked.length === 0
      ? undefined
      : section(
          'leaving',
          'On the way out',
          items(
            parked.map(
              ({ address, parkedOn, deleteOn }) =>
                `${format(address)} (parked since ${parkedOn}, deleted on ${deleteOn})`,
            ),
          ),
        ),
  ];
}

export function keptSection({ noLongerListed }: Plan): Html | undefined {
  if (noLongerListed.length === 0) return undefined;
  const them = plural(noLongerListed.length, 'resource is', 'resources are');
  return section(
    'kept',
    'No longer listed',
    html`<details><summary>${them} no longer listed and kept</summary>
${items(noLongerListed.map(format))}</details>`,
  );
}

/** Errors first. */
export const problemList = (diagnostics: readonly Diagnostic[]): Html | undefined => {
  if (diagnostics.length === 0) return undefined;
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return items(
    sorted.map(({ severity, code, message, source, address }) => {
      const where = source ? `${source.file}:${source.line}:${source.column}` : address;
      return html`<span class="${severity === 'error' ? 'bad' : 'wait'}">${severity}</span> ${where === undefined ? undefined : html`<code>${where}</code> `}${message} ${idMark(code)}`;
    }),
  );
};

export function safetySection(checks: readonly SafetyCheck[]): Html | undefined {
  if (checks.length === 0) return undefined;
  return section(
    'safety',
    'Safety rules',
    html`<div class="wide" tabindex="0" role="region" aria-labelledby="safety-title"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Limit</th><th scope="col">Value</th><th scope="col">Result</th></tr></thead>
<tbody>${checks.map(
      ({ rule, limit, value, result, accepted, message }) =>
        html`<tr><th scope="row"><code>${rule}</code>${message === undefined ? undefined : html`<br><span class="quiet">${message}</span>`}</th><td>${limit}</td><td>${value}</td><td>${
          result === 'fail' ? html`<span class="bad">fail</span>` : accepted ? 'accepted' : 'pass'
        }</td></tr>\n`,
    )}</tbody></table></div>`,
  );
}
