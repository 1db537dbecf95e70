/** Names that Connect has given more than once. */
import { expect, test } from 'vitest';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes, LiveResource } from '../../src/plan/model/state.ts';
import { ambiguities } from '../../src/plan/safety/ambiguous.ts';
import { addressOf, desiredState, found, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };

/** So many resources with one name, whose ids are numbers. */
const twins = (address: string, count = 2): readonly [string, readonly LiveResource[]] => [
  address.toLowerCase(),
  Array.from({ length: count }, (_, index) => ({ ...found(addressOf(address), {}), id: `${index + 1}` })),
];

const told = (asked: Table, ambiguous: Parameters<typeof twins>[], by: Rules = rules) =>
  ambiguities(
    {
      desired: desiredState(asked, by),
      ambiguous: new Map(ambiguous.map((one) => twins(...one))),
      managed: new Set(['room']),
    },
    by,
  );

const at = (column: number) => ({ file: 'x.yaml', line: 1, column });
const unclear = 'so which of them is meant cannot be said. Rename or delete all but one.';

test('what points at such a name is an error where the name is written', () => {
  expect(told({ 'pet/Rex': { room: 'den' }, 'pet/Kim': { room: 'attic' } }, [['room/den']])).toEqual([
    {
      ...{ severity: 'error', code: 'ambiguous-name', source: at(2) },
      message: `Amazon Connect has the room "den" 2 times (ids 1, 2), ${unclear}`,
    },
  ]);
});

test('what lists such a name is an error at its entry', () => {
  expect(told({ 'room/den': {} }, [['room/den', 3]])).toEqual([
    {
      ...{ severity: 'error', code: 'ambiguous-name', source: at(1) },
      message: `Amazon Connect has the room "den" 3 times (ids 1, 2, 3), ${unclear}`,
    },
  ]);
});

test('several uses are one error at the first, which says where the others are', () => {
  const asked = { 'room/den': {}, 'room/attic': { inside: 'den' }, 'pet/Rex': { room: 'den' } };
  expect(told(asked, [['room/den']])).toEqual([
    {
      ...{ severity: 'error', code: 'ambiguous-name', source: at(1) },
      message: `Amazon Connect has the room "den" 2 times (ids 1, 2), ${unclear} Used 3 times, also at x.yaml:1:2.`,
    },
  ]);
});

test('an error is told of any kind, also of one that is not managed', () => {
  expect(told({ 'pet/Kim': { follows: 'REX' } }, [['pet/Rex']])).toEqual([
    {
      ...{ severity: 'error', code: 'ambiguous-name', source: at(2) },
      message: `Amazon Connect has the house pet "Rex" 2 times (ids 1, 2), ${unclear}`,
    },
  ]);
});

test('what no file mentions is left alone, which a warning says of managed kinds', () => {
  expect(told({ 'room/attic': {} }, [['room/den'], ['pet/Rex']])).toEqual([
    {
      ...{ severity: 'warning', code: 'ambiguous-name', address: 'room/den' },
      message: 'Amazon Connect has the room "den" 2 times (ids 1, 2); they are left alone.',
    },
  ]);
});

test('each name is told by itself, as a file writes it', () => {
  const room = rules.get('room') as KindRules;
  const written: Rules = new Map([...rules, ['room', { ...room, write: (key) => `<${key}>` }]]);
  const asked = { 'pet/Rex': { room: 'den' } };
  expect(
    told(asked, [['room/attic'], ['room/den']], written).map(({ severity, message }) => [severity, message]),
  ).toEqual([
    ['warning', 'Amazon Connect has the room <attic> 2 times (ids 1, 2); they are left alone.'],
    ['error', `Amazon Connect has the room <den> 2 times (ids 1, 2), ${unclear}`],
  ]);
});

test('nothing is told where every name is there once', () =>
  expect(told({ 'pet/Rex': { room: 'den' } }, [])).toEqual([]));
