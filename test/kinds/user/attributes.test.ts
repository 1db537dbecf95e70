import { describe, expect, test } from 'vitest';
import type { IdentityManagement } from '../../../src/connect/port.ts';
import {
  declare,
  describe as describeUser,
  foldUsername,
  pointersOf,
  toLive,
} from '../../../src/kinds/user/attributes.ts';
import { user } from '../../../src/kinds/user/index.ts';
import { secondUnits } from '../../../src/kinds/user/phone.ts';
import type { Attributes } from '../../../src/plan/model/state.ts';
import { describedUser, idFor, liveUser, names } from '../../support/users.ts';

const everyChannel = <T>(value: T) => ({ VOICE: value, CHAT: value, TASK: value, EMAIL: value });

describe('an entry of a file is declared', () => {
  const declared = (entry: Attributes) => declare({ username: 'jane', ...entry });

  test('under its username, which is no attribute', () => {
    expect(declared({ firstName: 'Jane' })).toEqual({ key: 'jane', attributes: { firstName: 'Jane' } });
  });
  test('with every field under its name', () => {
    const entry = {
      ...{ firstName: 'Jane', lastName: 'Doe', email: 'j@example.com', secondaryEmail: 'k@example.com' },
      ...{ mobile: '+4930', routingProfile: 'Basic', securityProfiles: ['Agent'], hierarchyGroup: 'A/B' },
      ...{ phoneConfig: { phoneType: 'SOFT_PHONE' }, proficiencies: { Skill: { a: 3 } }, tags: { a: '1' } },
      ...{ initialPassword: { generate: true }, directoryUserId: 'S-1' },
    };
    expect(declared(entry)).toEqual({ key: 'jane', attributes: entry });
  });
  test('with nothing but what it says', () => expect(declared({}).attributes).toEqual({}));
  test('without its role, which is merged in already', () => {
    expect(declared({ role: 'agent' }).attributes).toEqual({});
  });
  test('with one value of a setting for every channel', () => {
    const phoneConfig = { phoneType: 'SOFT_PHONE', autoAccept: true, afterContactWorkTimeLimit: 0 };
    expect(declared({ phoneConfig }).attributes).toEqual({
      phoneConfig: {
        phoneType: 'SOFT_PHONE',
        autoAccept: everyChannel(true),
        afterContactWorkTimeLimit: everyChannel(0),
      },
    });
  });
  test('with the channels of a map, and no others', () => {
    const phoneConfig = { autoAccept: { VOICE: false } };
    expect(declared({ phoneConfig }).attributes).toEqual({ phoneConfig });
  });
  test('with null where it clears', () => {
    const entry = { hierarchyGroup: null, secondaryEmail: null, mobile: null, tags: { a: null, b: '1' } };
    expect(declared(entry).attributes).toEqual(entry);
  });
  test('with one form of a path, however it is written', () => {
    expect(declared({ hierarchyGroup: ['A', 'B'] })).toEqual(declared({ hierarchyGroup: 'A/B' }));
    expect(declared({ hierarchyGroup: ['A/B'] })).not.toEqual(declared({ hierarchyGroup: 'A/B' }));
  });
  test('with the reference to a secret, not its value', () => {
    expect(declared({ initialPassword: { env: 'PW' } }).attributes).toEqual({ initialPassword: { env: 'PW' } });
  });
});

describe('a live user is described', () => {
  const all = {
    ...{ firstName: 'Jane', lastName: 'Doe', email: 'j@example.com', directoryUserId: 'S-1' },
    ...{ routingProfile: 'Basic', securityProfiles: ['Agent'] },
  };
  const fields = (mode: IdentityManagement) => Object.keys(describeUser(liveUser('jane', all), mode));

  test.each<readonly [IdentityManagement, readonly string[]]>([
    ['SAML', ['username', 'firstName', 'lastName', 'routingProfile', 'securityProfiles']],
    ['CONNECT_MANAGED', ['username', 'firstName', 'lastName', 'email', 'routingProfile', 'securityProfiles']],
    ['EXISTING_DIRECTORY', ['username', 'directoryUserId', 'routingProfile', 'securityProfiles']],
  ])('of %s with what a file may say of one', (mode, expected) => expect(fields(mode)).toEqual(expected));

  const described = (attributes: Parameters<typeof liveUser>[1]) => describeUser(liveUser('jane', attributes), 'SAML');

  test('with one value where every channel has the same', () => {
    const phoneConfig = { autoAccept: everyChannel(true), afterContactWorkTimeLimit: everyChannel(0) };
    expect(described({ phoneConfig })).toEqual({
      username: 'jane',
      phoneConfig: { autoAccept: true, afterContactWorkTimeLimit: 0 },
    });
  });
  test('per channel where they differ, or where one is missing', () => {
    const phoneConfig = {
      autoAccept: { ...everyChannel(true), CHAT: false },
      afterContactWorkTimeLimit: { VOICE: 1, CHAT: 1, TASK: 1 },
    };
    expect(described({ phoneConfig })).toEqual({ username: 'jane', phoneConfig });
  });
  test('without the tags that only we or AWS write, the others in order', () => {
    const tags = { b: '1', 'aws:x': '1', 'connect-sync:owner': 'us', a: '2', 'my:aws:x': '3' };
    expect(JSON.stringify(described({ tags })['tags'])).toBe('{"a":"2","b":"1","my:aws:x":"3"}');
  });
  test('with proficiencies, where it has some', () => {
    const proficiencies = { Skill: { a: 3 } };
    expect(described({ proficiencies })).toEqual({ username: 'jane', proficiencies });
    for (const none of [{}, { Skill: {} }])
      expect(Object.keys(described({ proficiencies: none }))).toEqual(['username']);
  });
  test('without tags where it has none but those', () => {
    expect(described({ tags: { 'connect-sync:owner': 'us' } })).toEqual({ username: 'jane' });
  });
});

describe('what Connect says of a user is read', () => {
  const live = (more: Parameters<typeof describedUser>[1]) => toLive(describedUser('Jane', more), names, secondUnits);

  test('with names in place of ids', () => {
    const more = { HierarchyGroupId: idFor('hierarchyGroup', 'A/B'), Tags: { a: '1' }, DirectoryUserId: 'S-1' };
    const { attributes, ...rest } = live(more);
    const { phoneConfig: _, ...others } = attributes;
    expect(rest).toEqual({ address: { kind: 'user', key: 'Jane' }, id: 'id-Jane', arn: 'arn-Jane', carried: {} });
    expect(others).toEqual({
      ...{ firstName: 'First', lastName: 'Jane', routingProfile: 'Basic', securityProfiles: ['Agent'] },
      ...{ hierarchyGroup: 'A/B', tags: { a: '1' }, directoryUserId: 'S-1' },
    });
  });
  test('without what is empty', () => {
    const more = {
      IdentityInfo: { FirstName: 'J', LastName: '', Email: '', SecondaryEmail: '', Mobile: '' },
      HierarchyGroupId: '',
    };
    expect(Object.keys(live(more).attributes)).toEqual(['firstName', 'routingProfile', 'securityProfiles', 'tags']);
  });
  test('with its security profiles by name, in order', () => {
    const ids = ['Zeta', 'Agent', 'admin'].map((name) => idFor('securityProfile', name));
    expect(live({ SecurityProfileIds: ids }).attributes['securityProfiles']).toEqual(['Agent', 'Zeta', 'admin']);
  });
  test('and a group with a slash in its name as a list', () => {
    expect(live({ HierarchyGroupId: idFor('hierarchyGroup', 'A\\/B/C') }).attributes['hierarchyGroup']).toEqual([
      'A/B',
      'C',
    ]);
  });
});

test('usernames are compared without regard to case', () => {
  expect(foldUsername('Jane.DOE@X')).toBe(foldUsername('jane.doe@x'));
});

test('what Connect says that a user points at is told by kind and id', () => {
  const more = { RoutingProfileId: 'r', SecurityProfileIds: ['s', 't'], HierarchyGroupId: 'h' };
  expect(pointersOf(describedUser('jane', more))).toEqual([
    { kind: 'routingProfile', id: 'r' },
    { kind: 'securityProfile', id: 's' },
    { kind: 'securityProfile', id: 't' },
    { kind: 'hierarchyGroup', id: 'h' },
  ]);
  expect(pointersOf({})).toEqual([]);
});

describe('a user points at', () => {
  const references = (attributes: Parameters<typeof user.references>[0]) =>
    user.references(attributes).map(({ path, address: { kind, key } }) => `${path.join('.')} -> ${kind}/${key}`);
  test('its profiles and its group, each by its place', () => {
    expect(
      references({ routingProfile: 'Basic', securityProfiles: ['Agent', 'Admin'], hierarchyGroup: ['A', 'B/C'] }),
    ).toEqual([
      'routingProfile -> routingProfile/Basic',
      'securityProfiles.0 -> securityProfile/Agent',
      'securityProfiles.1 -> securityProfile/Admin',
      'hierarchyGroup -> hierarchyGroup/A/B\\/C',
    ]);
  });
  test('nothing that is cleared or not mentioned', () =>
    expect(references({ hierarchyGroup: null, tags: {} })).toEqual([]));
});
