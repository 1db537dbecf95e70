import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { IdentityManagement } from '../../../src/connect/port.ts';
import type { UserAttributes } from '../../../src/kinds/user/attributes.ts';
import { check } from '../../../src/kinds/user/check.ts';
import { isForbidden, keptByInstance } from '../../../src/kinds/user/identity-rules.ts';
import type { PhoneConfig } from '../../../src/kinds/user/phone.ts';
import { desiredUser, enough, liveUser } from '../../support/users.ts';

const modes = ['SAML', 'CONNECT_MANAGED', 'EXISTING_DIRECTORY'] as const;
const found = (
  severity: Diagnostic['severity'],
  mode: IdentityManagement,
  user: ReturnType<typeof desiredUser>,
  live = false,
) =>
  check(user, live ? liveUser(user.address.key, {}) : undefined, mode)
    .filter((one) => one.severity === severity)
    .map(({ code }) => code);
const codes = (mode: IdentityManagement, attributes: UserAttributes, key = 'jane', live = false): readonly string[] =>
  found('error', mode, desiredUser(key, attributes), live);
const warnings = (
  mode: IdentityManagement,
  attributes: UserAttributes,
  key = 'jane',
  live = false,
): readonly string[] => found('warning', mode, desiredUser(key, attributes), live);
const without = (name: string, attributes: UserAttributes): UserAttributes =>
  Object.fromEntries(Object.entries(attributes).filter(([one]) => one !== name));

describe.each(modes)('%s', (mode) => {
  test('takes a user with the least there is to say', () => expect(codes(mode, enough[mode])).toEqual([]));
  test.each(Object.keys(enough[mode]))('misses %s at creation', (name) => {
    expect(codes(mode, without(name, enough[mode]))).toEqual(['required-to-create']);
  });
  test('misses nothing of a user that is there', () => expect(codes(mode, {}, 'jane', true)).toEqual([]));
  test('takes tags, a group, and a phone', () => {
    const phoneConfig = { phoneType: 'SOFT_PHONE' } as const;
    const more = { tags: { a: '1' }, hierarchyGroup: null, phoneConfig, mobile: '+4930' };
    expect(codes(mode, { ...enough[mode], ...more })).toEqual([]);
  });
});

describe('forbidden', () => {
  const forbidden: { readonly [mode in IdentityManagement]: readonly string[] } = {
    SAML: ['email', 'initialPassword', 'directoryUserId'],
    CONNECT_MANAGED: ['directoryUserId'],
    EXISTING_DIRECTORY: ['initialPassword'],
  };
  const all = [
    'firstName',
    'lastName',
    'email',
    'secondaryEmail',
    'mobile',
    'initialPassword',
    'directoryUserId',
    'tags',
  ];

  test.each(modes)('by %s, at creation and after', (mode) => {
    const left = all.filter((name) => isForbidden(name, mode));
    expect(left.filter((name) => !keptByInstance(mode).includes(name))).toEqual(forbidden[mode]);
    for (const name of forbidden[mode]) {
      expect(codes(mode, { ...enough[mode], [name]: 'x' })).toEqual(['forbidden-by-identity-management']);
      expect(codes(mode, { [name]: 'x' }, 'jane', true)).toEqual(['forbidden-by-identity-management']);
    }
  });
  test("is nothing of what a directory keeps: it is taken at creation, and afterwards said to be the directory's", () => {
    const named = { firstName: 'A', lastName: 'B', email: 'a@example.com' };
    expect(codes('EXISTING_DIRECTORY', { ...enough.EXISTING_DIRECTORY, ...named })).toEqual([]);
    expect(warnings('EXISTING_DIRECTORY', named, 'jane', true)).toEqual(['kept-by-directory']);
  });
  test('is no name that every object has', () => expect(isForbidden('constructor', 'SAML')).toBe(false));
});

describe('a username', () => {
  const long = (length: number): string => 'j'.repeat(length);
  test.each<readonly [IdentityManagement, string, readonly string[]]>([
    ['SAML', long(64), []],
    ['SAML', long(65), ['username-too-long']],
    ['CONNECT_MANAGED', long(100), []],
    ['CONNECT_MANAGED', long(101), ['username-too-long']],
    ['EXISTING_DIRECTORY', long(100), []],
    ['EXISTING_DIRECTORY', long(101), ['username-too-long']],
    ['SAML', 'Jane_D-1.x', []],
    ['SAML', 'DOMAIN\\jane', []],
    ['SAML', 'jane.doe@example.com', []],
    ['SAML', 'jane@', ['username-characters']],
    ['SAML', '@example.com', ['username-characters']],
    ['SAML', 'jane@example', ['username-characters']],
    ['SAML', 'a@b@example.com', ['username-characters']],
    ['SAML', 'jane doe', ['username-characters']],
    ['SAML', 'jané', ['username-characters']],
    ['SAML', 'jane/doe', ['username-characters']],
    ['CONNECT_MANAGED', 'jané', []],
    ['EXISTING_DIRECTORY', 'jané', []],
  ])('%s: %s', (mode, username, expected) => {
    expect(codes(mode, enough[mode], username)).toEqual(expected);
  });
  test.each<readonly [IdentityManagement, string, readonly string[]]>([
    ['CONNECT_MANAGED', long(20), []],
    ['CONNECT_MANAGED', long(21), ['username-long']],
    ['EXISTING_DIRECTORY', long(21), ['username-long']],
    ['SAML', 'ada@005Hs00000ABCDEFGH@00DHs0000012345ABC', ['username-service-cloud-voice']],
    ['SAML', '005Hs00000ABCDE@00DHs0000012345', ['username-service-cloud-voice']],
    ['SAML', 'jane@example.com', []],
  ])('%s: %s is worth a warning', (mode, username, expected) => {
    const attributes = mode === 'CONNECT_MANAGED' ? { ...enough[mode], email: 'j@example.com' } : enough[mode];
    expect([codes(mode, attributes, username), warnings(mode, attributes, username)]).toEqual([[], expected]);
  });
  test('without an e-mail address is worth a warning where Connect keeps the password', () => {
    expect(warnings('CONNECT_MANAGED', enough.CONNECT_MANAGED)).toEqual(['advised-to-create']);
    expect(warnings('CONNECT_MANAGED', {}, 'jane', true)).toEqual([]);
    expect(warnings('SAML', enough.SAML)).toEqual([]);
  });
  test('that Connect has already is not judged', () => expect(codes('SAML', {}, 'jané', true)).toEqual([]));
});

describe('the number and the type of a phone go together:', () => {
  const phone = (phoneConfig: PhoneConfig, live?: PhoneConfig) =>
    check(
      desiredUser('jane', { ...enough.SAML, phoneConfig }),
      live && liveUser('jane', { phoneConfig: live }),
      'SAML',
    ).map(({ code }) => code);
  const [desk, number] = [{ phoneType: 'DESK_PHONE' }, { deskPhoneNumber: '+1' }] as const;
  test.each<readonly [string, PhoneConfig, PhoneConfig | undefined, readonly string[]]>([
    ['both at creation', { ...desk, ...number }, undefined, []],
    ['a number alone at creation', number, undefined, ['incomplete-phone']],
    ['a desk phone alone at creation', desk, undefined, ['incomplete-phone']],
    ['a soft phone alone', { phoneType: 'SOFT_PHONE' }, undefined, []],
    ['a number for a phone that is there', number, { phoneType: 'SOFT_PHONE' }, []],
    ['a number for a phone that is not', number, {}, ['incomplete-phone']],
    ['a desk phone where there is a number', desk, number, []],
    ['a desk phone where there is none', desk, { phoneType: 'SOFT_PHONE' }, ['incomplete-phone']],
    ['neither', { autoAccept: { VOICE: true } }, undefined, []],
    ['a number without a type, as it is there already', number, number, []],
    ['a desk phone without a number, as it is there already', desk, desk, []],
    ['neither, where there is a number without a type', { autoAccept: { VOICE: true } }, number, []],
  ])('%s', (_, asked, live, expected) => expect(phone(asked, live)).toEqual(expected));
});
