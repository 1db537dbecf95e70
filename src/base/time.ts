/** Moments and spans as people write them and as the page and `/status` do. */
import { plural } from './words.ts';

const fields = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'UTC', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});

/** Milliseconds since the Unix epoch as ISO 8601 in UTC, to the second: `2026-11-25T17:03:11Z`. */
export function isoTime(ms: number): string {
  const part = Object.fromEntries(fields.formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}Z`;
}

/** For people without a script to show them their own time: `17:03 UTC`, with the day where it is not today's. */
export function readableTime(ms: number, now: number): string {
  const [day = '', time = ''] = isoTime(ms).split('T');
  const minutes = `${time.slice(0, 5)} UTC`;
  return isoTime(now).startsWith(day) ? minutes : `${day} ${minutes}`;
}

/** How long ago something was, or how long it takes, in its largest unit: `4 s`, `3 min`, `5 h`, `2 days`. Milliseconds. */
export function roughSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : plural(Math.round(hours / 24), 'day');
}

/** Milliseconds as seconds; none where the clock was set back in between. */
export const seconds = (ms: number): number => Math.max(0, Math.round(ms)) / 1000;

/** Milliseconds of each unit in which people write a span of time. */
const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const written = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** `30s`, `5m`, `1h30m`, `3d` in milliseconds; `undefined` for any other text. */
export function parseDuration(text: string): number | undefined {
  const found = text === '' ? null : written.exec(text);
  if (!found) return undefined;
  const [, days, hours, minutes, seconds] = found;
  const of = (amount: string | undefined, unit: string): number => Number(amount ?? 0) * (units[unit] ?? 0);
  return of(days, 'd') + of(hours, 'h') + of(minutes, 'm') + of(seconds, 's');
}
