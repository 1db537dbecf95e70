/** In place of a secret, or of a message that has parts of one. */
const hidden = '(sensitive)';

/**
 * A message without the secrets that were sent with its call, should whoever answers repeat the request: as they are, or
 * as they are written in JSON, in JSON within JSON, or in an address. Where a longer part of one is still to be seen,
 * nothing of the message is shown; the name of the error is told beside it.
 */
export function hide(secrets: readonly string[], message: string): string {
  const shown = secrets.flatMap(waysToWrite).reduce((text, secret) => text.replaceAll(secret, hidden), message);
  return secrets.flatMap(tellingParts).some((part) => shown.includes(part)) ? hidden : shown;
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function waysToWrite(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const ways = [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret), encodeURI(secret), base64];
  return ways.sort((a, b) => b.length - a.length);
}

/** Letters and digits in a row, which stay as they are in most ways of writing: those of five or more, or the longest. */
function tellingParts(secret: string): readonly string[] {
  const runs = (secret.match(/[A-Za-z0-9]+/g) ?? []).sort((a, b) => b.length - a.length);
  return runs.filter((run, index) => run.length >= 5 || (index === 0 && run.length >= 3));
}
