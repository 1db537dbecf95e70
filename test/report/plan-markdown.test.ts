/** A plan as a comment on a pull request. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownerTag } from '../../src/plan/model/own-tags.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { failureMarkdown, planMarkdown } from '../../src/report/markdown/plan-markdown.ts';
import { changes, create, plan, remove, update } from '../support/plans.ts';

const markdown = (some: Partial<Plan>): string => planMarkdown(plan(some), () => 2);

test('everything there is', () => {
  const adopt = update('ann', [[`tags.${ownerTag}`, null, 'x']]);
  const adoption = {
    ...adopt,
    attributes: [{ path: `tags.${ownerTag}`, before: null, after: 'x' }],
    after: { tags: { [ownerTag]: 'x' } },
  };
  const boss = update('boss', [['securityProfiles', ['Agent'], ['Admin']]], { risk: 'privilege' });
  expect(
    markdown({
      changes: [adoption, boss, changes.update, changes.create, changes.remove],
      noLongerListed: [{ kind: 'user', key: 'old`s' }],
      safety: [
        { rule: 'limits.delete', limit: '5%', value: 1, result: 'fail' },
        { rule: 'keepAtLeast.A|B', limit: '1', value: 2, result: 'pass' },
      ],
      diagnostics: [
        {
          ...{ severity: 'warning', code: 'unknown-name', message: 'A warning with ``` and @team.' },
          source: { file: 'x.yaml', line: 3, column: 5 },
        },
      ],
    }),
  ).toMatchInlineSnapshot(`
    "### Plan for Amazon Connect instance \`10a4c4eb\` (\`us-west-2\`)

    | add | change | destroy | adopt | unchanged | no longer listed | unmanaged |
    | --- | --- | --- | --- | --- | --- | --- |
    | 1 | 3 | 1 | 0 | 0 | 1 | 0 |

    **1 change cannot be undone; 1 change widens what somebody may do.**

    **Refused by 1 safety rule: nothing of this will be applied.**

    | safety rule | limit | value | result |
    | --- | --- | --- | --- |
    | \`limits.delete\` | \`5%\` | 1 | **fail** |
    | \`keepAtLeast.A\\|B\` | \`1\` | 2 | pass |

    \`\`\`diff
    - user/zoe  (cannot be undone)
    -     firstName: "Zoe"

    ! user/boss  (privilege: widens what somebody may do)
    !     securityProfiles: ["Agent"] -> ["Admin"]

    ! user/jane
    !     lastName: "Doe" -> "Dorn"

    + user/omar
    +     firstName: "Omar"
    +     lastName: "Haddad"
    +     securityProfiles: ["Agent"]

    ! user/ann  (adopt)
    +     tags.connect-sync:owner: "x"
    \`\`\`

    1 resource is no longer listed and kept: \`\`user/old\`s\`\`

    \`\`\`\`text
    x.yaml:3:5: warning: A warning with \`\`\` and @team. [CS2001]
    \`\`\`\`

    **Cost:** 5 API calls, about 2 s; slowest UpdateUserIdentityInfo (3 calls at 2/s).
    "
  `);
});

test('people on the way, in a fence: one under two names, one who is parked, and what falls due', () => {
  const user = (key: string) => ({ kind: 'user', key });
  const text = markdown({
    samePerson: [{ from: user('m.jones'), to: user('m.smith'), key: '4711' }],
    parked: [{ address: user('old'), parkedOn: '2026-11-28', deleteOn: '2026-12-28' }],
    upcoming: [{ address: user('new'), action: 'create', at: Date.UTC(2026, 11, 1) }],
    asOf: Date.UTC(2026, 10, 29),
  });
  expect(text).toContain(`What a plan would be at 2026-11-29 00:00:00 UTC.

\`\`\`text
m.jones -> m.smith: same person (key 4711), a new user and the old one leaving
1 account on the way out: user/old (parked since 2026-11-28, deleted on 2026-12-28)
Due soon: 1 to add, 0 to remove.
  2026-12-01 00:00:00 UTC  + user/new (create)
\`\`\`
`);
});

test('nothing to do', () =>
  expect(markdown({})).toMatchInlineSnapshot(`
  "### Plan for Amazon Connect instance \`10a4c4eb\` (\`us-west-2\`)

  | add | change | destroy | adopt | unchanged | no longer listed | unmanaged |
  | --- | --- | --- | --- | --- | --- | --- |
  | 0 | 0 | 0 | 0 | 0 | 0 | 0 |

  No changes. Amazon Connect matches the configuration.
  "
`));

test('nothing to do about what is targeted', () => {
  expect(markdown({ targets: ['user/jane'] })).toContain('No changes to what is targeted.');
});

describe('of names by people who mean harm', () => {
  const harm = '```\n@team <img src=x> [click](http://evil) |\u202E\u001b[31m';
  const text = markdown({
    changes: [create(harm, { firstName: harm, tags: { [harm]: harm } }), remove(harm, { firstName: harm })],
    noLongerListed: [{ kind: 'user', key: harm }],
    safety: [{ rule: harm, limit: harm, value: 1, result: 'pass' }],
    diagnostics: [
      { severity: 'warning', code: 'unknown-name', message: harm, source: { file: harm, line: 1, column: 1 } },
    ],
    target: { region: harm, instanceId: harm, identityManagement: 'SAML' },
  });
  /** What is neither in a fence nor in a code span. */
  const prose = text
    .replace(/^(`{3,})(?:diff|text)\n[\s\S]*?\n\1\n/gm, '')
    .replace(/(?<!`)(`+)(?!`)(?:[\s\S]*?[^`])\1(?!`)/g, '');
  test('none is prose', () => {
    for (const piece of ['@team', '<img', '[click]']) {
      expect(text).toContain(piece);
      expect(prose).not.toContain(piece);
    }
  });
  test('nor has unseen characters', () => expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u));
});

describe('where there is more than a comment holds', () => {
  const many = Array.from({ length: 3_000 }, (_, index) => create(`agent${index}`, { firstName: 'A'.repeat(50) }));
  const text = markdown({
    changes: [...many, remove('zoe', { firstName: 'Zoe' }), create('boss', {}, { risk: 'privilege' })],
    diagnostics: Array.from({ length: 2_000 }, (_, index) => ({
      ...({ severity: 'warning', code: 'unknown-name', message: `Warning ${index} ${'x'.repeat(1_000)}` } as const),
    })),
    noLongerListed: Array.from({ length: 2_000 }, (_, index) => ({ kind: 'user', key: `gone${index}` })),
  });
  test('it fits', () => expect(text.length).toBeLessThan(65_536));
  test('the worst comes first', () => {
    const places = ['- user/zoe  (cannot be undone)', '+ user/boss  (privilege', '+ user/agent0'].map((line) =>
      text.indexOf(line),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
  test('what is left out is counted', () => {
    const shown = text.match(/^\+ user\/agent/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(300);
    expect(text).toContain(
      `**${3_000 - shown} more changes do not fit here; see the output of \`connect-sync plan\`.**`,
    );
    expect(text).toMatch(/\d+ more lines not shown/);
    expect(text).toContain('2000 resources are no longer listed and kept: ');
    expect(text).toContain(' and 1990 more');
  });
});

test('one change of any size fits', () => {
  const tags = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`key${index}`, `${index}${'v'.repeat(5_000)}`]),
  );
  const text = markdown({ changes: [create('big', { tags })] });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('440 more lines');
});

test('law: it always fits', () => {
  const name = fc.string({ maxLength: 3_000, unit: fc.constantFrom('`', 'a', '\u202E', '😀', '|') });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 100 }), name, (names, other) => {
      const text = markdown({
        changes: names.map((key) => create(key, { firstName: other })),
        noLongerListed: names.map((key) => ({ kind: 'user', key })),
        diagnostics: names.map((message) => ({ severity: 'warning', code: 'unknown-name', message })),
        safety: names.slice(0, 10).map((rule) => ({ rule: rule.slice(0, 300), limit: '1', value: 1, result: 'pass' })),
      });
      expect(text.length).toBeLessThan(65_536);
    }),
    { numRuns: 40 },
  );
});

test('wrong files, for the same place', () => {
  const diagnostics = [
    {
      severity: 'error',
      code: 'unknown-name',
      message: 'No ``` here.',
      source: { file: 'a.yaml', line: 1, column: 2 },
    },
  ] as const;
  expect(failureMarkdown({ code: 'invalid-configuration', message: '', diagnostics })).toMatchInlineSnapshot(`
    "### There is no plan

    \`\`\`\`text
    a.yaml:1:2: error: No \`\`\` here. [CS2001]
    1 error. Nothing was written to Amazon Connect.
    \`\`\`\`
    "
  `);
  expect(
    failureMarkdown({ code: 'call-failed', message: 'ListUsers failed: <b>\u001b', diagnostics: [] }),
  ).toMatchInlineSnapshot(`
    "### There is no plan

    \`\`\`text
    ListUsers failed: <b>\\u{1b} [CS5002]
    \`\`\`
    "
  `);
});
