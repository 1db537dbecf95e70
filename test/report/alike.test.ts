/** Changes of the same sort put together. */
import { describe, expect, test } from 'vitest';
import { groupAlike } from '../../src/report/alike.ts';
import { create, remove, update } from '../support/plans.ts';

/** Each group as its names, what all share, and what each has of its own. */
const shown = (changes: Parameters<typeof groupAlike>[0]) =>
  groupAlike(changes).map(({ symbol, lines, members }) => ({
    shared: lines.map(({ text }) => `${symbol} ${text}`),
    who: members.map(({ change, own }) => [change.address.key, ...own.map(({ text }) => text)].join(' ')),
  }));

const moved = (name: string, to = 'B') => update(name, [['routingProfile', 'A', to]]);

test('those who change in the same way are one group, the largest first', () => {
  expect(shown([moved('ann', 'C'), moved('bea'), moved('cid')])).toEqual([
    { shared: ['~ routingProfile: "A" -> "B"'], who: ['bea', 'cid'] },
    { shared: ['~ routingProfile: "A" -> "C"'], who: ['ann'] },
  ]);
});

test('what is somebody’s own by its nature does not tell them apart', () => {
  const joining = (key: string, lastName: string) =>
    create(key, {
      lastName,
      routingProfile: 'B',
      phoneConfig: { phoneType: 'DESK_PHONE', deskPhoneNumber: `+1${key}` },
    });
  expect(shown([joining('1', 'Lee'), joining('2', 'Li')])).toEqual([
    {
      shared: ['+ routingProfile: "B"', '+ phoneConfig.phoneType: "DESK_PHONE"'],
      who: [
        '1 lastName: "Lee" phoneConfig.deskPhoneNumber: "+11"',
        '2 lastName: "Li" phoneConfig.deskPhoneNumber: "+12"',
      ],
    },
  ]);
});

test('who also changes something of their own stands apart', () => {
  const renamed = update('cid', [
    ['lastName', 'X', 'Y'],
    ['routingProfile', 'A', 'B'],
  ]);
  expect(shown([moved('ann'), moved('bea'), renamed])).toEqual([
    { shared: ['~ routingProfile: "A" -> "B"'], who: ['ann', 'bea'] },
    { shared: ['~ routingProfile: "A" -> "B"'], who: ['cid lastName: "X" -> "Y"'] },
  ]);
});

describe('a tag', () => {
  const tagged = (value: (index: number) => string) =>
    Array.from({ length: 10 }, (_, index) => create(`u${index}`, { tags: { site: 'Cork', number: value(index) } }));
  test('whose value nearly everybody has alone does not either', () => {
    const [group, ...others] = groupAlike(tagged(String));
    expect(group?.lines.map(({ text }) => text)).toEqual(['tags.site: "Cork"']);
    expect(group?.members).toHaveLength(10);
    expect(others).toEqual([]);
  });
  test('that many share does', () => {
    expect(groupAlike(tagged((index) => String(index % 5)))).toHaveLength(5);
  });
});

test('whatever they had, those who are deleted are one group, apart from other kinds', () => {
  const group = { ...remove('EMEA', { path: 'EMEA' }), address: { kind: 'hierarchyGroup', key: 'EMEA' } };
  expect(shown([group, remove('ann', { routingProfile: 'A' }), remove('bea', { routingProfile: 'B' })])).toEqual([
    { shared: [], who: ['ann routingProfile: "A"', 'bea routingProfile: "B"'] },
    { shared: [], who: ['EMEA path: "EMEA"'] },
  ]);
});

test('of two who do the same, the one who gains a privilege stands apart', () => {
  const grant = [['securityProfiles', ['Agent'], ['Admin']]] as const;
  expect(groupAlike([update('ann', grant, { risk: 'privilege' }), update('bea', grant)])).toHaveLength(2);
});
