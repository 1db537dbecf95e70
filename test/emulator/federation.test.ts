import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../src/emulator/index.ts';
import { accessKeyId, createUser, errorOf, start } from './support.ts';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;

async function federate(options: EmulatorOptions = {}) {
  const started = await start({ now: () => NOW, ...options });
  const call = () => started.client.send(new sdk.GetFederationTokenCommand({ InstanceId: started.InstanceId }));
  return { started, call };
}

describe('GetFederationToken', () => {
  test('answers for the user that the access key names, with tokens that expire and where to sign in', async () => {
    const { started, call } = await federate();
    await createUser(started, { Username: 'john.doe' });
    const first = await createUser(started, { Username: accessKeyId });
    const { UserId, UserArn, Credentials, SignInUrl } = await call();
    expect(UserId).toBe(first);
    expect(UserArn).toMatch(new RegExp(`/agent/${first}$`));
    expect(SignInUrl).toBe('https://connect-sync-local.my.connect.aws/auth/sign-in');
    expect(Credentials?.AccessTokenExpiration).toEqual(new Date(NOW + HOUR));
    expect(Credentials?.RefreshTokenExpiration).toEqual(new Date(NOW + 12 * HOUR));
    expect(Credentials?.AccessToken).toBeTruthy();
    expect(Credentials?.RefreshToken).not.toBe(Credentials?.AccessToken);
  });

  test('finds no user of another name, or of the same in another case', async () => {
    const { started, call } = await federate();
    expect(await errorOf(call())).toBe('UserNotFoundException');
    await createUser(started, { Username: accessKeyId.toLowerCase() });
    expect(await errorOf(call())).toBe('UserNotFoundException');
  });

  test.each(['CONNECT_MANAGED', 'EXISTING_DIRECTORY'] as const)('is refused where identities are %s', async (mode) => {
    const { call } = await federate({ identityManagement: mode, users: 1 });
    expect(await errorOf(call())).toBe('InvalidRequestException');
  });
});
