/** The status page as text; what a browser makes of it is in browser.test.ts. */
import { expect, test } from 'vitest';
import { html } from '../../src/report/html/html.ts';
import { statusDocument } from '../../src/status/document.ts';
import { page } from '../../src/status/page/page.ts';
import type { WatchStatus } from '../../src/watch/status.ts';
import { changes, create, plan, remove, update } from '../support/plans.ts';
import { failure, minute, noon, report, result, shown, status, statuses } from '../support/statuses.ts';

/** What a reader sees, without markup. */
const textOf = (of = statuses.inSync): string =>
  page(shown(of))
    .replace(/<head>[\s\S]*<\/head>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

test('what is put into HTML is text', () => {
  expect(html`<a title="${'"\'<&>'}">${['<b>', html`<i>`, undefined, 3]}</a>`.text).toBe(
    '<a title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;<i>3</a>',
  );
  expect(html`${'a\u202eb\u0000\n'}`.text).toBe('a\\u{202e}b\\u{0}\\u{a}');
});

test('the pending changes are the diff that plan prints, in its words', () => {
  expect(textOf(statuses.refused)).toContain(
    'Plan: 1 to add, 1 to change, 1 to destroy. It takes about 1 s. For engineers 3 API calls, about 1 s; slowest UpdateUserIdentityInfo (1 call at 2/s).',
  );
  expect(textOf(statuses.refused)).toContain(
    '~ change user/jane ~ change lastName: &quot;Doe&quot; -&gt; &quot;Dorn&quot;',
  );
  expect(textOf(statuses.refused)).toContain('- destroy user/zoe (cannot be undone)');
  expect(textOf(statuses.refused)).toContain(
    'limits.delete: 37 of 200 users would be deleted; the limit is 5% (10). To accept: connect-sync accept delete=37',
  );
});

test('who sees a refused plan can resume, and who sees a plan that was refused before can read why', () => {
  const forms = (of: WatchStatus): readonly string[] =>
    [...page(shown(of)).matchAll(/action="(\w+)"/g)].flatMap(([, wish = '']) => wish);
  expect(forms(statuses.inSync)).toEqual(['reconcile', 'suspend']);
  expect(forms(statuses.suspended)).toEqual(['reconcile', 'resume']);
  expect(forms(statuses.refused)).toEqual(['reconcile', 'suspend', 'resume']);
  const passing = plan({ changes: [changes.update] });
  const passes = [report({ outcome: 'refused', plan: passing, reason: 'Refused before, by limits.delete.' })];
  expect(textOf({ ...statuses.refused, pending: passing, passes })).toContain('Refused before, by limits.delete.');
});

test('what goes with a deleted user is among what is pending', () => {
  const gone = { ...changes.remove, calls: ['DeleteQuickConnect', 'DeleteQuickConnect', 'DeleteUser'] };
  expect(textOf({ ...statuses.pending, pending: plan({ changes: [gone] }) })).toContain(
    'after 2 calls of DeleteQuickConnect',
  );
});

test('what falls due by a date, on the page and in /status, until its day has come', () => {
  const due = (key: string, action: 'create' | 'park', at: number) => ({ address: { kind: 'user', key }, action, at });
  const day = 24 * 60 * minute;
  const upcoming = [
    due('past', 'create', noon - minute),
    due('li.na', 'create', noon + day),
    due('<b>', 'park', noon + 2 * day),
  ];
  const of = { ...statuses.inSync, pending: plan({ upcoming }) };
  expect(textOf(of)).toMatch(
    /Due soon Due soon: 1 to add, 0 to remove, 1 to park\. .*: create user\/li\.na .*: park user\/&lt;b&gt; /,
  );
  expect(textOf(of)).not.toContain('user/past');
  expect(statusDocument(shown(of))['upcoming']).toEqual([
    { address: 'user/li.na', action: 'create', at: '2026-11-26T17:00:00Z' },
    { address: 'user/<b>', action: 'park', at: '2026-11-27T17:00:00Z' },
  ]);
  const many = Array.from({ length: 5_000 }, (_, n) => due(`user.${n}`, 'create', noon + day));
  const crowded = { ...of, pending: plan({ upcoming: many }) };
  expect(textOf(crowded)).toContain('and 4950 more');
  expect(statusDocument(shown(crowded))['upcoming']).toHaveLength(100);
  expect(textOf(statuses.inSync)).not.toContain('Due soon');
});

test('the last runs and what they changed', () => {
  expect(textOf()).toContain(
    'Applied 1 added, 1 changed files changed, 1 min user/jane: updated (UpdateUserIdentityInfo)',
  );
  expect(textOf(statuses.partial)).toContain(
    'user/jane: failed: UpdateUserIdentityInfo: InvalidParameterException: Not that. (request b1946ac9)',
  );
  expect(textOf(statuses.partial)).toContain('user/jane : 4 failures, until 17:12 UTC');
});

test.each(Object.entries(statuses))('the title says how it stands: %s', (_, of) => {
  const text = page(shown(of));
  const [, title = ''] = /<title>(.*?)<\/title>/.exec(text) ?? [];
  const [, heading = '-'] = /<h1[^>]*>(.*?)<\/h1>/.exec(text) ?? [];
  expect(title).toBe(`${heading} · my-centre · connect-sync`);
});

test('a look that failed does not say that all is well', () => {
  expect(textOf(statuses.failing)).not.toContain('No changes.');
  expect(textOf({ ...statuses.failing, pending: plan({ changes: [changes.update] }) })).toContain(
    'As of the last look that succeeded.',
  );
});

test('a suspension is told of also where something worse is the matter', () => {
  expect(textOf({ ...statuses.refused, suspendedSince: noon - 60_000 })).toContain('Suspended 16:59 UTC (1 min ago)');
  expect(textOf(statuses.suspended)).not.toContain('Suspended 16:40');
});

test('nothing that others wrote becomes markup', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&`;
  const span = { file: `${evil}.yaml`, line: 1, column: 1 };
  const of = status({
    instance: { ...statuses.inSync.instance, alias: evil, region: evil },
    files: { names: [evil], digest: evil, readAt: noon },
    pending: plan({
      changes: [create(evil, { [evil]: evil, tags: { [evil]: evil } })],
      safety: [{ rule: evil, limit: evil, value: 1, result: 'fail' }],
    }),
    passes: [
      report({
        ...{
          outcome: 'partial',
          reason: evil,
          results: [result(evil), failure(evil, { call: evil, error: evil, message: evil })],
        },
        diagnostics: [{ severity: 'error', code: `duplicate-${evil}`, message: evil, source: span, address: evil }],
      }),
    ],
    backingOff: [{ address: evil, failures: 1, until: noon }],
  });
  const totals = { ...shown(of).totals, requests: new Map([[evil, new Map([['ok', 1]])]]) };
  const text = page(shown(of, { totals }));
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text).not.toMatch(/<img|alert\(1\)<\/script>|onerror=alert\(1\)>/);
});

test('a plan of 10,000 changes is a light page that shows what is dangerous first', () => {
  const many = Array.from({ length: 9_999 }, (_, n) => update(`user${n}`, [['lastName', 'A', 'B']]));
  const text = page(shown(status({ pending: plan({ changes: [...many, remove('zoe', { firstName: 'Zoe' })] }) })));
  expect(text.length).toBeLessThan(200_000);
  expect(text).toContain('And 9800 more changes');
  expect(text).toContain('0 to add, 9999 to change, 1 to destroy');
  expect(text.indexOf('user/zoe')).toBeLessThan(text.indexOf('user/user0<'));
});

test('many of anything are bounded', () => {
  const names = Array.from({ length: 5_000 }, (_, n) => `people/${n}.yaml`);
  const diagnostics = names.map((message) => ({ severity: 'error' as const, code: 'unknown-name' as const, message }));
  const results = names.map((name) => result(name));
  const of = status({
    files: { names, digest: 'sha256:00', readAt: noon },
    passes: [1, 2, 3].map((number) => report({ number, outcome: 'invalid', diagnostics, results })),
    backingOff: names.map((address) => ({ address, failures: 3, until: noon })),
  });
  expect(page(shown(of)).length).toBeLessThan(60_000);
});
