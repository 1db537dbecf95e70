import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prune } from '../../src/keep/prune.ts';
import { folder } from '../support/binary.ts';

const day = 24 * 3600 * 1000;
const now = Date.UTC(2026, 10, 25, 12);

/** As many records as this, one each so many milliseconds into the past. */
function records(count: number, apart: number): { readonly path: string; left(): readonly string[] } {
  const path = join(folder({}), 'runs');
  mkdirSync(path);
  for (let nth = 0; nth < count; nth++) {
    const time = new Date(now - nth * apart).toISOString().replace(/[-:]|\.\d+/g, '');
    writeFileSync(join(path, `${time}-0000.ndjson`), 'x');
  }
  return { path, left: () => readdirSync(path).sort() };
}

test('the last hundred runs stay, however old', () => {
  const { path, left } = records(120, 40 * day);
  prune(path, now);
  expect(left()).toHaveLength(100);
  expect(left().at(-1)).toContain('20261125T');
});

test('the last thirty days stay, however many', () => {
  const { path, left } = records(400, day / 10);
  prune(path, now);
  expect(left()).toHaveLength(301);
});

test('more than a gibibyte does not stay, the oldest first', () => {
  const { path, left } = records(5, day);
  for (const name of left()) truncateSync(join(path, name), 300 * 1024 ** 2);
  prune(path, now);
  expect(left().map((name) => name.slice(0, 8))).toEqual(['20261123', '20261124', '20261125']);
});

test('what is no record is not touched', () => {
  const { path, left } = records(0, day);
  for (const name of ['notes.txt', '20200101T000000Z-0000.ndjson.bak', 'x.ndjson'])
    writeFileSync(join(path, name), 'x');
  prune(path, now);
  expect(left()).toHaveLength(3);
});
