import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeNewFiles } from '../../src/app/new-files.ts';
import { folder } from '../support/binary.ts';

const running = new AbortController().signal;
const file = (path: string) => ({ path, text: `${path}\n` });
const all = (path: string): readonly string[] => readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();

test('all files are written, with the folders that they need', async () => {
  const place = folder({});
  await writeNewFiles(join(place, 'new/er'), [file('a.yaml'), file('people/b.yaml')], running);
  expect(all(place)).toEqual(['new', 'new/er', 'new/er/a.yaml', 'new/er/people', 'new/er/people/b.yaml']);
});

test.each([
  ['cannot be written', 'people/c.yaml', 'x'.repeat(300)],
  ['is in the place of a folder', 'people/c.yaml', 'blocked/d.yaml'],
])('nothing is left behind where a later one %s', async (_, ...later) => {
  const place = folder({ blocked: '' });
  mkdirSync(join(place, 'kept'));
  const files = ['a.yaml', 'kept/b.yaml', ...later].map(file);
  await expect(writeNewFiles(place, files, running)).rejects.toMatchObject({ ending: 'invalid' });
  expect(all(place)).toEqual(['blocked', 'kept']);
});

test('nothing is left behind by an interruption, but what others have put there', async () => {
  const place = folder({});
  const stop = new AbortController();
  const files = ['people/a.yaml', 'people/b.yaml'].map(file);
  const text = {
    get path() {
      return 'people/c.yaml';
    },
    get text() {
      writeFileSync(join(place, 'people/theirs'), '');
      stop.abort(new Error('stopped'));
      return '';
    },
  };
  await expect(writeNewFiles(place, [...files, text, file('d.yaml')], stop.signal)).rejects.toThrow('stopped');
  expect(all(place)).toEqual(['people', 'people/theirs']);
});
