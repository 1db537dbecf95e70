/** Why a record of somebody does not count, for who asks where they are. */
import { expect, describe as group, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { mapPeople } from './support.ts';

const jane = { id: '1', user: 'Jane', first: 'Jane', last: 'Doe', status: 'Active', job: 'agent', start: '2026-01-01' };
const omar = { ...jane, id: '2', user: 'omar', first: 'Omar' };

/** The records of a username that do not count, each with its place and the reason. */
function passedOver(name: string, settings: string, ...records: Json[]): readonly string[] {
  const text = `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}]`;
  const user = 'user: { username: "${user}", firstName: "${first}", lastName: "${last}" }';
  return mapPeople(`${settings}\n${user}`, { text })
    .passedOver(name)
    .map(({ at, why }) => `${at.file}:${at.line}:${at.column} ${why}`);
}

group('a record that where leaves out', () => {
  test.each<[sentence: string, where: string, fields: object, why: string]>([
    [
      'has another value',
      '{ status: Active }',
      { status: 'Left' },
      'hr.json:3:1 where leaves it out: status is "Left", and connect-sync.yaml:4:20 wants "Active"',
    ],
    [
      'has none of several values',
      '{ status: [Active, On Leave] }',
      { status: 'Left' },
      'hr.json:3:1 where leaves it out: status is "Left", and connect-sync.yaml:4:20 wants "Active" or "On Leave"',
    ],
    [
      'has a value that it must not have',
      '{ status: { not: [Left, Gone] } }',
      { status: 'Left' },
      'hr.json:3:1 where leaves it out: status is "Left", and connect-sync.yaml:4:20 wants none of "Left" or "Gone"',
    ],
    [
      'fails the second of two tests',
      '{ job: agent, status: Active }',
      { status: 'Left' },
      'hr.json:3:1 where leaves it out: status is "Left", and connect-sync.yaml:4:32 wants "Active"',
    ],
    [
      'lacks the field',
      '{ "cost centre": "12" }',
      {},
      'hr.json:3:1 where leaves it out: cost centre is "", and connect-sync.yaml:4:27 wants "12"',
    ],
    [
      'has a list there',
      '{ status: Active }',
      { status: ['Left', 'Gone'] },
      'hr.json:3:1 where leaves it out: status is a list or a map, and connect-sync.yaml:4:20 wants "Active"',
    ],
  ])('%s', (_, where, fields, why) => {
    expect(passedOver('omar', `where: ${where}`, { ...jane, 'cost centre': '12' }, { ...omar, ...fields })).toEqual([
      why,
    ]);
  });
});

test('a record that no rule matches', () => {
  const rules = 'unmatched: skip\nrules: [{ when: { job: agent }, set: {} }, { when: { job: clerk }, set: {} }]';
  expect(passedOver('omar', rules, jane, { ...omar, job: 'cook' })).toEqual([
    'hr.json:3:1 no rule of hr.json matches it',
  ]);
});

test('an older record of the same person, whether there are rules or not', () => {
  const older = { ...jane, start: '2020-01-01' };
  const why = ['hr.json:3:1 another record of the same person counts instead (duplicates)'];
  const duplicates = 'key: id\nduplicates: { latest: start }';
  expect(passedOver('jane', duplicates, jane, older)).toEqual(why);
  const rules = 'rules: [{ when: { job: agent }, set: {} }, { when: { job: clerk }, set: {} }]';
  expect(passedOver('jane', `${duplicates}\n${rules}`, jane, older)).toEqual(why);
});

test('is found by the username in any case, and nobody else is', () => {
  const where = 'where: { status: Active }';
  const left = { ...jane, status: 'Left' };
  expect(passedOver('JANE', where, left, { ...omar, status: 'Left' })).toHaveLength(1);
  expect(passedOver('jane.doe', where, left, { ...left, user: '' }, { ...left, user: null })).toEqual([]);
  expect(passedOver('', where, left, { ...left, user: '' })).toEqual([]);
});

test('every record of one person has its own reason', () => {
  const settings = 'key: id\nwhere: { status: Active }\nduplicates: { latest: start }';
  expect(passedOver('jane', settings, { ...jane, status: 'Left' }, { ...jane, start: '2020-01-01' }, jane)).toEqual([
    'hr.json:2:1 where leaves it out: status is "Left", and connect-sync.yaml:5:20 wants "Active"',
    'hr.json:3:1 another record of the same person counts instead (duplicates)',
  ]);
});

test('who has a single record that counts was not passed over', () => {
  expect(passedOver('jane', 'where: { status: Active }', jane)).toEqual([]);
});
