/**
 * Rules for one text that a pattern could hold but could not explain. The schema names them as formats; a format that
 * an editor does not know it ignores. A kind has rules of its own, in its section's sentences.
 */

import { Cron } from 'croner';
import { isDay, parseMoment } from '../../base/day.ts';
import { nearest } from '../../base/matching/nearest.ts';
import { anyName, type Fault, line, name, quote, type TextRule, visible } from '../../base/text-rules.ts';
import { parseDuration } from '../../base/time.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import { isEncoding } from '../sources/encodings.ts';
import { damaged } from './day-format.ts';

const tagKey: TextRule = (text) => {
  if (/^connect-sync:/i.test(text)) {
    return { code: 'reserved-tag', message: 'is written by connect-sync itself; remove it' };
  }
  return /^aws:/i.test(text) ? { code: 'reserved-tag', message: 'is reserved by AWS; remove it' } : line(text);
};

const duration: TextRule = (text) => {
  const milliseconds = parseDuration(text);
  const wrong = (message: string): Fault => ({ code: 'invalid-value', message: `${message}; it is ${quote(text)}` });
  if (milliseconds === undefined) return wrong('must be a span of time such as 10h, 90m or 1h30m');
  if (milliseconds === 0) return wrong('must be longer than nothing');
  return milliseconds > 366 * 86_400_000 ? wrong('must not be longer than 366d') : undefined;
};

/** Any year with a 29th of February that is not the last one: a schedule that finds nothing after it never will. */
const reference = new Date(Date.UTC(2027, 0, 1));

const cron: TextRule = (text) => {
  const wrong = (why: string): Fault => ({
    code: 'invalid-value',
    message: `${why}; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not ${quote(text)}`,
  });
  try {
    const next = new Cron(text, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRun(reference);
    return next === null ? wrong('names a day that never comes') : undefined;
  } catch {
    return wrong('is not a schedule of cron');
  }
};

const timeZone: TextRule = (text) => {
  try {
    // Offsets such as "+02:00" are taken here and not everywhere, and know of no summer time.
    if (/^[A-Za-z]/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text })) return undefined;
  } catch {
    // Said below.
  }
  const meant = nearest(text, Intl.supportedValuesOf('timeZone')) ?? 'Europe/Dublin';
  return {
    code: 'unknown-value',
    message: `must be a time zone of the IANA database, such as ${meant}, not ${quote(text)}`,
  };
};

const dayOrTime: TextRule = (text) => {
  if (isDay(text) || parseMoment(text) !== undefined) return undefined;
  const hint = /^0000-00-00/.test(text)
    ? "; where it stands for no day, write |replace:'0000-00-00',''"
    : /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text)
      ? '; a time needs its offset, such as Z or +01:00 (for the day alone: |left:10)'
      : damaged(text);
  return {
    code: 'invalid-day',
    message: `must be a day such as 2026-12-01, or a time with an offset such as 2026-12-01T09:00:00+01:00, not ${quote(text)}${hint}`,
  };
};

const encoding: TextRule = (text) =>
  isEncoding(text)
    ? undefined
    : { code: 'unknown-value', message: `must be an encoding such as windows-1252 or utf-8, not ${quote(text)}` };

const general: { readonly [name: string]: TextRule } = {
  name,
  anyName,
  visible,
  tagKey,
  cron,
  duration,
  timeZone,
  dayOrTime,
  encoding,
};

/** The general rules and those of the kinds, by name. */
export const formatsOf = (kinds: readonly ManagedKind[]): { readonly [name: string]: TextRule } =>
  Object.assign({}, general, ...kinds.map(({ section }) => section.sentences?.formats ?? {}));
