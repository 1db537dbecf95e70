/** The page's words for what the loop calls by short names, and its ways to write moments. */

import { isoTime, readableTime, roughSpan } from '../../base/time.ts';
import { type Html, html } from '../../report/html/html.ts';
import type { PassOutcome, Trigger } from '../../watch/status.ts';

export const triggers: { readonly [trigger in Trigger]: string } = {
  start: 'started',
  files: 'files changed',
  interval: 'regular look',
  signal: 'asked by a signal',
  request: 'asked for',
  retry: 'tried again',
  window: 'window changed',
  date: 'a date came',
  resume: 'resumed',
  accept: 'accepted',
  settled: 'files at rest',
};

export const outcomes: { readonly [outcome in PassOutcome]: { readonly word: string; readonly tone: Tone } } = {
  'in-sync': { word: 'In sync', tone: 'good' },
  applied: { word: 'Applied', tone: 'good' },
  observed: { word: 'Reported', tone: 'wait' },
  waiting: { word: 'Waiting', tone: 'wait' },
  refused: { word: 'Refused', tone: 'bad' },
  partial: { word: 'Partly done', tone: 'bad' },
  invalid: { word: 'Files wrong', tone: 'bad' },
  failed: { word: 'Failed', tone: 'bad' },
};

/** `work`: something is under way. `held`: a person has stopped it. */
export type Tone = 'good' | 'work' | 'wait' | 'held' | 'bad';

/** A moment, which the script turns into the reader's own time. Milliseconds since the Unix epoch. */
export const moment = (ms: number, now: number): Html =>
  html`<time datetime="${isoTime(ms)}">${readableTime(ms, now)}</time>`;

export const ago = (ms: number, now: number): Html => html`${moment(ms, now)} (${roughSpan(now - ms)} ago)`;

export const ahead = (ms: number, now: number): Html =>
  ms <= now ? html`now` : html`${moment(ms, now)} (in ${roughSpan(ms - now)})`;
