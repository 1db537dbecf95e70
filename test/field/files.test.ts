/** Cases of what people write into files, by the built command. */
import { describe, expect, test } from 'vitest';
import { entry, field, usersOf } from './field.ts';

const validate = async (
  text: string,
): Promise<{ readonly code: number | null; readonly messages: readonly string[] }> => {
  const { command } = await field(text);
  const { code, stderr } = await command('validate');
  return { code, messages: stderr.split('\n').filter((line) => / (error|warning): /.test(line)) };
};

describe('A5, F2: a live name that is not NFC, or has a character that nobody sees', () => {
  const names = ['Zu\u0308rich', 'Tier\u200b 2'];
  const seed = { version: 1, instances: [{ routingProfiles: names.map((name) => ({ name })) }] };
  const written = (name: string) => usersOf('ann').replace('Basic Routing Profile', JSON.stringify(name));

  test.each(names.map((name) => [name]))('is a reference as it is: %j', async (name) => {
    const { command } = await field(written(name), { seed });
    expect(await command('validate')).toMatchObject({ code: 0, stderr: '' });
    expect(await command('apply', '--auto-approve')).toMatchObject({ code: 0 });
    expect((await command('plan')).stdout).toContain('No changes.');
  });

  test('and one that matches nothing is refused, with the character that differs', async () => {
    const { command } = await field(written('Tier 2'), { seed });
    const { code, stderr } = await command('plan');
    expect(code).toBe(7);
    expect(stderr).toContain('There is no routing profile "Tier 2" in this instance');
    expect(stderr).toContain('U+200B');
  });
});

describe('A6, F5: characters and addresses that cannot be', () => {
  test.each([
    ['an e-mail address with U+00AD', 'secondaryEmail: "j\\u00adane@example.com"', 'U+00AD'],
    ['an e-mail address with U+2060', 'secondaryEmail: "jane@exam\\u2060ple.com"', 'U+2060'],
    ['an e-mail address with a Cyrillic letter', 'secondaryEmail: "jane@ex\\u0430mple.com"', 'U+0430'],
    ['an e-mail address with empty labels', 'secondaryEmail: "jane..doe@example..com"', 'two dots in a row'],
    ['a tag with U+202E', 'tags: { "si\\u202Ete": x }', 'U+202E'],
  ])('are found by validate: %s', async (_, more, message) => {
    const { code, messages } = await validate(`users:\n${entry('ann', more)}`);
    expect(code).toBe(7);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  test.each(['202E', '2060', '180E'])('a name with U+%s is found by validate', async (code) => {
    const found = await validate(usersOf('ann').replace('First', `"Fi\\u${code}rst"`));
    expect(found.code).toBe(7);
    expect(found.messages[0]).toContain(`firstName contains the invisible character U+${code} (at character 3)`);
  });
});

test('A7, F6: a username of Service Cloud Voice is a warning, and Amazon Connect decides', async () => {
  const { command } = await field(usersOf('asmith@0058c00000A1b2DAAV@00D8c000000XyZaEAK'));
  expect(await command('validate')).toMatchObject({ code: 0 });
  const { code, stderr } = await command('plan');
  expect(code).toBe(0);
  expect(stderr).toContain('warning:');
  expect(stderr).toContain('Service Cloud Voice');
});

test('A5, F7: of a name that looks the same, the differing character and its place are named', async () => {
  const seed = { version: 1, instances: [{ routingProfiles: [{ name: 'Vertrieb\u00a0Nord' }] }] };
  const { command } = await field(usersOf('ann').replace('Basic Routing Profile', 'Vertrieb Nord'), { seed });
  const { code, stderr } = await command('plan');
  expect(code).toBe(7);
  expect(stderr).toContain('U+00A0 no-break space at character 9');
});

describe('A4, A5, F8: a name that does not exist', () => {
  const hierarchy = { levels: ['Region', 'Site', 'Team'], groups: { Americas: { Seattle: { Beta: {} } } } };
  const seed = { version: 1, instances: [{ hierarchy }] };

  test('of a group is told with the full path of one with that last name, and with what there is', async () => {
    const { command } = await field(`users:\n${entry('ann', 'hierarchyGroup: Beta')}`, { seed });
    const { code, stderr } = await command('plan');
    expect(code).toBe(7);
    expect(stderr).toContain(
      'There is no hierarchy group "Beta" in this instance; did you mean "Americas/Seattle/Beta"?',
    );
  });

  test('that 120 users have is one line with a count', async () => {
    const people = Array.from({ length: 120 }, (_, index) => `u${index}`);
    const { command } = await field(usersOf(...people).replaceAll('Basic Routing Profile', 'Basic Profile'));
    const { code, stderr } = await command('plan');
    expect(code).toBe(7);
    expect(stderr.split('\n').filter((line) => line.includes('error:'))).toHaveLength(1);
    expect(stderr).toContain('"Basic Routing Profile"');
    expect(stderr).toContain('Used 120 times, also at connect-sync.yaml:5:');
  });
});

test('F9: a last name that YAML reads as no value is to be quoted', async () => {
  const { code, messages } = await validate(usersOf('ann').replace('lastName: Last', 'lastName: Null'));
  expect(code).toBe(7);
  expect(messages[0]).toContain('lastName was read as no value; quote it: "Null".');
});

test('A7, F10: of a username with a + that is said to be the reason', async () => {
  const { code, messages } = await validate(usersOf('jane+ldn@example.com'));
  expect(code).toBe(7);
  expect(messages).toEqual([expect.stringContaining('username may not have a +')]);
});

test.each([
  ['"jane doe"', 'U+0020'],
  ['"o\'brien"', 'U+0027'],
  ['müller', 'U+00FC'],
  ['"\\u0430dmin"', 'U+0430'],
])('A7, F11: a username that no identity mode takes is found offline: %s', async (username, character) => {
  const { code, messages } = await validate(usersOf(username));
  expect(code).toBe(7);
  expect(messages).toEqual([expect.stringContaining(`not ${character} `)]);
});

test('A15, F15: mistakes come in the order of their lines', async () => {
  const password = (username: string, name: string) => entry(username, `initialPassword: { env: ${name} }`);
  const text = `users:\n${password('zoe', 'ONE')}${password('ann', 'TWO')}${password('mia', 'THREE')}`;
  const { command } = await field(text, { identityManagement: 'CONNECT_MANAGED' });
  const { stderr } = await command('plan');
  const lines = [...stderr.matchAll(/^connect-sync\.yaml:(\d+):/gm)].map(([, line]) => Number(line));
  expect(lines).toEqual([...lines].sort((one, other) => one - other));
  expect([...new Set(lines)]).toEqual([4, 5, 6]);
  const wrong = await validate(
    usersOf('zoe', 'ann', 'mia').replaceAll('securityProfiles: [Agent]', 'initialPassword: x'),
  );
  expect(wrong.messages.map((message) => Number(message.split(':')[1]))).toEqual([4, 5, 6]);
});
