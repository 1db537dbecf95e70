/** What is said of a status: the verdict, the probes, and `/status`. */
import { describe, expect, test } from 'vitest';
import { isoTime, readableTime, roughSpan } from '../../src/base/time.ts';
import { statusDocument } from '../../src/status/document.ts';
import { notReady, stuck } from '../../src/status/health.ts';
import { verdictOf } from '../../src/status/verdict.ts';
import type { PassOutcome, WatchStatus } from '../../src/watch/status.ts';
import { plan } from '../support/plans.ts';
import { minute, noon, report, shown, status, statuses } from '../support/statuses.ts';

test('how it stands, in a word, a sentence and since when', () => {
  const told = Object.entries(statuses).map(([name, of]) => {
    const { state, title, sentence, since } = verdictOf(of, stuck(of, undefined, noon));
    return `${name}: ${state}, "${title}", ${since === undefined ? '-' : roughSpan(noon - since)}: ${sentence}`;
  });
  expect(told).toMatchInlineSnapshot(`
    [
      "starting: starting, "Starting: no action needed", 2 s: The first look at Amazon Connect has not ended yet.",
      "applying: applying, "Making changes: no action needed", 30 s: 17 of 60 changes made. 1 change failed.",
      "inSync: in-sync, "In sync: nothing to do", 3 h: Amazon Connect is as the files say.",
      "pending: pending, "Changes found: apply them or change the files", 3 min: 3 changes are pending. This watch only observes and makes none.",
      "windowClosed: pending, "Changes waiting: no action needed", 3 min: 3 changes are pending. They are made when the next window opens.",
      "settling: pending, "Changes waiting: no action needed", 3 min: 1 change is pending. 1 deletion waits until the files have been unchanged for policy.settle, at 2026-11-25 17:02:00 UTC.",
      "asked: in-sync, "In sync: nothing to do", 3 min: Amazon Connect is as the files say.",
      "suspended: suspended, "Suspended: resume when ready", 20 min: Nothing is applied until somebody resumes. 3 changes are waiting.",
      "refused: refused, "Refused: check the changes", 8 min: A safety rule refused the changes, and none of them was made. Accept them if they are meant, or change the files.",
      "partial: partial, "Partly done: check what failed", 3 min: Some changes were made, others were not. It will try again.",
      "invalid: invalid, "Files are wrong: fix them", 3 min: The files have 1 error. Nothing is applied until they are fixed.",
      "failing: failing, "Not working: check the reason", 3 min: The last look did not succeed. It will try again.",
      "noAccess: failing, "No access: refresh the credentials", 3 min: The last look did not succeed. It will try again.",
      "stuck: stuck, "Stuck: restart connect-sync", -: The pass that runs has had no answer for 20 min.",
    ]
  `);
});

describe('since when', () => {
  const at = (ago: number, outcome: PassOutcome) => report({ outcome, endedAt: noon - ago * minute });
  test.each<[string, readonly PassOutcome[], number]>([
    ['the only pass', ['failed'], 1],
    ['the first of a row', ['failed', 'failed', 'in-sync', 'failed'], 2],
    ['all that are known', ['refused', 'refused', 'refused'], 3],
    ['made so and found so are one', ['in-sync', 'applied', 'in-sync', 'partial'], 3],
  ])('%s', (_, outcomes, ago) => {
    expect(verdictOf(status({ passes: outcomes.map((outcome, index) => at(index + 1, outcome)) })).since).toBe(
      noon - ago * minute,
    );
  });
});

test('a watch that waits for the lock says who holds it', () => {
  const wait = { reason: 'Waiting for the lock of this instance: apply by ann.' };
  const waiting = status({ running: { trigger: 'start', since: noon - minute, wait } });
  expect(verdictOf(waiting)).toMatchObject({ state: 'starting', sentence: wait.reason });
  expect(statusDocument(shown(waiting))['running']).toMatchObject({ waitsFor: wait.reason });
  const over = status({ running: { trigger: 'start', since: noon - minute, wait: { ...wait, until: noon } } });
  expect(verdictOf(over).sentence).toContain('The first look');
});

test('A16: while changes are made that is said, in a first pass and in one after a refusal', () => {
  const running = statuses.applying.running!;
  for (const of of [statuses.starting, statuses.refused, statuses.inSync]) {
    expect(verdictOf({ ...of, running })).toMatchObject({ state: 'applying', reasons: [] });
  }
});

test('trouble is told before a suspension, a suspension before what waits', () => {
  const suspendedSince = noon - minute;
  expect(verdictOf({ ...statuses.refused, suspendedSince }).state).toBe('refused');
  expect(verdictOf({ ...statuses.inSync, suspendedSince }).sentence).toContain('No change is waiting.');
  expect(verdictOf({ ...statuses.starting, suspendedSince }).sentence).toContain('not known yet');
});

describe('alive', () => {
  const running = status({ running: { trigger: 'interval', since: noon - 60 * minute } });
  const waiting = (wait: NonNullable<WatchStatus['running']>['wait'] & {}) =>
    status({ running: { trigger: 'start', since: noon - 60 * minute, wait } });
  test.each([
    ['a pass of an hour whose calls are answered', running, noon - minute, undefined],
    [
      'a pass of an hour that had no answer for 16 min',
      running,
      noon - 16 * minute,
      'The pass that runs has had no answer for 16 min.',
    ],
    ['a pass that waits for the lock of another', waiting({ reason: 'Waiting.' }), undefined, undefined],
    [
      'a pass that has waited, and goes on',
      waiting({ reason: 'Waiting.', until: noon - minute }),
      noon - 60 * minute,
      undefined,
    ],
    [
      'a pass that has waited, and is silent since',
      waiting({ reason: 'Waiting.', until: noon - 16 * minute }),
      noon - 60 * minute,
      'The pass that runs has had no answer for 16 min.',
    ],
    ['a pass that began just now, after hours of rest', statuses.starting, noon - 600 * minute, undefined],
    ['a rest', statuses.inSync, noon - 3 * minute, undefined],
    ['a pass that is late by a moment', status({ nextPassAt: noon - minute }), undefined, undefined],
    [
      'a pass that never came',
      status({ nextPassAt: noon - 6 * minute }),
      undefined,
      'The next pass is overdue by 6 min.',
    ],
    ['nothing known of the next pass', status(), undefined, undefined],
  ])('%s', (_, of, answeredAt, sentence) => expect(stuck(of, answeredAt, noon)).toBe(sentence));
});

describe('ready', () => {
  test('not before the first pass ended', () =>
    expect(notReady(statuses.starting)).toBe('The first pass has not ended.'));
  test.each<[PassOutcome, boolean]>([
    ['in-sync', true],
    ['applied', true],
    ['observed', true],
    ['waiting', true],
    ['refused', true],
    ['partial', true],
    ['invalid', false],
    ['failed', false],
  ])('after %s: %s', (outcome, ready) => {
    const of = status({ passes: [report({ outcome, reason: 'Why.' })] });
    expect(notReady(of)).toBe(ready ? undefined : 'No pass has read everything yet; the last one: Why.');
  });
  test('once ready it stays so', () => expect(notReady(statuses.failing)).toBeUndefined());
});

describe('/status', () => {
  test('of a watch that was refused', () => {
    expect(statusDocument(shown(statuses.refused))).toMatchInlineSnapshot(`
      {
        "alive": true,
        "backingOff": [],
        "breaker": {
          "open": true,
          "rules": [
            {
              "acceptable": "delete=37",
              "limit": "5% (10)",
              "message": "37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.",
              "result": "fail",
              "rule": "limits.delete",
              "value": 37,
            },
          ],
        },
        "files": {
          "digest": "sha256:4f2a9c4f2a9c4f2a9c4f2a9c4f2a9c4f2a9c4f2a9c4f2a9c4f2a9c4f2a9cbeef",
          "names": [
            "connect-sync.yaml",
            "people/dublin.yaml",
            "people/seattle.yaml",
          ],
          "readAt": "2026-11-25T15:40:00Z",
        },
        "formatVersion": "1.0",
        "instance": {
          "alias": "my-centre",
          "arn": "arn:aws:connect:us-west-2:123456789012:instance/10a4c4eb-f57e-4d4c-b602-bf39176ced07",
          "id": "10a4c4eb-f57e-4d4c-b602-bf39176ced07",
          "identityManagement": "SAML",
          "region": "us-west-2",
        },
        "lastPass": {
          "diagnostics": [],
          "endedAt": "2026-11-25T16:57:02Z",
          "failures": [],
          "moreDiagnostics": 0,
          "number": 9,
          "outcome": "refused",
          "planned": {
            "adopt": 0,
            "create": 1,
            "delete": 1,
            "noLongerListed": 0,
            "unchanged": 0,
            "unmanaged": 0,
            "update": 1,
          },
          "reason": "Refused by a safety rule; nothing is applied until the files change or somebody resumes. limits.delete: 37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.",
          "results": {
            "adopt": 0,
            "create": 0,
            "delete": 0,
            "failed": 0,
            "skipped": 0,
            "update": 0,
          },
          "seconds": 2.1,
          "startedAt": "2026-11-25T16:57:00Z",
          "trigger": "interval",
        },
        "lastSuccessAt": "2026-11-25T15:57:00Z",
        "message": "A safety rule refused the changes, and none of them was made. Accept them if they are meant, or change the files. limits.delete: 37 of 200 users would be deleted; the limit is 5% (10).",
        "mode": "apply",
        "nextPassAt": "2026-11-25T17:02:00Z",
        "now": "2026-11-25T17:00:00Z",
        "passes": [
          {
            "endedAt": "2026-11-25T16:57:02Z",
            "number": 9,
            "outcome": "refused",
            "planned": {
              "adopt": 0,
              "create": 1,
              "delete": 1,
              "noLongerListed": 0,
              "unchanged": 0,
              "unmanaged": 0,
              "update": 1,
            },
            "reason": "Refused by a safety rule; nothing is applied until the files change or somebody resumes. limits.delete: 37 of 200 users would be deleted; the limit is 5% (10). Acknowledge with --accept delete=37.",
            "results": {
              "adopt": 0,
              "create": 0,
              "delete": 0,
              "failed": 0,
              "skipped": 0,
              "update": 0,
            },
            "seconds": 2.1,
            "startedAt": "2026-11-25T16:57:00Z",
            "trigger": "interval",
          },
          {
            "endedAt": "2026-11-25T16:52:00Z",
            "number": 8,
            "outcome": "refused",
            "planned": {
              "adopt": 0,
              "create": 1,
              "delete": 1,
              "noLongerListed": 0,
              "unchanged": 0,
              "unmanaged": 0,
              "update": 1,
            },
            "results": {
              "adopt": 0,
              "create": 0,
              "delete": 0,
              "failed": 0,
              "skipped": 0,
              "update": 0,
            },
            "seconds": 0.9,
            "startedAt": "2026-11-25T16:51:59Z",
            "trigger": "interval",
          },
          {
            "endedAt": "2026-11-25T15:57:00Z",
            "number": 7,
            "outcome": "in-sync",
            "results": {
              "adopt": 0,
              "create": 0,
              "delete": 0,
              "failed": 0,
              "skipped": 0,
              "update": 0,
            },
            "seconds": 0.9,
            "startedAt": "2026-11-25T15:56:59Z",
            "trigger": "interval",
          },
        ],
        "pendingChanges": {
          "adopt": 0,
          "create": 1,
          "delete": 1,
          "noLongerListed": 0,
          "unchanged": 0,
          "unmanaged": 0,
          "update": 1,
        },
        "rates": [
          {
            "allowedPerSecond": 10,
            "operation": "ListUsers",
            "perSecond": 10,
            "requests": 34,
            "throttled": 0,
          },
          {
            "allowedPerSecond": 2,
            "operation": "UpdateUserIdentityInfo",
            "perSecond": 1.4,
            "requests": 2,
            "throttled": 1,
          },
        ],
        "ready": true,
        "since": "2026-11-25T16:52:00Z",
        "startedAt": "2026-11-25T14:00:00Z",
        "state": "refused",
        "suspended": false,
        "tool": {
          "name": "connect-sync",
          "version": "0.1.0",
        },
        "upcoming": [],
        "uptimeSeconds": 10800,
      }
    `);
  });
  test('tells of many problems how many more there are', () => {
    const diagnostics = Array.from({ length: 130 }, (_, at) => ({
      severity: 'error' as const,
      code: 'unknown-name' as const,
      message: `${at}`,
    }));
    const { lastPass } = statusDocument(shown(status({ passes: [report({ outcome: 'invalid', diagnostics })] })));
    expect(lastPass).toMatchObject({ moreDiagnostics: 30 });
    expect((lastPass as { diagnostics: unknown[] }).diagnostics).toHaveLength(100);
  });
  test.each(Object.entries(statuses))('has no member without a value: %s', (_, of) => {
    const document = statusDocument(shown(of));
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
  test('counts what is pending', () => {
    expect(statusDocument(shown(status({ pending: plan() }))).pendingChanges).toMatchObject({ create: 0 });
  });
});

describe('moments and spans', () => {
  test.each([
    [noon, '2026-11-25T17:00:00Z'],
    [0, '1970-01-01T00:00:00Z'],
    [Date.UTC(2028, 1, 29, 23, 59, 59, 999), '2028-02-29T23:59:59Z'],
  ])('%d is %s', (ms, text) => expect(isoTime(ms)).toBe(text));
  test.each([
    [noon - minute, '16:59 UTC'],
    [noon - 24 * 60 * minute, '2026-11-24 17:00 UTC'],
  ])('%d reads %s', (ms, text) => expect(readableTime(ms, noon)).toBe(text));
  test.each([
    [-5, '0 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [59.6 * minute, '1 h'],
    [47 * 60 * minute, '47 h'],
    [48 * 60 * minute, '2 days'],
  ])('%d ms is %s', (ms, text) => expect(roughSpan(ms)).toBe(text));
});
