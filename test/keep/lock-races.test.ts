/** Many real processes and one lock. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { folder } from '../support/binary.ts';

interface Racer {
  readonly ended: Promise<{
    readonly signal: NodeJS.Signals | null;
    readonly entered: number;
    readonly problem: string;
  }>;
  kill(): void;
}

async function makeRace(milliseconds: number) {
  const path = folder({});
  const outfile = join(path, 'racer.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../support/lock-racer.ts')],
    ...{ bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' },
  });
  const lock = join(path, 'lock');
  const until = String(Date.now() + milliseconds);
  const race = (): Racer => {
    const child = spawn(process.execPath, [outfile, lock, join(path, 'inside'), until]);
    let [out, problem] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      problem += text;
    });
    return {
      kill: () => void child.kill('SIGKILL'),
      ended: new Promise((resolve) =>
        child.on('close', (_, signal) => resolve({ signal, entered: Number(out), problem })),
      ),
    };
  };
  return { race, lock };
}

test('of twelve processes never two have the lock, and it goes round', async () => {
  const { race, lock } = await makeRace(4000);
  const ended = await Promise.all(Array.from({ length: 12 }, race).map((one) => one.ended));
  expect(ended.map(({ problem }) => problem).join('')).toBe('');
  expect(ended.reduce((sum, { entered }) => sum + entered, 0)).toBeGreaterThan(5);
  expect(readdirSync(lock).length).toBeLessThan(40);
});

test('nor where some are killed with the lock in their hands, which the others then get', async () => {
  const { race } = await makeRace(5000);
  const survivors = Array.from({ length: 4 }, race);
  const victims: Racer[] = [];
  for (let nth = 0; nth < 12; nth++) {
    const victim = race();
    victims.push(victim);
    setTimeout(victim.kill, 200 + nth * 25);
  }
  const ended = await Promise.all([...survivors, ...victims].map((one) => one.ended));
  expect(ended.map(({ problem }) => problem).join('')).toBe('');
  expect(ended.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThan(0);
  for (const { ended: survivor } of survivors) expect((await survivor).entered).toBeGreaterThan(0);
});
