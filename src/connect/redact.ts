/**
 * Credentials in what Amazon Connect answers. A service may repeat a request in a message about its signature ("The
 * Canonical String for this request should have been …"), and with it the session token that the request carried.
 */
const hidden = '(sensitive)';

/** A header of a signed request, with its value. */
const header = /(x-amz-security-token|authorization)(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi;
/** Keys, tokens and signatures are long and look like nothing else. An ARN or an address has other characters soon enough. */
const long = /[A-Za-z0-9+/=%_-]{80,}/g;
const signature = /(Signature=)[0-9a-f]{64}/gi;

/** The message without them. */
export const withoutCredentials = (message: string): string =>
  message.replace(header, `$1$2${hidden}`).replace(signature, `$1${hidden}`).replace(long, hidden);
