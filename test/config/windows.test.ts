import { describe, expect, test } from 'vitest';
import { head, load, problems } from './memory.ts';

const policy = (windows: string): string => `policy:\n  windows: ${windows}\n`;
const nights = '{ schedule: "0 20 * * 1-5", duration: 10h, timeZone: Europe/Dublin }';

test('windows are read with their duration in milliseconds', async () => {
  const { windows, diagnostics } = await load({ 'connect-sync.yaml': head + policy(`[${nights}]`) });
  expect(diagnostics).toEqual([]);
  expect(windows).toEqual([{ schedule: '0 20 * * 1-5', duration: 36_000_000, timeZone: 'Europe/Dublin' }]);
});

test('without windows there are none', async () => {
  expect((await load({ 'connect-sync.yaml': head })).windows).toEqual([]);
});

test('an included file may not have a policy', async () => {
  const files = { 'connect-sync.yaml': `${head}include: [a.yaml]\n`, 'a.yaml': policy(`[${nights}]`) };
  const { diagnostics, windows } = await load(files);
  expect(diagnostics).toMatchObject([{ code: 'misplaced-key', source: { file: 'a.yaml', line: 1, column: 1 } }]);
  expect(windows).toEqual([]);
});

describe('a window is refused', () => {
  const at = (field: string, value: string): string =>
    policy(`\n    - ${nights.replace(new RegExp(`${field}: ("[^"]*"|[^,} ]*)`), `${field}: ${value}`)}`);
  test.each([
    [
      'with a bad schedule',
      'schedule',
      'nightly',
      'is not a schedule of cron; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not "nightly"',
    ],
    [
      'with seconds in its schedule',
      'schedule',
      '"0 0 20 * * 1-5"',
      'is not a schedule of cron; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not "0 0 20 * * 1-5"',
    ],
    [
      'with an hour that there is not',
      'schedule',
      '"0 25 * * *"',
      'is not a schedule of cron; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not "0 25 * * *"',
    ],
    [
      'on a day that never comes',
      'schedule',
      '"0 0 31 2 *"',
      'names a day that never comes; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not "0 0 31 2 *"',
    ],
    [
      'in an unknown time zone',
      'timeZone',
      'Europe/Dublim',
      'must be a time zone of the IANA database, such as Europe/Dublin, not "Europe/Dublim"',
    ],
    [
      'in an offset',
      'timeZone',
      '"+02:00"',
      'must be a time zone of the IANA database, such as Europe/Dublin, not "+02:00"',
    ],
    ['that never opens', 'duration', '0h', 'must be longer than nothing; it is "0h"'],
    [
      'of a duration that is none',
      'duration',
      'long',
      'must be a span of time such as 10h, 90m or 1h30m; it is "long"',
    ],
    ['of more than a year', 'duration', '400d', 'must not be longer than 366d; it is "400d"'],
  ])('%s', async (_, field, value, message) => {
    const found = await problems(at(field, value));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^5:\\d+ (invalid|unknown)-value policy\\.windows\\[0\\]\\.${field} `));
    expect(found[0]).toContain(message);
  });

  test.each([
    ['that lacks its time zone', '[{ schedule: "0 0 * * *", duration: 1h }]', 'policy.windows[0] lacks timeZone.'],
    ['in a list that is empty', '[]', 'policy.windows is empty; fill it, or leave it out to not manage it.'],
    [
      'with another key',
      `[{ zone: x, ${nights.slice(1)}]`,
      'Unknown key "zone"; known here: schedule, duration and timeZone.',
    ],
    ['that is no map', '[always]', 'policy.windows[0] must be a map'],
    [
      'whose duration is a number',
      '[{ schedule: "0 0 * * *", duration: 10, timeZone: UTC }]',
      'was read as a number; quote it',
    ],
  ])('%s', async (_, windows, message) => {
    const found = await problems(policy(windows));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});
