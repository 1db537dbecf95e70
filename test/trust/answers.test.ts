/** Answers that Amazon Connect does not give today, in the form of those that it gives. */
import { expect, test } from 'vitest';
import { emulated, folder } from '../support/binary.ts';
import { type Alter, altering } from '../support/garbling-proxy.ts';
import { runHere as run } from '../support/here.ts';

const person = { username: 'jane', firstName: 'Jane', lastName: 'Doe' };
const files = JSON.stringify({
  ...{ version: 1, instance: { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07' } },
  users: [{ ...person, routingProfile: 'Basic Routing Profile', securityProfiles: ['Agent'] }],
});

/** A plan where Connect says something else; what is printed is without a stack. */
async function planWhere(alter: Alter, argv: readonly string[] = ['plan']) {
  const { emulator, env } = await emulated({
    seed: { version: 1, instances: [{ users: [{ ...person, username: 'omar' }] }] },
  });
  const proxy = await altering(emulator.url, alter);
  const cwd = folder({ 'connect-sync.yaml': files });
  const ended = await run(argv, { cwd, env: { ...env, AWS_ENDPOINT_URL_CONNECT: proxy } });
  expect(ended.stdout + ended.stderr).not.toMatch(/\n\s+at |TypeError|Unexpected/);
  return ended;
}

/** The same page again and again, each time with another token. */
function endless(isAsked: (path: string) => boolean): { readonly alter: Alter; readonly pages: () => number } {
  let [page, token]: [object | undefined, number] = [undefined, 0];
  return {
    alter(answer, { path }) {
      if (!isAsked(path)) return undefined;
      page ??= answer;
      return { ...page, NextToken: `t${++token}` };
    },
    pages: () => token,
  };
}

const isList = (path: string): boolean => path.startsWith('/users-summary/');
const isSearch = (path: string): boolean => path === '/search-users';

test('T12: ListUsers with ever new tokens ends, and nothing is planned', async () => {
  const { alter, pages } = endless(isList);
  const { code, stderr } = await planWhere(alter);
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ListUsers gave a page that holds nothing new and says that more follows'),
  });
  expect(pages()).toBeLessThan(10);
});

test('T12: ListUsers with ever new tokens and nobody ends, too', async () => {
  let token = 0;
  const { code, stderr } = await planWhere((_, { path }) =>
    isList(path) ? { UserSummaryList: [], NextToken: `t${++token}` } : undefined,
  );
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('empty pages in a row') });
});

test('T12: ListUsers with ever new tokens and ever new users ends with the deadline of an apply, and writes nothing', async () => {
  let token = 0;
  const { code, stdout } = await planWhere(
    (_, { path }) => {
      if (!isList(path)) return undefined;
      token += 1;
      return { UserSummaryList: [{ Id: `u${token}`, Arn: 'a', Username: `u${token}` }], NextToken: `t${token}` };
    },
    ['apply', '--auto-approve', '--deadline', '4s'],
  );
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
});

test('T12: SearchUsers with ever new tokens ends, too', async () => {
  const { alter, pages } = endless(isSearch);
  expect((await planWhere(alter)).code).toBe(1);
  expect(pages()).toBeLessThan(10);
});

test.each([
  ['an identity management of tomorrow', 'TOMORROW'],
  ['none', undefined],
])('T13: an instance with %s is told in a sentence', async (_, IdentityManagementType) => {
  const { code, stderr, stdout } = await planWhere(({ Instance }, { path }) =>
    path.startsWith('/instance/') && Instance
      ? { Instance: { ...(Instance as object), IdentityManagementType } }
      : undefined,
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/identity management/i);
});

test.each<[string, unknown]>([
  ['a list of numbers', [1, 2]],
  ['a list of nothing', [null]],
  ['a text', 'none'],
  ['a map', { 0: {} }],
  ['users whose fields have other types', [{ Id: 7, Username: ['x'], IdentityInfo: 'y', SecurityProfileIds: 'z' }]],
  ['users whose tags are a list', [{ Id: 'u', Username: 'x', Tags: ['a'] }]],
])('T13: a search that answers with %s is told in a sentence, and nothing is planned', async (_, Users) => {
  const { code, stdout } = await planWhere((answer, { path }) => (isSearch(path) ? { ...answer, Users } : undefined));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});

test('T13: users without an id are no whole search: nothing is planned', async () => {
  const { code } = await planWhere((answer, { path }) =>
    isSearch(path) ? { ...answer, Users: [{ Username: 'x' }] } : undefined,
  );
  expect(code).toBe(1);
});

test.each([[null], ['x'], [[]], [-1]])(
  'T13: a search whose count is %j is told in a sentence, and nothing is planned',
  async (ApproximateTotalCount) => {
    const { code, stderr } = await planWhere((answer, { path }) =>
      isSearch(path) ? { ...answer, ApproximateTotalCount } : undefined,
    );
    if (code !== 0) expect(stderr).not.toBe('');
    expect([0, 1]).toContain(code);
  },
);
