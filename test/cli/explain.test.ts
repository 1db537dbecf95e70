/** Every error ends with an id, and `explain` tells what an id or a code means. */
import { expect, test } from 'vitest';
import { areas } from '../../src/base/codes.ts';
import { folder } from '../support/binary.ts';
import { runHere } from '../support/here.ts';

test('an error ends with its id, in text and in JSON, and explain takes the id and the code', async () => {
  const cwd = folder({ 'connect-sync.yaml': 'version: 1\ninstance: { alias: x }\nusrs: []\n' });
  const text = await runHere(['validate'], { cwd });
  expect(text).toMatchObject({ code: 7, stderr: expect.stringMatching(/did you mean users.* \[CS1019\]\n1 error\./) });
  const { error } = JSON.parse((await runHere(['validate', '--format', 'json'], { cwd })).stdout);
  expect(error).toMatchObject({ id: 'CS1044', diagnostics: [{ code: 'unknown-key', id: 'CS1019' }] });

  const explained = await runHere(['explain', 'CS1019'], { cwd });
  expect(explained).toMatchObject({ code: 0, stderr: '' });
  expect(explained.stdout).toMatchInlineSnapshot(`
    "CS1019 unknown-key
      A key is not known here.

    Cause
      The configuration has a key that this place does not take: misspelt, indented
      wrongly, or of another section.

    Example
        users:
          - username: jane.doe
            routingProfil: Support

    Fix
      Correct the key; the message names the nearest one. The JSON schema lets
      editors complete keys.
    "
  `);
  expect(await runHere(['explain', 'unknown-key'], { cwd })).toEqual(explained);
  const page = areas[0]?.pages.find(({ id }) => id === 'CS1019');
  const asJson = await runHere(['explain', 'cs1019', '--format', 'json'], { cwd });
  expect(JSON.parse(asJson.stdout)).toEqual({ formatVersion: '1.0', ...page, example: page?.example.join('\n') });
});

test.each([
  ['an id', ['explain', 'CS20O1'], 'There is no code and no kind "CS20O1"; did you mean CS2001? [CS7001]'],
  ['a code', ['explain', 'unknwon-name'], 'did you mean unknown-name? [CS7001]'],
  ['a kind', ['explain', 'hierarchyStructur'], 'did you mean hierarchyStructure? [CS7001]'],
  ['something else', ['explain', 'jane.doe'], 'an address is a kind and a name, such as user/jane.doe. [CS7001]'],
  ['an option', ['plan', '--bogus'], "error: unknown option '--bogus' [CS7001]"],
])('%s that there is not is wrong usage', async (_, argv, message) => {
  const { code, stdout, stderr } = await runHere(argv);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(message);
});

test('a resource whose address is its kind alone is explained as one', async () => {
  const cwd = folder({ 'connect-sync.yaml': 'version: 1\ninstance: { alias: x }\nhierarchy: { levels: [Region] }\n' });
  const { code, stdout } = await runHere(['explain', 'hierarchyStructure'], { cwd });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('hierarchyStructure is managed') });
});
