/** What it is to be parked: since when, until when, and what was lost by it. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import type { Change } from '../../src/plan/model/change.ts';
import { parkedTag } from '../../src/plan/model/own-tags.ts';
import {
  deletedAt,
  isParking,
  leavingSince,
  type Parking,
  parkedAttributes,
  parkedOn,
  unrestored,
} from '../../src/plan/model/parking.ts';
import type { Attributes } from '../../src/plan/model/state.ts';

const hour = 3_600_000;
const parking = (attributes: Attributes, parkFor = 30 * 24 * hour, zone = 'Europe/Dublin'): Parking => ({
  origins: { type: 'entry', path: ['parked'], source: { at: () => ({ file: 'a.yaml', line: 1, column: 1 }) } },
  ...{ attributes, parkFor, zone },
});

describe('the day since which somebody is parked', () => {
  test.each<[what: string, Attributes, string | undefined]>([
    ['is what the tag says', { tags: { [parkedTag]: '2026-11-28' } }, '2026-11-28'],
    ['is none without the tag', { tags: { site: 'x' } }, undefined],
    ['is none without tags', {}, undefined],
    ['is none where tags are taken away', { tags: null }, undefined],
    ['is none where the tag says no day', { tags: { [parkedTag]: 'yes' } }, undefined],
    ['is none where the calendar has no such day', { tags: { [parkedTag]: '2026-02-30' } }, undefined],
    ['is none where the tag is no text', { tags: { [parkedTag]: ['2026-11-28'] } }, undefined],
  ])('%s', (_, attributes, day) => expect(parkedOn(attributes)).toBe(day));
});

describe('somebody who is parked is deleted', () => {
  test.each<[what: string, day: string, hours: number, zone: string, at: string, deleteOn: string]>([
    ['as the last day begins', '2026-11-28', 24 * 30, 'Europe/Dublin', '2026-12-28T00:00:00Z', '2026-12-28'],
    ['when it begins there', '2026-11-28', 24, 'Asia/Tokyo', '2026-11-28T15:00:00Z', '2026-11-29'],
    [
      'after whole days, though one has 25 hours',
      '2026-10-24',
      48,
      'Europe/Dublin',
      '2026-10-26T00:00:00Z',
      '2026-10-26',
    ],
    ['so many hours into it', '2026-11-28', 36, 'Europe/Dublin', '2026-11-29T12:00:00Z', '2026-11-29'],
    ['on the same day, by the hour', '2026-11-28', 2, 'Europe/Dublin', '2026-11-28T02:00:00Z', '2026-11-28'],
    ['at once', '2026-11-28', 0, 'Europe/Dublin', '2026-11-28T00:00:00Z', '2026-11-28'],
    ['never later than days can be counted', '9999-12-31', 24, 'UTC', '9999-12-31T00:00:00Z', '9999-12-31'],
  ])('%s', (_, day, hours, zone, at, deleteOn) => {
    const given = parking({}, hours * hour, zone);
    expect(new Date(deletedAt(day, given)).toISOString()).toBe(at.replace('Z', '.000Z'));
    expect(leavingSince(day, given)).toEqual({ parkedOn: day, deleteOn });
  });
});

test('somebody who is parked is asked to have what parking says, and the tag among its tags', () => {
  expect(parkedAttributes(parking({ room: 'kennel', tags: { site: 'none' } }), '2026-11-28')).toEqual({
    room: 'kennel',
    tags: { site: 'none', [parkedTag]: '2026-11-28' },
  });
  expect(parkedAttributes(parking({ tags: null }), '2026-11-28')).toEqual({ tags: { [parkedTag]: '2026-11-28' } });
});

describe('a change parks somebody', () => {
  const leaving = { parkedOn: '2026-11-28', deleteOn: '2026-12-28' };
  const update = (path: string, before: Json, more: Partial<Extract<Change, { action: 'update' }>> = {}): Change => ({
    ...{ action: 'update', address: { kind: 'pet', key: 'Rex' }, before: {}, after: {} },
    attributes: [
      { path: 'room', before: 'den', after: 'kennel' },
      { path, before, after: '2026-11-28' },
    ],
    ...more,
  });
  const address = { kind: 'pet', key: 'Rex' };
  const tag = `tags.${parkedTag}`;
  test.each<[what: string, Change, boolean]>([
    ['who gets the tag', update(tag, null, { leaving }), true],
    ['but not where they have it already', update(tag, '2026-11-01', { leaving }), false],
    ['but not where they get something else', update('tags.site', null, { leaving }), false],
    ['but not where they are not on their way out', update(tag, null), false],
    ['but not where they are deleted', { action: 'delete', address, before: {} }, false],
    ['but not where they are made', { action: 'create', address, after: {} }, false],
  ])('%s', (_, change, expected) => expect(isParking(change)).toBe(expected));
});

describe('what somebody who comes back has to be given is', () => {
  const lost = parking({ room: 'kennel', tags: { site: 'none', team: 'none' } });
  test.each<[what: string, Attributes, readonly string[]]>([
    ['all that parking set', {}, ['room', 'tags.site', 'tags.team']],
    ['nothing that is asked for', { room: 'den', tags: { site: 'a', team: 'b' } }, []],
    ['each key of a map that is not asked for', { room: 'den', tags: { team: 'b' } }, ['tags.site']],
    ['nothing that is asked to be cleared', { room: null, tags: { site: null, team: null } }, []],
    ['all of a map that is no map any more', { room: 'den', tags: null }, ['tags.site', 'tags.team']],
    ['nothing that every object has', { room: 'den', tags: { site: 'a', toString: 'b' } }, ['tags.team']],
  ])('%s', (_, asked, paths) => expect(unrestored(asked, lost)).toEqual(paths));

  test('nothing where parking sets nothing', () => expect(unrestored({}, parking({}))).toEqual([]));
});
