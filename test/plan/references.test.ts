import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { stillUsed, unresolved, waitingForLeavers } from '../../src/plan/compare/references.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, liveState, rules } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };
const messages = (asked: Table, there: Table = {}): readonly string[] =>
  unresolved(desiredState(asked), liveState(there), rules).map(({ message }) => message);

test('what is asked for as well is known', () => {
  expect(messages({ 'pet/Rex': { room: 'den' }, 'room/den': {} })).toEqual([]);
});

test('what is live is known', () => {
  expect(messages({ 'pet/Rex': { room: 'den' } }, { 'room/den': {} })).toEqual([]);
});

test('a name is known in any case, where its kind does not mind', () => {
  expect(messages({ 'pet/Rex': { follows: 'KIKI' } }, { 'pet/Kiki': {} })).toEqual([]);
});

test('a name of another kind is not known', () => {
  expect(messages({ 'pet/Rex': { room: 'den' } }, { 'pet/den': {} })).toEqual([
    'There is no room "den" in this instance; there is none at all.',
  ]);
});

test('the name that was probably meant is offered', () => {
  expect(messages({ 'pet/Rex': { room: 'Attick' } }, { 'room/attic': {}, 'room/den': {} })).toEqual([
    'There is no room "Attick" in this instance; did you mean "attic"? There are "attic", "den".',
  ]);
});

test('a name that is listed and live is offered once', () => {
  const there = { 'room/den': {}, 'pet/Bo': {} };
  expect(messages({ 'pet/Rex': { room: 'Attick' }, 'room/den': {} }, there)).toEqual([
    'There is no room "Attick" in this instance; there is only "den".',
  ]);
  expect(messages({ 'pet/Rex': { follows: 'Rexx' }, 'pet/bo': {} }, there)).toEqual([
    'There is no house pet "Rexx" in this instance; did you mean "Rex"? There are "Rex", "bo".',
  ]);
});

test('a kind is called as in sentences', () => {
  expect(messages({ 'pet/Rex': { follows: 'nobody-like-this' } })).toEqual([
    'There is no house pet "nobody-like-this" in this instance; there is only "Rex".',
  ]);
});

test('null and what is not mentioned point at nothing', () => {
  expect(messages({ 'pet/Rex': { room: null } })).toEqual([]);
});

test('only what is asked for is checked, not what is live', () => {
  expect(messages({}, { 'pet/Rex': { room: 'gone' } })).toEqual([]);
});

test('a mistake is told with its place, its code and its address', () => {
  expect(unresolved(desiredState({ 'pet/Rex': { room: 'x' } }), new Map(), rules)).toMatchObject([
    { severity: 'error', code: 'unknown-name', address: 'pet/Rex', source: { file: 'x.yaml', line: 1, column: 2 } },
  ]);
});

test('A4: a name that many use is one mistake, with a count and the first places', () => {
  const asked = Array.from({ length: 120 }, (_, at) => [`pet/p${at}`, at + 1] as const);
  const desired = new Map(
    [...desiredState(Object.fromEntries(asked.map(([address]) => [address, { room: 'x' }])))].map(([key, one], at) => {
      const source = { at: () => ({ file: 'x.yaml', line: at + 1, column: 3 }) };
      return [key, { ...one, origins: { type: 'entry', path: [], source } as const }];
    }),
  );
  const found = unresolved(desired, liveState({ 'room/den': {} }), rules);
  expect(found.map(({ message }) => message)).toEqual([
    'There is no room "x" in this instance; there is only "den". Used 120 times, also at x.yaml:2:3, x.yaml:3:3, ….',
  ]);
  expect(found[0]).toMatchObject({ source: { line: 1 } });
  expect(found[0]).not.toHaveProperty('address');
});

test.each<[string, string, readonly string[], string]>([
  [
    'a no-break space',
    'Vertrieb Nord',
    ['Vertrieb\u00a0Nord'],
    '; "Vertrieb\u00a0Nord" looks the same and has U+00A0 no-break space at character 9.',
  ],
  [
    'an accent of its own',
    'Z\u00fcrich',
    ['Zu\u0308rich'],
    '; "Zu\u0308rich" looks the same and has U+0075 "u" at character 2.',
  ],
  [
    'a name that is too long',
    'Tier\u200b 2',
    ['Tier 2'],
    '; "Tier 2" looks the same and has U+0020 space at character 5.',
  ],
  [
    'the full path',
    'Beta',
    ['Americas/Austin', 'Americas/Seattle/Beta'],
    '; did you mean "Americas/Seattle/Beta"? There are "Americas/Austin", "Americas/Seattle/Beta".',
  ],
  [
    'the full path, rather than another with the same end',
    'Seattle/Beta',
    ['EMEA/Beta', 'Americas/Seattle/Beta'],
    '; did you mean "Americas/Seattle/Beta"? There are "EMEA/Beta", "Americas/Seattle/Beta".',
  ],
  [
    'another path with the same end',
    'Americas/Dublin/Beta',
    ['Americas/Dublin/Zeta', 'EMEA/Beta'],
    '; did you mean "EMEA/Beta"? There are "Americas/Dublin/Zeta", "EMEA/Beta".',
  ],
])('what it is that differs is said: %s', (_, written, there, expected) => {
  const live = Object.fromEntries(there.map((name) => [`room/${name}`, {}]));
  expect(messages({ 'pet/Rex': { room: written } }, live)).toEqual([
    `There is no room ${JSON.stringify(written)} in this instance${expected}`,
  ]);
});

test('A5: of many names ten are listed, the nearest first', () => {
  const live = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`room/room-${at}`, {}]));
  expect(messages({ 'pet/Rex': { room: 'basement' } }, live)[0]).toMatch(
    /; there are ("room-\d+", ){9}"room-\d+", …\.$/,
  );
});

test('ten names are all that there are', () => {
  const live = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`room/room-${at}`, {}]));
  expect(messages({ 'pet/Rex': { room: 'basement' } }, live)[0]).toMatch(/; there are ("room-\d", ){9}"room-\d"\.$/);
});

test('names are written as their kind writes them', () => {
  const written: Rules = new Map([
    ...rules,
    ['room', { ...(rules.get('room') as KindRules), write: (key) => `[${key.split('/').join(' > ')}]` }],
  ]);
  const live = liveState({ 'room/EMEA/Dublin': {}, 'room/APAC': {} });
  expect(unresolved(desiredState({ 'pet/Rex': { room: 'EMEA/Dublan' } }), live, written)[0]?.message).toBe(
    'There is no room [EMEA > Dublan] in this instance; did you mean [EMEA > Dublin]? There are [EMEA > Dublin], [APAC].',
  );
});

test('what is of an unknown kind points at nothing', () => {
  expect(messages({ 'bird/Kiki': { room: 'x' } })).toEqual([]);
});

test('names that every object has are names like others', () => {
  expect(messages({ 'pet/Rex': { room: 'constructor' }, 'pet/Kiki': { room: '__proto__' } })).toHaveLength(2);
});

describe('what something that stays still points at is not deleted', () => {
  const sentencesOf = (asked: Table, there: Table) =>
    stillUsed(diff(desiredState(asked), liveState(there), rules), liveState(there), rules).map(
      ({ message }) => message,
    );

  test('and up to ten of those are named', () => {
    const pets = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`pet/${at}`, { room: 'den' }]));
    expect(sentencesOf(pets, { ...pets, 'room/den': {} })).toEqual([
      'room/den is no longer listed and would be deleted, but pet/0, pet/1, pet/2, pet/3, pet/4, pet/5, pet/6, pet/7, pet/8, pet/9 and 2 more would still use it; move them first, or list it again.',
    ]);
  });
  test('which is an error of what would be deleted', () => {
    const live = liveState({ 'room/den': {}, 'pet/Rex': { room: 'den' } });
    expect(stillUsed(diff(desiredState({ 'pet/Rex': {} }), live, rules), live, rules)).toEqual([
      {
        severity: 'error',
        code: 'still-used',
        message:
          'room/den is no longer listed and would be deleted, but pet/Rex would still use it; move them first, or list it again.',
        address: 'room/den',
      },
    ]);
  });
  test('neither where the plan creates it, nor where the plan moves it there', () => {
    const asked = { 'pet/New': { room: 'den' }, 'pet/Rex': { room: 'den' }, 'room/attic': {} };
    expect(sentencesOf(asked, { 'room/den': {}, 'room/attic': {}, 'pet/Rex': { room: 'attic' } })).toEqual([
      'room/den is no longer listed and would be deleted, but pet/Rex, pet/New would still use it; move them first, or list it again.',
    ]);
  });
  test('and all of ten are named', () => {
    const pets = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`pet/${at}`, { room: 'den' }]));
    expect(sentencesOf(pets, { ...pets, 'room/den': {} })[0]).toContain('pet/8, pet/9 would still use it');
  });
  test('but it is where the plan moves or deletes all of them', () => {
    const there = { 'room/den': {}, 'room/attic': {}, 'pet/Rex': { room: 'den' }, 'pet/Tom': { room: 'den' } };
    expect(sentencesOf({ 'room/attic': {}, 'pet/Rex': { room: 'attic' } }, there)).toEqual([]);
  });
  test('or it waits, where only those who are on the way out do', () => {
    const there = { 'room/den': {}, 'pet/Rex': { room: 'den' }, 'pet/Tom': { room: 'den' } };
    const waiting = (leaving: readonly string[], asked: Table) =>
      waitingForLeavers(diff(desiredState(asked), liveState(there), rules), {
        ...{ live: liveState(there), rules, leaving: new Set(leaving) },
      }).map(({ diagnostic }) => `${diagnostic.severity} ${diagnostic.message}`);
    const staying = { 'pet/Rex': { room: 'den' }, 'pet/Tom': { room: 'den' } };
    expect(waiting(['pet/rex', 'pet/tom'], staying)).toEqual([
      'warning room/den is no longer listed; it is deleted once people who are parked are gone. Until then it is used by pet/Rex, pet/Tom.',
    ]);
    expect(waiting(['pet/rex'], staying)).toEqual([]);
    expect(waiting([], staying)).toEqual([]);
  });
  test('which is a warning of what waits', () => {
    const live = liveState({ 'room/den': {}, 'pet/Rex': { room: 'den' } });
    const changes = diff(desiredState({ 'pet/Rex': {} }), live, rules);
    expect(waitingForLeavers(changes, { live, rules, leaving: new Set(['pet/rex']) })).toEqual([
      {
        address: { kind: 'room', key: 'den' },
        diagnostic: {
          severity: 'warning',
          code: 'waits-for-parked',
          message:
            'room/den is no longer listed; it is deleted once people who are parked are gone. Until then it is used by pet/Rex.',
          address: 'room/den',
        },
      },
    ]);
  });
  test('and a resource inside another that goes with it does not keep it', () => {
    expect(sentencesOf({}, { 'room/house': {}, 'room/den': { inside: 'house' } })).toEqual([]);
  });
});
