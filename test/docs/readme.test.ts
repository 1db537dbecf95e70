/** README.md, part 1: what it says to type is typed, in its order, and does what it says. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folder, start } from '../support/binary.ts';
import { bash } from '../support/shell.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'README.md'), 'utf8');
const [, part = ''] = /^## 1\.(.*?)^## 2\./ms.exec(text) ?? [];
const blocks = [...part.matchAll(/^```sh( terminal-1)?\n(.*?)^```$/gms)].map(([, first, block = '']) => ({
  isFirst: first !== undefined,
  block,
}));

test('what part 1 says to type does what it says', { timeout: 180_000 }, async () => {
  const [emulatorPort, pagePort] = [await freePort(), await freePort()];
  const here = (block: string): string => block.replaceAll('4510', `${emulatorPort}`).replaceAll('9464', `${pagePort}`);
  const [installing, ...typed] = blocks.filter(({ isFirst }) => !isFirst);
  expect(installing?.block).toBe('npm ci && npm run demo\n');

  const [emulator] = blocks.filter(({ isFirst }) => isFirst);
  const [, , ...argv] = (emulator?.block ?? '').trim().split(' ');
  const running = start([...argv, '--port', `${emulatorPort}`]);
  onTestFinished(async () => {
    running.stop('SIGTERM');
    await running.finished;
  });
  await running.printed('Ctrl-C');

  const clone = join(folder({}), 'clone');
  mkdirSync(clone);
  for (const name of ['dist', 'examples']) symlinkSync(join(root, name), join(clone, name));
  const page = `http://127.0.0.1:${pagePort}`;
  const lines = typed.flatMap(({ block }) => [
    here(block)
      // What a person answers and waits for.
      .replace(/^connect-sync apply$/m, 'connect-sync apply --auto-approve')
      .replace(/^sleep 5$/m, 'until connect-sync plan --detailed-exitcode > /dev/null; do sleep 0.2; done')
      .replace(/&\n$/, `&\nuntil curl -sf ${page}/readyz > /dev/null; do sleep 0.2; done\n`),
    'echo "exit $?"',
  ]);
  const { stdout, stderr } = await bash(['shopt -s expand_aliases', ...lines, 'wait'].join('\n'), clone);
  const told = stdout.split(/^exit (\d+)\n/m);
  const results = typed.map((_, index) => ({ code: Number(told[2 * index + 1]), out: told[2 * index] ?? '' }));
  expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 7, 3, 0, 0, 0]);

  const [, exported, , applied, runs, typo, short, , repaired] = results.map(({ out }) => out);
  expect(exported).toContain('No changes.');
  expect(applied).toContain('Plan: 1 to add, 1 to change, 0 to destroy.');
  expect(applied).toContain('Apply complete! Resources: 1 added, 1 changed, 0 destroyed.');
  expect(runs).toMatch(/update user\/zoe\.dubois +complete +routingProfile/);
  expect([typo, stderr].join('')).toMatch(/typo\.yaml:\d+:\d+: error: .*did you mean "Tier 2"/);
  expect([short, stderr].join('')).toContain('error: limits.delete: 6 of 13 users would be deleted');
  expect(stderr).toMatch(/user\/zoe\.dubois: updated \(UpdateUserRoutingProfile\)/);
  expect(repaired).toContain('zoe.dubois now has Basic Routing Profile.');
  expect(repaired).toContain('No changes.');
});

const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer().on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
