/** What must not leave the process: passwords that Connect repeats, and usernames that are numbers or addresses. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CallError } from '../../src/base/errors.ts';
import { hideSecrets, plainName } from '../../src/base/matching/hide.ts';
import { makeClient } from '../../src/connect/client.ts';
import { harmless } from '../../src/notices/notice.ts';
import { makeMask } from '../../src/report/mask.ts';
import { interfering } from '../support/garbling-proxy.ts';

describe('T15: a username that is a number or an address is hidden by --mask and in notices:', () => {
  test.each([
    ['2065550123', '20***23', '[phone]'],
    ['206-555-0123', '20***23', '[phone]'],
    ['(415) 555-4242', '41***42', '[phone]'],
    ['jane.doe%40example.com', 'j***%40example.com', '[e-mail]'],
    // Neighbours.
    ['206.555.0123', '20***23', '[phone]'],
    ['206_555_0123', '20***23', '[phone]'],
    ['1-206-555-0123', '12***23', '[phone]'],
    ['206\u2013555\u20110123', '20***23', '[phone]'],
    ['tel:2065550123', 'tel:20***23', 'tel:[phone]'],
    ['\uff12\uff10\uff16\uff15\uff15\uff15\uff10\uff11\uff12\uff13', '\uff12\uff10***\uff12\uff13', '[phone]'],
    ['jane.doe%2540example.com', 'j***%2540example.com', '[e-mail]'],
    ['jane.doe\uff20example.com', 'j***\uff20example.com', '[e-mail]'],
    ['jane.doe&#64;example.com', 'j***&#64;example.com', '[e-mail]'],
  ])('%s', (username, masked, noticed) => {
    expect(makeMask()(`user/${username}: updated`)).toBe(`user/${masked}: updated`);
    expect(harmless(`user/${username}: updated`)).toBe(`user/${noticed}: updated`);
  });
});

const password = 'Geheim9wort-Xy';
const hex = Buffer.from(password).toString('hex');
const bytes = Buffer.from(password);
const wide = (text: string): string => [...text].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('');
const unicode = (text: string): string =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = (text: string): string => [...text].map((one) => `&#${one.charCodeAt(0)};`).join('');

describe('T16: in whatever form a password is repeated, at most four characters in a row are shown:', () => {
  test.each([
    ['in capitals', password.toUpperCase()],
    ['cut at its beginning', password.slice(4)],
    ['cut at its end', password.slice(0, 6)],
    ['five characters from its middle', password.slice(3, 8)],
    ['as escapes of JSON', unicode(password)],
    ['as escapes in capitals', unicode(password).toUpperCase().replaceAll('\\U', '\\u')],
    ['as escapes within JSON', JSON.stringify(unicode(password))],
    ['as HTML entities', entities(password)],
    [
      'as hexadecimal HTML entities',
      entities(password).replace(/#(\d+)/g, (_, code) => `#x${Number(code).toString(16)}`),
    ],
    ['as percent escapes', hex.replace(/../g, '%$&')],
    ['in hexadecimal', hex],
    ['in hexadecimal capitals', hex.toUpperCase()],
    ['in hexadecimal with blanks', hex.replace(/../g, '$& ')],
    ['in hexadecimal as a program writes it', hex.replace(/../g, '0x$&,')],
    ['in base64', Buffer.from(password).toString('base64')],
    ['in base64 of more than itself', Buffer.from(`x${password}yz`).toString('base64')],
    ['neighbour: letter by letter', [...password].join(' ')],
    ['neighbour: a letter a line', [...password].join('\n')],
    ['neighbour: with what nobody sees between its letters', [...password].join('\u200b')],
    ['neighbour: in wide letters', wide(password)],
    ['neighbour: as octal escapes', [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')],
    ['neighbour: as a list of its bytes', JSON.stringify([...bytes])],
    ['neighbour: as code points', [...bytes].map((byte) => `U+00${byte.toString(16)}`).join(' ')],
    ['neighbour: in UTF-16, in hexadecimal', Buffer.from(password, 'utf16le').toString('hex')],
    ['neighbour: in UTF-16, in base64', Buffer.from(password, 'utf16le').toString('base64')],
    ['neighbour: with percent escapes twice', hex.replace(/../g, '%25$&')],
    ['half of it as escapes', `${password.slice(0, 3)}${unicode(password.slice(3))}`],
  ])('%s', (_, written) => {
    const shown = hideSecrets(`It says: ${written}!`, [password]);
    expect(shown).toMatch(/^It says: .*\(sensitive\)/);
    expect(shown.length).toBeLessThanOrEqual('It says: '.length + '(sensitive)'.length + 2 * 8 + 3);
  });
});

/** What becomes of somebody's creation that is answered in this way. */
async function failed(garble: string): Promise<CallError> {
  const endpoint = await interfering('http://127.0.0.1:1', () => ({ garble, when: 'before' }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = makeClient({ region: 'us-west-2', endpoint, credentials });
  onTestFinished(() => client.close());
  const PhoneConfig = { PhoneType: 'SOFT_PHONE' } as const;
  const sent = client.bind('i')('CreateUser', {
    ...{ Username: 'jane', Password: password, PhoneConfig, SecurityProfileIds: ['s'], RoutingProfileId: 'r' },
  });
  return sent.then(
    () => {
      throw new Error('It was taken for made.');
    },
    (thrown) => thrown as CallError,
  );
}

test('T16: neighbour: a password in an error of many megabytes is hidden, and the rest is cut', async () => {
  const message = JSON.stringify({ message: `${'x'.repeat(8_185)}${password}${'y'.repeat(20_000_000)}` });
  const headers = 'x-amzn-ErrorType: InvalidParameterException\r\nx-amzn-RequestId: 1';
  const garble = `HTTP/1.1 400 Bad Request\r\n${headers}\r\nContent-Length: ${message.length}\r\nConnection: close\r\n\r\n${message}`;
  const error = await failed(garble);
  expect(error.message.length).toBeLessThan(8_300);
  expect(error.message).not.toMatch(/geheim/i);
});

/** A client that is answered with an error in which the whole password stands, where a name, an id or a message is wanted. */
test('T16: a password in the name of an error, in a request id or in a message is in nothing that a failed call says', async () => {
  const garble = (headers: string, message: string): string =>
    `HTTP/1.1 400 Bad Request\r\n${headers}\r\nContent-Length: ${message.length}\r\nConnection: close\r\n\r\n${message}`;
  const inName = `x-amzn-ErrorType: ${password}\r\nx-amzn-RequestId: 1`;
  const inId = `x-amzn-ErrorType: InvalidParameterException\r\nx-amzn-RequestId: ${password}`;
  const code = JSON.stringify({ code: password, message: `Not ${password}` });
  for (const answer of [garble(inName, '{}'), garble(inId, '{}'), garble('x-amzn-RequestId: 1', code)]) {
    const error = await failed(answer);
    expect(error).toMatchObject({ name: 'CallError' });
    expect(JSON.stringify([error.facts, error.message])).not.toMatch(/geheim|wort-/i);
  }
});

test('T16: a name or an id is plain, or not shown', () => {
  expect(plainName('ThrottlingException', '?')).toBe('ThrottlingException');
  for (const name of ['', 'two words', 'a'.repeat(81), 'x\ny', '<b>']) expect(plainName(name, '?')).toBe('?');
});
