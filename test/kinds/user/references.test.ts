import { describe, expect, test } from 'vitest';
import type { UserAttributes } from '../../../src/kinds/user/attributes.ts';
import { isWithin, policyReferences } from '../../../src/kinds/user/references.ts';
import { defaultPolicy } from '../../../src/plan/model/policy.ts';
import type { Attributes } from '../../../src/plan/model/state.ts';

describe('policy.scope takes in a user', () => {
  const dublin: Attributes = { hierarchyGroup: 'EMEA/Dublin' };
  const tagged: Attributes = { tag: { site: 'dublin', team: 'a' } };
  const rows: { readonly [sentence: string]: readonly [part: Attributes, user: UserAttributes, is: boolean] } = {
    'in the group': [dublin, { hierarchyGroup: 'EMEA/Dublin' }, true],
    'below the group': [dublin, { hierarchyGroup: ['EMEA', 'Dublin', 'A/B'] }, true],
    'but not beside it': [dublin, { hierarchyGroup: 'EMEA/Dublin West' }, false],
    'but not above it': [dublin, { hierarchyGroup: 'EMEA' }, false],
    'but not in no group': [dublin, {}, false],
    'in a group with a slash in its name': [
      { hierarchyGroup: ['EMEA', 'A/B'] },
      { hierarchyGroup: ['EMEA', 'A/B'] },
      true,
    ],
    'but not where the slash leads down': [{ hierarchyGroup: ['EMEA', 'A/B'] }, { hierarchyGroup: 'EMEA/A/B' }, false],
    'with all of the tags': [tagged, { tags: { site: 'dublin', team: 'a', more: 'x' } }, true],
    'but not with one of them': [tagged, { tags: { site: 'dublin' } }, false],
    'but not with another value, also in another case': [tagged, { tags: { site: 'Dublin', team: 'a' } }, false],
    'but not without tags': [tagged, {}, false],
    'but not by a name that every object has': [{ tag: { constructor: 'x' } }, { tags: {} }, false],
  };
  test.each(Object.entries(rows))('%s', (_, [part, user, is]) => expect(isWithin(user, part)).toBe(is));
});

test('a policy mentions profiles and a group, in its own words', () => {
  const policy = { ...defaultPolicy, scope: { type: 'part', part: { hierarchyGroup: ['EMEA', 'A/B'] } } } as const;
  expect(policyReferences(policy)).toEqual([
    { path: ['keepAtLeast', 'Admin'], address: { kind: 'securityProfile', key: 'Admin' } },
    { path: ['scope', 'hierarchyGroup'], address: { kind: 'hierarchyGroup', key: 'EMEA/A\\/B' } },
  ]);
  const tagged = { ...defaultPolicy, scope: { type: 'part', part: { tag: { site: 'dublin' } } } } as const;
  expect(policyReferences(tagged)).toHaveLength(1);
});
