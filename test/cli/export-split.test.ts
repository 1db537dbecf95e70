/** `export --split`: the files of a repository, on which a plan finds nothing, whatever the instance is like. */
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { emulated, folder } from '../support/binary.ts';
import { runHere } from '../support/here.ts';
import { instanceId } from '../support/people.ts';

const fast = ['--rate', '*=1000/1000', '--no-cache'];
const split = (into: string, { cwd, env }: { readonly cwd: string; readonly env: { [name: string]: string } }) =>
  runHere(['export', '--instance', instanceId, '--split', into, ...fast], { cwd, env });

/** Names and values that are hard on files, and people who are hard on roles. */
const hostile = {
  version: 1,
  instances: [
    {
      id: instanceId,
      identityManagement: 'SAML',
      hierarchy: {
        levels: ['Region', 'Ort'],
        groups: { '../x': { CON: {}, con: {} }, emea: {}, EMEA: { 東京: {}, '🦆': {}, ['x'.repeat(90)]: {} } },
      },
      users: [
        ...[
          ...[['../x'], ['emea'], ['EMEA'], ['../x', 'CON'], ['../x', 'con']],
          ...[
            ['EMEA', '東京'],
            ['EMEA', '🦆'],
            ['EMEA', 'x'.repeat(90)],
          ],
        ].map((hierarchyGroup, index) => ({
          ...{ username: `user${index}`, firstName: 'A', lastName: 'B', hierarchyGroup },
        })),
        { username: 'odd', firstName: 'Jo\u200bhn', lastName: 'Doe', tags: { site: 'dublin' } },
        { username: 'plain', firstName: 'No', lastName: 'Body', tags: { note: '1e3' } },
      ],
    },
  ],
};

test.each<[string, EmulatorOptions, people: number]>([
  ['500 users, SAML', { users: 500 }, 500],
  ['40 users, managed by Connect', { users: 40, identityManagement: 'CONNECT_MANAGED' }, 40],
  ['40 users of an existing directory', { users: 40, identityManagement: 'EXISTING_DIRECTORY' }, 40],
  ['nobody', { users: 0 }, 0],
  ['names that are no file names', { seed: hostile }, 10],
])(
  'a plan finds nothing on the files of %s',
  async (_, options, count) => {
    const { env } = await emulated(options);
    const cwd = folder({});
    const { code, stderr } = await split('repository', { cwd, env });
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^Wrote \d+ resources to \d+ files in repository\.$/m),
    });
    const repository = join(cwd, 'repository');
    const checked = await runHere(['validate'], { cwd: repository });
    expect(checked.code).toBe(0);
    if (count > 0) expect(checked.stdout).toContain(` ${count} users`);
    expect(readdirSync(join(repository, 'people')).every((name) => /^[a-z0-9-]{1,70}\.yaml$/.test(name))).toBe(true);
    const planned = await runHere(['plan', '--detailed-exitcode', ...fast], { cwd: repository, env });
    expect(planned.stdout).toContain('No changes.');
    expect(planned.code).toBe(0);
  },
  60_000,
);

test('what a file may not have is left out where its user is, with a warning', async () => {
  const { env } = await emulated({ seed: hostile });
  const cwd = folder({});
  const { stderr } = await split('.', { cwd, env });
  expect(stderr).toContain('A value of user/odd is left out');
  const people = readFileSync(join(cwd, 'people/elsewhere.yaml'), 'utf8');
  expect(people).toMatch(/# Left out: firstName .*\n\s+- username: odd\n/);
});

test('nothing is replaced, and nothing written where one file is in the way', async () => {
  const { env } = await emulated({ users: 12 });
  const cwd = folder({ 'hierarchy.yaml': 'mine\n' });
  const { code, stderr } = await split('.', { cwd, env });
  expect(code).toBe(7);
  expect(stderr).toContain('A file is there already in .: hierarchy.yaml.');
  expect(readdirSync(cwd)).toEqual(['hierarchy.yaml']);
  expect(readFileSync(join(cwd, 'hierarchy.yaml'), 'utf8')).toBe('mine\n');

  const linked = folder({});
  symlinkSync('/nowhere/at/all', join(linked, 'roles.yaml'));
  expect((await split('.', { cwd: linked, env })).code).toBe(7);

  const elsewhere = folder({});
  const outwards = folder({});
  symlinkSync(elsewhere, join(outwards, 'people'));
  const refused = await split('.', { cwd: outwards, env });
  expect(refused).toMatchObject({
    code: 7,
    stderr: expect.stringContaining('people is there already, and is no folder'),
  });
  expect([readdirSync(elsewhere), readdirSync(outwards)]).toEqual([[], ['people']]);
});

test('--split goes with neither --out nor --force', async () => {
  const cwd = folder({});
  const { code, stderr } = await runHere(['export', '--instance', instanceId, '--split', 'a', '--out', 'b.yaml'], {
    cwd,
  });
  expect({ code, stderr }).toMatchObject({ code: 64, stderr: expect.stringContaining('--split') });
});
