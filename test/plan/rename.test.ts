import { describe, expect, test } from 'vitest';
import { hierarchyGroup } from '../../src/kinds/hierarchy-group/index.ts';
import { diff } from '../../src/plan/compare/diff.ts';
import { askNewNames, checkRenamings, inOrder, type Renaming, renameLive } from '../../src/plan/compare/rename.ts';
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
  test('is pointed at by its new name, from its own kind', () => {
    const there = {
      'room/house': { size: 9 },
      'room/house/den': { inside: 'house', size: 1 },
      'room/shed': { inside: 'house' },
      'room/attic': { inside: 'loft', beside: 'house' },
    };
    const named = renameLive([...liveState(there).values()], [renaming('house', 'villa')], rooms);
    expect(named.map(({ address, attributes }) => [address.key, attributes])).toEqual([
      ['villa', { size: 9, name: 'house' }],
      ['villa/den', { inside: 'villa', size: 1 }],
      ['shed', { inside: 'villa' }],
      ['attic', { inside: 'loft', beside: 'house' }],
    ]);
  });
  test('is pointed at as before by what is no plain name of its own kind', () => {
    const pointing: KindRules = {
      ...rooms,
      references: ({ owner, near, inside }) => [
        { path: ['owner'], address: { kind: 'pet', key: String(owner) } },
        { path: ['near', '0'], address: { kind: 'room', key: String(near) } },
        { path: ['inside'], address: { kind: 'room', key: String(inside).toLowerCase() } },
      ],
    };
    const attributes = { owner: 'den', near: 'den', inside: 'DEN' };
    const there = [found({ kind: 'room', key: 'den' }, {}), found({ kind: 'room', key: 'attic' }, attributes)];
    const [, attic] = renameLive(there, [renaming('den', 'study')], pointing);
    expect(attic?.attributes).toEqual(attributes);
  });
  test('is none where nothing has the old name, even if something is below it', () => {
    const there = [...liveState({ 'room/house/den': {} }).values()];
    expect(renameLive(there, [renaming('house', 'villa')], rooms)).toEqual(there);
  });
  test('is none where its kind cannot be renamed', () => {
    const there = [found({ kind: 'pet', key: 'Old' }, {})];
    expect(renameLive(there, [renaming('Old', 'New', 'pet')], pets.get('pet') as KindRules)).toEqual(there);
  });
  test('is renamed by this configuration alone: one that came by its name in another way is not', () => {
    const asked = desiredState({ 'room/study': {} });
    const named = (name: string) => liveState({ 'room/study': { name } });
    const attributesOf = (name: string) =>
      askNewNames(asked, named(name), { renamings: [renaming('den', 'study')], rules }).get('room/study')?.attributes;
    expect(attributesOf('den')).toEqual({ name: 'study' });
    expect(attributesOf('library')).toEqual({});
  });
  test('may be asked for in another case, where its kind does not mind: that is no other name', () => {
    const any: Rules = new Map([...rules, ['room', { ...rooms, fold: (key) => key.toLowerCase() }]]);
    const [desired, live] = [desiredState({ 'room/Den': {} }, any), liveState({ 'room/den': {} }, any)];
    expect(checkRenamings([renaming('den', 'Den')], { desired, live }, any)).toEqual([]);
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
  test('the kind is unknown', () => {
    expect(errorsOf({}, {}, renaming('Old', 'New', 'bird'))).toEqual([
      'cannot-be-renamed: Amazon Connect cannot rename a bird; list the new name beside the old one, move what uses the old one, and remove the old one then.',
    ]);
  });
  test('one of these is true, which is told of the new name and at its line', () => {
    expect(checkRenamings([renaming('den', 'study')], { desired: new Map(), live: new Map() }, rules)).toEqual([
      {
        severity: 'error',
        code: 'renamed-not-listed',
        message: 'room/den is renamed to "study", which is not listed; list it under its new name.',
        source,
        address: 'room/study',
      },
    ]);
  });
  test('Connect cannot rename the kind, which says what to do instead', () => {
    expect(errorsOf({ 'pet/New': {} }, {}, renaming('Old', 'New', 'pet'))).toEqual([
      'cannot-be-renamed: Amazon Connect cannot rename a house pet; list the new name beside the old one, move what uses the old one, and remove the old one then.',
    ]);
  });
});

describe('groups in groups that get other names', () => {
  const kinds: Rules = new Map([['hierarchyGroup', hierarchyGroup as KindRules]]);
  const group = (from: string, to: string): Renaming => renaming(from, to, 'hierarchyGroup');
  const above = group('A', 'C');
  test.each([
    ['from the old path to the new one', [above, group('A/X', 'C/W')]],
    ['where the one above has taken it', [above, group('C/X', 'C/W')]],
    ['before the one above', [group('A/X', 'A/W'), above]],
    ['to the new path, before the one above', [group('A/X', 'C/W'), above]],
  ])('the lower one is named %s', (_, renamings) => {
    const ordered = inOrder(renamings, kinds);
    expect(ordered.map(({ from, to }) => [from, to])).toEqual([
      ['A', 'C'],
      ['C/X', 'C/W'],
    ]);
    const there = ['A', 'A/X', 'A/X/Deep', 'AX'].map((key) => found({ kind: 'hierarchyGroup', key }, {}));
    const names = renameLive(there, ordered, hierarchyGroup as KindRules).map(({ address }) => address.key);
    expect(names).toEqual(['C', 'C/W', 'C/W/Deep', 'AX']);
  });
  test('names with slashes are written as in addresses', () => {
    const there = [found({ kind: 'hierarchyGroup', key: 'A\\/B' }, {})];
    const [renamed] = renameLive(there, inOrder([group('A\\/B', 'A\\/C')], kinds), hierarchyGroup as KindRules);
    expect(renamed?.address.key).toBe('A\\/C');
  });
  test('none gets another parent by it', () => {
    const desired = desiredState({ 'hierarchyGroup/B/X': {} });
    const errors = checkRenamings([group('A/X', 'B/X')], { desired, live: liveState({}) }, kinds);
    expect(errors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'cannot-be-renamed: hierarchyGroup/A/X cannot become hierarchyGroup/B/X: Amazon Connect cannot move a group to another parent. Without this line it is made anew under its new path, its members move, and the old one is deleted where policy.removed says so.',
    ]);
  });
});

describe('what is no tree is renamed', () => {
  const sheds: Rules = new Map([...rules, ['shed', { ...rooms, name: 'shed' }]]);
  const ordered = (...renamings: readonly Renaming[]) =>
    inOrder(renamings, sheds).map(({ kind, from, to }) => `${kind}/${from} to ${to}`);

  test('in the order of the files', () => {
    expect(ordered(renaming('den', 'study'), renaming('attic', 'loft'), renaming('Old', 'New', 'pet'))).toEqual([
      'room/den to study',
      'room/attic to loft',
      'pet/Old to New',
    ]);
  });
  test('one after the other: a name that was given up can be taken', () => {
    expect(ordered(renaming('den', 'study'), renaming('attic', 'den'))).toEqual([
      'room/den to study',
      'room/attic to den',
    ]);
  });
  test('each kind by itself', () => {
    expect(ordered(renaming('house', 'villa'), renaming('house/den', 'house/study', 'shed'))).toEqual([
      'room/house to villa',
      'shed/house/den to house/study',
    ]);
  });
  test('even if its kind cannot be renamed, or is unknown', () => {
    expect(
      ordered(
        ...[renaming('A', 'B', 'pet'), renaming('C', 'D', 'pet')],
        ...[renaming('A', 'B', 'bird'), renaming('C', 'D', 'bird')],
      ),
    ).toEqual(['pet/A to B', 'pet/C to D', 'bird/A to B', 'bird/C to D']);
  });
});
