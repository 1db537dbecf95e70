import { expect, test } from 'vitest';
import { RestlessFiles, watchedFiles } from '../../src/app/watch/watched-files.ts';
import type { Clock } from '../../src/base/clock.ts';
import { memory } from '../config/memory.ts';

const head = 'version: 1\ninstance: { alias: any }\n';
const user = (username: string): string => `users: [{ username: ${username} }]\n`;

/** Files that can be changed, and what happens while somebody waits for them to rest. */
function watching(files: { [path: string]: string }, meanwhile: () => void = () => {}) {
  const system = memory(files);
  const clock: Clock = { now: () => 0, sleep: async () => meanwhile() };
  return { system, ...watchedFiles('connect-sync.yaml', { system, clock }) };
}

test('files that say what they said are not parsed again: it is the very same configuration', async () => {
  const files = { 'connect-sync.yaml': `${head}include: [people/*.yaml]\n`, 'people/a.yaml': user('a') };
  const { read } = watching(files);
  const first = await read();
  expect((await read()).configuration).toBe(first.configuration);
  expect((await read()).digest).toBe(first.digest);
});

test('of many files only the one that changed is parsed again', async () => {
  const files = {
    'connect-sync.yaml': `${head}include: [people/*.yaml]\n`,
    'people/a.yaml': user('a'),
    'people/b.yaml': user('b'),
  };
  const { read } = watching(files);
  const first = await read();
  files['people/b.yaml'] = user('c');
  const second = await read();
  expect(second.digest).not.toBe(first.digest);
  expect([...second.configuration.desired.keys()]).toEqual(['user/a', 'user/c']);
  const attributesOf = (one: typeof first) => one.configuration.desired.get('user/a');
  expect(attributesOf(second)).toEqual(expect.objectContaining({ address: attributesOf(first)?.address }));
});

test.each<[string, (files: { [path: string]: string }) => unknown]>([
  ['a file that comes', (files) => Object.assign(files, { 'people/b.yaml': user('b') })],
  ['a file that goes', (files) => void delete files['people/a.yaml']],
  [
    'a file that was moved',
    (files) => {
      files['people/z.yaml'] = files['people/a.yaml'] ?? '';
      delete files['people/a.yaml'];
    },
  ],
  ['a change of one letter', (files) => Object.assign(files, { 'people/a.yaml': user('A') })],
])('%s is another digest', async (_, change) => {
  const files = { 'connect-sync.yaml': `${head}include: [people/*.yaml]\n`, 'people/a.yaml': user('a') };
  const { read } = watching(files);
  const { digest } = await read();
  change(files);
  expect((await read()).digest).not.toBe(digest);
});

test('an export that people come from is watched like a file of the configuration', async () => {
  const source = 'sources: [{ file: hr.csv, user: { username: "${name}" } }]\n';
  const files = { 'connect-sync.yaml': head + source, 'hr.csv': 'name\njane\n' };
  const { read, asked } = watching(files);
  const first = await read();
  expect(asked().files).toEqual(['connect-sync.yaml', 'hr.csv']);
  expect((await read()).configuration).toBe(first.configuration);
  files['hr.csv'] += 'omar\n';
  expect([...(await read()).configuration.desired.keys()]).toEqual(['user/jane', 'user/omar']);
});

test('a file that is being written is read once it is whole', async () => {
  const files = { 'connect-sync.yaml': `${head}users: [{ username: a }]\n` };
  let written = 0;
  const { read } = watching(files, () => {
    if (++written <= 3)
      files['connect-sync.yaml'] =
        `${head}users: [{ username: a }${', { username: b }'.repeat(written === 3 ? 1 : 0)}]\n# ${written}\n`;
  });
  expect([...(await read()).configuration.desired.keys()]).toEqual(['user/a', 'user/b']);
});

test('a file that never rests is not believed', async () => {
  const files = { 'connect-sync.yaml': head };
  let written = 0;
  const { read } = watching(files, () => {
    files['connect-sync.yaml'] = `${head}# ${++written}\n`;
  });
  await expect(read()).rejects.toBeInstanceOf(RestlessFiles);
});

test('a file that is not there for a moment, as while it is replaced, is waited for', async () => {
  const files: { [path: string]: string } = {};
  const { read } = watching(files, () => {
    files['connect-sync.yaml'] = head;
  });
  expect((await read()).configuration.diagnostics).toEqual([]);
});

test('what was asked for is known, so that it can be watched', async () => {
  const files = { 'connect-sync.yaml': `${head}include: [people/*.yaml]\n`, 'people/a.yaml': user('a') };
  const { read, asked } = watching(files);
  await read();
  expect(asked()).toEqual({
    files: ['connect-sync.yaml', 'people/a.yaml'],
    patterns: [{ pattern: 'people/*.yaml', folder: '.' }],
  });
});
