/** Patterns that lead out of the configuration's folder: refused before anything there is listed, and never named. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileSystem } from '../../src/config/files/file-system.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { folder } from '../support/binary.ts';

/** A configuration in `home` with people, beside a folder with a key that nobody is to hear of. */
function setUp(): string {
  const above = folder({});
  const files = {
    'home/people/a.yaml': 'users: []',
    'home/sub/b.yaml': 'users: []',
    'private/key.pem': 'hunter2',
    'private/pay.csv': 'hunter2',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(above, path, '..'), { recursive: true });
    writeFileSync(join(above, path), text);
  }
  symlinkSync('/', join(above, 'home/disk'));
  symlinkSync('../private', join(above, 'home/linked'));
  return join(above, 'home');
}

/** What is said of a configuration with this text, and which folders were listed for it. */
async function load(home: string, text: string) {
  const file = join(home, 'connect-sync.yaml');
  writeFileSync(file, `version: 1\ninstance: { alias: any }\n${text}\n`);
  const { diagnostics } = await loadConfiguration(file, standardSchema, fileSystem);
  return { said: JSON.stringify(diagnostics.map(({ code, message, source }) => [code, message, source?.line])) };
}

describe('T9: an include with ".." after a wildcard is refused at its line', () => {
  test.each([
    '*/../../../../**/*.pem',
    // Neighbours: behind braces, a class of characters, any folders, an escape, a question mark, and in a brace.
    '{people,sub*}/../../private/*.pem',
    '[a-z]*/../../private/*',
    '**/../../private/*.pem',
    '*/\\.\\./\\.\\./private/*.pem',
    '?eople/../../private/*.pem',
    '*/{..,people}/../private/*.pem',
  ])('%s', async (pattern) => {
    const { said } = await load(setUp(), `include: [${JSON.stringify(pattern)}]\nusers: []`);
    expect(said).toContain('["include-refused",');
    expect(said).toContain(JSON.stringify('has ".." after a wildcard').slice(1, -1));
    expect(said).not.toMatch(/key\.pem|hunter2/);
  });
});

describe('T9: neighbours: what leads out without a wildcard before it', () => {
  test.each([
    ['a pattern that begins above', 'include: ["../private/*"]'],
    ['a pattern through a link to the whole disk', 'include: ["disk/**/*.pem"]'],
    ['a pattern over links', 'include: ["*/*.pem"]'],
    ['a pattern through a link to another folder', 'include: ["linked/*.pem"]'],
    ['braces of which one leads out', 'include: ["{people,../private}/*"]'],
    ['a source of people', 'sources: [{ file: ../private/pay.csv, user: { username: "${x}" } }]'],
  ])('%s: nothing there is read or named', async (_, text) => {
    const { said } = await load(setUp(), text);
    // What the files themselves say may be repeated; nothing else of what is there.
    expect(said).not.toMatch(/key\.pem|hunter2|etc\/ssl|home\/private/);
    expect(said).toMatch(/outside|matches-nothing/);
  });
});
