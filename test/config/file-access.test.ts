import { expect, test } from 'vitest';
import { explainFailure, failureCode, isOutside, makeBounds } from '../../src/config/files/file-access.ts';
import { memory } from './memory.ts';

test.each([
  ['/conf', '/conf', false],
  ['/conf', '/conf/people/a.yaml', false],
  ['/conf', '/conf/..people', false],
  ['/conf', '/confidential', true],
  ['/conf', '/', true],
  ['/conf/people', '/conf', true],
  ['/conf/people', '/conf/secret.yaml', true],
])('of the folder %s, %s lies outside: %s', (folder, path, outside) => {
  expect(isOutside(folder, path)).toBe(outside);
});

test.each<[unknown, string | undefined]>([
  [Object.assign(new Error('x'), { code: 'EIO' }), 'EIO'],
  [Object.assign(new Error('x'), { code: 12 }), undefined],
  [new Error('x'), undefined],
  [{ code: 'EIO' }, undefined],
  ['EIO', undefined],
])('an error of a file system has a code: %o', (error, code) => {
  expect(failureCode(error)).toBe(code);
});

test.each([
  ['ENOENT', 'file-not-found', 'There is no such file; create it, or name one with -f.'],
  ['ENOTDIR', 'file-not-found', 'There is no such file; create it, or name one with -f.'],
  ['EISDIR', 'not-a-file', 'This is a folder; name a file in it.'],
  ['EACCES', 'unreadable-file', 'The file may not be read; its permissions forbid it.'],
  ['EPERM', 'unreadable-file', 'The file may not be read; its permissions forbid it.'],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'not-utf8', 'The file is not text in UTF-8; save it as UTF-8.'],
  ['EFBIG', 'file-too-large', 'The file is larger than 64 MiB; split it with include.'],
  ['EIO', 'unreadable-file', 'The file cannot be read (EIO).'],
])('%s is told as %s', (failure, code, message) => {
  expect(explainFailure(failure)).toEqual([code, message]);
});

test('without real paths there are no bounds, and what is not there is judged by its path', async () => {
  const anywhere = makeBounds('/conf/main.yaml', memory({}));
  expect([await anywhere.home(), await anywhere.leadsOutside('/etc/passwd')]).toEqual([undefined, false]);
  const asked: string[] = [];
  const realPath = async (path: string): Promise<string> => {
    asked.push(path);
    if (path.includes('nowhere')) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return path === '/conf' ? '/real/conf' : path.replace('/conf', '/real/conf');
  };
  const bounds = makeBounds('/conf/main.yaml', { ...memory({}), realPath });
  expect([
    await bounds.home(),
    await bounds.leadsOutside('/conf/a.yaml'),
    await bounds.leadsOutside('/etc/passwd'),
    await bounds.leadsOutside('/conf/nowhere.yaml'),
    await bounds.leadsOutside('/nowhere.yaml'),
  ]).toEqual(['/real/conf', false, true, false, true]);
  expect(asked.filter((path) => path === '/conf')).toHaveLength(1);
});
