import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type KeptReads, openReadCache } from '../../src/keep/read-cache.ts';

const day = 24 * 60 * 60_000;
const instanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'connect-sync-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const open = (folder: string, now = 0, instance = instanceId): Promise<KeptReads> =>
  openReadCache({ folder, instanceId: instance }, () => now);
const fileIn = (folder: string): string => join(folder, instanceId, 'described-users.json');

async function keep(folder: string, id: string, now = 0): Promise<void> {
  const cache = await open(folder, now);
  cache.remember(id, 1, { email: `${id}@example.com` });
  await cache.save();
}
const recallable = async (folder: string, id: string, modified = 1, now = 0): Promise<unknown> =>
  (await open(folder, now)).recall(id, modified);

test('what is remembered is there in the next run, for as long as the time is the same', async () => {
  const folder = makeFolder();
  await keep(folder, 'jane');
  expect(await recallable(folder, 'jane')).toEqual({ email: 'jane@example.com' });
  expect(await recallable(folder, 'jane', 2)).toBeUndefined();
  expect(await recallable(folder, 'omar')).toBeUndefined();
});

test('it counts what it saves, and not what was read all the same', async () => {
  const folder = makeFolder();
  await keep(folder, 'jane');
  await keep(folder, 'omar');
  const cache = await open(folder);
  for (const id of ['jane', 'jane', 'omar', 'nobody']) cache.recall(id, 1);
  cache.remember('omar', 2, {});
  expect(cache.recalled()).toBe(1);
});

test('the file and its folder are for the user alone', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, instanceId));
  chmodSync(join(folder, instanceId), 0o755);
  await keep(folder, 'jane');
  expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, instanceId)).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, instanceId))).toEqual(['described-users.json']);
});

test.each([
  ['cut short', (text: string) => text.slice(0, -10)],
  ['altered', (text: string) => text.replace('jane@', 'eve@')],
  ['of another version', (text: string) => text.replace('"format":1', '"format":2')],
  ['empty', () => ''],
  ['no JSON', () => 'hello\nworld'],
  ['JSON of another kind', () => '{}\n{}'],
])('a file that is %s is worth no more than none, and is written anew', async (_, damage) => {
  const folder = makeFolder();
  await keep(folder, 'jane');
  writeFileSync(fileIn(folder), damage(readFileSync(fileIn(folder), 'utf8')));
  expect(await recallable(folder, 'jane')).toBeUndefined();
  await keep(folder, 'jane');
  expect(await recallable(folder, 'jane')).toEqual({ email: 'jane@example.com' });
});

test('a file of another instance is not read, wherever it lies', async () => {
  const folder = makeFolder();
  await keep(folder, 'jane');
  const other = instanceId.replace('10a4', '20a4');
  mkdirSync(join(folder, other));
  writeFileSync(fileIn(folder).replace(instanceId, other), readFileSync(fileIn(folder)));
  expect((await open(folder, 0, other)).recall('jane', 1)).toBeUndefined();
});

test('two processes at once lose nothing of each other', async () => {
  const folder = makeFolder();
  const [one, two] = [await open(folder), await open(folder)];
  one.remember('jane', 1, {});
  two.remember('omar', 1, {});
  await one.save();
  await two.save();
  expect([await recallable(folder, 'jane'), await recallable(folder, 'omar')]).toEqual([{}, {}]);
});

test('many at once leave a whole file', async () => {
  const folder = makeFolder();
  await Promise.all(Array.from({ length: 20 }, (_, index) => keep(folder, `u${index}`)));
  const found = await Promise.all(Array.from({ length: 20 }, (_, index) => recallable(folder, `u${index}`)));
  expect(found.filter((one) => one !== undefined).length).toBeGreaterThan(0);
  expect(readdirSync(join(folder, instanceId))).toEqual(['described-users.json']);
});

test('who was of no use for 90 days is forgotten, and who was of use is not', async () => {
  const folder = makeFolder();
  await keep(folder, 'jane');
  await keep(folder, 'omar');
  const later = await open(folder, 60 * day);
  later.recall('jane', 1);
  await later.save();
  await keep(folder, 'new', 100 * day);
  expect(await recallable(folder, 'omar')).toBeUndefined();
  expect(await recallable(folder, 'jane')).toEqual({ email: 'jane@example.com' });
});

test('a folder that cannot be is told to the saver', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'file'), '');
  const cache = await open(join(folder, 'file'));
  cache.remember('jane', 1, {});
  await expect(cache.save()).rejects.toThrow('ENOTDIR');
});
