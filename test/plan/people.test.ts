import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { checkPeople } from '../../src/plan/compare/people.ts';
import { format } from '../../src/plan/model/address.ts';
import { keyTag, ownerTag } from '../../src/plan/model/own-tags.ts';
import type { SourceFacts } from '../../src/plan/model/person.ts';
import type { Rules } from '../../src/plan/model/rules.ts';
import type { Attributes, DesiredState } from '../../src/plan/model/state.ts';
import { at, source } from '../support/sources.ts';
import { desiredState, liveState, rules as made } from '../support/states.ts';

type Table = { readonly [address: string]: Attributes };

/** Pets with two names. */
const rules: Rules = new Map(
  [...made].map(([name, kind]) => [
    name,
    name === 'pet'
      ? { ...kind, namesOf: ({ firstName = '', lastName = '' }) => [String(firstName), String(lastName)] }
      : kind,
  ]),
);
const keyed = (key: string, more: Attributes = {}): Attributes => ({ tags: { [keyTag]: key }, ...more });

/** Everybody comes from the source, with the key that their tags say. */
const fromSource = (table: Table, blanks: readonly (readonly string[])[] = []): DesiredState =>
  new Map(
    [...desiredState(table)].map(([key, wanted]) => {
      const tags = wanted.attributes['tags'] as Attributes;
      return [key, { ...wanted, record: { source: 'hr.csv', key: String(tags?.[keyTag]), blanks } }];
    }),
  );

const check = (asked: DesiredState, there: Table, sources: readonly SourceFacts[] = [source()]) =>
  checkPeople({ desired: asked, live: liveState(there) }, { sources, owner: 'us', rules });

describe('the same person under another username', () => {
  const asked = fromSource({ 'pet/m.smith': keyed('4711', { firstName: 'Mary', lastName: 'Smith' }) });

  test('is told as one', () => {
    const there = { 'pet/m.jones': keyed('4711', { firstName: 'Mary', lastName: 'Jones' }) };
    const { samePerson, diagnostics } = check(asked, there);
    expect(diagnostics).toEqual([]);
    expect(samePerson.map(({ from, to, key }) => [format(from), format(to), key])).toEqual([
      ['pet/m.jones', 'pet/m.smith', '4711'],
    ]);
  });

  test('is not told of one who has the key already, or has the mark of another owner', () => {
    expect(check(asked, { 'pet/M.Smith': keyed('4711', { firstName: 'Mary', lastName: 'Jones' }) }).samePerson).toEqual(
      [],
    );
    expect(check(asked, { 'pet/x': { tags: { [keyTag]: '4711', [ownerTag]: 'them' } } }).samePerson).toEqual([]);
  });

  test('is told of each who carries the key, whether or not they have our mark', () => {
    const names = { firstName: 'Mary', lastName: 'Jones' };
    const there = {
      'pet/m.jones': { ...names, tags: { [keyTag]: '4711', [ownerTag]: 'us' } },
      'pet/mary': keyed('4711', names),
      'pet/other': keyed('4712', names),
      'pet/none': names,
    };
    expect(check(asked, there).samePerson.map(({ from }) => format(from))).toEqual(['pet/m.jones', 'pet/mary']);
  });

  test('is not told of people without a key', () => {
    const record = { source: 'hr.csv', blanks: [] };
    const keyless = new Map([...desiredState({ 'pet/Rex': {} })].map(([key, one]) => [key, { ...one, record }]));
    expect(check(keyless, { 'pet/Tom': {} })).toEqual({ samePerson: [], diagnostics: [] });
    const listed = desiredState({ 'pet/m.smith': keyed('4711') });
    expect(check(listed, { 'pet/m.jones': keyed('4711') })).toEqual({ samePerson: [], diagnostics: [] });
  });

  test('is not looked for without an export', () => {
    const there = { 'pet/m.jones': keyed('4711', { firstName: 'Ann', lastName: 'Lee' }) };
    expect(check(asked, there, [])).toEqual({ samePerson: [], diagnostics: [] });
  });

  test.each(['m.jones', 'm.smith'])('but a key of somebody with two other names (%s) is refused', (username) => {
    const there = { [`pet/${username}`]: keyed('4711', { firstName: 'Ann', lastName: 'Lee' }) };
    expect(check(asked, there).diagnostics).toEqual([
      {
        severity: 'error',
        code: 'reused-key',
        source: { file: 'x.yaml', line: 1, column: 3 },
        message: `The key 4711 belonged to Ann Lee (pet/${username}); if this is the same person, write samePerson: ["4711"] in the source.`,
        address: 'pet/m.smith',
      },
    ]);
    const saidSo = source({ samePerson: new Set(['4711']) });
    const another = source({ file: 'other.csv' });
    expect(check(asked, there, [another, saidSo]).diagnostics).toEqual([]);
    expect(check(asked, there, [{ ...saidSo, file: 'other.csv' }, source()]).diagnostics).toHaveLength(1);
  });

  test.each<[string, Attributes]>([
    ['one other name is a marriage', { firstName: 'Ann', lastName: 'Smith' }],
    ['another spelling is none', { firstName: ' MARY', lastName: 'Lee' }],
    ['a first name that Connect does not have is none', { lastName: 'Lee' }],
    ['a last name that Connect does not have is none', { firstName: 'Ann' }],
  ])('%s', (_, names) => {
    expect(check(asked, { 'pet/x': keyed('4711', names) }).diagnostics).toEqual([]);
  });

  test('a name that the files do not say is none', () => {
    const nameless = fromSource({ 'pet/m.smith': keyed('4711', { firstName: 'Mary' }) });
    const there = { 'pet/x': keyed('4711', { firstName: 'Ann', lastName: 'Lee' }) };
    expect(check(nameless, there).diagnostics).toEqual([]);
  });
});

describe('a column that is empty although Connect has values', () => {
  const many = (count: number): Table =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`pet/p${n}`, keyed(String(n))]));
  const there = (count: number, having: number): Table =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        `pet/p${n}`,
        keyed(String(n), n < having ? { phone: { desk: '1' } } : {}),
      ]),
    );
  const blanks = [['phone', 'desk']];

  test.each([
    [100, 5, undefined],
    [
      100,
      6,
      'phone.desk is empty in hr.csv for 6 house pets of 100 who have it in Amazon Connect (p0, p1, p2 and 3 more); expect.blanks allows 5%. A column may have been lost.',
    ],
    [10, 3, undefined],
    [
      10,
      4,
      'phone.desk is empty in hr.csv for 4 house pets of 10 who have it in Amazon Connect (p0, p1, p2 and 1 more); expect.blanks allows 5%. A column may have been lost.',
    ],
  ])('of %d, %d', (people, having, message) => {
    const { diagnostics } = check(fromSource(many(people), blanks), there(people, having));
    expect(diagnostics.map((one) => one.message)).toEqual(message === undefined ? [] : [message]);
    if (message !== undefined)
      expect(diagnostics).toMatchObject([{ code: 'lost-column', severity: 'error', source: at }]);
  });

  test('a count in place of a share', () => {
    const sources = [source({ blanks: { type: 'count', count: 50 } })];
    expect(check(fromSource(many(100), blanks), there(100, 50), sources).diagnostics).toEqual([]);
    expect(check(fromSource(many(100), blanks), there(100, 51), sources).diagnostics).toHaveLength(1);
  });

  test('is told of those alone who are there', () => {
    const { diagnostics } = check(fromSource(many(10), blanks), there(5, 4));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'phone.desk is empty in hr.csv for 4 house pets of 5 who have it in Amazon Connect (p0, p1, p2 and 1 more); expect.blanks allows 5%. A column may have been lost.',
    ]);
  });

  test.each<[string, Json, number]>([
    ['nothing', null, 0],
    ['an empty text', '', 0],
    ['an empty list', [], 0],
    ['a text', 'x', 1],
    ['a list', ['x'], 1],
    ['a number', 0, 1],
  ])('is a loss, or none, where Connect has %s', (_, value, losses) => {
    const has = Object.fromEntries(Object.keys(many(4)).map((address) => [address, { phone: value }]));
    expect(check(fromSource(many(4), [['phone']]), has).diagnostics).toHaveLength(losses);
  });

  test('is counted for each export and each column', () => {
    const asked = new Map(
      [...fromSource(many(12))].map(([key, one], n) => {
        const record = { source: n < 8 ? 'hr.csv' : 'it.csv', blanks: n % 2 === 0 ? [['phone', 'desk']] : [['mail']] };
        return [key, { ...one, record }];
      }),
    );
    const has = Object.fromEntries(
      Object.keys(many(12)).map((address) => [address, { phone: { desk: '1' }, mail: 'x' }]),
    );
    const sources = [source(), source({ file: 'it.csv' })];
    expect(check(asked, has, sources).diagnostics.map(({ message }) => message)).toEqual([
      'phone.desk is empty in hr.csv for 4 house pets of 8 who have it in Amazon Connect (p0, p2, p4 and 1 more); expect.blanks allows 5%. A column may have been lost.',
      'mail is empty in hr.csv for 4 house pets of 8 who have it in Amazon Connect (p1, p3, p5 and 1 more); expect.blanks allows 5%. A column may have been lost.',
    ]);
  });

  test('is no loss where somebody else gives the very value', () => {
    const asked = fromSource(
      Object.fromEntries(Object.entries(many(10)).map(([key, value]) => [key, { ...value, phone: { desk: '1' } }])),
      blanks,
    );
    expect(check(asked, there(10, 10)).diagnostics).toEqual([]);
    const other = fromSource(
      Object.fromEntries(Object.entries(many(10)).map(([key, value]) => [key, { ...value, phone: { desk: '2' } }])),
      blanks,
    );
    expect(check(other, there(10, 10)).diagnostics).toHaveLength(1);
  });
});
