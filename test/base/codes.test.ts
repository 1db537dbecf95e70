/** Each code has one id for ever, one page, and a use. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { codesPage } from '../../scripts/codes/page.ts';
import { areas, diagnosticIdOf, findPage } from '../../src/base/codes.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const given = JSON.parse(read('test/golden/codes.json')) as { readonly [code: string]: string };
const pages = areas.flatMap(({ pages }) => pages);

/** What src says outside the pages and the emulator, which has errors of its own. */
const source = readdirSync(fileURLToPath(new URL('../../src', import.meta.url)), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/^(?:emulator|base\/codes)\//.test(path))
  .map((path) => read(`src/${path}`))
  .join('\n');

/** Codes that are put together: `plan-${difference.type}`. */
const families = [...source.matchAll(/code: `([a-z]+-)\$\{/g)].map(([, start = '']) => start);

describe('ids', () => {
  test('are those once given: add new ones to test/golden/codes.json, and change and remove none', () => {
    expect(Object.fromEntries(pages.map(({ code, id }) => [code, id]))).toEqual(given);
  });

  test('are four digits that begin with the area, and no id is given twice', () => {
    for (const [index, { pages }] of areas.entries()) {
      for (const { id } of pages) expect(id).toMatch(new RegExp(`^CS${index + 1}\\d{3}$`));
    }
    expect(new Set(Object.values(given)).size).toBe(Object.keys(given).length);
  });
});

describe('pages', () => {
  test('each code that src reports has one', () => {
    const written = [...source.matchAll(/\bcode(?:: Code)?(?::| =) '([^']+)'|new InvalidInput\(\s*'([^']+)'/g)];
    const used = written.map(([, code, input]) => code ?? input ?? '').filter((code) => !/^E[A-Z]+$/.test(code));
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((code) => !findPage(code))).toEqual([]);
    expect(families.filter((start) => !pages.some(({ code }) => code.startsWith(start)))).toEqual([]);
  });

  test.each(pages)('$code is reported somewhere', ({ code }) => {
    const isUsed = source.includes(`'${code}'`) || families.some((start) => code.startsWith(start));
    expect(isUsed).toBe(true);
  });

  test.each(pages)('$code says why it comes, shows it and names a way out', ({ title, cause, example, fix }) => {
    expect(title).toMatch(/^[^a-z].*[^.]$/);
    expect(cause).toMatch(/^[^a-z].*\.$/);
    expect(fix).toMatch(/^[^a-z].*[.]$/);
    expect(example.join('\n').trim()).not.toBe('');
  });

  test('docs/errors.md has all of them; npm run codes writes it anew', () => {
    expect(read('docs/errors.md')).toBe(codesPage());
  });
});

test('a code whose end is the name of a kind has the page of its family', () => {
  expect(findPage('duplicate-user')).toBe(findPage('duplicate-*'));
  expect(diagnosticIdOf('duplicate-queue')).toBe(given['duplicate-*']);
  expect(diagnosticIdOf('duplicate-role')).toBe(given['duplicate-role']);
});

test('a page is found by id and by code, in any case of letters', () => {
  const page = findPage('CS2001');
  expect(page?.code).toBe('unknown-name');
  expect([findPage('cs2001'), findPage('unknown-name'), findPage('UNKNOWN-NAME')]).toEqual([page, page, page]);
  expect(findPage('CS9999')).toBeUndefined();
});
