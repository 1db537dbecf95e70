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
    before: {},
    after: { tags: { [ownerTag]: 'x' } },
  };
  const boss = update('boss', [['securityProfiles', ['Agent'], ['Admin']]], { risk: 'privilege' });
  const chief = update('chief', [['securityProfiles', ['A|B'], ['Agent']]]);
  const move = (key: string) => update(key, [['routingProfile', 'A', '<b>']]);
  const user = (key: string) => ({ kind: 'user', key });
  expect(
    markdown({
      changes: [adoption, boss, chief, changes.update, move('li'), move('lo'), changes.create, changes.remove],
      noLongerListed: [{ kind: 'user', key: 'old`s' }],
      samePerson: [{ from: user('m.jones'), to: user('m.smith'), key: '4711' }],
      coverage: [
        { queue: 'Claims|Home', channel: 'VOICE', before: 3, lowest: 0, after: 1 },
        { queue: 'Billing', channel: 'CHAT', before: 3, lowest: 2, after: 5 },
      ],
      safety: [
        { rule: 'limits.delete', limit: '5%', value: 1, result: 'fail', message: '1 of 7 users would be deleted.' },
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

    **Refused by 1 safety rule: nothing of this will be applied.**

    \`\`\`text
    limits.delete: 1 of 7 users would be deleted.
    \`\`\`

    |  | add | change | destroy | adopt |
    | --- | --- | --- | --- | --- |
    | user | 1 | 5 | 1 | 1 |

    1 no longer listed.

    **Cost:** 8 API calls, about 3 s; slowest UpdateUserIdentityInfo (6 calls at 2/s).

    #### Look twice

    - **1 user to destroy** (cannot be undone): \`zoe\`
    - **1 user to change** (widens what somebody may do): \`boss\`
    - **1 user loses \`A|B\`**: \`chief\`
    - **1 queue loses the last user who serves it**: \`Claims|Home\`
    - \`m.jones\` → \`m.smith\`: the same person (key \`4711\`), a new user and the old one leaving

    \`\`\`\`text
    x.yaml:3:5: warning: A warning with \`\`\` and @team. [CS2001]
    \`\`\`\`

    #### Changes

    <details open><summary>1 user to destroy (cannot be undone)</summary>

    \`\`\`diff
    - user/zoe
    -     firstName: "Zoe"
    \`\`\`

    </details>

    <details open><summary>1 user to change (privilege: widens what somebody may do): <code>securityProfiles</code></summary>

    \`\`\`diff
    ! user/boss
    !     securityProfiles: ["Agent"] -> ["Admin"]
    \`\`\`

    </details>

    <details open><summary>2 users to change in the same way: <code>routingProfile: &quot;A&quot; -&gt; &quot;&lt;b&gt;&quot;</code></summary>

    \`\`\`diff
    !     routingProfile: "A" -> "<b>"
    ! li, lo
    \`\`\`

    </details>

    <details open><summary>2 users to change: <code>securityProfiles, lastName</code></summary>

    \`\`\`diff
    ! user/chief
    !     securityProfiles: ["A|B"] -> ["Agent"]

    ! user/jane
    !     lastName: "Doe" -> "Dorn"
    \`\`\`

    </details>

    <details open><summary>1 user to add</summary>

    \`\`\`diff
    + user/omar
    +     firstName: "Omar"
    +     lastName: "Haddad"
    +     securityProfiles: ["Agent"]
    \`\`\`

    </details>

    <details open><summary>1 user to adopt</summary>

    \`\`\`diff
    ! user/ann
    +     tags.connect-sync:owner: "x"
    \`\`\`

    </details>

    <details><summary>Users who serve each queue</summary>

    | queue | channel | before | lowest | after |
    | --- | --- | --- | --- | --- |
    | \`Claims\\|Home\` | \`VOICE\` | 3 | **0** | 1 |
    | \`Billing\` | \`CHAT\` | 3 | 2 | 5 |

    </details>

    <details><summary>Safety rules</summary>

    | rule | limit | value | result |
    | --- | --- | --- | --- |
    | \`limits.delete\` | \`5%\` | 1 | **fail** |
    | \`keepAtLeast.A\\|B\` | \`1\` | 2 | pass |

    </details>

    1 resource is no longer listed and kept: \`\`user/old\`s\`\`
    "
  `);
});

test('people on the way, in a fence: who is parked, and what falls due', () => {
  const user = (key: string) => ({ kind: 'user', key });
  const text = markdown({
    parked: [{ address: user('old'), parkedOn: '2026-11-28', deleteOn: '2026-12-28' }],
    upcoming: [{ address: user('new'), action: 'create', at: Date.UTC(2026, 11, 1) }],
    asOf: Date.UTC(2026, 10, 29),
  });
  expect(text).toContain('What a plan would be at 2026-11-29 00:00:00 UTC.\n');
  expect(text).toContain(`\`\`\`text
1 account on the way out: user/old (parked since 2026-11-28, deleted on 2026-12-28)
Due soon: 1 to add, 0 to remove.
  2026-12-01 00:00:00 UTC  + user/new (create)
\`\`\`
`);
});

test('a table by kind has their sums', () => {
  const queue = create('q', {}, { address: { kind: 'queue', key: 'q' } });
  expect(markdown({ changes: [queue, changes.create, changes.update] })).toContain(
    '|  | add | change |\n| --- | --- | --- |\n| queue | 1 |  |\n| user | 1 | 1 |\n| **all** | **2** | **1** |\n',
  );
});

test('nothing to do', () =>
  expect(markdown({})).toMatchInlineSnapshot(`
  "### Plan for Amazon Connect instance \`10a4c4eb\` (\`us-west-2\`)

  No changes. Amazon Connect matches the configuration.
  "
`));

test('nothing to do about what is targeted', () => {
  expect(markdown({ targets: ['user/jane'] })).toContain('No changes to what is targeted.');
});

describe('of names by people who mean harm', () => {
  const harm = '```\n@team <img src=x> [click](http://evil) |</code></summary>\u202E\u001b[31m';
  const moved = (key: string) => update(key, [['routingProfile', 'A', '</code>@team <img src=x>']]);
  const text = markdown({
    changes: [
      create(harm, { firstName: harm, tags: { [harm]: harm } }),
      ...[remove(harm, { firstName: harm, securityProfiles: [harm] }), moved(harm), moved('b')],
    ],
    noLongerListed: [{ kind: 'user', key: harm }],
    samePerson: [{ from: { kind: 'user', key: harm }, to: { kind: 'user', key: harm }, key: harm }],
    coverage: [{ queue: harm, channel: harm, before: 1, lowest: 0, after: 0 }],
    safety: [
      { rule: harm, limit: harm, value: 1, result: 'pass' },
      { rule: `keepAtLeast.${harm}`, limit: harm, value: 1, result: 'fail', message: harm },
    ],
    diagnostics: [
      { severity: 'warning', code: 'unknown-name', message: harm, source: { file: harm, line: 1, column: 1 } },
    ],
    target: { region: harm, instanceId: harm, identityManagement: 'SAML' },
  });
  /** What is neither in a fence, nor in a code span, nor HTML's code of a summary. */
  const prose = text
    .replace(/^(`{3,})(?:diff|text)\n[\s\S]*?\n\1\n/gm, '')
    .replace(/(?<!`)(`+)(?!`)(?:[\s\S]*?[^`])\1(?!`)/g, '')
    .replace(/<code>[^<>@]*<\/code>/g, '');
  test('none is prose', () => {
    for (const piece of ['@team', '<img', '[click]']) {
      expect(text).toContain(piece);
      expect(prose).not.toContain(piece);
    }
  });
  test('the only tags are our own, and each is closed', () => {
    const tags = (prose.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(' open', ''));
    expect(new Set(tags)).toEqual(new Set(['<details>', '<summary>', '</summary>', '</details>']));
    for (const tag of ['details', 'summary'])
      expect(tags.filter((one) => one === `<${tag}>`)).toHaveLength(tags.filter((one) => one === `</${tag}>`).length);
  });
  test('nor has unseen characters', () => expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u));
});

describe('where there is more than a comment holds', () => {
  const many = Array.from({ length: 2_000 }, (_, index) =>
    create(`agent${index}`, { firstName: `${'A'.repeat(50)}${index}`, routingProfile: `Tier ${index % 2}` }),
  );
  const moved = Array.from({ length: 1_000 }, (_, index) =>
    update(`mover${index}`, [['routingProfile', 'Basic', `Tier ${index % 3}`]]),
  );
  const gone = Array.from({ length: 30 }, (_, index) => remove(`gone${index}`, { firstName: 'Zoe' }));
  const bosses = [create('boss', {}, { risk: 'privilege' })];
  const text = markdown({
    changes: [...many, ...moved, ...gone, ...bosses],
    diagnostics: Array.from({ length: 2_000 }, (_, index) => ({
      ...({ severity: 'warning', code: 'unknown-name', message: `Warning ${index} ${'x'.repeat(1_000)}` } as const),
    })),
    noLongerListed: Array.from({ length: 2_000 }, (_, index) => ({ kind: 'user', key: `kept${index}` })),
  });
  test('it fits, in characters and in bytes', () => expect(Buffer.byteLength(text)).toBeLessThan(65_536));
  test('the worst comes first', () => {
    const places = ['- gone0  firstName', '+ user/boss', '! mover0', '+ agent0'].map((line) => text.indexOf(line));
    expect(places).not.toContain(-1);
    expect(Math.max(...places.slice(0, 2))).toBeLessThan(Math.min(...places.slice(2)));
  });
  test('everybody is named, and whose details are left out is counted', () => {
    for (const { address } of [...many, ...moved, ...gone]) expect(text).toMatch(new RegExp(`\\b${address.key}\\b`));
    const told = text.match(/^\+ agent\d+ {2}firstName/gm)?.length ?? 0;
    expect(text).toContain(`**Not everything fits into a comment; only named: ${2_000 - told} users to add.**`);
    expect(text).toMatch(/\d+ more lines not shown/);
    expect(text).toContain('2000 resources are no longer listed and kept: ');
    expect(text).toContain(' and 1990 more');
  });
});

test('where not even the names fit, those who are deleted are named and the others counted, by kind and action', () => {
  const long = (name: string, index: number): string => `${name}${index}.${'n'.repeat(80)}`;
  const text = markdown({
    changes: [
      ...Array.from({ length: 2_500 }, (_, index) => create(long('new', index), { firstName: 'A' })),
      ...Array.from({ length: 100 }, (_, index) => update(long('old', index), [['lastName', 'A', `${index}`]])),
      ...Array.from({ length: 300 }, (_, index) => remove(long('gone', index), { firstName: 'Zoe'.repeat(80) })),
    ],
  });
  expect(Buffer.byteLength(text)).toBeLessThan(65_536);
  const named = (name: string): number => new Set(text.match(new RegExp(`\\b${name}\\d+\\.`, 'g'))).size;
  expect(named('gone')).toBe(300);
  expect(named('new')).toBeLessThan(2_500);
  expect(text).toContain(`left out: ${2_500 - named('new')} users to add`);
  expect(text).toMatch(/only named: \d+ users to destroy/);
});

test('one change of any size fits', () => {
  const tags = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`key${index}`, `${index}${'v'.repeat(5_000)}`]),
  );
  const text = markdown({ changes: [create('big', { tags })] });
  expect(Buffer.byteLength(text)).toBeLessThan(65_536);
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
        safety: names.map((rule) => ({ rule, limit: '1', value: 1, result: 'fail', message: rule })),
        coverage: names.map((queue) => ({ queue, channel: 'VOICE', before: 1, lowest: 0, after: 0 })),
        samePerson: names.map((key) => ({ from: { kind: 'user', key }, to: { kind: 'user', key }, key })),
        parked: names.map((key) => ({ address: { kind: 'user', key }, parkedOn: '2026-11-28', deleteOn: key })),
      });
      expect(Buffer.byteLength(text)).toBeLessThan(65_536);
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
