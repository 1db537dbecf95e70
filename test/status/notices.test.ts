/** Who is told of what, in which words, and that it arrives. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { destinationsOf } from '../../src/app/watch/destinations.ts';
import { post } from '../../src/app/watch/post.ts';
import { harmless, type NoticeEvent, noticeDocument, noticeFor, type Told } from '../../src/notices/notice.ts';
import { type Destination, makeNotifier, type NotifierOptions, type Post } from '../../src/notices/notifier.ts';
import { slackText } from '../../src/notices/slack.ts';
import type { PassReport } from '../../src/watch/status.ts';
import { makeManualClock } from '../support/manual-clock.ts';
import { plan } from '../support/plans.ts';
import { receiver } from '../support/receiver.ts';
import { failure, minute, noon, report, result, statuses } from '../support/statuses.ts';

const { instance } = statuses.inSync;
const of = (some: Partial<PassReport>): PassReport => report(some);
const refused = (value: number, rule = 'limits.delete'): PassReport =>
  of({
    ...{ outcome: 'refused', reason: `${rule}: ${value} would go.` },
    plan: plan({ safety: [{ rule, limit: '5%', value, result: 'fail' }] }),
  });
const failed = (reason: string): PassReport => of({ outcome: 'failed', reason });
const applied = of({ outcome: 'applied', results: [result('jane')] });
const inSync = of({});

/** The events of passes, one after the other; `-` where nobody is told. */
function events(passes: readonly PassReport[]): readonly (NoticeEvent | '-')[] {
  let told: Told;
  return passes.map((pass) => {
    const telling = noticeFor(pass, told, instance);
    told = telling.told;
    return telling.notice?.event ?? '-';
  });
}

describe('who is told', () => {
  test.each<[string, readonly PassReport[], readonly string[]]>([
    [
      'of nothing where nothing happens',
      [inSync, inSync, of({ outcome: 'observed' }), of({ outcome: 'waiting' })],
      ['-', '-', '-', '-'],
    ],
    ['of a change while others wait', [of({ ...applied, outcome: 'waiting' })], ['changed']],
    ['of each change', [applied, inSync, applied], ['changed', '-', 'changed']],
    ['of a refusal once, though its numbers move', [refused(37), refused(38), refused(38)], ['refused', '-', '-']],
    ['of a refusal by another rule', [refused(37), refused(1, 'keepAtLeast.Admin')], ['refused', 'refused']],
    [
      'of a failure once, though its requests and times differ',
      [
        failed('X failed after 5 attempts (request ab-1).'),
        failed('X failed after 6 attempts (request cd-2).'),
        failed('Y failed.'),
      ],
      ['failed', '-', 'failed'],
    ],
    ['that it works again', [failed('X.'), inSync, inSync], ['failed', 'recovered', '-']],
    ['that it works again, with changes waiting', [failed('X.'), of({ outcome: 'observed' })], ['failed', 'recovered']],
    ['that it works again by changing something', [failed('X.'), applied, inSync], ['failed', 'changed', '-']],
    [
      'not that a refused plan is over while it waits',
      [refused(1), of({ outcome: 'waiting' }), refused(1)],
      ['refused', '-', '-'],
    ],
    ['that a refused plan is over', [refused(1), inSync], ['refused', 'recovered']],
    [
      'of what fails again only while something is made',
      [
        of({ outcome: 'partial', results: [result('a'), failure('b')] }),
        of({ outcome: 'partial', results: [failure('b')] }),
        of({ outcome: 'partial', results: [failure('c')] }),
      ],
      ['partial', '-', 'partial'],
    ],
    [
      'of wrong files, and of other mistakes in them',
      ['A.', 'A.', 'B.'].map((message) =>
        of({ outcome: 'invalid', diagnostics: [{ severity: 'error', code: 'unknown-name', message }] }),
      ),
      ['invalid', '-', 'invalid'],
    ],
  ])('%s', (_, passes, expected) => expect(events(passes)).toEqual(expected));
});

const noticeOf = (pass: PassReport) => noticeFor(pass, undefined, instance).notice!;

describe('in which words', () => {
  const pass = of({
    ...{ number: 7, trigger: 'files', outcome: 'partial', reason: '1 resource failed.' },
    results: [
      result('jane'),
      result('li', { adoption: true }),
      failure('omar'),
      result('zoe', { outcome: 'skipped', done: [], skipped: { type: 'interrupted' } }),
    ],
  });

  test('for a webhook', () => {
    expect(noticeDocument(noticeOf(pass), { id: 'n1', sentAt: noon, version: '0.1.0' })).toMatchInlineSnapshot(`
      {
        "counts": {
          "adopt": 1,
          "create": 0,
          "delete": 0,
          "failed": 1,
          "skipped": 1,
          "update": 1,
        },
        "event": "partial",
        "formatVersion": "1.0",
        "id": "n1",
        "instance": {
          "alias": "my-centre",
          "id": "10a4c4eb-f57e-4d4c-b602-bf39176ced07",
          "region": "us-west-2",
        },
        "more": 0,
        "pass": {
          "endedAt": "2026-11-25T16:57:02Z",
          "number": 7,
          "outcome": "partial",
          "reason": "1 resource failed.",
          "seconds": 2.1,
          "startedAt": "2026-11-25T16:57:00Z",
          "trigger": "files",
        },
        "resources": [
          {
            "action": "update",
            "address": "user/omar",
            "error": "InvalidParameterException",
            "outcome": "errored",
          },
          {
            "action": "update",
            "address": "user/jane",
            "outcome": "complete",
          },
          {
            "action": "adopt",
            "address": "user/li",
            "outcome": "complete",
          },
          {
            "action": "update",
            "address": "user/zoe",
            "error": "interrupted",
            "outcome": "skipped",
          },
        ],
        "sentAt": "2026-11-25T17:00:00Z",
        "tool": {
          "name": "connect-sync",
          "version": "0.1.0",
        },
      }
    `);
  });

  test('for Slack', () => {
    expect(slackText(noticeOf(pass))).toMatchInlineSnapshot(`
      "*connect-sync, my-centre:* Some changes were made, others failed.
      \`1 resource failed.\`
      0 added, 1 changed, 0 destroyed, 1 adopted, 1 resource failed, 1 skipped.
      • \`user/omar\`: failed: InvalidParameterException
      • \`user/jane\`: updated
      • \`user/li\`: adopted
      • \`user/zoe\`: skipped: interrupted"
    `);
    expect(slackText(noticeOf(refused(37)))).toMatchInlineSnapshot(`
      "*connect-sync, my-centre:* A safety rule refused the changes; nothing was written.
      \`limits.delete: 37 would go.\`
      It was to add 0, change 0 and destroy 0."
    `);
  });

  test('what others wrote is neither markup nor a mention', () => {
    const evil = '<!channel> `*x*` & <https://evil.example|click>';
    const text = slackText(
      noticeFor(of({ outcome: 'failed', reason: evil, results: [failure(evil, { error: '<@U1>' })] }), undefined, {
        ...instance,
        alias: '<!here>',
      }).notice!,
    );
    expect(text).not.toMatch(/<(?!$)/);
    expect(text.split('\n')[1]).toBe("`&lt;!channel&gt; '*x*' &amp; &lt;https://evil.example|click&gt;`");
  });

  test('a thousand resources are ten and a number', () => {
    const many = of({ outcome: 'applied', results: Array.from({ length: 1000 }, (_, n) => result(`user${n}`)) });
    expect(noticeOf(many)).toMatchObject({ more: 990, counts: { update: 1000 } });
    expect(noticeOf(many).resources).toHaveLength(10);
    expect(slackText(noticeOf(many))).toContain('and 990 more');
  });

  test.each([
    ['jane.doe@example.com', '[e-mail]'],
    ["o'brien/x@example.com, she said", '[e-mail], she said'],
    ['The number +49 (30) 123-456 of <j@x.de>.', 'The number [phone] of <[e-mail]>.'],
    ['"+12065550123"', '"[phone]"'],
    ['user/svc+1 at 3', 'user/svc+1 at 3'],
    ['a\nb\u202e', 'a\\u{a}b\\u{202e}'],
    ['x'.repeat(2000), `${'x'.repeat(1000)}…`],
  ])('%j goes out as %j', (text, out) => expect(harmless(text)).toBe(out));

  test('no e-mail address and no phone number goes out, wherever it stood', () => {
    const phone = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 100_000, max: 99_999_999_999_999 }))
      .map(([a, b]) => `+${a}${b}`);
    fc.assert(
      fc.property(fc.emailAddress(), phone, fc.string(), (email, number, noise) => {
        const text = `${noise} ${email} ${number}`;
        const found = of({
          outcome: 'partial',
          reason: text,
          results: [result(email), failure(number, { error: 'E', message: text })],
        });
        const sent = [
          slackText(noticeOf(found)),
          JSON.stringify(noticeDocument(noticeOf(found), { id: '1', sentAt: 0, version: '1' })),
        ].join();
        expect(sent).not.toContain(email);
        expect(sent).not.toContain(number);
      }),
    );
  });
});

function notifier(destinations: readonly Destination[], some: Partial<NotifierOptions> = {}) {
  const clock = makeManualClock(noon);
  const problems: string[] = [];
  let ids = 0;
  const made = makeNotifier({
    ...{
      post,
      clock,
      random: () => 1,
      version: '0.1.0',
      makeId: () => `n${++ids}`,
      log: (problem) => void problems.push(problem),
    },
    ...some,
  });
  made.setDestinations(destinations);
  return { ...made, clock, problems };
}

/** Until something is true, with time passing whenever all is idle. */
async function until(done: () => boolean, clock: ReturnType<typeof makeManualClock>): Promise<void> {
  const waiting = (async () => {
    while (!done()) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (clock.sleepers() > 0) await clock.advance(minute);
    }
  })();
  await waiting;
}

describe('that it arrives', () => {
  test('signed, over HTTP', async () => {
    const { url, received } = await receiver();
    const { passEnded, clock } = notifier([{ type: 'webhook', url, secret: 'hush' }]);
    passEnded(applied, instance);
    await until(() => received.length === 1, clock);
    const { headers, body } = received[0]!;
    expect(headers['x-connect-sync-signature']).toBe(
      `sha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`,
    );
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toMatchObject({ event: 'changed', id: 'n1', sentAt: '2026-11-25T17:00:00Z' });
    expect(body).not.toContain('hush');
  });

  test('to Slack, as text alone', async () => {
    const { url, received } = await receiver();
    const { passEnded, clock } = notifier([{ type: 'slack', url }]);
    passEnded(applied, instance);
    await until(() => received.length === 1, clock);
    expect(Object.keys(JSON.parse(received[0]!.body))).toEqual(['text']);
  });

  test('after failures, the same notice, signed anew, each time later', async () => {
    const { url, received } = await receiver([500, 'cut', 408, { status: 429, retryAfter: 120 }]);
    const { passEnded, clock, problems } = notifier([{ type: 'webhook', url, secret: 'hush' }]);
    passEnded(applied, instance);
    await until(() => received.length === 5, clock);
    const bodies = received.map(({ body }) => JSON.parse(body));
    expect(new Set(bodies.map(({ id }) => id))).toEqual(new Set(['n1']));
    expect(new Set(bodies.map(({ sentAt }) => sentAt)).size).toBe(5);
    for (const { headers, body } of received) {
      expect(headers['x-connect-sync-signature']).toBe(
        `sha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`,
      );
    }
    expect(problems).toEqual([]);
  });

  test.each([301, 400, 401, 404, 410])('but not again after a %d, which is told without the URL', async (status) => {
    const { url, received } = await receiver([status]);
    const { passEnded, clock, problems } = notifier([{ type: 'webhook', url }]);
    passEnded(applied, instance);
    await until(() => problems.length === 1, clock);
    expect(received).toHaveLength(1);
    expect(problems).toEqual([`A notice to ${new URL(url).host} was not delivered: it answered ${status}.`]);
  });

  test('or that it did not', async () => {
    const { url, close } = await receiver();
    await close();
    const { passEnded, clock, problems } = notifier([{ type: 'slack', url }]);
    passEnded(applied, instance);
    await until(() => problems.length === 1, clock);
    expect(problems).toEqual([
      `A notice to ${new URL(url).host} was not delivered: no answer (ECONNREFUSED), after 12 attempts.`,
    ]);
  });

  test('in order, and a dead destination holds up no other', async () => {
    const { url, received } = await receiver();
    const hanging = (target: string): boolean => target.includes('dead');
    const never: Post = (target, message, signal) =>
      hanging(target) ? new Promise(() => {}) : post(target, message, signal);
    const { passEnded, clock } = notifier(
      [
        { type: 'slack', url: 'https://dead.example/' },
        { type: 'webhook', url },
      ],
      { post: never },
    );
    for (const number of [1, 2, 3]) passEnded({ ...applied, number }, instance);
    await until(() => received.length === 3, clock);
    expect(received.map(({ body }) => JSON.parse(body).pass.number)).toEqual([1, 2, 3]);
  });

  test('a queue without end does not grow', () => {
    const sent: string[] = [];
    const { passEnded, problems } = notifier([{ type: 'webhook', url: 'https://dead.example/' }], {
      post: (_, { body }) => {
        sent.push(body);
        return new Promise(() => {});
      },
    });
    for (let number = 0; number < 500; number++) passEnded({ ...applied, number }, instance);
    expect(sent).toHaveLength(1);
    expect(problems).toHaveLength(500 - 51);
    expect(problems[0]).toBe('A notice to dead.example was dropped: too many wait.');
  });
});

describe('at the end', () => {
  test('what is on its way has a moment', async () => {
    let aborted = false;
    const slow: Post = (_, __, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason);
        }),
      );
    const { passEnded, close, clock, problems } = notifier([{ type: 'webhook', url: 'https://slow.example/' }], {
      post: slow,
    });
    passEnded(applied, instance);
    const closed = close();
    await clock.advance(700);
    expect(aborted).toBe(false);
    await clock.run(closed);
    expect(aborted).toBe(true);
    expect(problems).toEqual([
      'A notice to slow.example was not delivered: connect-sync ended; no answer (AbortError).',
    ]);
    passEnded(applied, instance);
    expect(clock.sleepers()).toBe(0);
  });

  test('with nothing to send it is over at once', async () => {
    const { close, clock } = notifier([{ type: 'webhook', url: 'https://x.example/' }]);
    await close();
    expect(clock.sleepers()).toBe(0);
  });

  test('a destination that is taken out of the files gets nothing more', async () => {
    const { url, received } = await receiver([500]);
    const { passEnded, setDestinations, clock, problems } = notifier([{ type: 'webhook', url }]);
    passEnded(applied, instance);
    await expect.poll(() => clock.sleepers()).toBe(1);
    setDestinations([]);
    await until(() => problems.length === 1, clock);
    expect(received).toHaveLength(1);
  });
});

describe('where they go, with what the environment holds', () => {
  const locate = { file: 'connect-sync.yaml', line: 4, column: 5 };
  const env = { URL: 'https://x.example/s3cr3t', BAD: 'http://x.example/s3cr3t', SECRET: 'hush', EMPTY: '' };
  test('both sorts', () => {
    const targets = [
      { type: 'webhook' as const, url: { env: 'URL' }, secret: { env: 'SECRET' }, locate },
      { type: 'slack' as const, url: { env: 'URL' }, locate },
      { type: 'webhook' as const, url: 'https://y.example/', locate },
    ];
    expect(destinationsOf(targets, env)).toEqual({
      destinations: [
        { type: 'webhook', url: env.URL, secret: 'hush' },
        { type: 'slack', url: env.URL },
        { type: 'webhook', url: 'https://y.example/' },
      ],
      diagnostics: [],
    });
  });
  test.each([
    [{ env: 'NOPE' }, undefined, 'The environment variable NOPE is not set; it should hold the URL of the webhook.'],
    [{ env: 'EMPTY' }, undefined, 'The environment variable EMPTY is not set; it should hold the URL of the webhook.'],
    [
      { env: 'URL' },
      { env: 'NOPE' },
      'The environment variable NOPE is not set; it should hold the secret of the webhook.',
    ],
    [
      { env: 'BAD' },
      undefined,
      'What BAD holds must begin with https://, as what is sent over http can be read on its way.',
    ],
  ])('%j with %j is wrong', (url, secret, message) => {
    const found = destinationsOf([{ type: 'webhook', url, ...(secret && { secret }), locate }], env);
    expect(found.destinations).toEqual([]);
    expect(found.diagnostics).toEqual([{ severity: 'error', code: 'wrong-notice', message, source: locate }]);
  });
});
