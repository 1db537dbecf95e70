import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayAt, daysBetween, endOfDay, isDay, parseMoment, startOfDay } from '../../src/base/day.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

describe('a day', () => {
  test.each(['2026-12-01', '2024-02-29', '0001-01-01', '9999-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '0000-00-00',
    '2026-13-01',
    '2026-04-31',
    '26-12-01',
    '2026-1-1',
    '2026-12-01 ',
    '',
    '46357',
  ])('%j is none', (text) => {
    expect(isDay(text)).toBe(false);
    expect(addDays(text, 1)).toBeUndefined();
    expect(parseMoment(text)).toBeUndefined();
  });

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['9999-12-31', 1, undefined],
    ['0001-01-01', -1, undefined],
  ])('%s and %d days is %s', (day, days, later) => {
    expect(addDays(day, days)).toBe(later);
  });
});

describe('begins and ends', () => {
  test.each([
    // Clocks go forward on 29 March 2026 and back on 25 October 2026.
    ['Europe/Dublin', '2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
    ['Europe/Dublin', '2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
    ['Etc/GMT+12', '2026-12-01', '2026-12-01T12:00:00.000Z', '2026-12-02T12:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-12-01', '2026-11-30T10:00:00.000Z', '2026-12-01T10:00:00.000Z'],
    ['Asia/Kolkata', '2026-12-01', '2026-11-30T18:30:00.000Z', '2026-12-01T18:30:00.000Z'],
    // Midnight itself is skipped: the day begins at one o'clock.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
    // Samoa went without 30 December 2011.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', '2011-12-31T10:00:00.000Z'],
    ['UTC', '9999-12-31', '9999-12-31T00:00:00.000Z', '+010000-01-01T00:00:00.000Z'],
  ])('in %s, %s at %s and %s', (zone, day, start, end) => {
    expect([iso(startOfDay(day, zone)), iso(endOfDay(day, zone))]).toEqual([start, end]);
  });
});

describe('a moment', () => {
  test.each([
    ['2026-12-01T09:00:00+01:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T09:00Z', '2026-12-01T09:00:00.000Z'],
    ['2026-12-01 09:00:00.25-0800', '2026-12-01T17:00:00.250Z'],
    ['2026-12-01T00:00:00+14:00', '2026-11-30T10:00:00.000Z'],
  ])('%s is %s', (text, moment) => {
    expect(iso(parseMoment(text) ?? Number.NaN)).toBe(moment);
  });

  test.each(['2026-12-01T09:00:00', '2026-12-01T24:00:00Z', '2026-02-30T00:00:00Z', '2026-12-01T09:00:00+25:00'])(
    '%s is none',
    (text) => {
      expect(parseMoment(text)).toBeUndefined();
    },
  );

  test('without an offset it is read in a zone', () => {
    expect(iso(parseMoment('2026-07-01T09:00:00', 'Europe/Dublin') ?? Number.NaN)).toBe('2026-07-01T08:00:00.000Z');
  });
});

const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+12', 'Etc/GMT-14'];
const someDay = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2037-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** The polyfill is Temporal's own reference, with another way to find a zone's offsets. */
describe('agrees with Temporal', () => {
  test('on the first moment of days in all zones', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(...zones), (day, zone) => {
        const start = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
        expect(iso(startOfDay(day, zone))).toBe(iso(start));
      }),
      { numRuns: 300 },
    );
  });

  test('on the day at any moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), fc.constantFrom(...zones), (ms, zone) => {
        const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(dayAt(ms, zone)).toBe(there.toPlainDate().toString());
      }),
      { numRuns: 300 },
    );
  });

  test('on adding days and on how many lie between', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -20_000, max: 20_000 }), (day, days) => {
        const later = Temporal.PlainDate.from(day).add({ days }).toString();
        expect(addDays(day, days)).toBe(later);
        expect(daysBetween(day, later)).toBe(days);
      }),
    );
  });
});

test('a day begins when it first shows, and ends when the next one does', () => {
  fc.assert(
    fc.property(someDay, fc.constantFrom(...zones), (day, zone) => {
      const start = startOfDay(day, zone);
      if (dayAt(start, zone) !== day) return; // A day that a zone left out.
      expect(dayAt(start - 1, zone) < day).toBe(true);
      expect(dayAt(endOfDay(day, zone), zone) > day).toBe(true);
    }),
    { numRuns: 300 },
  );
});
