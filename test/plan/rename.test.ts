import { describe, expect, test } from 'vitest';
import { diff } from '../../src/plan/compare/diff.ts';
import { askNewNames, checkRenamings, type Renaming, renameLive } from '../../src/plan/compare/rename.ts';
import { format } from '../../src/plan/model/address.ts';
import type { KindRules, Rules } from '../../src/plan/model/rules.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { desiredState, found, liveState, rules as pets } from '../support/states.ts';

const room = pets.get('room') as KindRules;
/** Rooms are inside each other here by their keys: `house/den`. */
const rooms: KindRules = {
  ...room,
  rename: (key, { from, to }) =>
    key === from ? to : key.startsWith(`${from}/`) ? `${to}${key.slice(from.length)}` : undefined,
};
const rules: Rules = new Map([...pets, ['room', rooms]]);

type Table = { readonly [address: string]: Attributes };
const source = { file: 'x.yaml', line: 9, column: 1 };
const renaming = (from: string, to: string, kind = 'room'): Renaming => ({ kind, from, to, source });

/** The changes of rooms and pets, the pets named after the rooms were renamed. */
function planned(asked: Table, there: Table, renamings: readonly Renaming[]) {
  const named = renameLive([...liveState(there).values()], renamings, rooms);
  const live = new Map(named.map((one) => [format(one.address), one]));
  const desired = askNewNames(desiredState(asked), live, { renamings, rules });
  return {
    changes: diff(desired, live, rules),
    errors: checkRenamings(renamings, { desired, live }, rules).map(({ code, message }) => `${code}: ${message}`),
  };
}

describe('a renamed resource', () => {
  test('is the same resource with another name', () => {
    const { changes, errors } = planned({ 'room/study': { size: 2 } }, { 'room/den': { size: 1 } }, [
      renaming('den', 'study'),
    ]);
    expect(errors).toEqual([]);
    expect(changes).toEqual([
      {
        ...{ action: 'update', address: { kind: 'room', key: 'study' } },
        ...{ before: { size: 1, name: 'den' }, after: { size: 2, name: 'study' } },
        attributes: [
          { path: 'size', before: 1, after: 2 },
          { path: 'name', before: 'den', after: 'study' },
        ],
      },
    ]);
  });
  test('takes along what has its name in its own', () => {
    const there = { 'room/house': {}, 'room/house/den': {}, 'room/houseboat': {} };
    const asked = { 'room/villa': {}, 'room/villa/den': {}, 'room/houseboat': {} };
    const { changes } = planned(asked, there, [renaming('house', 'villa')]);
    expect(changes.map(({ action, address }) => `${action} ${format(address)}`)).toEqual(['update room/villa']);
  });
  test('is no change once it has happened', () => {
    expect(planned({ 'room/study': {} }, { 'room/study': {} }, [renaming('den', 'study')])).toEqual({
      ...{ changes: [], errors: [] },
    });
  });
  test('is created where neither name is there', () => {
    expect(planned({ 'room/study': {} }, {}, [renaming('den', 'study')]).changes).toMatchObject([{ action: 'create' }]);
  });
  test('keeps its id and its ARN', () => {
    const den = found({ kind: 'room', key: 'den' }, {});
    expect(renameLive([den], [renaming('den', 'study')], rooms)).toMatchObject([{ id: den.id, arn: den.arn }]);
  });
  test('of another kind is left alone', () => {
    const den = found({ kind: 'room', key: 'den' }, {});
    expect(renameLive([den], [renaming('den', 'study', 'pet')], rooms)).toEqual([den]);
  });
});

describe('no plan where', () => {
  const errorsOf = (asked: Table, there: Table, one: Renaming) => planned(asked, there, [one]).errors;
  test('both names are there', () => {
    expect(errorsOf({ 'room/study': {} }, { 'room/den': {}, 'room/study': {} }, renaming('den', 'study'))).toEqual([
      'renamed-twice: room/den cannot be renamed to "study": Amazon Connect has both; remove the line under renamed, or one of the two.',
    ]);
  });
  test('the old name is listed as well', () => {
    expect(errorsOf({ 'room/study': {}, 'room/den': {} }, { 'room/den': {} }, renaming('den', 'study'))).toEqual([
      'renamed-and-listed: room/den is renamed to "study" and still listed; remove the old name or the line under renamed.',
    ]);
  });
  test('the new name is not listed', () => {
    expect(errorsOf({}, { 'room/den': {} }, renaming('den', 'study'))).toEqual([
      'renamed-not-listed: room/den is renamed to "study", which is not listed; list it under its new name.',
    ]);
  });
  test('Connect cannot rename the kind, which says what to do instead', () => {
    expect(errorsOf({ 'pet/New': {} }, {}, renaming('Old', 'New', 'pet'))).toEqual([
      'cannot-be-renamed: Amazon Connect cannot rename a house pet; list the new name beside the old one, move what uses the old one, and remove the old one then.',
    ]);
  });
});
