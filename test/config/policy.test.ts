/** The policy: what each of its rules may be, what is said where it is not, and what is meant where it is silent. */
import { describe, expect, test } from 'vitest';
import { defaultPolicy, type Policy } from '../../src/plan/model/policy.ts';
import { head, load, problems } from './memory.ts';

/** The policy of a file; `text` begins on line 4, two columns in. */
async function policyOf(text: string, more = ''): Promise<Policy> {
  const { policy, diagnostics } = await load({ 'connect-sync.yaml': `${head}policy:\n  ${text}\n${more}` });
  expect(diagnostics).toEqual([]);
  return policy;
}

test('without a policy there are the defaults', async () => {
  const { policy } = await load({ 'connect-sync.yaml': `${head}users: []\n` });
  expect(policy).toEqual(defaultPolicy);
  expect(policy).toMatchObject({
    ...{ removed: 'keep', scope: { type: 'owned' }, privilege: 'warn', protected: [], window: 86_400_000 },
    limits: { update: { hundredths: 3000 }, delete: { hundredths: 500 } },
    keepAtLeast: new Map([['Admin', 1]]),
  });
});

describe('a policy that says', () => {
  test.each<[string, Partial<Policy>]>([
    ['removed: delete\n  scope: instance', { removed: 'delete', scope: { type: 'instance' } }],
    [
      'removed: { users: delete }\n  scope: instance',
      { removed: new Map([['user', 'delete']]), scope: { type: 'instance' } },
    ],
    ['removed: { users: keep }', { removed: new Map() }],
    [
      'configurationLimits: { delete: 3, create: "20%" }',
      { configurationLimits: { create: { type: 'share', hundredths: 2000 }, delete: { type: 'count', count: 3 } } },
    ],
    ['scope: owned', { scope: { type: 'owned' } }],
    ['scope: { hierarchyGroup: EMEA/Dublin }', { scope: { type: 'part', part: { hierarchyGroup: 'EMEA/Dublin' } } }],
    [
      'scope: { hierarchyGroup: [EMEA, "A/B"] }',
      { scope: { type: 'part', part: { hierarchyGroup: ['EMEA', 'A/B'] } } },
    ],
    ['scope: { tag: { site: dublin } }', { scope: { type: 'part', part: { tag: { site: 'dublin' } } } }],
    ['limits: { create: 200 }', { limits: { ...defaultPolicy.limits, create: { type: 'count', count: 200 } } }],
    ['limits: { delete: 0 }', { limits: { ...defaultPolicy.limits, delete: { type: 'count', count: 0 } } }],
    ['limits: { update: "2.5%" }', { limits: { ...defaultPolicy.limits, update: { type: 'share', hundredths: 250 } } }],
    [
      'limits: { update: 100% }',
      { limits: { ...defaultPolicy.limits, update: { type: 'share', hundredths: 10_000 } } },
    ],
    ['protected: ["admin*", svc-?, \'CORP\\x\']', { protected: ['admin*', 'svc-?', 'CORP\\x'] }],
    ['keepAtLeast: { Admin: 2 }', { keepAtLeast: new Map([['Admin', 2]]) }],
    [
      'keepAtLeast: { Root: 3 }',
      {
        keepAtLeast: new Map([
          ['Admin', 1],
          ['Root', 3],
        ]),
      },
    ],
    ['keepAtLeast: { Admin: 0 }', { keepAtLeast: new Map([['Admin', 0]]) }],
    [
      'keepAtLeast: { constructor: 1 }',
      {
        keepAtLeast: new Map([
          ['Admin', 1],
          ['constructor', 1],
        ]),
      },
    ],
    ['window: 90m', { window: 5_400_000 }],
    ['window: 7d', { window: 604_800_000 }],
    ['privilege: confirm', { privilege: 'confirm' }],
  ])('%s', async (text, expected) => {
    const { locate: _, ...policy } = await policyOf(text);
    const { locate: __, ...defaults } = defaultPolicy;
    expect(policy).toEqual({ ...defaults, ...expected });
  });

  test('window: off has none', async () => expect(await policyOf('window: off')).not.toHaveProperty('window'));
});

describe('a policy that is wrong', () => {
  test.each([
    ['removed: remove', '4:12 unknown-value policy.removed must be keep, park or delete, not "remove".'],
    ['removed: { users: gone }', '4:21 unknown-value policy.removed.users must be keep, park or delete, not "gone".'],
    ['removed: [delete]', '4:12 wrong-type policy.removed must be a text or a map ("key: value"), not a list.'],
    ['Removed: keep', '4:3 unknown-key Unknown key "Removed"; did you mean removed?'],
    ['limit: { delete: 5 }', '4:3 unknown-key Unknown key "limit"; did you mean limits?'],
    [
      'scope: everyone',
      '4:10 invalid-value policy.scope must be owned, instance, { hierarchyGroup: … } or { tag: { … } }; it is "everyone".',
    ],
    ['scope: {}', '4:10 invalid-value policy.scope is empty; fill it, or leave it out to not manage it.'],
    ['scope: { tag: {} }', '4:17 invalid-value policy.scope.tag is empty; fill it, or leave it out to not manage it.'],
    [
      'scope: { tag: { a: b }, hierarchyGroup: A }',
      '4:10 invalid-value policy.scope takes one key only, not tag and hierarchyGroup.',
    ],
    ['scope: { group: A }', '4:12 unknown-key Unknown key "group"; known here: hierarchyGroup and tag.'],
    [
      'scope: { hierarchyGroup: A//B }',
      '4:28 invalid-value policy.scope.hierarchyGroup has an empty name before, after or between its slashes; write names joined by single slashes, such as "Americas/Seattle".',
    ],
    [
      'scope: { tag: { connect-sync:owner: us } }',
      '4:19 reserved-tag The key "connect-sync:owner" is written by connect-sync itself; remove it.',
    ],
    [
      'scope: { tag: { year: 2024 } }',
      '4:25 unquoted-text policy.scope.tag.year was read as a number; quote it: "2024".',
    ],
    [
      'limits: { delete: 0.5 }',
      '4:21 wrong-type policy.limits.delete must be a whole number or a text, not 0.5; write a count, such as 200, or a share, such as "10%".',
    ],
    [
      'limits: { delete: "5" }',
      '4:21 invalid-value policy.limits.delete must be a count, such as 200, or a share, such as "10%"; it is "5".',
    ],
    [
      'limits: { delete: 101% }',
      '4:21 invalid-value policy.limits.delete must be a count, such as 200, or a share, such as "10%"; it is "101%".',
    ],
    ['limits: { delete: -1 }', '4:21 invalid-value policy.limits.delete must be between 0 and 1000000, not -1.'],
    ['limits: { remove: 1 }', '4:13 unknown-key Unknown key "remove"; known here: create, update and delete.'],
    [
      'limits: 5%',
      '4:11 wrong-type policy.limits must be a map ("key: value"), not the text "5%"; write limits: { delete: "5%" }.',
    ],
    [
      'protected: admin*',
      '4:14 wrong-type policy.protected must be a list, not the text "admin*"; write protected: ["admin*"].',
    ],
    [
      'protected: ["admin[0-9]"]',
      '4:15 invalid-value policy.protected[0] must be a username, in which * stands for any characters and ? for one; it may have letters a to z, digits, and _ - . @ \\; it is "admin[0-9]".',
    ],
    ['protected: [7]', '4:15 unquoted-text policy.protected[0] was read as a number; quote it: "7".'],
    [
      'keepAtLeast: { Admin: two }',
      '4:25 wrong-type policy.keepAtLeast.Admin must be a whole number, not the text "two".',
    ],
    [
      'keepAtLeast: { Admin: -1 }',
      '4:25 invalid-value policy.keepAtLeast.Admin must be between 0 and 1000000, not -1.',
    ],
    ['keepAtLeast: [Admin]', '4:16 wrong-type policy.keepAtLeast must be a map ("key: value"), not a list.'],
    ['keepAtLeast: { __proto__: 1 }', '4:18 forbidden-key The key "__proto__" is not allowed.'],
    ['window: 24', '4:11 unquoted-text policy.window was read as a number; quote it: "24".'],
    ['window: 0h', '4:11 invalid-value policy.window must be a time such as 24h, 90m or 7d, or off; it is "0h".'],
    ['privilege: ask', '4:14 unknown-value policy.privilege must be warn or confirm, not "ask".'],
  ])('%s', async (text, expected) => {
    expect(await problems(`policy:\n  ${text}\n`)).toEqual([expected]);
  });

  test('nothing at all', async () => {
    expect(await problems('policy:\n')).toEqual([
      '3:1 null-value policy is empty and cannot be cleared; leave it out to not manage it.',
    ]);
  });

  test('in an included file', async () => {
    const { diagnostics } = await load({
      'connect-sync.yaml': `${head}include: [a.yaml]\n`,
      'a.yaml': 'policy: { removed: delete }\n',
    });
    expect(diagnostics).toMatchObject([
      {
        code: 'misplaced-key',
        message: 'policy belongs in connect-sync.yaml only; remove it here.',
        source: { file: 'a.yaml', line: 1, column: 1 },
      },
    ]);
  });
});

test('to delete without an owner or a scope is warned of, since it does nothing', async () => {
  const { diagnostics } = await load({ 'connect-sync.yaml': `${head}policy:\n  removed: delete\n` });
  expect(diagnostics).toMatchObject([{ severity: 'warning', source: { line: 4, column: 12 } }]);
  expect(diagnostics[0]?.message).toContain('set owner, or policy.scope');
});

test('each part knows where it is written, and a default nowhere', async () => {
  const { locate } = await policyOf('keepAtLeast: { Root: 3 }\n  scope: { hierarchyGroup: A }');
  expect(locate(['keepAtLeast', 'Root'])).toMatchObject({ line: 4, column: 18 });
  expect(locate(['scope', 'hierarchyGroup'])).toMatchObject({ line: 5, column: 28 });
  expect(locate(['keepAtLeast', 'Admin'])).toBeUndefined();
  expect(locate(['keepAtLeast', 'constructor'])).toBeUndefined();
});
