import { describe, expect, test } from 'vitest';
import { hideSecrets } from '../../src/base/matching/hide.ts';
import { classify } from '../../src/connect/failure.ts';

const token = `IQoJb3JpZ2luX2VjE${'Ab9/+'.repeat(40)}==`;
const signature = '9f'.repeat(32);

describe('credentials are taken out of', () => {
  const cases: { readonly [what: string]: string } = {
    'a canonical request': `The Canonical String for this request should have been\n'PUT\n/users/x\n\nhost:connect\nx-amz-security-token:${token}\n\nhost;x-amz-date'`,
    'a header as JSON': JSON.stringify({ 'X-Amz-Security-Token': token }),
    'the header of the signature': `authorization:AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=${signature}`,
    'a signature by itself': `Signature=${signature} does not match`,
    'a token by itself': `The token ${token} is expired`,
    'a query': `?X-Amz-Security-Token=${encodeURIComponent(token)}&x=1`,
  };
  test.each(Object.entries(cases))('%s', (_, message) => {
    const shown = hideSecrets(message);
    expect(shown).toContain('(sensitive)');
    for (const secret of [token.slice(20, 60), signature.slice(0, 40)]) expect(shown).not.toContain(secret);
  });
});

test.each([
  'User: arn:aws:sts::123456789012:assumed-role/connect-sync/local is not authorized to perform: connect:CreateUser on resource: arn:aws:connect:us-west-2:123456789012:instance/10a4c4eb-f57e-4d4c-b602-bf39176ced07',
  'The security token included in the request is invalid',
  'A routing profile with the id 10a4c4eb-f57e-4d4c-b602-bf39176ced07 does not exist',
])('%s stays as it is', (message) => expect(hideSecrets(message)).toBe(message));

test('no call error has them', () => {
  const thrown = Object.assign(new Error(`x-amz-security-token:${token}`), { name: 'InvalidSignatureException' });
  expect(classify('ListUsers', thrown, { sent: true, answered: true }).message).toBe(
    'x-amz-security-token:(sensitive)',
  );
});
