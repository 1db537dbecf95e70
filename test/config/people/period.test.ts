/** From when until when a person is wanted. */
import { expect, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { readPeriod } from '../../../src/config/people/period.ts';
import type { Origin } from '../../../src/plan/model/origin.ts';

const source = { at: (path: readonly (string | number)[]) => ({ file: path.join('/'), line: 1, column: 1 }) };
const entry: Origin = { type: 'entry', source, path: ['entry'] };
const by = {
  source,
  path: ['by'],
  fieldOf: ([name = '']: readonly string[]) => [`${name}-field`],
  written: () => undefined,
};
const record: Origin = { type: 'record', source, path: ['record'], by };
const rule: Origin = { type: 'rule', number: 1, source, path: ['record'], by };

const read = (from: Json | undefined, until: Json | undefined, origins: Origin = entry, zone = 'Europe/Dublin') =>
  readPeriod({ ...(from !== undefined && { from }), ...(until !== undefined && { until }) }, { origins, zone });

const at = (time: string): number => Date.parse(time);

test.each<[sentence: string, from: Json | undefined, until: Json | undefined, period: object | undefined]>([
  ['without days, always', undefined, undefined, undefined],
  ['with days taken back by null, always', null, null, undefined],
  ['from the first moment of a day', '2026-07-01', undefined, { from: at('2026-06-30T23:00:00Z') }],
  ['until the last moment of a day', undefined, '2026-07-31', { until: at('2026-07-31T23:00:00Z') }],
  ['on one day', '2026-12-01', '2026-12-01', { from: at('2026-12-01T00:00:00Z'), until: at('2026-12-02T00:00:00Z') }],
  ['from a time', '2026-12-01T09:00:00+01:00', undefined, { from: at('2026-12-01T08:00:00Z') }],
  ['until a time, and at that time', undefined, '2026-12-01T17:00:00Z', { until: at('2026-12-01T17:00:00.001Z') }],
  [
    'from a time until the same time, at that moment',
    '2026-12-01T17:00:00Z',
    '2026-12-01T17:00:00Z',
    { from: at('2026-12-01T17:00:00Z'), until: at('2026-12-01T17:00:00.001Z') },
  ],
  ['from a text that is no day, always', 'soon', 'later', undefined],
  [
    'from a day until a text that is no day, from that day',
    '2026-12-01',
    'later',
    { from: at('2026-12-01T00:00:00Z') },
  ],
])('%s', (_, from, until, period) => {
  expect(read(from, until)).toEqual(period === undefined ? {} : { period });
});

test('an end before the beginning, which somebody wrote, is an error', () => {
  expect(read('2026-12-01', '2026-11-30')).toEqual({
    problem: {
      severity: 'error',
      code: 'invalid-period',
      message: 'until (2026-11-30) is before from (2026-12-01).',
      source: { file: 'entry/until', line: 1, column: 1 },
    },
  });
});

test.each([
  ['record', record],
  ['rule', rule],
])('an end before the beginning, in a %s, is that of an earlier time', (_, origin) => {
  expect(read('2026-12-01', '2026-03-31', origin)).toEqual({
    period: { from: at('2026-12-01T00:00:00Z') },
    problem: {
      severity: 'warning',
      code: 'stale-end',
      message:
        'The end 2026-03-31 is before the beginning 2026-12-01; it is taken for that of an earlier time, and left out.',
      source: { file: 'record/until-field', line: 1, column: 1 },
    },
  });
});

test('the place where the end is written decides, not that of the rest', () => {
  const days = { from: '2026-12-01', until: '2026-11-30' };
  const parts = (until: Origin, whole: Origin) => ({ origins: { whole, parts: { until } }, zone: 'UTC' });
  expect(readPeriod(days, parts(entry, record)).problem?.code).toBe('invalid-period');
  expect(readPeriod(days, parts(record, entry)).problem?.code).toBe('stale-end');
});
