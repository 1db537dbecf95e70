import { expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { standardSchema } from '../../src/config/schema/standard.ts';
import { leaveOutUnwritable, unwritableName } from '../../src/config/writable.ts';
import { writeConfiguration } from '../../src/config/yaml/write-yaml.ts';
import { managedKinds } from '../../src/kinds/registry.ts';
import { load } from './memory.ts';

/** F1: what Connect has and a file may not say. */
const live = {
  version: 1,
  instance: { alias: 'my-centre' },
  users: [
    { username: 'fine', firstName: 'Jane', routingProfile: 'Tier\u200b 2' },
    {
      ...{ username: 'odd', firstName: 'Jo\u200bhn', lastName: ' ', email: 'example.com', mobile: '2065550123' },
      phoneConfig: { phoneType: 'DESK_PHONE', deskPhoneNumber: '5551212' },
      tags: { 'k,v': 'x', site: 'dublin' },
    },
    { username: 'long', lastName: 'x'.repeat(400), tags: { 'k,v': 'x' } },
  ],
};

test('A5: values that a file may not have are left out, and nobody with them', async () => {
  const { document, leftOut } = leaveOutUnwritable(live, { users: 'username' }, standardSchema);
  expect(document).toEqual({
    ...live,
    users: [
      live.users[0],
      { username: 'odd', phoneConfig: { phoneType: 'DESK_PHONE' }, tags: { site: 'dublin' } },
      { username: 'long' },
    ],
  });
  expect(leftOut.map(({ entry: [, index] }) => index)).toEqual([1, 1, 1, 1, 1, 1, 2, 2]);
  const notes = leftOut.map(({ entry, why }) => ({ entry, text: why }));
  const text = writeConfiguration(document, { notes });
  expect(text).toContain('# firstName contains the invisible character U+200B (at character 3); remove it.\n');
  const { diagnostics, desired } = await load({ 'connect-sync.yaml': text });
  expect(diagnostics).toEqual([]);
  expect([...desired.keys()]).toEqual(['user/fine', 'user/odd', 'user/long']);
});

test('A5: the name of an entry stays, whatever it is', () => {
  const users = [{ username: 'jane+x', firstName: 'Jane' }];
  const { document, leftOut } = leaveOutUnwritable({ ...live, users }, { users: 'username' }, standardSchema);
  expect(document).toMatchObject({ users });
  expect(leftOut).toEqual([]);
});

test('A5: of a map only the wrong key goes, and of a list in it all of it', () => {
  const users = [
    { username: 'a', phoneConfig: { phoneType: 'SOFT_PHONE', autoAccept: { VOICE: true, FAX: true } } },
    { username: 'b', tags: { 'a,b': 'x' } },
    { username: 'c', securityProfiles: ['Agent', 'Agent'] },
  ];
  const { document, leftOut } = leaveOutUnwritable({ ...live, users }, { users: 'username' }, standardSchema);
  expect(document).toEqual({
    ...live,
    users: [{ username: 'a', phoneConfig: { phoneType: 'SOFT_PHONE' } }, { username: 'b' }, { username: 'c' }],
  });
  expect(leftOut.map(({ entry }) => entry)).toEqual([
    ['users', 0],
    ['users', 1],
    ['users', 2],
  ]);
});

test('A5: what is wrong outside of entries stays', () => {
  const odd = { ...live, instance: {}, users: [], roles: { agent: { lastName: ' ' } } };
  expect(leaveOutUnwritable(odd, { users: 'username' }, standardSchema)).toEqual({ document: odd, leftOut: [] });
});

test.each<[string, Json, string | undefined]>([
  ['routingProfile', [{ name: 'Support' }], undefined],
  ['routingProfile', [{ name: ' Support' }], 'name must not begin or end with a blank; write "Support".'],
  ['routingProfile', [{ name: 'Support', description: ' odd' }], undefined],
  ['hierarchyGroup', { EMEA: ['Dublin'] }, undefined],
  ['hierarchyGroup', { EMEA: ['Dub\u200blin'] }, 'hidden'],
  ['hierarchyStructure', ['Region', 'Si\u200bte'], 'hidden'],
])('a %s %j may be named in a file unless %s', (name, value, why) => {
  const { section } = managedKinds.find((kind) => kind.name === name)!;
  const message = unwritableName(section, value, standardSchema);
  if (why === 'hidden') expect(message).toContain('invisible character U+200B');
  else expect(message).toBe(why);
});
