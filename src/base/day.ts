/**
 * Days and moments. HR systems write days without a time; what a day means depends on a time zone, and days there may
 * have 23 hours, 25, or begin at one o'clock. A day is its text, `2026-12-01`, so that days compare as texts do; a moment
 * is milliseconds since the Unix epoch. Node's Intl knows the zones.
 */

/** Where the name of a time zone is known: `Europe/Dublin`. A zone that Intl does not know throws a RangeError. */
export type TimeZone = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const momentPattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Midnight in UTC of a day that is in the calendar; `undefined` for `2026-02-30`, `0000-00-00` and any other text. */
function utcOf(day: string): number | undefined {
  const found = dayPattern.exec(day);
  if (!found || found[1] === '0000') return undefined;
  // The last days of short months go over into the next one.
  const ms = Date.parse(day);
  return Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(found[3]) ? undefined : ms;
}

const dayText = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whether a text is a day that is in the calendar, as `2026-12-01`. */
export const isDay = (text: string): boolean => utcOf(text) !== undefined;

/** A day so many days later. `undefined` where it is no day, or where the year would not have four digits. */
export function addDays(day: string, days: number): string | undefined {
  const utc = utcOf(day);
  if (utc === undefined) return undefined;
  const later = new Date(utc + days * dayMs);
  const year = later.getUTCFullYear();
  return year >= 1 && year <= 9999 ? later.toISOString().slice(0, 10) : undefined;
}

/**
 * The moment of a time with an offset, `2026-12-01T09:00:00+01:00`. Without an offset it is read in the zone, where one
 * is given. `undefined` where it is no time, or has no offset and there is no zone.
 */
export function parseMoment(text: string, zone?: TimeZone): number | undefined {
  const found = momentPattern.exec(text);
  if (!found) return undefined;
  const [, day = '', hour, minute, second = '0', fraction = '0', offset] = found;
  const utc = utcOf(day);
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (utc === undefined || h > 23 || m > 59 || s > 59) return undefined;
  const local = utc + h * hourMs + m * 60_000 + s * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
  if (offset === undefined) return zone === undefined ? undefined : earliest(local, zone);
  const shift = offsetMs(offset);
  return shift === undefined ? undefined : local - shift;
}

/** `Z`, `+01:00`, `+0100` or `-08` in milliseconds; at most 18 hours either way, far more than any zone has. */
function offsetMs(text: string): number | undefined {
  if (/^z$/i.test(text)) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || '0');
  if (hours > 18 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * hourMs + minutes * 60_000);
}

/** The first moment of a day in a zone. The day must be one (see `isDay`). */
export function startOfDay(day: string, zone: TimeZone): number {
  const key = `${zone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const utc = utcOf(day);
  if (utc === undefined) throw new RangeError(`${JSON.stringify(day)} is no day.`);
  const start = earliest(utc, zone);
  if (starts.size >= maxStarts) starts.clear();
  starts.set(key, start);
  return start;
}

/** The first moment after a day in a zone: it ends where the next one begins. */
export function endOfDay(day: string, zone: TimeZone): number {
  const next = addDays(day, 1);
  return next === undefined ? startOfDay(day, zone) + dayMs : startOfDay(next, zone);
}

/** The day that a zone's calendar shows at a moment. */
export const dayAt = (ms: number, zone: TimeZone): string => dayText(ms + offsetAt(ms, zone));

/** How many days after the one the other is; negative before it. Both must be days. */
export const daysBetween = (from: string, to: string): number =>
  Math.round(((utcOf(to) ?? Number.NaN) - (utcOf(from) ?? Number.NaN)) / dayMs);

/** Starts of days that were asked for: an export has the same few thousand days again and again. */
const starts = new Map<string, number>();
const maxStarts = 100_000;

/** Zones are never further from UTC than this, in all of their history. */
const maxOffset = 16 * hourMs;

/**
 * The first moment at which clocks in a zone show a local time (milliseconds as if it were UTC), or, where clocks skip
 * it, the moment at which they go on after it.
 */
function earliest(local: number, zone: TimeZone): number {
  const before = offsetAt(local - maxOffset, zone);
  const after = offsetAt(local + maxOffset, zone);
  const possible = [local - before, local - after].filter((ms) => ms + offsetAt(ms, zone) === local);
  if (possible.length > 0) return Math.min(...possible);
  let low = local - maxOffset;
  let high = local + maxOffset;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(middle, zone) >= local) high = middle;
    else low = middle;
  }
  return high;
}

const formats = new Map<TimeZone, Intl.DateTimeFormat>();

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(ms: number, zone: TimeZone): number {
  let format = formats.get(zone);
  if (!format) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      second: 'numeric',
      ...numeric,
    });
    formats.set(zone, format);
  }
  const whole = Math.floor(ms / 1000) * 1000;
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(whole)) part[type] = value;
  const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  local.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
  return local.getTime() - whole;
}
