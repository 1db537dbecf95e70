import { describe, expect, test } from 'vitest';
import type { SecretSource } from '../../src/kinds/operation.ts';
import { rules } from '../../src/kinds/registry.ts';
import { user } from '../../src/kinds/user/index.ts';
import { lower } from '../../src/reconciler/lower.ts';
import { generatePassword, missingSecrets, unusableSecrets } from '../../src/reconciler/sending/secrets.ts';
import { failed, script } from '../support/script.ts';
import { changeOf, desiredUsers } from '../support/users.ts';
import { run } from '../support/work.ts';

const secret = 'Hunter2Hunter2';
const kinds = new Map([['user', user]]);

/** The create of a user with this password, and the secrets that it meets. */
function creating(initialPassword: SecretSource, values: { readonly [name: string]: string } = { PW: secret }) {
  const attributes = { routingProfile: 'Basic', securityProfiles: ['Agent'], initialPassword };
  const work = lower([changeOf(attributes, undefined)], new Map(), { rules, kinds });
  const secrets = { env: (name: string) => values[name], generate: () => secret };
  const desired = desiredUsers({ jane: attributes });
  return { work, secrets, missing: missingSecrets(work, secrets, { desired, rules }) };
}

describe('a secret that is', () => {
  const codes = (value: string) => creating({ env: 'PW' }, { PW: value }).missing.map(({ code }) => code);
  test.each(['Hunter22', `Aa1${'x'.repeat(61)}`, 'ÄaA1!"§$%'])('a password for Connect is fine: %s', (value) => {
    expect(codes(value)).toEqual([]);
  });
  test.each([
    ['empty', ''],
    ['too short', 'Hunter2'],
    ['too long', `Aa1${'x'.repeat(62)}`],
    ['without an upper-case letter', 'hunter22'],
    ['without a lower-case letter', 'HUNTER22'],
    ['without a digit', 'HunterTwo'],
    ['with a blank', 'Hunter 22'],
    ['with a line break at its end', 'Hunter22\n'],
  ])('%s is not', (_, value) => expect(codes(value)).toEqual(['secret-not-usable']));
  test('to be made up is fine', () => expect(creating({ generate: true }, {}).missing).toEqual([]));
});

test('a secret that is missing is a warning with its place, its name and its user', () => {
  const { missing } = creating({ env: 'OTHER' });
  expect(missing).toMatchObject([{ severity: 'warning', address: 'user/jane', source: { file: 'x.yaml', column: 2 } }]);
  expect(missing[0]?.message).toMatchInlineSnapshot(
    `"The environment variable OTHER is not set; apply needs it for the initial password of jane."`,
  );
});

test('a secret that is set and empty is one that is not set', () => {
  const { missing } = creating({ env: 'PW' }, { PW: '' });
  expect(missing).toEqual([
    {
      ...{ severity: 'warning', code: 'secret-not-usable', address: 'user/jane' },
      message: 'The environment variable PW is not set; apply needs it for the initial password of jane.',
      source: missing[0]?.source,
    },
  ]);
});

test('a secret of what no file lists has no place', () => {
  const { work, secrets } = creating({ env: 'OTHER' });
  const [missing] = missingSecrets(work, secrets, { desired: new Map(), rules });
  expect(missing).toEqual({
    ...{ severity: 'warning', code: 'secret-not-usable', address: 'user/jane' },
    message: 'The environment variable OTHER is not set; apply needs it for the initial password of jane.',
  });
});

test('what was a warning of a plan is an error of its apply, and nothing else is', () => {
  const { missing } = creating({ env: 'OTHER' });
  const other = { severity: 'warning', code: 'still-used', message: 'It is still used.' } as const;
  expect(unusableSecrets({ diagnostics: [other, ...missing] })).toEqual([{ ...missing[0], severity: 'error' }]);
  expect(unusableSecrets({ diagnostics: [other] })).toEqual([]);
});

test('a secret that does not do is told without a letter of it', () => {
  const { missing } = creating({ env: 'PW' }, { PW: 'toosimple' });
  expect(missing[0]?.message).toMatchInlineSnapshot(
    `"The environment variable PW does not hold a password that Connect takes: 8 to 64 characters without blanks, with a lower-case letter, an upper-case letter and a digit."`,
  );
  expect(JSON.stringify(missing)).not.toContain('toosimple');
});

const live = new Map(
  ['routingProfile/Basic', 'securityProfile/Agent'].map((text) => [
    text,
    { id: text, arn: '', attributes: {}, carried: {}, address: { kind: '', key: '' } },
  ]),
);

describe('the value of a secret', () => {
  test.each<readonly [string, SecretSource]>([
    ['from the environment', { env: 'PW' }],
    ['made up', { generate: true }],
  ])('%s is in the call and nowhere else', async (_, password) => {
    const { work, secrets, missing } = creating(password);
    const echo = failed('refused', { message: `Value '${secret}' at 'password' failed` });
    const answers = [{ UserId: 'u', UserArn: 'a' }, failed('refused'), failed('throttled', { attempts: 12 }), echo];
    for (const answer of answers) {
      const { send, sent } = script({ CreateUser: answer });
      const everything = await run(work, send, { live, secrets });
      expect(sent).toMatchObject([{ input: { Password: secret } }]);
      expect(JSON.stringify({ ...everything, work, missing })).not.toContain(secret);
    }
  });
});

test.each<readonly [string, SecretSource]>([
  ['from the environment', { env: 'PW' }],
  ['made up', { generate: true }],
])('a secret %s is in nothing that is told of a retry or a failure', async (_, password) => {
  const { work, secrets } = creating(password);
  const { send } = script({
    CreateUser(__, ___, { onRetry }) {
      onRetry?.({ attempt: 1, delay: 500, error: `Odd${secret}` });
      return failed('refused', { error: `Worse${secret}`, message: `No ${secret}.`, requestId: `r-${secret}` });
    },
  });
  const { events, results } = await run(work, send, { live, secrets });
  const address = { kind: 'user', key: 'jane' };
  expect(events[2]).toEqual({
    ...{ type: 'callRetried', address, call: 'CreateUser', attempt: 1, delay: 500, error: 'Odd(sensitive)' },
  });
  expect(results[0]?.failures).toEqual([
    {
      ...{ call: 'CreateUser', error: 'Worse(sensitive)', message: 'No (sensitive).', requestId: 'r-(sensitive)' },
      ...{ denied: false, attempts: 1, uncertain: false },
    },
  ]);
});

describe('a password that is made up', () => {
  const passwords = Array.from({ length: 200 }, generatePassword);
  test('is one that Connect takes, without letters that look like others', () => {
    for (const password of passwords) {
      expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z0-9]{32}$/);
      expect(password).not.toMatch(/[lIO01]/);
    }
  });
  test('is another each time', () => expect(new Set(passwords).size).toBe(200));
  test('does not begin with the same sort of letter each time', () => {
    for (const sort of [/^[a-z]/, /^[A-Z]/]) expect(passwords.some((password) => sort.test(password))).toBe(true);
  });
});
