import { expect, test } from 'vitest';
import type { UserAttributes } from '../../../src/kinds/user/attributes.ts';
import { risk } from '../../../src/kinds/user/risk.ts';
import { changeOf, liveUser } from '../../support/users.ts';

const privileged = new Set(['Admin', 'Root']);
const admin = { securityProfiles: ['Admin', 'Agent'], email: 'a@x.co', lastName: 'A' };
const agent = { securityProfiles: ['Agent'], email: 'a@x.co', lastName: 'A' };

const rows: {
  readonly [sentence: string]: readonly [live: UserAttributes | undefined, asked: UserAttributes, risk: string];
} = {
  'a user without a privilege is normal': [undefined, { securityProfiles: ['Agent'] }, 'normal'],
  'a user with a privilege is not': [undefined, { securityProfiles: ['Agent', 'Admin'] }, 'privilege'],
  'a privilege granted': [agent, { securityProfiles: ['Agent', 'Admin'] }, 'privilege'],
  'a second privilege granted': [admin, { securityProfiles: ['Admin', 'Root'] }, 'privilege'],
  'a privilege kept is normal': [admin, { securityProfiles: ['Admin'] }, 'normal'],
  'a privilege taken away is normal': [admin, { securityProfiles: ['Agent'] }, 'normal'],
  'the e-mail of a holder': [admin, { email: 'new@x.co' }, 'privilege'],
  'the second e-mail of a holder': [admin, { secondaryEmail: 'new@x.co' }, 'privilege'],
  'the e-mail of a holder who loses the privilege with it': [
    admin,
    { email: 'new@x.co', securityProfiles: ['Agent'] },
    'privilege',
  ],
  'the name of a holder is normal': [admin, { lastName: 'B' }, 'normal'],
  'the e-mail of somebody else is normal': [agent, { email: 'new@x.co' }, 'normal'],
  'a name is compared letter by letter': [agent, { securityProfiles: ['admin'] }, 'normal'],
};

test.each(Object.entries(rows))('%s', (_, [attributes, asked, expected]) => {
  const live = attributes && liveUser('jane', attributes);
  expect(risk(changeOf(asked, live), live, privileged)).toBe(expected);
});

test('a delete cannot be undone', () => {
  const live = liveUser('jane', agent);
  expect(risk({ action: 'delete', address: live.address, before: agent }, live, privileged)).toBe('irreversible');
});
