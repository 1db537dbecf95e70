/** Errors about what a text may be are none where Connect has just that text. */
import { expect, test } from 'vitest';
import type { Diagnostic, LiveValue } from '../../src/base/diagnostic.ts';
import type { Json } from '../../src/base/json.ts';
import { withoutLiveValues } from '../../src/plan/compare/live-values.ts';
import { liveState, rules } from '../support/states.ts';

const live = liveState({
  'pet/Rex': {
    room: 'den',
    age: null,
    tags: { site: 'Bonn' },
    toys: [
      { name: 'ball', colours: ['red', 'blue'] },
      { name: 'rope', colours: [] },
    ],
  },
  'room/den': {},
});

const of = (path: readonly string[], value: Json, key = 'Rex', kind = 'pet'): LiveValue => ({ kind, key, path, value });

const error = (unlessLive?: readonly LiveValue[]): Diagnostic => ({
  ...{ severity: 'error', code: 'invalid-value', message: 'This is no such text.' },
  ...(unlessLive && { unlessLive }),
});

test.each<[string, readonly LiveValue[]]>([
  ['its name is that of something in Connect', [of([], 'den', 'den', 'room')]],
  ['its name is in Connect in another case, where its kind does not mind', [of([], 'REX', 'REX')]],
  ['the attribute has that value', [of(['room'], 'den')]],
  ['the key of a map has that value', [of(['tags', 'site'], 'Bonn')]],
  ['a whole map is the same, in any order', [of(['toys', '5'], { colours: ['red', 'blue'], name: 'ball' })]],
  ['something in a list has that value, at whatever place', [of(['toys', '0', 'name'], 'rope')]],
  ['something in a list of a list has that value', [of(['toys', '1', 'colours', '0'], 'blue')]],
  ['the attribute is empty in Connect as well', [of(['age'], null)]],
  ['each of several values is there', [of(['room'], 'den'), of(['tags', 'site'], 'Bonn')]],
])('an error is dropped where %s', (_, values) => {
  expect(withoutLiveValues([error(values)], live, rules)).toEqual([]);
});

test.each<[string, readonly LiveValue[] | undefined]>([
  ['it is one whatever Connect has', undefined],
  ['nothing in Connect has the name', [of([], 'attic', 'attic', 'room')]],
  ['only another kind has the name', [of([], 'den', 'den', 'pet')]],
  ['the value is of something that Connect does not have', [of(['room'], 'den', 'Kiki')]],
  ['the attribute has another value', [of(['room'], 'attic')]],
  ['the attribute is not set', [of(['follows'], null)]],
  ['the attribute is a name that every object has', [of(['constructor'], null)]],
  ['the path goes on within a text', [of(['room', 'length'], 3)]],
  ['nothing in the list has the value', [of(['toys', '0', 'name'], 'bone')]],
  ['only one of several values is there', [of(['room'], 'den'), of(['tags', 'site'], 'Cork')]],
])('an error stays where %s', (_, values) => {
  const errors = [error(values)];
  expect(withoutLiveValues(errors, live, rules)).toEqual(errors);
});
