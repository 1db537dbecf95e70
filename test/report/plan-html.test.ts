/** A plan as a page, as text; test/report/plan-browser.test.ts looks at it in a browser. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/plan/model/plan.ts';
import { failureHtml, planHtml } from '../../src/report/html/plan-page.ts';
import { changes, create, plan, remove, update } from '../support/plans.ts';
import { reorganisation } from '../support/reorganisation.ts';

const page = (some: Partial<Plan>): string =>
  planHtml({
    plan: plan(some),
    perSecond: () => 2,
    digest: 'sha256:0',
    tool: { name: 'connect-sync', version: '1.2.3' },
    at: Date.UTC(2026, 10, 29),
  });

/** What a reader sees of it, a line for each. */
const read = (markup: string): string =>
  markup
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replace(/\s*\n\s*/g, '\n');

test('risks come first, then the sums, then who changes in the same way, then the rest', () => {
  const moved = (key: string) => update(key, [['routingProfile', 'A', 'B']]);
  const text = read(page({ changes: [changes.create, moved('ann'), moved('bea'), changes.remove] }));
  const places = ['cannot be undone', 'In numbers', 'Changing in the same way', '2 users', 'One by one', 'user/omar'];
  const found = places.map((words) => text.indexOf(words));
  expect(found).not.toContain(-1);
  expect(found).toEqual([...found].sort((a, b) => a - b));
});

test('a plan that is refused says so, why, and what lets it through', () => {
  const message = '37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.';
  const check = {
    rule: 'limits.delete',
    limit: '5%',
    value: 37,
    result: 'fail',
    acceptable: 'delete=37',
    message,
  } as const;
  const text = read(page({ changes: [changes.remove], safety: [check] }));
  expect(text).toContain('Refused: nothing of this will be applied');
  expect(text).toContain(message);
});

test('nothing to do', () => {
  expect(read(page({}))).toContain('No changes. Amazon Connect matches the configuration.');
  expect(page({})).not.toContain('id="filter"');
});

test('what is said besides the changes', () => {
  const user = (key: string) => ({ kind: 'user', key });
  const text = read(
    page({
      samePerson: [{ from: user('m.jones'), to: user('m.smith'), key: '4711' }],
      parked: [{ address: user('old'), parkedOn: '2026-11-28', deleteOn: '2026-12-28' }],
      upcoming: [{ address: user('new'), action: 'create', at: Date.UTC(2026, 11, 1) }],
      noLongerListed: [user('gone')],
      asOf: Date.UTC(2026, 10, 30),
      targets: ['user/*'],
      diagnostics: [
        {
          severity: 'warning',
          code: 'unknown-name',
          message: 'Beware.',
          source: { file: 'a.yaml', line: 3, column: 5 },
        },
      ],
    }),
  );
  for (const line of [
    'm.jones -> m.smith: same person (key 4711)',
    'user/old (parked since 2026-11-28, deleted on 2026-12-28)',
    'Due soon: 1 to add, 0 to remove.',
    '2026-12-01 00:00:00 UTC create user/new',
    '1 resource is no longer listed and kept',
    'What a plan would be at 2026-11-30 00:00:00 UTC.',
    'Only about user/*.',
    'warning a.yaml:3:5 Beware.',
  ]) {
    expect(text).toContain(line);
  }
});

test('the tree says who comes and goes, and nothing where nothing differs', () => {
  const branches = [
    { path: ['EMEA'], before: 1, after: 1 },
    { path: ['EMEA', 'Cork'], after: 3 },
    { path: ['EMEA', 'Dublin'], before: 5, after: 4 },
    { path: ['EMEA', 'Galway'], before: 2 },
  ];
  const tree = read(page({ tree: { tiers: ['Region', 'Site'], branches } }));
  expect(tree).toContain('Region / Site\nEMEA 8');
  expect(tree).toContain('Cork + new 0 -> 3\nDublin 5 -> 4\nGalway - deleted 2 -> 0');
  expect(page({ tree: { tiers: [], branches: branches.slice(0, 1) } })).not.toContain('id="tree"');
});

test('who serves the queues is a table with bars, those first that lose everybody', () => {
  const coverage = [
    { queue: 'Claims', channel: 'CHAT', before: 20, lowest: 5, after: 10 },
    { queue: 'Sales', channel: 'VOICE', before: 4, lowest: 0, after: 4 },
  ];
  const markup = page({ coverage });
  expect(read(markup)).toMatch(/Sales VOICE404\nClaims CHAT20510/);
  expect(
    [...markup.matchAll(/class="before"|<rect y="11" width="([^"]*)"|<line x1="([^"]*)"/g)].map(([all]) => all),
  ).toEqual([
    ...['class="before"', '<rect y="11" width="20%"', '<line x1="0%"'],
    ...['class="before"', '<rect y="11" width="50%"', '<line x1="25%"'],
  ]);
  expect(page({ coverage: [] })).not.toContain('id="coverage"');
});

test('the price says when the calls of each API are sent', () => {
  const spans = { CreateUser: { from: 0, to: 90 }, TagResource: { from: 90, to: 95 } };
  const cost = {
    calls: { CreateUser: 180, TagResource: 10 },
    seconds: 95,
    bottleneck: 'CreateUser',
    readCalls: { ListUsers: 3 },
    spans,
  };
  const text = read(page({ changes: [changes.create], cost }));
  expect(text).toContain('CreateUser18020 s to 1 min 30 s');
  expect(text).toContain('TagResource1021 min 30 s to 1 min 35 s');
});

describe('whatever others wrote', () => {
  const harm = `"'></script><script>alert(1)</script><img src=x onerror=alert(2)>\u202E`;
  const text = page({
    changes: [create(harm, { firstName: harm, tags: { [harm]: harm } }), remove(harm, { firstName: harm })],
    noLongerListed: [{ kind: 'user', key: harm }],
    safety: [{ rule: harm, limit: harm, value: 1, result: 'fail', message: harm, acceptable: harm }],
    diagnostics: [
      { severity: 'warning', code: 'unknown-name', message: harm, source: { file: harm, line: 1, column: 1 } },
    ],
    target: { region: harm, instanceId: harm, identityManagement: 'SAML' },
    tree: { tiers: [harm], branches: [{ path: [harm], after: 1 }] },
  });
  test('is text', () => {
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img|\u202E/);
  });
  test('and so is why there is no plan', () => {
    const failed = failureHtml(harm, [{ severity: 'error', code: 'unknown-name', message: harm }]);
    expect(failed.match(/<script/g)).toHaveLength(1);
    expect(failed).not.toMatch(/<img|\u202E/);
  });
  test('law: tags and attributes are only ours', () => {
    const name = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '`', 'a', '=', '/', '😀', '\u2028') });
    const tagsOf = (markup: string): readonly string[] => markup.match(/<[^>]*>/g) ?? [];
    const harmless = tagsOf(page({ changes: [create('a', { firstName: 'a' })] })).length;
    fc.assert(
      fc.property(name, name, (key, value) => {
        const markup = page({ changes: [create(key, { firstName: value })] });
        expect(tagsOf(markup).length).toBe(harmless);
      }),
    );
  });
});

test('the page allows nothing but its own script and style, and has no inline handlers and styles', () => {
  const text = page({ changes: [changes.create, changes.update, changes.remove] });
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
  expect(policy.replace(/sha256-[^']+/g, 'sha256-…')).toBe(
    "default-src 'none'; script-src 'sha256-…'; style-src 'sha256-…'; base-uri 'none'; form-action 'none'",
  );
  expect(text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')).not.toMatch(/\son\w+=|\sstyle=|https?:|src=/);
});

test('3,000 changes that nobody shares are less than 5 MB', () => {
  const text = planHtml({ ...reorganisation(3_000), perSecond: () => 2, digest: '', at: 0 });
  expect(text.match(/class="change"/g)?.length).toBeGreaterThan(50);
  expect(Buffer.byteLength(text)).toBeLessThan(5_000_000);
});
