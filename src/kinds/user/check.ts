/**
 * What an instance requires and forbids of a user, which depends on where it keeps identities and on whether the user
 * exists already. Source: AWS's documentation of CreateUser and UserIdentityInfo.
 */

import type { Code } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { IdentityManagement } from '../../connect/port.ts';
import { format } from '../../plan/model/address.ts';
import { merge } from '../../plan/model/merge.ts';
import { locate } from '../../plan/model/origin.ts';
import type { DesiredResource } from '../../plan/model/state.ts';
import type { LiveUser, UserAttributes } from './attributes.ts';
import { identityRules, keptByInstance } from './identity-rules.ts';
import type { PhoneConfig } from './phone.ts';

/** Usernames that Salesforce's Service Cloud Voice creates in SAML instances; AWS's own text does not allow them. */
const serviceCloudVoice = /^([^@]+@)?([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})@([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/;

/** Usernames of SAML instances; `@` only as part of a whole e-mail address. */
const samlUsername = /^[a-zA-Z0-9_.\\-]+(@[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)+)?$/;

export function check(
  desired: DesiredResource<UserAttributes>,
  live: LiveUser | undefined,
  mode: IdentityManagement,
): readonly Diagnostic[] {
  const { address, attributes, origins } = desired;
  const { forbidden, required, advised, maxLength, documentedLength } = identityRules[mode];
  const diagnostics: Diagnostic[] = [];
  const tell = (severity: Diagnostic['severity'], code: Code) => (message: string, path: readonly string[]) => {
    diagnostics.push({ severity, code, message, source: locate(origins, path), address: format(address) });
  };
  const report = (code: Code, message: string, path: readonly string[]): void => tell('error', code)(message, path);
  for (const [name, why] of Object.entries(forbidden)) {
    if (Object.hasOwn(attributes, name)) {
      report('forbidden-by-identity-management', `${name} ${why} (identity management ${mode}); leave it out.`, [name]);
    }
  }
  diagnostics.push(...checkPhone(desired, live));
  if (live && keptByInstance(mode).some((name) => Object.hasOwn(attributes, name))) {
    // Without a place, so that it is said once, however many users it is about.
    const message = `First name, last name and e-mail address are the directory's here (identity management ${mode}): Connect takes them when a user is created; afterwards they are neither compared nor changed.`;
    diagnostics.push({ severity: 'warning', code: 'kept-by-directory', message });
  }
  if (live) return diagnostics;

  const missing = required.filter((name) => !Object.hasOwn(attributes, name));
  if (missing.length > 0) {
    const them = missing.length === 1 ? 'it' : 'them';
    report(
      'required-to-create',
      `${address.key} is not in Amazon Connect yet, and creating a user there takes ${missing.join(', ')} (identity management ${mode}); add ${them}.`,
      [],
    );
  }
  for (const name of advised.filter((attribute) => !Object.hasOwn(attributes, attribute))) {
    const message = `${address.key} has no ${name}: without one nobody can reset the password (identity management ${mode}).`;
    tell('warning', 'advised-to-create')(message, []);
  }
  if (address.key.length > maxLength) {
    report(
      'username-too-long',
      `A username has at most ${maxLength} characters here (identity management ${mode}); ${JSON.stringify(address.key)} has ${address.key.length}.`,
      ['username'],
    );
  } else if (address.key.length > documentedLength) {
    tell('warning', 'username-long')(
      `AWS documents usernames of at most ${documentedLength} characters here (identity management ${mode}); ${JSON.stringify(address.key)} has ${address.key.length}, and Amazon Connect decides.`,
      ['username'],
    );
  } else if (mode === 'SAML' && serviceCloudVoice.test(address.key)) {
    tell('warning', 'username-service-cloud-voice')(
      `${JSON.stringify(address.key)} looks like a username of Service Cloud Voice, which AWS's rules for usernames do not allow; Amazon Connect decides.`,
      ['username'],
    );
  } else if (mode === 'SAML' && !samlUsername.test(address.key)) {
    report(
      'username-characters',
      `A username of a SAML instance has letters a to z, digits, and _ - . \\, or is a whole e-mail address; ${JSON.stringify(address.key)} is neither.`,
      ['username'],
    );
  }
  return diagnostics;
}

/** A number and the type of its phone go together in Connect, whichever of the two the files say. */
function checkPhone(
  { address, attributes, origins }: DesiredResource<UserAttributes>,
  live: LiveUser | undefined,
): readonly Diagnostic[] {
  const asked = attributes.phoneConfig;
  const had = live?.attributes.phoneConfig ?? {};
  if (!asked) return [];
  const phone = merge(had, asked);
  const wrong = (message: string, setting: string): readonly Diagnostic[] => [
    {
      severity: 'error',
      code: 'incomplete-phone',
      message,
      source: locate(origins, ['phoneConfig', setting]),
      address: format(address),
    },
  ];
  const changes = (setting: keyof PhoneConfig): boolean =>
    asked[setting] !== undefined && asked[setting] !== had[setting];
  if (changes('phoneType') && asked.phoneType === 'DESK_PHONE' && phone.deskPhoneNumber === undefined) {
    return wrong('A DESK_PHONE needs a deskPhoneNumber; add it beside the phoneType.', 'phoneType');
  }
  if (changes('deskPhoneNumber') && phone.phoneType === undefined) {
    return wrong('A deskPhoneNumber needs a phoneType; add it beside the number.', 'deskPhoneNumber');
  }
  return [];
}
