// Who a user may be, which depends on how the instance manages identities. Sources: the texts of CreateUser,
// UpdateUserIdentityInfo and UserIdentityInfo in the API reference. (CreateUser has a note that SAML instances need an
// e-mail; UserIdentityInfo says that one given there is an error. The emulator follows the latter.) What SAML forbids
// is InvalidRequestException: the API reference of 2019 names it, that of today says "an error".

import type { Guesses, IdentityManagement } from '../../options.ts';
import { invalidParameter, invalidRequest } from '../../protocol/errors.ts';
import type { Identity, User } from '../../state/records/resources.ts';

interface Rules {
  /** Documented; outside SAML, Amazon Connect accepts more. */
  readonly usernameLength: number;
  readonly firstNameLength: number;
  readonly lastNameLength: number;
}

const RULES: Readonly<Record<IdentityManagement, Rules>> = {
  SAML: { usernameLength: 64, firstNameLength: 255, lastNameLength: 300 },
  CONNECT_MANAGED: { usernameLength: 20, firstNameLength: 255, lastNameLength: 256 },
  EXISTING_DIRECTORY: { usernameLength: 20, firstNameLength: 255, lastNameLength: 300 },
};

/** Of the model: no username has more characters, whatever the identity management. */
const MAX_USERNAME_LENGTH = 100;

/** Names that Salesforce's Service Cloud Voice creates in SAML instances: `alias@recordId@orgId` or `recordId@orgId`. */
const SERVICE_CLOUD_VOICE = /^(?:[^@]+@)?(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})@(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/;

const USERNAME = /^[a-zA-Z0-9_\-.\\@]+$/;
const USERNAME_AS_EMAIL = /^[^@]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}$/;
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const SECONDARY_EMAIL = /^(?=.{0,265}$)[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,63}$/;

export function checkUsername(username: string, management: IdentityManagement, { longUsernames }: Guesses): void {
  const lenient = management !== 'SAML' && longUsernames === 'accepted';
  const longest = lenient ? MAX_USERNAME_LENGTH : RULES[management].usernameLength;
  if (username.length > longest) throw invalidParameter(`Username must not have more than ${longest} characters`);
  if (!USERNAME.test(username)) throw invalidParameter('Username may only have characters of [a-zA-Z0-9_-.\\@]');
  if (management === 'SAML' && SERVICE_CLOUD_VOICE.test(username)) return;
  if (username.includes('@') && !USERNAME_AS_EMAIL.test(username))
    throw invalidParameter('Username may only have an @ in the format of an email address');
}

/** A password is required where Amazon Connect manages identities and an error everywhere else. */
export function checkPassword(password: string | undefined, management: IdentityManagement): void {
  if (management === 'CONNECT_MANAGED' && password === undefined)
    throw invalidParameter('Password is required where identities are CONNECT_MANAGED');
  if (management !== 'CONNECT_MANAGED' && password !== undefined)
    throw invalidRequest(`Password is not allowed where identities are ${management}`);
}

export function checkDirectoryUserId(id: string | undefined, management: IdentityManagement): void {
  if (management === 'SAML' && id !== undefined)
    throw invalidRequest('DirectoryUserId is not allowed where identities are SAML');
}

/**
 * Every user has one, whatever manages the identities: AWS's example of describe-user shows a UUID for a user that no
 * directory knows.
 */
export function directoryUserIdOf({ id, directoryUserId }: User): string {
  // The same digits in another order: as long, as valid, and as much of one user alone.
  return directoryUserId ?? `${id.slice(28)}${id.slice(8, 28)}${id.slice(0, 8)}`;
}

/** Checks the identity of a user as it will be, whether new or changed. */
export function checkIdentity(identity: Identity, management: IdentityManagement, { managedEmail }: Guesses): void {
  const { firstNameLength, lastNameLength } = RULES[management];
  checkName('FirstName', identity.FirstName, firstNameLength);
  checkName('LastName', identity.LastName, lastNameLength);
  if (management !== 'EXISTING_DIRECTORY') requireNames(identity);
  if (management === 'SAML' && identity.Email !== undefined)
    throw invalidRequest('Email is not allowed where identities are SAML');
  if (management === 'CONNECT_MANAGED' && managedEmail === 'required' && identity.Email === undefined)
    throw invalidParameter('Email is required where identities are CONNECT_MANAGED');
  if (identity.Email !== undefined && !EMAIL.test(identity.Email))
    throw invalidParameter('Email is not an email address');
  if (identity.SecondaryEmail !== undefined && !SECONDARY_EMAIL.test(identity.SecondaryEmail))
    throw invalidParameter('SecondaryEmail is not an email address');
}

function requireNames({ FirstName, LastName }: Identity): void {
  if (!FirstName) throw invalidParameter('FirstName is required');
  if (!LastName) throw invalidParameter('LastName is required');
}

function checkName(member: string, value: string | undefined, length: number): void {
  if (value === undefined) return;
  if ([...value].length > length) throw invalidParameter(`${member} must not have more than ${length} characters`);
  if (value.normalize('NFC') !== value) throw invalidParameter(`${member} must be in Unicode Normalization Form C`);
}

/** First name, last name and e-mail belong to the directory; what is left out of an update stays as it is. */
export function keepDirectoryIdentity(given: Identity, live: Identity): Identity {
  for (const member of ['FirstName', 'LastName', 'Email'] as const) {
    if (given[member] !== undefined && given[member] !== live[member])
      throw invalidRequest(`${member} is managed by the directory and cannot be updated`);
  }
  const { FirstName, LastName, Email } = live;
  return { ...given, ...definedOnly({ FirstName, LastName, Email }) };
}

/** A copy without the members that are undefined. */
export function definedOnly<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
