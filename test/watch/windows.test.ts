import { describe, expect, test } from 'vitest';
import type { Window } from '../../src/plan/model/policy.ts';
import { openingAt } from '../../src/watch/windows.ts';

const hour = 3_600_000;
const window = (schedule: string, hours: number, timeZone = 'UTC'): Window => ({
  schedule,
  timeZone,
  duration: hours * hour,
});
const say = (windows: readonly Window[], now: string): string => {
  const opening = openingAt(windows, Date.parse(now));
  if (!opening) return 'always';
  const until = opening.changesAt === undefined ? '' : ` until ${new Date(opening.changesAt).toISOString()}`;
  return `${opening.open ? 'open' : 'closed'}${until}`;
};
const nights = window('0 20 * * 1-5', 10, 'Europe/Dublin');

describe('a window', () => {
  // 2026-01-05 is a Monday; Dublin is at UTC in winter and an hour ahead in summer.
  test.each<[string, readonly Window[], string, string]>([
    ['is closed before it opens', [nights], '2026-01-05T19:59:59.999Z', 'closed until 2026-01-05T20:00:00.000Z'],
    ['is open from its very second', [nights], '2026-01-05T20:00:00.000Z', 'open until 2026-01-06T06:00:00.000Z'],
    ['is open to its last moment', [nights], '2026-01-06T05:59:59.999Z', 'open until 2026-01-06T06:00:00.000Z'],
    ['is closed at its end', [nights], '2026-01-06T06:00:00.000Z', 'closed until 2026-01-06T20:00:00.000Z'],
    ['goes by the time of its zone', [nights], '2026-07-06T19:30:00Z', 'open until 2026-07-07T05:00:00.000Z'],
    [
      'that opened on Friday is open on Saturday',
      [nights],
      '2026-01-10T03:00:00Z',
      'open until 2026-01-10T06:00:00.000Z',
    ],
    ['is closed over the weekend', [nights], '2026-01-10T12:00:00Z', 'closed until 2026-01-12T20:00:00.000Z'],
    [
      'lasts as long in the night in which clocks are put forward',
      [window('0 20 * * *', 10, 'Europe/Dublin')],
      '2026-03-29T05:30:00Z',
      'open until 2026-03-29T06:00:00.000Z',
    ],
    [
      'opens twice at no hour that comes twice',
      [window('30 1 * * *', 1, 'Europe/Dublin')],
      '2026-10-25T02:45:00Z',
      'closed until 2026-10-26T01:30:00.000Z',
    ],
    [
      'whose hour is skipped opens right after the gap',
      [window('30 1 * * *', 1, 'Europe/Dublin')],
      '2026-03-29T01:35:00Z',
      'open until 2026-03-29T02:00:00.000Z',
    ],
    [
      'whose hour is skipped says so beforehand',
      [window('30 1 * * *', 1, 'Europe/Dublin')],
      '2026-03-29T00:50:00Z',
      'closed until 2026-03-29T01:00:00.000Z',
    ],
    [
      'that follows another without a gap is one with it',
      [window('0 8 * * *', 4), window('0 12 * * *', 4), window('0 15 * * *', 2)],
      '2026-01-05T09:00:00Z',
      'open until 2026-01-05T17:00:00.000Z',
    ],
    ['that covers all time is always open', [window('0 0 * * *', 24)], '2026-01-05T09:00:00Z', 'open'],
    [
      'counts where one of several is open',
      [nights, window('0 12 * * *', 1)],
      '2026-01-05T12:30:00Z',
      'open until 2026-01-05T13:00:00.000Z',
    ],
    ['more than a year away is not waited for', [window('0 0 29 2 *', 1)], '2026-01-05T00:00:00Z', 'closed'],
    ['is not needed', [], '2026-01-05T00:00:00Z', 'always'],
  ])('%s', (_, windows, now, expected) => {
    expect(say(windows, now)).toBe(expected);
  });
});
