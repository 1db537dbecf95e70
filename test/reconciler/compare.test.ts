/** What a pass finds to do, and all that it has to say before there is a plan. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { format } from '../../src/plan/model/address.ts';
import { keyTag, ownerTag, parkedTag } from '../../src/plan/model/own-tags.ts';
import type { Parking } from '../../src/plan/model/parking.ts';
import type { SourceFacts } from '../../src/plan/model/person.ts';
import type { Policy } from '../../src/plan/model/policy.ts';
import type { Attributes } from '../../src/plan/model/state.ts';
import { compared } from '../support/comparing.ts';
import { ours, type Table } from '../support/household.ts';
import { addressOf, desiredState, found } from '../support/states.ts';

const day = 86_400_000;
const parking: Parking = {
  attributes: { room: 'kennel' },
  origins: { type: 'entry', path: [], source: { at: () => ({ file: 'a.yaml', line: 2, column: 3 }) } },
  ...{ parkFor: 30 * day, zone: 'UTC' },
};

const names = ({ changes }: ReturnType<typeof compared>): readonly string[] =>
  changes.map(({ action, address }) => `${action} ${format(address)}`);
const told = ({ diagnostics }: ReturnType<typeof compared>): readonly string[] =>
  diagnostics.map(({ severity, code, message, source, address }) =>
    [`${severity} ${code}`, address ?? (source ? `${source.file}:${source.line}` : '-'), message].join(' | '),
  );

/** An export of pets, with what their records say. */
const source: SourceFacts = {
  ...{ file: 'hr.csv', at: { file: 'x.yaml', line: 9, column: 1 }, blanks: { type: 'count', count: 0 } },
  ...{ samePerson: new Set(), leftOut: new Set() },
};
const withRecords = (table: Table, keys: { readonly [address: string]: string }) =>
  new Map(
    [...desiredState(table)].map(([key, one]) => {
      const id = keys[format(one.address)];
      return [key, id === undefined ? one : { ...one, record: { source: 'hr.csv', key: id, blanks: [] } }];
    }),
  );
/** Pets with a name that is one of two people. */
const named = { namesOf: ({ name }: Attributes) => (typeof name === 'string' ? [name] : []) };

test('everything that is wrong is told at once, each mistake once, in the order of the files', () => {
  const twins = ['1', '2'].map((id) => ({ ...found(addressOf('room/twin'), {}), id }));
  const isLive: Diagnostic = {
    ...{ severity: 'error', code: 'unknown-key', message: 'There cannot be a den.' },
    unlessLive: [{ kind: 'room', key: 'den', path: [], value: null }],
  };
  const wrong: Diagnostic = {
    ...{ severity: 'error', code: 'unknown-key', message: 'A file is wrong.' },
    source: { file: 'b.yaml', line: 1, column: 1 },
  };
  const asked: Table = {
    'room/den': {},
    'pet/Rex': { room: 'nowhere' },
    'pet/Max': { room: 'twin' },
    'pet/Foe': { room: 'den' },
    'pet/Reused': { room: 'den', name: 'Ann' },
  };
  const there: Table = {
    'room/den': ours(),
    'room/kennel': {},
    'room/shed': ours(),
    'room/barn': ours(),
    'pet/Stray': { room: 'barn' },
    'pet/Foe': { room: 'den', tags: { [ownerTag]: 'them' } },
    'pet/Holder': { name: 'Bob', room: 'hall', tags: { [keyTag]: '1' } },
  };
  const comparison = compared(asked, there, {
    policy: {
      scope: { type: 'part', part: { room: 'den' } },
      locate: ([first]) => (first === 'vip' ? { file: 'a.yaml', line: 5, column: 1 } : undefined),
    },
    wanted: {
      desired: withRecords(asked, { 'pet/Reused': '1' }),
      sources: [source],
      files: ['b.yaml', 'a.yaml', 'x.yaml'],
      diagnostics: [wrong, wrong, isLive],
      renamed: [{ kind: 'room', from: 'old', to: 'den', source: { file: 'a.yaml', line: 7, column: 1 } }],
    },
    read: {
      ambiguous: new Map([['room/twin', twins]]),
      diagnostics: [{ severity: 'warning', code: 'search-denied', message: 'It is denied.' }],
    },
    more: {
      pet: {
        ...named,
        policyReferences: () => [{ path: ['vip'], address: addressOf('room/vip') }],
        check: ({ change }) =>
          change?.address.key === 'Max' ? [{ severity: 'warning', code: 'unknown-key', message: 'Max is odd.' }] : [],
      },
    },
  });
  expect(told(comparison)).toEqual([
    'warning search-denied | - | It is denied.',
    'error still-used | room/barn | room/barn is no longer listed and would be deleted, but pet/Stray would still use it; move them first, or list it again.',
    'warning unknown-key | - | Max is odd.',
    'error unknown-key | b.yaml:1 | A file is wrong.',
    'error unknown-name | a.yaml:5 | There is no room "vip" in this instance; there are "den", "twin", "barn", "shed", "kennel".',
    'error cannot-be-renamed | room/den | Amazon Connect cannot rename a room; list the new name beside the old one, move what uses the old one, and remove the old one then.',
    'warning outside-scope | pet/Rex | pet/Rex is listed and outside policy.scope, so it would never be deleted: removing this entry would leave the account as it is.',
    'warning outside-scope | pet/Max | pet/Max is listed and outside policy.scope, so it would never be deleted: removing this entry would leave the account as it is.',
    'error owned-by-another | pet/Foe | pet/Foe is managed by "them", and this configuration is "us"; list it in one of the two only, or remove its tag connect-sync:owner in Amazon Connect.',
    'error ambiguous-name | x.yaml:1 | Amazon Connect has the room "twin" 2 times (ids 1, 2), so which of them is meant cannot be said. Rename or delete all but one.',
    'error unknown-name | pet/Rex | There is no room "nowhere" in this instance; there are "shed", "barn", "den", "kennel", "twin".',
    'error reused-key | pet/Reused | The key 1 belonged to Bob (pet/Holder); if this is the same person, write samePerson: ["1"] in the source.',
  ]);
  expect(names(comparison)).toEqual([
    ...['update pet/Foe', 'create pet/Max', 'create pet/Reused', 'create pet/Rex'],
    ...['delete room/barn', 'delete room/shed'],
  ]);
});

describe('where nothing is wrong, a comparison', () => {
  test('has what is asked, what is asked of all, and what is to change', () => {
    const asked: Table = { 'room/den': {}, 'pet/Rex': { room: 'den' }, 'pet/Bo': { room: 'den' } };
    const comparison = compared(asked, { 'room/den': ours(), 'pet/Tom': ours() }, { wanted: { targets: ['pet/Rex'] } });
    expect(names(comparison)).toEqual(['create pet/Rex']);
    expect([...comparison.desired.keys()]).toEqual(['pet/rex']);
    expect([...comparison.everything.keys()]).toEqual(['room/den', 'pet/rex', 'pet/bo']);
    expect([...comparison.scoped.desired.keys()]).toEqual(['pet/rex']);
    expect([...comparison.scoped.live.keys()]).toEqual([]);
    expect([comparison.samePerson, comparison.upcoming]).toEqual([[], []]);
    expect(told(comparison)).toEqual([
      'warning targeted | - | This plan is limited to pet/Rex; others may differ as well.',
    ]);
  });
  test('leaves alone what it is told to, and what could not be made without it', () => {
    const comparison = compared(
      { 'room/attic': {}, 'pet/Rex': { room: 'attic' }, 'pet/Bo': {} },
      { 'pet/Bo': ours({}), 'pet/Tom': ours() },
      { wanted: { leftOut: [addressOf('room/attic'), addressOf('pet/TOM')] } },
    );
    expect([names(comparison), told(comparison)]).toEqual([[], []]);
  });
  test('takes for the same what gets another name', () => {
    const rename = (key: string, { from, to }: { readonly from: string; readonly to: string }) =>
      key === from ? to : undefined;
    const renamed = [{ kind: 'room', from: 'den', to: 'study', source: { file: 'x.yaml', line: 1, column: 1 } }];
    const comparison = compared(
      { 'room/study': {} },
      { 'room/study': ours({ name: 'den' }) },
      {
        ...{ wanted: { renamed }, more: { room: { rename } } },
      },
    );
    expect(told(comparison)).toEqual([]);
    expect(comparison.changes).toMatchObject([{ action: 'update', before: { name: 'den' }, after: { name: 'study' } }]);
  });
  test('says who is the same person, by the keys of our own', () => {
    const keyed = (owner: Attributes): Attributes => ({ name: 'Ann', tags: { ...owner, [keyTag]: '7' } });
    const pairs = (owner: string | undefined, tags: Attributes) => {
      const asked = { 'pet/New': { name: 'Ann' } };
      const desired = withRecords(asked, { 'pet/New': '7' });
      const wanted = { desired, sources: [source], ...(owner ? {} : { owner: undefined as unknown as string }) };
      const { samePerson } = compared(asked, { 'pet/Old': keyed(tags) }, { wanted, more: { pet: named } });
      return samePerson.map(({ from, to, key }) => `${format(from)} > ${format(to)} ${key}`);
    };
    expect(pairs('us', { [ownerTag]: 'us' })).toEqual(['pet/Old > pet/New 7']);
    expect(pairs('us', { [ownerTag]: 'them' })).toEqual([]);
    expect(pairs(undefined, {})).toEqual(['pet/Old > pet/New 7']);
    expect(pairs(undefined, { [ownerTag]: 'us' })).toEqual([]);
  });
  test('knows a name that is there twice, unless something asks for it', () => {
    const twins = ['1', '2'].map((id) => ({ ...found(addressOf('room/twin'), {}), id }));
    const read = { ambiguous: new Map([['room/twin', twins]]) };
    expect(told(compared({ 'pet/Rex': {} }, {}, { read }))).toEqual([
      'warning ambiguous-name | room/twin | Amazon Connect has the room "twin" 2 times (ids 1, 2); they are left alone.',
    ]);
    expect(told(compared({ 'pet/Rex': { room: 'twin' } }, {}, { read }))).toEqual([
      'error ambiguous-name | x.yaml:1 | Amazon Connect has the room "twin" 2 times (ids 1, 2), so which of them is meant cannot be said. Rename or delete all but one.',
    ]);
    const policyReferences = () => [{ path: ['vip'], address: addressOf('room/twin') }];
    const managed = new Set(['pet']);
    expect(told(compared({}, {}, { read, wanted: { managed }, more: { pet: { policyReferences } } }))).toEqual([]);
  });
});

describe('people who are parked', () => {
  const policy: Partial<Policy> = {
    parking,
    removed: new Map([
      ['pet', 'park'],
      ['room', 'delete'],
    ]),
  };

  test('need what a parked account has', () => {
    const kennel = { 'room/kennel': {} };
    expect(told(compared({}, { 'pet/Tom': ours() }, { policy }))).toEqual([
      'error unknown-name | pet/Tom | There is no room "kennel" in this instance; there is none at all.',
    ]);
    expect(told(compared({}, { ...kennel, 'pet/Tom': ours() }, { policy }))).toEqual([]);
    const twins = ['1', '2'].map((id) => ({ ...found(addressOf('room/kennel'), {}), id }));
    const read = { ambiguous: new Map([['room/kennel', twins]]) };
    expect(told(compared({}, { 'pet/Tom': ours() }, { policy, read })).map((one) => one.split(' | ')[0])).toEqual([
      'error ambiguous-name',
    ]);
  });
  test('are told with the day on which they go, and what comes of it in the next days', () => {
    const since = { room: 'kennel', tags: { [ownerTag]: 'us', [parkedTag]: '2026-11-01' } };
    const comparison = compared({}, { 'room/kennel': {}, 'pet/Tom': ours(), 'pet/Old': since }, { policy });
    expect(comparison.changes).toMatchObject([
      { address: { key: 'Tom' }, leaving: { parkedOn: '2026-11-29', deleteOn: '2026-12-29' } },
    ]);
    expect(comparison.upcoming).toEqual([
      { address: { kind: 'pet', key: 'Old' }, action: 'delete', at: Date.UTC(2026, 11, 1) },
    ]);
  });
  test('keep what they point at, and what is around that, until they are gone', () => {
    const there = {
      ...{ 'room/yard': ours(), 'room/shed': ours({ inside: 'yard' }), 'room/barn': ours() },
      'room/kennel': ours({ inside: 'shed' }),
      'pet/Tom': ours({ room: 'kennel' }),
    };
    const comparison = compared({}, there, { policy });
    expect(names(comparison)).toEqual(['update pet/Tom', 'delete room/barn']);
    expect(told(comparison)).toEqual([
      'warning waits-for-parked | room/kennel | room/kennel is no longer listed; it is deleted once people who are parked are gone. Until then it is used by pet/Tom.',
      'warning waits-for-parked | room/shed | room/shed is no longer listed; it is deleted once people who are parked are gone. Until then it is used by room/kennel.',
      'warning waits-for-parked | room/yard | room/yard is no longer listed; it is deleted once people who are parked are gone. Until then it is used by room/shed.',
    ]);
  });
});
