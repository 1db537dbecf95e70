/** Files that somebody else has written: whatever is in them, reading ends, and with diagnostics. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../src/base/diagnostic.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { head, load, memory, print } from './memory.ts';

test('a configuration of too many files stops where it has become too many', async () => {
  const people = Object.fromEntries(
    Array.from({ length: 10_050 }, (_, index) => [`people/${String(index).padStart(5, '0')}.yaml`, '{}']),
  );
  const { diagnostics, files } = await load({ 'connect-sync.yaml': `${head}include: [people/*.yaml]\n`, ...people });
  expect(files).toHaveLength(10_001);
  expect(diagnostics.map(print)).toEqual([
    'connect-sync.yaml:3:11 too-many-files The configuration has more than 10,000 files, or they hold more than 256 MiB; this is where it stops reading.',
  ]);
});

test('so does one of too much text', { timeout: 120_000 }, async () => {
  const big = `#${' '.repeat(60 * 1024 * 1024)}\nowner: x\n`;
  const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`people/${name}.yaml`, big]));
  const { diagnostics, files: opened } = await load({
    'connect-sync.yaml': `${head}include: [people/*.yaml]\n`,
    ...files,
  });
  expect(opened).toHaveLength(6);
  expect(diagnostics.map(({ code }) => code)).toContain('too-many-files');
});

describe('nothing is thrown, and no prototype changes,', () => {
  const validate = async (text: string) => {
    const files = memory({ 'connect-sync.yaml': text, 'people/a.yaml': text });
    const { diagnostics } = await loadConfiguration('connect-sync.yaml', standardSchema, files);
    expect(Object.keys(Object.prototype)).toEqual([]);
    for (const { message, source } of diagnostics) {
      expect(message).not.toBe('');
      expect(source?.line).toBeGreaterThan(0);
    }
    return diagnostics;
  };
  const valid = `${head}include: [people/*.yaml]\nroles: { a: &a { routingProfile: Basic } }\nusers:\n  - { username: jane, role: a, tags: { x: "1" } }\n  - <<: *a\n    username: omar\n`;

  test('by any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const text = new TextDecoder().decode(bytes);
        expect(hasErrors(await validate(text))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('by any piece of YAML in any order', async () => {
    const piece = fc.constantFrom(
      ...[
        'users:',
        'roles:',
        'include:',
        'instance:',
        'version: 1',
        '- ',
        '  ',
        '\n',
        '\t',
        ': ',
        '? ',
        '&a ',
        '*a',
        '<<: ',
        '!!str ',
      ],
      ...[
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '|\n',
        '>\n',
        '#',
        ',',
        '---\n',
        '...\n',
        '%YAML 1.2\n',
        '\u0000',
        '\u202E',
        '\uFEFF',
        '\uD800',
      ],
      ...[
        '__proto__: ',
        'constructor: ',
        'username: ',
        'tags: ',
        'initialPassword: ',
        'null',
        '~',
        '1e999',
        '0x',
        '.inf',
        '2026-01-01',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => void (await validate(pieces.join('')))),
      { numRuns: 500 },
    );
  });

  test('by a good file with a piece of it moved, doubled or lost', async () => {
    const at = fc.nat({ max: valid.length });
    await fc.assert(
      fc.asyncProperty(at, at, at, async (from, to, place) => {
        const piece = valid.slice(Math.min(from, to), Math.max(from, to));
        await validate(`${valid.slice(0, place)}${piece}${valid.slice(place)}`);
        await validate(valid.replace(piece, ''));
      }),
      { numRuns: 200 },
    );
  });

  test('by a good file with any value anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('jane', 'Basic', '1', 'a: &a', 'people/*.yaml', 'username'),
        fc.json(),
        async (word, value) => {
          await validate(valid.replace(word, () => value));
        },
      ),
      { numRuns: 300 },
    );
  });
});
