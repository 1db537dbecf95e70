/** The section `notices`: what is right, what is wrong with it, and that nothing secret is ever repeated. */
import { describe, expect, test } from 'vitest';
import { urlProblem } from '../../src/config/settings/notices.ts';
import { head, load, print, problems } from './memory.ts';

test('destinations as they are written', async () => {
  const { notices, diagnostics } = await load({
    'connect-sync.yaml': `${head}notices:
  - { webhook: { env: HOOK }, secret: { env: SECRET } }
  - webhook: https://example.com/hook
  - slack: { env: SLACK }
`,
  });
  expect(diagnostics).toEqual([]);
  expect(notices.map(({ locate, ...rest }) => [rest, locate.line])).toEqual([
    [{ type: 'webhook', url: { env: 'HOOK' }, secret: { env: 'SECRET' } }, 4],
    [{ type: 'webhook', url: 'https://example.com/hook' }, 5],
    [{ type: 'slack', url: { env: 'SLACK' } }, 6],
  ]);
});

test.each(['', 'notices: []\n'])('none: %j', async (text) => {
  const { notices, diagnostics } = await load({ 'connect-sync.yaml': head + text });
  expect({ notices, diagnostics }).toEqual({ notices: [], diagnostics: [] });
});

const slackSecret =
  'The URL of a Slack webhook is a secret: it is never written in a file; write slack: { env: NAME } with the name of an environment variable that holds it.';
const secretInFile =
  'A secret is never written in a file; write secret: { env: NAME } with the name of an environment variable that holds it.';
const webhookForm = 'webhook must be a URL that begins with https://, or { env: NAME } with an environment variable.';
const listForm = 'notices is a list; write each as "- webhook: https://…" or "- slack: { env: NAME }".';

describe('what is wrong is told at its place, without a word of what may be secret', () => {
  test.each([
    ['- slack: https://hooks.slack.com/s3cr3t', `4:12 secret-in-file ${slackSecret}`],
    ['- slack: { env: "https://hooks.slack.com/s3cr3t" }', `4:12 secret-in-file ${slackSecret}`],
    ['- slack: null', `4:12 secret-in-file ${slackSecret}`],
    ['- { webhook: { env: A }, secret: s3cr3t }', `4:36 secret-in-file ${secretInFile}`],
    ['- { webhook: { env: A }, secret: { env: s3cr3t! } }', `4:36 secret-in-file ${secretInFile}`],
    ['- { webhook: { env: A }, secret: { s3cr3t: x } }', `4:36 secret-in-file ${secretInFile}`],
    ['- webhook: { url: https://x.example/s3cr3t }', `4:14 invalid-value ${webhookForm}`],
    ['- webhook: [https://x.example/s3cr3t]', `4:14 invalid-value ${webhookForm}`],
    ['- webhook: ""', `4:14 invalid-value ${webhookForm}`],
    ['- webhook: 4', `4:14 invalid-value ${webhookForm}`],
    ['- https://x.example/s3cr3t', `4:5 invalid-value ${listForm}`],
    ['- webhok: https://x.example/s3cr3t', '4:5 unknown-key Unknown key "webhok"; did you mean webhook?'],
    ['- webhook: s3cr3t', '4:14 wrong-notice webhook must be a URL that begins with https://.'],
    ['- webhook: ftp://x.example/s3cr3t', '4:14 wrong-notice webhook must be a URL that begins with https://.'],
    [
      '- webhook: http://x.example/s3cr3t',
      '4:14 wrong-notice webhook must begin with https://, as what is sent over http can be read on its way.',
    ],
    [
      '- webhook: https://me:s3cr3t@x.example/',
      '4:14 wrong-notice webhook has a user or a password in its URL; use secret in its place.',
    ],
    [
      '- { webhook: { env: A }, slack: { env: B } }',
      '4:5 wrong-notice A notice goes to either webhook or slack; write one of them, and a second entry.',
    ],
    ['- secret: { env: A }', '4:5 wrong-notice A notice goes to either webhook or slack; write one of them.'],
    ['- {}', '4:5 wrong-notice A notice goes to either webhook or slack; write one of them.'],
    [
      '- { slack: { env: A }, secret: { env: B } }',
      '4:34 wrong-notice Slack takes no secret, since its URL is one; remove it.',
    ],
  ])('%s', async (entry, problem) => {
    const found = await problems(`notices:\n  ${entry}\n`);
    expect(found).toEqual([problem]);
    expect(found.join()).not.toContain('s3cr3t');
  });

  test('no list at all', async () => {
    expect(await problems('notices: https://x.example/s3cr3t\n')).toEqual([`3:10 invalid-value ${listForm}`]);
    expect(await problems('notices: { __proto__: { webhook: x } }\n')).toContain(`3:10 invalid-value ${listForm}`);
  });

  test('an included file', async () => {
    const { diagnostics } = await load({
      'connect-sync.yaml': `${head}include: [more.yaml]\n`,
      'more.yaml': 'notices: []\n',
    });
    expect(diagnostics.map(print)).toEqual([
      'more.yaml:1:1 misplaced-key notices belongs in connect-sync.yaml only; remove it here.',
    ]);
  });
});

test.each([
  ['https://example.com/x?y', true],
  ['http://127.0.0.1:9000/', true],
  ['http://[::1]/', true],
  ['http://localhost/', true],
  ['http://localhost.evil.example/', false],
  ['http://127.0.0.1.nip.io/', false],
  ['http://10.0.0.1/', false],
  ['javascript:alert(1)', false],
  ['//example.com', false],
])('%s may be used: %s', (url, right) => expect(urlProblem(url) === undefined).toBe(right));
