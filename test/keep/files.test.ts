import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/keep/files.ts';
import { folder } from '../support/binary.ts';

test('a folder is made with its parents, for the user alone, and may be there already', () => {
  const path = join(folder({}), 'a/b/c');
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('a file in its place, or in that of a parent, is told', () => {
  const base = folder({});
  writeFileSync(join(base, 'file'), '');
  expect(() => makeFolder(join(base, 'file'))).toThrow(/^Cannot make the folder .*EEXIST/);
  expect(() => makeFolder(join(base, 'file/below'))).toThrow(/^Cannot make the folder .*ENOTDIR/);
});

// Linux's /proc says that the folder above is missing, for ever.
test.runIf(existsSync('/proc/self'))('a system that takes no folders is told, and not asked without end', () => {
  expect(() => makeFolder('/proc/connect-sync/state')).toThrow(/^Cannot make the folder .*ENOENT/);
});
