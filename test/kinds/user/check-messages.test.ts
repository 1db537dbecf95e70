/** What a user reads of mistakes that only a certain instance makes mistakes, and where they are said to be. */
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { IdentityManagement } from '../../../src/connect/port.ts';
import type { UserAttributes } from '../../../src/kinds/user/attributes.ts';
import { check } from '../../../src/kinds/user/check.ts';
import type { Origins } from '../../../src/plan/model/origin.ts';
import { desiredUser, enough, liveUser } from '../../support/users.ts';

/** Each attribute is written in a file of its name. */
const origins: Origins = {
  ...{ type: 'entry', path: [] },
  source: { at: (path) => ({ file: path.join('.'), line: 1, column: 1 }) },
};
const written = (key: string, attributes: UserAttributes) => ({
  ...desiredUser(key, attributes),
  origins,
});
const told = (mode: IdentityManagement, attributes: UserAttributes, key = 'jane') =>
  check(written(key, attributes), undefined, mode);
const diagnostic = (code: Diagnostic['code'], message: string, at: string, more: object = {}) => ({
  ...{ severity: 'error', code, message, source: { file: at, line: 1, column: 1 }, address: 'user/jane' },
  ...more,
});
const warning = { severity: 'warning' };

test('what is missing', () => {
  const { firstName: _, ...others } = enough.SAML;
  expect(told('SAML', others)).toEqual([
    diagnostic(
      'required-to-create',
      'jane is not in Amazon Connect yet, and creating a user there takes firstName (identity management SAML); add it.',
      '',
    ),
  ]);
  expect(told('CONNECT_MANAGED', {})).toEqual([
    diagnostic(
      'required-to-create',
      'jane is not in Amazon Connect yet, and creating a user there takes firstName, lastName, initialPassword, routingProfile, securityProfiles (identity management CONNECT_MANAGED); add them.',
      '',
    ),
    diagnostic(
      'advised-to-create',
      'jane has no email: without one nobody can reset the password (identity management CONNECT_MANAGED).',
      '',
      warning,
    ),
  ]);
});

test('everything that is forbidden, and why', () => {
  const asked = { ...enough.SAML, email: 'x', initialPassword: { env: 'PW' }, directoryUserId: 'x' };
  expect(told('SAML', asked)).toEqual([
    diagnostic(
      'forbidden-by-identity-management',
      'email is not kept by a SAML instance (identity management SAML); leave it out.',
      'email',
    ),
    diagnostic(
      'forbidden-by-identity-management',
      'initialPassword is only for instances that manage identities themselves (identity management SAML); leave it out.',
      'initialPassword',
    ),
    diagnostic(
      'forbidden-by-identity-management',
      'directoryUserId is only for instances with an existing directory (identity management SAML); leave it out.',
      'directoryUserId',
    ),
  ]);
});

test('what a username may be', () => {
  const reads = (mode: IdentityManagement, key: string, email?: string) =>
    told(mode, { ...enough[mode], ...(email && { email }) }, key);
  const at = (key: string) => ({ address: `user/${key}` });
  const [long, longest, salesforce] = ['j'.repeat(21), 'j'.repeat(101), '005Hs00000ABCDE@00DHs0000012345'];
  expect([
    ...reads('SAML', 'j j'),
    ...reads('SAML', salesforce),
    ...reads('CONNECT_MANAGED', long, 'j@example.com'),
    ...reads('EXISTING_DIRECTORY', longest),
  ]).toEqual([
    diagnostic(
      'username-characters',
      'A username of a SAML instance has letters a to z, digits, and _ - . \\, or is a whole e-mail address; "j j" is neither.',
      'username',
      at('j j'),
    ),
    diagnostic(
      'username-service-cloud-voice',
      `"${salesforce}" looks like a username of Service Cloud Voice, which AWS's rules for usernames do not allow; Amazon Connect decides.`,
      'username',
      { ...warning, ...at(salesforce) },
    ),
    diagnostic(
      'username-long',
      `AWS documents usernames of at most 20 characters here (identity management CONNECT_MANAGED); "${long}" has 21, and Amazon Connect decides.`,
      'username',
      { ...warning, ...at(long) },
    ),
    diagnostic(
      'username-too-long',
      `A username has at most 100 characters here (identity management EXISTING_DIRECTORY); "${longest}" has 101.`,
      'username',
      at(longest),
    ),
  ]);
});

test('what a phone needs', () => {
  expect([
    ...told('SAML', { ...enough.SAML, phoneConfig: { phoneType: 'DESK_PHONE' } }),
    ...told('SAML', { ...enough.SAML, phoneConfig: { deskPhoneNumber: '+1' } }),
  ]).toEqual([
    diagnostic(
      'incomplete-phone',
      'A DESK_PHONE needs a deskPhoneNumber; add it beside the phoneType.',
      'phoneConfig.phoneType',
    ),
    diagnostic(
      'incomplete-phone',
      'A deskPhoneNumber needs a phoneType; add it beside the number.',
      'phoneConfig.deskPhoneNumber',
    ),
  ]);
});

test('once for all users, and with no place, what a directory keeps', () => {
  expect(check(written('jane', { firstName: 'J', tags: {} }), liveUser('jane', {}), 'EXISTING_DIRECTORY')).toEqual([
    {
      severity: 'warning',
      code: 'kept-by-directory',
      message:
        "First name, last name and e-mail address are the directory's here (identity management EXISTING_DIRECTORY): Connect takes them when a user is created; afterwards they are neither compared nor changed.",
    },
  ]);
  expect(check(written('jane', { tags: {} }), liveUser('jane', {}), 'EXISTING_DIRECTORY')).toEqual([]);
});

test('everything at once', () => {
  expect(told('SAML', { email: 'x', directoryUserId: 'x' }, 'j j').map(({ code }) => code)).toEqual([
    ...['forbidden-by-identity-management', 'forbidden-by-identity-management'],
    ...['required-to-create', 'username-characters'],
  ]);
});
