import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../src/app/machine/system-clock.ts';
import { watchFiles } from '../../src/app/watch/file-watcher.ts';
import { folder } from '../support/binary.ts';

async function follow(file: string) {
  let moves = 0;
  // The time after which everything is looked at again anyway is not what is tested.
  const clock = { ...systemClock, sleep: () => new Promise<void>(() => {}) };
  const watcher = watchFiles(() => (moves += 1), { clock, log: (_, message) => expect.fail(message) });
  onTestFinished(() => watcher.close());
  const again = (): Promise<void> => watcher.follow({ files: [file], patterns: [] });
  await again();
  const heard = async (action: () => void): Promise<void> => {
    const before = moves;
    action();
    await vi.waitFor(() => expect(moves).toBeGreaterThan(before), { timeout: 20_000 });
  };
  return { again, heard };
}

test.skipIf(process.platform === 'win32').each(['plain', 'a\\b', '[x]*'])(
  'a folder named %s is heard',
  async (name) => {
    const path = join(folder({}), name);
    mkdirSync(path);
    writeFileSync(join(path, 'connect-sync.yaml'), 'a');
    const { heard } = await follow(join(path, 'connect-sync.yaml'));
    await heard(() => writeFileSync(join(path, 'connect-sync.yaml'), 'b'));
    await heard(() => {
      writeFileSync(join(path, 'next'), 'c');
      renameSync(join(path, 'next'), join(path, 'connect-sync.yaml'));
    });
  },
);

test('a folder that another has replaced is followed again', async () => {
  const home = folder({});
  const path = join(home, 'etc');
  mkdirSync(path);
  writeFileSync(join(path, 'one.yaml'), 'a');
  const { again, heard } = await follow(join(path, 'one.yaml'));
  await heard(() => rmSync(path, { recursive: true }));
  await again();
  await heard(() => mkdirSync(path));
  await again();
  await heard(() => writeFileSync(join(path, 'one.yaml'), 'b'));
});
