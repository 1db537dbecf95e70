import { AwsError, invalidRequest } from '../../protocol/errors.ts';
import type { Operations } from '../../rules/call.ts';
import { findInstance } from '../../state/account.ts';
import { type Instance, usernameKey } from '../../state/instance.ts';
import { randomUuid, seededRandom } from '../../state/random.ts';

/** Milliseconds for which the tokens are good: a guess. */
const ACCESS = 60 * 60 * 1000;
const REFRESH = 12 * 60 * 60 * 1000;

export const federation = {
  /**
   * A real caller is the user whose name is the session name of the caller's role. The emulator knows no roles, so here
   * it is the user whose name is the access key id.
   */
  GetFederationToken({ account, caller, now }, { InstanceId }) {
    const instance = findInstance(account, InstanceId);
    if (instance.identityManagement !== 'SAML')
      throw invalidRequest(
        `Federation needs SAML identities, and those of the instance are ${instance.identityManagement}`,
      );
    const user = instance.users.named(usernameKey(caller));
    // Case-sensitive, as session names are (Configure SAML with IAM).
    if (user?.name !== caller)
      throw new AwsError('UserNotFoundException', 'The instance has no user with these credentials');
    const session = `${user.id} ${now}`;
    return {
      Credentials: {
        AccessToken: token('access', instance, session),
        AccessTokenExpiration: new Date(now + ACCESS),
        RefreshToken: token('refresh', instance, session),
        RefreshTokenExpiration: new Date(now + REFRESH),
      },
      SignInUrl: `https://${instance.alias ?? instance.id}.my.connect.aws/auth/sign-in`,
      UserArn: user.arn,
      UserId: user.id,
    };
  },
} satisfies Operations;

/** Looks like one and opens nothing; the same call gives the same token. */
function token(kind: string, { id }: Instance, session: string): string {
  return Buffer.from(randomUuid(seededRandom(`${kind} ${id} ${session}`))).toString('base64url');
}
