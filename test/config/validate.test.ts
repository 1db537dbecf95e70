import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import schema from '../../schemas/connect-sync.schema.json' with { type: 'json' };
import type { Json } from '../../src/base/json.ts';
import { writeConfiguration } from '../../src/config/yaml/write-yaml.ts';
import { load, print, problems } from './memory.ts';

/** One user on line 4 and below; the fields begin in column 5. */
const user = (fields: string): Promise<readonly string[]> => problems(`users:\n  - username: jane\n    ${fields}\n`);
const password =
  'A password is never written in a file; write initialPassword: { env: NAME } with the name of an environment variable that holds it, or { generate: true }.';
const fields = Object.keys(schema.definitions.user.properties);
const e164 = 'must be a phone number in E.164: "+", country code and number, digits only, such as "+12065550123"';
const invisible = 'contains the invisible character';

describe('a user that is right', () => {
  test.each([
    [
      'with every field',
      'role: r\n    firstName: Jane\n    lastName: Doe\n    email: o\'brien@example.com\n    secondaryEmail: j@example.com\n    mobile: "+4930123"\n    hierarchyGroup: A/B/C\n    routingProfile: Basic Routing Profile\n    securityProfiles: [Agent, Admin]\n    initialPassword: { env: JANE_PW }\n    directoryUserId: S-1-5-21\nroles: { r: {} }',
    ],
    [
      'with all phone settings',
      'phoneConfig: { phoneType: DESK_PHONE, autoAccept: { VOICE: true }, afterContactWorkTimeLimit: { CHAT: 0, EMAIL: 2000000 }, deskPhoneNumber: "+12065550123", persistentConnection: false, voiceEnhancement: NONE }',
    ],
    ['with one value for all channels', 'phoneConfig: { autoAccept: false, afterContactWorkTimeLimit: 30 }'],
    ['in no group', 'hierarchyGroup: null'],
    ['with a group whose name has a slash', 'hierarchyGroup: [Americas, "A/B"]'],
    ['with a tag to remove', 'tags: { old: null, costCentre: "4711", empty: "" }'],
    ['with tags that JavaScript has names for', 'tags: { constructor: a, toString: b, hasOwnProperty: c, valueOf: d }'],
    ['with a generated password', 'initialPassword: { generate: true }'],
    ['with a name in another script', 'firstName: "Özgür 明 محمد"'],
    ['with fifty tags', `tags: { ${Array.from({ length: 50 }, (_, at) => `t${at}: x`).join(', ')} }`],
  ])('%s', async (_, fields) => {
    expect(await user(fields)).toEqual([]);
  });
});

describe('what YAML takes for something else', () => {
  test.each([
    [
      'an unquoted phone number',
      'mobile: +4930123456',
      '5:13 unquoted-text mobile was read as a number; quote it: "+4930123456".',
    ],
    [
      'an unquoted desk phone number',
      'phoneConfig: { deskPhoneNumber: +12065550123 }',
      '5:37 unquoted-text phoneConfig.deskPhoneNumber was read as a number; quote it: "+12065550123".',
    ],
    [
      'a number as a tag',
      'tags: { costCentre: 4711 }',
      '5:25 unquoted-text tags.costCentre was read as a number; quote it: "4711".',
    ],
    [
      'a number with a zero in front',
      'tags: { a: 012 }',
      '5:16 unquoted-text tags.a was read as a number; quote it: "012".',
    ],
    [
      'a number with a zero at its end',
      'tags: { a: 1.10 }',
      '5:16 unquoted-text tags.a was read as a number; quote it: "1.10".',
    ],
    ['a number that is none', 'tags: { a: .nan }', '5:16 unquoted-text tags.a was read as a number; quote it: ".nan".'],
    [
      'a truth value as a tag',
      'tags: { a: True }',
      '5:16 unquoted-text tags.a was read as true or false; quote it: "True".',
    ],
    [
      'a number as a group',
      'hierarchyGroup: 12',
      '5:21 unquoted-text hierarchyGroup was read as a number; quote it: "12".',
    ],
    [
      'a number in a list of names',
      'securityProfiles: [1]',
      '5:24 unquoted-text securityProfiles[0] was read as a number; quote it: "1".',
    ],
    [
      'yes for true',
      'phoneConfig: { persistentConnection: yes }',
      '5:42 wrong-type phoneConfig.persistentConnection must be true or false, not the text "yes"; write true, without quotes.',
    ],
    [
      'true in quotes',
      'phoneConfig: { autoAccept: "true" }',
      '5:32 wrong-type phoneConfig.autoAccept must be true or false or a map ("key: value"), not the text "true"; write true, without quotes.',
    ],
    [
      'seconds in quotes',
      'phoneConfig: { afterContactWorkTimeLimit: "30" }',
      '5:47 wrong-type phoneConfig.afterContactWorkTimeLimit must be a whole number or a map ("key: value"), not the text "30"; write 30 without quotes.',
    ],
    [
      'seconds with a unit',
      'phoneConfig: { afterContactWorkTimeLimit: { VOICE: 30s } }',
      '5:56 wrong-type phoneConfig.afterContactWorkTimeLimit.VOICE must be a whole number, not the text "30s"; write the seconds alone: 30.',
    ],
    [
      'half a second',
      'phoneConfig: { afterContactWorkTimeLimit: 1.5 }',
      '5:47 wrong-type phoneConfig.afterContactWorkTimeLimit must be a whole number or a map ("key: value"), not 1.5.',
    ],
  ])('%s', async (_, fields, problem) => {
    expect(await user(fields)).toEqual([problem]);
  });

  test('a number as a username', async () => {
    expect(await problems('users:\n  - username: 12345\n')).toEqual([
      '4:15 unquoted-text username was read as a number; quote it: "12345".',
    ]);
  });
});

describe('null where nothing can be cleared', () => {
  test.each([
    ['routingProfile:', '5:5 null-value routingProfile is empty and cannot be cleared; leave it out to not manage it.'],
    ['email: null', '5:12 null-value email is empty and cannot be cleared; leave it out to not manage it.'],
    [
      'phoneConfig: { autoAccept: ~ }',
      '5:32 null-value phoneConfig.autoAccept is empty and cannot be cleared; leave it out to not manage it.',
    ],
    ['tags:', '5:5 null-value tags is empty and cannot be cleared; leave it out to not manage it.'],
    ['securityProfiles: [ ~ ]', '5:25 null-value securityProfiles[0] is empty; it must be a text.'],
    [
      'initialPassword:',
      '5:5 null-value initialPassword is empty; write { env: NAME } or { generate: true }, or leave it out.',
    ],
  ])('%s', async (fields, problem) => {
    expect(await user(fields)).toEqual([problem]);
  });
});

describe('values of the wrong form', () => {
  test.each([
    [
      'an enum in the wrong case',
      'phoneConfig: { phoneType: soft_phone }',
      '5:31 unknown-value phoneConfig.phoneType must be SOFT_PHONE or DESK_PHONE, not "soft_phone"; did you mean SOFT_PHONE?',
    ],
    [
      'an enum that is not known',
      'phoneConfig: { voiceEnhancement: LOUD }',
      '5:38 unknown-value phoneConfig.voiceEnhancement must be VOICE_ISOLATION, NOISE_SUPPRESSION or NONE, not "LOUD".',
    ],
    [
      'the type of phone for its settings',
      'phoneConfig: SOFT_PHONE',
      '5:18 wrong-type phoneConfig must be a map ("key: value"), not the text "SOFT_PHONE"; write phoneConfig: { phoneType: SOFT_PHONE }.',
    ],
    [
      'a channel in lower case',
      'phoneConfig: { autoAccept: { voice: true } }',
      '5:34 unknown-key Unknown key "voice"; did you mean VOICE?',
    ],
    [
      'one name for a list',
      'securityProfiles: Agent',
      '5:23 wrong-type securityProfiles must be a list, not the text "Agent"; write [Agent].',
    ],
    [
      'an empty list',
      'securityProfiles: []',
      '5:23 invalid-value securityProfiles is empty; fill it, or leave it out to not manage it.',
    ],
    [
      'eleven security profiles',
      'securityProfiles: [a, b, c, d, e, f, g, h, i, j, k]',
      '5:23 invalid-value securityProfiles has 11 entries; 10 are the limit.',
    ],
    [
      'a list of tags',
      'tags: [a, b]',
      '5:11 wrong-type tags must be a map ("key: value"), not a list; write each tag as "key: value".',
    ],
    [
      'a negative limit',
      'phoneConfig: { afterContactWorkTimeLimit: -1 }',
      '5:47 invalid-value phoneConfig.afterContactWorkTimeLimit must be between 0 and 2000000, not -1.',
    ],
    [
      'milliseconds',
      'phoneConfig: { afterContactWorkTimeLimit: { VOICE: 30000000 } }',
      '5:56 invalid-value phoneConfig.afterContactWorkTimeLimit.VOICE must be between 0 and 2000000, not 30000000.',
    ],
    ['an empty text', 'firstName: ""', '5:16 invalid-value firstName is empty; write a text, or leave it out.'],
    ['a text of blanks', 'firstName: "  "', '5:16 invalid-value firstName must not be blank.'],
    [
      'a long first name',
      `firstName: ${'x'.repeat(256)}`,
      '5:16 invalid-value firstName has 256 characters; 255 are the limit.',
    ],
    [
      'a line break',
      'lastName: "Do\\ne"',
      '5:15 control-character lastName must be one line; it contains a line break.',
    ],
    [
      'a control character',
      'lastName: "Do\\te"',
      `5:15 control-character lastName ${invisible} U+0009 (at character 3); remove it.`,
    ],
    [
      'a zero-width blank from a spreadsheet',
      'lastName: "Basic\\u200b"',
      `5:15 control-character lastName ${invisible} U+200B (at character 6); remove it.`,
    ],
    [
      'an accent that is a character of its own',
      'firstName: "Jose\\u0301"',
      '5:16 not-nfc firstName is not in Unicode NFC (an accent is a character of its own); write "Jos\u00e9".',
    ],
    [
      'a line break in a name',
      'lastName: "x\\ny"',
      '5:15 control-character lastName must be one line; it contains a line break.',
    ],
    [
      'a phone number with blanks',
      'mobile: "+49 (30) 123-456"',
      '5:13 invalid-value mobile must be in E.164, digits only after the "+"; write "+4930123456".',
    ],
    [
      'a phone number with 00',
      'mobile: "004930123"',
      '5:13 invalid-value mobile must be in E.164, digits only after the "+"; write "+4930123".',
    ],
    [
      'a phone number without a country',
      'mobile: "030123456"',
      `5:13 invalid-value mobile ${e164}; it is "030123456".`,
    ],
    [
      'a phone number with a (0)',
      'mobile: "+49 (0)30 123"',
      `5:13 invalid-value mobile ${e164}; it is "+49 (0)30 123".`,
    ],
    [
      'an e-mail without a host',
      'email: jane',
      '5:12 invalid-value email must be an e-mail address, such as jane.doe@example.com; it is "jane".',
    ],
    [
      'a second e-mail with an umlaut',
      'secondaryEmail: jäne@example.com',
      '5:21 invalid-value secondaryEmail must be an e-mail address, such as jane.doe@example.com; it is "jäne@example.com".',
    ],
    [
      'a group with an empty name',
      'hierarchyGroup: A//B',
      '5:21 invalid-value hierarchyGroup has an empty name before, after or between its slashes; write names joined by single slashes, such as "Americas/Seattle".',
    ],
    [
      'a group with a slash in front',
      'hierarchyGroup: /A',
      '5:21 invalid-value hierarchyGroup has an empty name before, after or between its slashes; write names joined by single slashes, such as "Americas/Seattle".',
    ],
    [
      'a group six levels deep',
      'hierarchyGroup: a/b/c/d/e/f',
      '5:21 invalid-value hierarchyGroup has 6 names; a hierarchy has at most 5 levels.',
    ],
    [
      'a group six names long',
      'hierarchyGroup: [a, b, c, d, e, f]',
      '5:21 invalid-value hierarchyGroup has 6 entries; 5 are the limit.',
    ],
    [
      'a group with a long name',
      `hierarchyGroup: A/${'x'.repeat(101)}`,
      '5:21 invalid-value hierarchyGroup has a name of 101 characters; 100 are the limit.',
    ],
    [
      'a tag of ours',
      'tags: { "connect-sync:owner": me }',
      '5:13 reserved-tag The tag "connect-sync:owner" is written by connect-sync itself; remove it.',
    ],
    ["a tag of AWS's", 'tags: { "aws:x": me }', '5:13 reserved-tag The tag "aws:x" is reserved by AWS; remove it.'],
    [
      'a tag with a forbidden character',
      'tags: { "x!": y }',
      '5:13 invalid-value The tag "x!" may have only letters, digits, blanks and any of _ . : / = + - @.',
    ],
    [
      'a tag with a long key',
      `tags: { ${'k'.repeat(129)}: y }`,
      `5:13 invalid-value The tag "${'k'.repeat(77)}…" has 129 characters; 128 are the limit.`,
    ],
    [
      'a tag with a long value',
      `tags: { a: ${'v'.repeat(257)} }`,
      '5:16 invalid-value tags.a has 257 characters; 256 are the limit.',
    ],
    ['a password in the file', 'initialPassword: hunter2', `5:22 password-in-file ${password}`],
    ['a password of digits', 'initialPassword: 12345678', `5:22 password-in-file ${password}`],
    ['a password as a key', 'initialPassword: {hunter2}', `5:22 password-in-file ${password}`],
    ['a password under a key', 'initialPassword: { value: hunter2 }', `5:22 password-in-file ${password}`],
    [
      'a password for the name of a variable',
      'initialPassword: { env: hunter-2 }',
      `5:22 password-in-file ${password}`,
    ],
    [
      'two sorts of password',
      'initialPassword: { env: A, generate: true }',
      '5:22 invalid-value initialPassword takes either env or generate, not both.',
    ],
    ['a password that is not generated', 'initialPassword: { generate: false }', `5:22 password-in-file ${password}`],
    [
      'a password by another name',
      'password: hunter2',
      '5:5 unknown-key Unknown key "password"; write initialPassword: { env: NAME }, as a password is never written in a file.',
    ],
    [
      'a key with a letter wrong',
      'routingprofile: x',
      '5:5 unknown-key Unknown key "routingprofile"; did you mean routingProfile?',
    ],
    [
      'a key from another tool',
      'first_name: Jane',
      '5:5 unknown-key Unknown key "first_name"; did you mean firstName?',
    ],
    [
      'a key that JavaScript has a name for',
      'constructor: x',
      `5:5 unknown-key Unknown key "constructor"; known here: ${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}.`,
    ],
  ])('%s', async (_, fields, problem) => {
    expect(await user(fields)).toEqual([problem]);
  });

  test('too many tags', async () => {
    const tags = Array.from({ length: 51 }, (_, at) => `t${at}: x`).join(', ');
    expect(await user(`tags: { ${tags} }`)).toEqual(['5:11 invalid-value tags has 51 keys; 50 are the limit.']);
  });

  test('each repeated security profile', async () => {
    expect(await user('securityProfiles: [A, B, A, B, A]')).toEqual([
      '5:30 duplicate-value securityProfiles lists "A" twice; remove one.',
      '5:33 duplicate-value securityProfiles lists "B" twice; remove one.',
      '5:36 duplicate-value securityProfiles lists "A" twice; remove one.',
    ]);
  });

  test('no message has the password in it', async () => {
    const { diagnostics } = await load({
      'connect-sync.yaml':
        'users:\n' +
        [
          'hunter2',
          '{hunter2}',
          '[hunter2]',
          '{ env: hunter2! }',
          '{ env: [hunter2] }',
          '{ env: A, hunter2: B }',
          '{ a: { b: hunter2 } }',
          '{ generate: hunter2 }',
        ]
          .map((one, at) => `  - { username: u${at}, initialPassword: ${one} }\n`)
          .join(''),
    });
    expect(diagnostics.length).toBe(10);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });
});

describe('entries and sections', () => {
  const sections = Object.keys(schema.properties);
  const topLevel = `known here: ${sections.slice(0, -1).join(', ')} and ${sections.at(-1)}`;
  test.each([
    [
      'an empty section',
      'users:\n',
      ['3:1 null-value users is empty; write users: [] for an empty, managed list, or leave the key out.'],
    ],
    [
      'an empty section written out',
      'users: null\n',
      ['3:8 null-value users is empty; write users: [] for an empty, managed list, or leave the key out.'],
    ],
    [
      'users as a map',
      'users:\n  jane: { role: agent }\n',
      ['4:3 wrong-type users must be a list, not a map; begin each user with "- username: …".'],
    ],
    [
      'roles as a list',
      'roles:\n  - agent\n',
      [
        '4:3 wrong-type roles must be a map ("key: value"), not a list; write each role as "name:" with its settings below.',
      ],
    ],
    ['an empty role', 'roles:\n  agent:\n', ['4:3 null-value Role "agent" is empty; it must be a map ("key: value").']],
    [
      'an empty entry',
      'users:\n  -\n  - username: a\n',
      ['4:3 null-value The entry is empty; it must be a map ("key: value").'],
    ],
    [
      'an entry that is just a name',
      'users:\n  - jane\n',
      ['4:5 wrong-type The entry must be a map ("key: value"), not the text "jane".'],
    ],
    ['an entry without a username', 'users:\n  - firstName: Jane\n', ['4:5 missing-key The entry lacks username.']],
    ['an empty username', 'users:\n  - username: ""\n', ['4:15 invalid-value username is empty; it needs a value.']],
    ['a username without a value', 'users:\n  - username:\n', ['4:5 null-value username is empty; it needs a value.']],
    [
      'a username with a blank in front',
      'users:\n  - username: " jane"\n',
      ['4:15 invalid-value username must not begin or end with a blank; write "jane".'],
    ],
    [
      'a long username',
      `users:\n  - username: ${'u'.repeat(65)}\n`,
      ['4:15 invalid-value username has 65 characters; 64 are the limit.'],
    ],
    [
      'sections that there are none of',
      'prompts: []\nqueues: []\n',
      [`3:1 unknown-key Unknown key "prompts"; ${topLevel}.`, `4:1 unknown-key Unknown key "queues"; ${topLevel}.`],
    ],
    ['a section with a letter wrong', 'user: []\n', ['3:1 unknown-key Unknown key "user"; did you mean users?']],
    [
      'personal fields in a role',
      'roles:\n  agent:\n    email: a@example.com\n    initialPassword: { generate: true }\n    role: b\n    routingprofile: x\n',
      [
        "5:5 unknown-key A role cannot have email, which is a person's own; write it in the user's entry.",
        "6:5 unknown-key A role cannot have initialPassword, which is a person's own; write it in the user's entry.",
        "7:5 unknown-key A role cannot have role, which is a person's own; write it in the user's entry.",
        '8:5 unknown-key Unknown key "routingprofile"; did you mean routingProfile?',
      ],
    ],
    [
      'include as a text',
      'include: people/*.yaml\n',
      ['3:10 wrong-type include must be a list, not the text "people/*.yaml"; write ["people/*.yaml"].'],
    ],
    ['an owner that is a number', 'owner: 4711\n', ['3:8 unquoted-text owner was read as a number; quote it: "4711".']],
    [
      'an owner with a forbidden character',
      'owner: emea,support\n',
      [
        '3:8 invalid-value owner may have only letters, digits, blanks inside, and any of _ . : / = + - @; it is "emea,support".',
      ],
    ],
    [
      'an owner that is too long',
      `owner: ${'o'.repeat(129)}\n`,
      ['3:8 invalid-value owner has 129 characters; 128 are the limit.'],
    ],
    [
      'an owner with blanks inside',
      'owner: emea support (ops)\n',
      [
        '3:8 invalid-value owner may have only letters, digits, blanks inside, and any of _ . : / = + - @; it is "emea support (ops)".',
      ],
    ],
    [
      'what an alias repeats is told once',
      'users:\n  - username: a\n    phoneConfig: &p { phoneType: X }\n  - username: b\n    phoneConfig: *p\n',
      ['5:34 unknown-value phoneConfig.phoneType must be SOFT_PHONE or DESK_PHONE, not "X".'],
    ],
  ])('%s', async (_, body, expected) => {
    expect(await problems(body)).toEqual(expected);
  });
});

describe('version and instance', () => {
  const id = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';
  const arn = `arn:aws:connect:us-west-2:123456789012:instance/${id}`;
  const inFile = async (text: string): Promise<readonly string[]> =>
    (await load({ 'connect-sync.yaml': text })).diagnostics.map((one) => print(one).replace('connect-sync.yaml:', ''));
  const notAnId =
    "instance.id must be an instance id, such as 10a4c4eb-f57e-4d4c-b602-bf39176ced07, or the instance's full ARN";

  test.each<[string, string, readonly string[]]>([
    [
      'an empty map lacks both',
      '{}',
      ['1:1 missing-key The file needs the key version.', '1:1 missing-key The file needs the key instance.'],
    ],
    ['a list is no configuration', '- a', ['1:1 wrong-type The file must be a map ("key: value"), not a list.']],
    [
      'a text is no configuration',
      'hello',
      ['1:1 wrong-type The file must be a map ("key: value"), not the text "hello".'],
    ],
    [
      'the version in quotes',
      `version: "1"\ninstance: { alias: a }`,
      ['1:10 wrong-type version must be a whole number, not the text "1"; write 1 without quotes.'],
    ],
    [
      'another version',
      `version: 2\ninstance: { alias: a }`,
      ['1:10 unsupported-version version must be 1; this connect-sync reads no other.'],
    ],
    ['no version', 'instance: { alias: a }', ['1:1 missing-key The file needs the key version.']],
    ['no instance', 'version: 1\nowner: me', ['1:1 missing-key The file needs the key instance.']],
    ['an instance without a value', 'version: 1\ninstance:', ['2:1 null-value instance is empty; it needs a value.']],
    [
      'an instance that is a text',
      `version: 1\ninstance: ${id}`,
      [
        `2:11 wrong-type instance must be a map ("key: value"), not the text "${id}"; write instance: { id: … } or { alias: … }.`,
      ],
    ],
    [
      'an instance without id and alias',
      'version: 1\ninstance: { region: us-west-2 }',
      ['2:11 wrong-instance instance needs an id or an alias.'],
    ],
    [
      'an instance with id and alias',
      `version: 1\ninstance: { id: ${id}, alias: a }`,
      ['2:11 wrong-instance instance takes either id or alias, not both.'],
    ],
    [
      'an id that is none',
      'version: 1\ninstance: { id: my-centre }',
      [`2:17 invalid-value ${notAnId}; it is "my-centre".`],
    ],
    [
      'the ARN of something else',
      'version: 1\ninstance: { id: "arn:aws:connect:us-west-2:123456789012:queue/x" }',
      [`2:17 invalid-value ${notAnId}; it is "arn:aws:connect:us-west-2:123456789012:queue/x".`],
    ],
    [
      'a Region that is none',
      'version: 1\ninstance: { alias: a, region: Oregon }',
      ['2:31 invalid-value instance.region must be the code of an AWS Region, such as us-west-2; it is "Oregon".'],
    ],
    [
      "a Region that is not the ARN's",
      `version: 1\ninstance:\n  id: ${arn}\n  region: us-east-1`,
      [
        '4:11 region-mismatch instance.region is us-east-1, but the ARN is of us-west-2; remove the region or correct it.',
      ],
    ],
    ['a Region that is', `version: 1\ninstance:\n  id: ${arn}\n  region: us-west-2`, []],
    [
      'other partitions',
      `version: 1\ninstance: { id: arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/${id} }`,
      [],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await inFile(text)).toEqual(expected);
  });

  test.each([
    ['an id', `{ id: ${id}, region: us-west-2 }`, { id, region: 'us-west-2' }],
    ['an ARN gives the Region', `{ id: ${arn} }`, { id, region: 'us-west-2' }],
    ['an alias', '{ alias: my-centre }', { alias: 'my-centre' }],
  ])('the instance is named by %s', async (_, written, expected) => {
    const { instance, owner } = await load({
      'connect-sync.yaml': `version: 1\nowner: emea support\ninstance: ${written}`,
    });
    expect(instance).toEqual({ ...expected, locate: { file: 'connect-sync.yaml', line: 3, column: 1 } });
    expect(owner).toBe('emea support');
  });
});

test('A4: every problem of a file comes in one run, in the order of its lines, with the address of its user', async () => {
  const { diagnostics } = await load({
    'connect-sync.yaml': `version: 2
instance: {}
users:
  - username: jane
    mobile: +4930
    role: nobody
  - username: JANE
    emial: x
`,
  });
  expect(diagnostics.map(({ source, code, address }) => [source?.line, source?.column, code, address])).toEqual([
    [1, 10, 'unsupported-version', undefined],
    [2, 11, 'wrong-instance', undefined],
    [5, 13, 'unquoted-text', 'user/jane'],
    [6, 11, 'unknown-role', 'user/jane'],
    [7, 15, 'duplicate-user', 'user/JANE'],
    [8, 5, 'unknown-key', 'user/JANE'],
  ]);
});

test('each of 80,000 mistakes is told', async () => {
  const entries = Array.from(
    { length: 20_000 },
    (_, at) => `  - { username: u${at}, emial: x, role: r${at}, mobile: 1, tags: { a: 1 } }\n`,
  );
  expect(await problems(`roles: { agent: {} }\nusers:\n${entries.join('')}`)).toHaveLength(80_000);
});

describe('whatever a file says', () => {
  const keys = [schema, schema.definitions.user, schema.definitions.phoneConfig, schema.definitions.instance].flatMap(
    ({ properties }) => Object.keys(properties),
  );
  const key = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...keys, 'VOICE', 'env', 'agent') },
    { weight: 1, arbitrary: fc.string() },
  );
  const { value: anything, map } = fc.letrec<{ value: Json; map: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.string(),
      fc.constantFrom<Json>(null, true, 1, 1.5, '', 'agent', 'SOFT_PHONE', 'yes', '30s', '+49 30', 'A//B', 'jane'),
      tie('map'),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
    map: fc.dictionary(
      key.filter((name) => name !== '__proto__'),
      tie('value'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  }));
  const document = fc.record(
    {
      version: fc.constantFrom<Json>(1, 2),
      instance: anything,
      users: fc.oneof(fc.array(map, { maxLength: 4 }), anything),
      policy: fc.oneof(map, anything),
      roles: anything,
      more: anything,
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  test('ends in plain sentences that point into the file', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(document, async (value) => {
        const text = writeConfiguration(value);
        const lines = text.split('\n');
        const { diagnostics } = await load({ 'connect-sync.yaml': text });
        for (const { source, message } of diagnostics) {
          expect(message).toMatch(/[.?]$/);
          expect(message).not.toMatch(/undefined|\[object|NaN/);
          expect(source!.column).toBeLessThanOrEqual((lines[source!.line - 1] ?? '').length + 1);
        }
        expect(new Set(diagnostics.map(print)).size).toBe(diagnostics.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each([
  ['2', 'unknown-value routingProfiles[0].mediaConcurrencies[0].concurrency must be 1, not 2.'],
  [
    '"1"',
    'wrong-type routingProfiles[0].mediaConcurrencies[0].concurrency must be a whole number, not the text "1"; write 1 without quotes.',
  ],
])('agents have one call at a time, not %s', async (concurrency, sentence) => {
  const text = `routingProfiles:\n  - name: Line\n    mediaConcurrencies: [{ channel: VOICE, concurrency: ${concurrency} }]\n`;
  expect((await problems(text)).map((one) => one.replace(/^\S+ /, ''))).toEqual([sentence]);
});
