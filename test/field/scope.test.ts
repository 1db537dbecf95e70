import { describe, expect, test } from 'vitest';
import { entry, field } from './field.ts';

describe('A10, F14: a listed user outside the scope of deletions', () => {
  const policy = (removed: string, scope = '{ tag: { site: dublin } }') =>
    `owner: staff\npolicy: { removed: ${removed}, scope: ${scope}, protected: ["svc-*"], limits: { delete: 5 } }\nusers:\n`;
  const dublin = entry('ann', 'tags: { site: dublin }');
  const others = entry('ben') + entry('cid', 'tags: { site: cork }') + entry('svc-one');
  const warnings = async (text: string) => {
    const { command } = await field(text);
    const { code, stdout } = await command('plan', '--format', 'json');
    return [code, ...JSON.parse(stdout).diagnostics.map((one: { message: string }) => one.message)];
  };
  const never = (username: string) =>
    `user/${username} is listed and outside policy.scope, so it would never be deleted: removing this entry would leave the account as it is.`;

  test('is warned about at plan, one by one, with the place of the entry', async () => {
    const { command, edit } = await field(policy('delete') + dublin + others);
    const { code, stderr } = await command('plan');
    expect(code).toBe(0);
    expect(stderr).toContain(`connect-sync.yaml:7:5: warning: ${never('ben')} [CS4021]\n`);
    expect(stderr).toContain(`connect-sync.yaml:8:5: warning: ${never('cid')} [CS4021]\n`);
    expect(stderr).not.toMatch(/ann|svc-one/);
    // What the warning says is so.
    expect(await command('apply', '--auto-approve')).toMatchObject({ code: 0 });
    edit(policy('delete') + entry('dan', 'tags: { site: dublin }'));
    const gone = JSON.parse((await command('plan', '--format', 'json')).stdout).changes;
    expect(gone.map(({ action, address }: { action: string; address: string }) => `${action} ${address}`)).toEqual([
      'delete user/ann',
      'create user/dan',
    ]);
  });

  test('is no matter where nobody is removed, or the scope is the owner’s', async () => {
    expect(await warnings(policy('keep') + others)).toEqual([0]);
    expect(await warnings(policy('delete', 'owned') + others)).toEqual([0]);
    expect(await warnings(policy('{ users: delete }') + others)).toEqual([0, never('ben'), never('cid')]);
  });

  test('that Amazon Connect has in scope already, by what the files do not say, is in it', async () => {
    const { command, edit } = await field(policy('delete') + dublin);
    await command('apply', '--auto-approve');
    edit(policy('delete') + entry('ann'));
    const { stderr } = await command('plan');
    expect(stderr).toBe('');
  });
});
