import type { Check } from '../../base/checkup.ts';
import { span } from '../../base/words.ts';
import type { CredentialFacts } from '../../connect/client.ts';

/** Seconds; a large apply takes longer. */
const soon = 15 * 60;

/** Where credentials came from, by the AWS SDK's names for it. The first that applies is the most telling. */
const places: readonly (readonly [source: string, place: string])[] = [
  ['CREDENTIALS_ENV_VARS', 'the environment (AWS_ACCESS_KEY_ID)'],
  ['CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN', 'a web identity token (AWS_WEB_IDENTITY_TOKEN_FILE)'],
  ['CREDENTIALS_PROFILE_SSO', 'a profile with single sign-on'],
  ['CREDENTIALS_PROFILE_SSO_LEGACY', 'a profile with single sign-on'],
  ['CREDENTIALS_PROFILE_PROCESS', 'the process of a profile'],
  ['CREDENTIALS_PROFILE_LOGIN', 'a profile with a login'],
  ['CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN', 'a profile with a web identity token'],
  ['CREDENTIALS_STS_ASSUME_ROLE', 'a profile that assumes a role'],
  ['CREDENTIALS_PROFILE', 'a profile'],
  ['CREDENTIALS_HTTP', 'the container or pod that this runs in'],
  ['CREDENTIALS_CODE', 'the program that asks'],
];

/** Credentials as they were found, before anybody was asked whether they are good. */
export function checkCredentials(
  { accessKeyId, expires, sources }: CredentialFacts,
  {
    now,
    profile,
    identity,
  }: { readonly now: number; readonly profile: string | undefined; readonly identity: string | undefined },
): Check {
  const name = 'credentials';
  const [, place = 'the AWS SDK'] = places.find(([source]) => sources.includes(source)) ?? [];
  const which = place.includes('profile') && profile ? `${place} (AWS_PROFILE=${profile})` : place;
  // Of a real key, which has 16 letters or more, enough to tell it from others.
  const key = accessKeyId.length >= 16 ? `, key ${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}` : '';
  const who = identity === undefined ? '' : `, as ${identity}`;
  const left = expires === undefined ? undefined : (expires - now) / 1000;
  const until = left === undefined ? '' : left <= 0 ? ', expired' : `, for another ${span(left)}`;
  const message = `from ${which}${key}${who}${until}`;
  const fix = 'Get new ones (aws sso login, or the variables AWS_…).';
  if (left !== undefined && left <= 0) return { name, status: 'failed', message, fix };
  if (left !== undefined && left < soon) {
    return { name, status: 'warning', message, fix: `${fix} A large apply may take longer.` };
  }
  return { name, status: 'ok', message };
}
