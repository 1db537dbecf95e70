import { AwsError } from './errors.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const PARTS = ['Credential', 'SignedHeaders', 'Signature'] as const;

/** Who calls, and which Region the request is signed for. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
}

/**
 * Checks that a request is signed with Signature Version 4 for Amazon Connect. The signature itself is not verified:
 * any key will do. Throws MissingAuthenticationTokenException, IncompleteSignatureException or InvalidSignatureException.
 */
export function authorize(header: string | undefined): Credential {
  if (!header) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [algorithm, rest = ''] = header.split(/\s+(.*)/s);
  const parts = new Map(rest.split(',').map((part) => splitOnce(part.trim(), '=')));
  const missing = PARTS.filter((part) => !parts.get(part));
  if (algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  if (missing.length > 0)
    throw incomplete(missing.map((part) => `Authorization header requires '${part}' parameter.`).join(' '));
  return credentialOf(parts.get('Credential') ?? '');
}

/**
 * Checks that the caller's policies allow an operation. Throws AccessDeniedException in the words of IAM, "Troubleshoot
 * access denied error messages".
 */
export function permit(
  operation: string,
  { allowed, caller, resource }: { readonly allowed: boolean; readonly caller: string; readonly resource: string },
): void {
  if (allowed) return;
  const action = `connect:${operation}`;
  const why = `because no identity-based policy allows the ${action} action`;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${role}/${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  );
}

/** Any key belongs to this role, in a session named after the key. */
export const role = 'arn:aws:sts::123456789012:assumed-role/connect-sync';

function credentialOf(credential: string): Credential {
  const [key, date, region, service, terminator, ...more] = credential.split('/');
  if (!key || !/^\d{8}$/.test(date ?? '') || !region || terminator !== 'aws4_request' || more.length > 0)
    throw incomplete('Credential must have exactly 5 slash-delimited elements: key/date/region/service/aws4_request');
  if (service !== 'connect') {
    const message = `Credential should be scoped to correct service: 'connect'.`;
    throw new AwsError('InvalidSignatureException', message);
  }
  return { accessKeyId: key, region };
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
