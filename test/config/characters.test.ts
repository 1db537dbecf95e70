/** Characters that nobody sees, and those that a field cannot have. */
import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/config/yaml/read-yaml.ts';
import { load, print, problems } from './memory.ts';

const user = (fields: string): Promise<readonly string[]> => problems(`users:\n  - { username: jane, ${fields} }\n`);

describe('A6: an e-mail address that cannot be', () => {
  test.each([
    [
      'a soft hyphen',
      'jane\\u00ad@example.com',
      'contains the invisible character U+00AD (at character 5); remove it.',
    ],
    [
      'a word joiner',
      'jane@exam\\u2060ple.com',
      'contains the invisible character U+2060 (at character 10); remove it.',
    ],
    [
      'a Cyrillic letter in its domain',
      'jane@ex\u0430mple.com',
      'mixes letters of two scripts: U+0430 "\u0430" Cyrillic',
    ],
    ['a Cyrillic letter before it', 'j\u0430ne@example.com', 'mixes letters of two scripts: U+0430 "\u0430" Cyrillic'],
    ['two dots', 'jane..doe@example.com', 'must not have two dots in a row'],
    ['two dots in its domain', 'jane.doe@example..com', 'has an empty part in its domain'],
    ['a hyphen at an end', 'jane@-example.com', 'has a domain that cannot be'],
  ])('has %s', async (_, email, expected) => {
    for (const field of ['email', 'secondaryEmail']) {
      const [problem = '', ...more] = await user(`${field}: "${email}"`);
      expect(problem).toContain(`${field} ${expected}`);
      expect(more).toEqual([]);
    }
  });

  test.each([
    'jane.doe+x@example.com',
    'jane@b\u00fccher.example',
    "o'brien@example.co.uk",
    'jane@xn--bcher-kva.example',
  ])('%s can be', async (email) => {
    expect(await user(`email: "${email}"`)).toEqual([]);
  });
});

test('A6: a tag and a description have none either, of whatever number of lines', async () => {
  expect(await user('tags: { site: "du\\u200bblin" }')).toEqual([
    '4:37 control-character tags.site contains the invisible character U+200B (at character 3); remove it.',
  ]);
  const profile = (description: string) => problems(`routingProfiles: [{ name: A, description: "${description}" }]\n`);
  expect((await profile('a\\u2060b')).join()).toContain('description contains the invisible character U+2060');
  expect((await profile('a\\nb')).join()).not.toContain('description');
});

describe('A6: a name', () => {
  test.each(['202E', '2060', '180E', '200B', 'FEFF', '00AD'])('has no invisible U+%s', async (code) => {
    expect(await user(`firstName: "Ja\\u${code}ne"`)).toEqual([
      `4:34 control-character firstName contains the invisible character U+${code} (at character 3); remove it.`,
    ]);
  });

  test.each(['200C', '200D'])('may have the joiner U+%s', async (code) => {
    expect(await user(`firstName: "Ja\\u${code}ne"`)).toEqual([]);
  });
});

describe('A7: a username', () => {
  test.each([
    ['jane doe', 'not U+0020 space at character 5'],
    ["o'brien", `not U+0027 "'" at character 2`],
    ['m\u00fcller', 'not U+00FC "\u00fc" at character 2'],
    ['\u0430dmin', 'not U+0430 "\u0430" Cyrillic at character 1'],
    ['jane+ldn@example.com', 'may not have a +'],
  ])('%s is an error', async (username, expected) => {
    const [problem = '', ...more] = await problems(`users:\n  - username: "${username}"\n`);
    expect(problem).toContain('4:15 username-characters username may');
    expect(problem).toContain(expected);
    expect(more).toEqual([]);
  });

  test.each(['jane.doe', 'CORP\\\\jane', 'asmith@0058c00000A1b2DAAV@00D8c000000XyZaEAK'])(
    '%s is none',
    async (username) => {
      expect(await problems(`users:\n  - username: "${username}"\n`)).toEqual([]);
    },
  );
});

test.each(['Zu\\u0308rich', 'Tier\\u200b 2', 'a\\tb', ' x '])(
  'A5: a reference is taken as it is written: %s',
  async (name) => {
    expect(await user(`routingProfile: "${name}", securityProfiles: ["${name}"], hierarchyGroup: "${name}"`)).toEqual(
      [],
    );
  },
);

describe('A1, F9: nothing', () => {
  test('as a name is a name that was not quoted', async () => {
    expect(await user('lastName: Null')).toEqual([
      '4:33 unquoted-text lastName was read as no value; quote it: "Null".',
    ]);
  });

  test('clears what can be cleared', async () => {
    expect(await user('secondaryEmail: null, mobile: null')).toEqual([]);
  });

  test('does not clear a name or an e-mail address', async () => {
    expect(await user('email: null')).toEqual([
      '4:30 null-value email is empty and cannot be cleared; leave it out to not manage it.',
    ]);
  });
});

test('A22: the markers of a merge conflict are named at their line', () => {
  const text = 'users:\n<<<<<<< HEAD\n  - username: a\n=======\n  - username: b\n>>>>>>> theirs\n';
  expect(readYaml(text).problems).toEqual([
    {
      ...{ code: 'merge-conflict', line: 2, column: 1 },
      message:
        'A merge conflict begins here; choose one of its sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    },
  ]);
  for (const mark of ['|||||||', '=======', '>>>>>>> theirs']) {
    expect(readYaml(`users:\n  - username: a\n${mark}\n`).problems).toMatchObject([
      { code: 'merge-conflict', line: 3, message: expect.stringContaining('This is a mark of a merge conflict; ') },
    ]);
  }
});

test('A22: a file with the other suffix is named', async () => {
  const { diagnostics } = await load({ 'connect-sync.yml': 'version: 1\n' });
  expect(diagnostics.map(print)).toEqual([
    'connect-sync.yaml:1:1 file-not-found There is no such file, but there is connect-sync.yml; name it with -f connect-sync.yml.',
  ]);
});
