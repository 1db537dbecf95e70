/** A change of proficiencies, and the calls that make it, in order. */
import { expect, test } from 'vitest';
import { sequence } from '../../../../src/kinds/operation.ts';
import type { Proficiencies } from '../../../../src/kinds/user/proficiencies/proficiencies.ts';
import { settleProficiencies } from '../../../../src/kinds/user/proficiencies/settle.ts';
import { operations } from '../../../../src/kinds/user/writing/operations.ts';
import { script } from '../../../support/script.ts';
import { changeOf, liveUser, withIds } from '../../../support/users.ts';

/** Names of the calls, and the proficiencies of each as `Attribute/value=level`. */
function lowered(asked: Proficiencies, live?: Proficiencies): readonly (readonly [string, ...string[]])[] {
  const there = live && liveUser('jane', { proficiencies: live });
  const { operations: calls, needs } = sequence(operations(changeOf({ proficiencies: asked }, there), there));
  expect(needs).toEqual(calls.map((_, index) => (index === 0 ? [] : [index - 1])));
  return calls.map((one) => {
    const { UserId, UserProficiencies = [] } = withIds(one) as {
      UserId?: string;
      UserProficiencies?: { AttributeName: string; AttributeValue: string; Level?: number }[];
    };
    expect(UserId).toBe(one.call === 'CreateUser' ? undefined : 'user:jane');
    const said = UserProficiencies.map(
      ({ AttributeName, AttributeValue, Level }) =>
        `${AttributeName.replace('predefinedAttribute:', '')}/${AttributeValue}${Level === undefined ? '' : `=${Level}`}`,
    );
    return [one.call, ...said];
  });
}

const skills = (count: number, from = 0, level = 3) => ({
  Skill: Object.fromEntries(Array.from({ length: count }, (_, index) => [`s${from + index}`, level])),
});

test.each<[string, Proficiencies, Proficiencies | undefined, readonly (readonly string[])[]]>([
  [
    'a new user gets them once it exists',
    { Skill: { a: 3 }, Language: { German: 4 } },
    undefined,
    [['CreateUser'], ['AssociateUserProficiencies', 'Skill/a=3', 'Language/German=4']],
  ],
  ['a new user with none is one call', {}, undefined, [['CreateUser']]],
  [
    'what is new comes first and what goes comes last',
    { Skill: { a: 5, b: 1 } },
    { Skill: { a: 3, c: 2 }, Language: { German: 4, English: 5 } },
    [
      ['AssociateUserProficiencies', 'Skill/b=1'],
      ['UpdateUserProficiencies', 'Skill/a=5'],
      ['DisassociateUserProficiencies', 'Skill/c', 'Language/German', 'Language/English'],
    ],
  ],
  [
    'the other way round where both would be more than ten',
    skills(10, 1),
    skills(10),
    [
      ['DisassociateUserProficiencies', 'Skill/s0'],
      ['AssociateUserProficiencies', 'Skill/s10=3'],
    ],
  ],
  [
    'ten at once are not too many',
    skills(9, 1),
    skills(9),
    [
      ['AssociateUserProficiencies', 'Skill/s9=3'],
      ['DisassociateUserProficiencies', 'Skill/s0'],
    ],
  ],
  [
    'an attribute keeps the name that it has in Connect',
    { SKILL: { a: 3, b: 1 } },
    { Skill: { a: 3 } },
    [['AssociateUserProficiencies', 'Skill/b=1']],
  ],
  [
    'what stays as it is is not mentioned',
    { Skill: { a: 5, b: 1 }, Language: { German: 4 } },
    { Skill: { a: 3, b: 1 }, Language: { German: 4 } },
    [['UpdateUserProficiencies', 'Skill/a=5']],
  ],
  ['none takes all away', {}, { Skill: { a: 3 } }, [['DisassociateUserProficiencies', 'Skill/a']]],
])('%s', (_, asked, live, calls) => {
  expect(lowered(asked, live)).toEqual(calls);
});

test('a full quota is this user’s alone', () => {
  const { operations: calls } = sequence(
    operations(changeOf({ proficiencies: { Skill: { a: 1 } } }, liveUser('jane', {})), liveUser('jane', {})),
  );
  expect(calls.map(({ onQuota }) => onQuota)).toEqual(['only-here']);
});

const a3 = { AttributeName: 'Skill', AttributeValue: 'a', Level: 3 };
test.each([
  ['AssociateUserProficiencies', [a3], true],
  ['AssociateUserProficiencies', [{ ...a3, Level: 4 }], false],
  ['AssociateUserProficiencies', [], false],
  ['DisassociateUserProficiencies', [], true],
  ['DisassociateUserProficiencies', [a3], false],
  ['UpdateUserProficiencies', [a3], false],
] as const)('%s whose answer was lost, with %j there now, was made: %s', async (call, UserProficiencyList, made) => {
  const { send } = script({ ListUserProficiencies: { UserProficiencyList: [...UserProficiencyList] } });
  expect(await settleProficiencies({ call, input: { UserId: 'u', UserProficiencies: [a3] } }, send)).toBe(made);
});

test('not all of several is not made', async () => {
  const b1 = { AttributeName: 'Skill', AttributeValue: 'b', Level: 1 };
  const { send } = script({ ListUserProficiencies: { UserProficiencyList: [a3] } });
  const input = { UserId: 'u', UserProficiencies: [a3, b1] };
  for (const call of ['AssociateUserProficiencies', 'DisassociateUserProficiencies'] as const) {
    expect(await settleProficiencies({ call, input }, send)).toBe(false);
  }
});
