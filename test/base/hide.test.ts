import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideSecrets, plainName } from '../../src/base/matching/hide.ts';

const hide = (secrets: readonly string[], text: string): string => hideSecrets(text, secrets);

const secret = 'Ab"1\\cé/&longer';

describe('a message that repeats a secret', () => {
  test.each([
    ['as it is', `Not ${secret}, please.`, 'Not (sensitive), please.'],
    ['twice', `${secret}, ${secret}`, '(sensitive), (sensitive)'],
    ['in JSON', JSON.stringify({ Password: secret }), '{"Password":"(sensitive)"}'],
    ['in an address', `?p=${encodeURIComponent(secret)}&q=1`, '?p=(sensitive)&q=1'],
    ['in part', 'It ends with longer!', 'It ends with (sensitive)!'],
    ['not at all', 'The name Ab is taken.', 'The name Ab is taken.'],
  ])('%s', (_, message, shown) => expect(hide([secret], message)).toBe(shown));

  test('of several secrets shows none', () => {
    expect(hide(['Alpha-1x', 'Beta-22'], 'Alpha-1x and Beta-22')).toBe('(sensitive) and (sensitive)');
  });
  test('without any is left alone', () => expect(hide([], 'as it is')).toBe('as it is'));
});

test('whatever the secret, it is not to be read in JSON, however deep, or in an address', () => {
  const character = fc.constantFrom(...'abcXYZ019"\\/&%<>é ’-_\n');
  fc.assert(
    fc.property(fc.string({ unit: character, minLength: 8, maxLength: 64 }), (one) => {
      fc.pre(/[A-Za-z0-9]{3}/.test(one));
      const json = JSON.stringify({ Password: one });
      for (const message of [one, json, JSON.stringify(json), JSON.stringify({ json }), encodeURIComponent(one)]) {
        const shown = hide([one], `x${message}x`);
        for (const run of one.match(/[A-Za-z0-9]{5,}/g) ?? []) expect(shown).not.toContain(run);
        expect(shown).not.toContain(one);
      }
    }),
  );
});

const password = 'Geheim9wort-Xy';
const hex = Buffer.from(password).toString('hex');
const unicode = (text: string): string =>
  [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = (text: string): string => [...text].map((one) => `&#${one.charCodeAt(0)};`).join('');

describe('in whatever form it is repeated, at most four characters in a row are shown:', () => {
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
    ['half of it as escapes', `${password.slice(0, 3)}${unicode(password.slice(3))}`],
  ])('%s', (_, written) => {
    const shown = hide([password], `It says: ${written}!`);
    expect(shown).toMatch(/^It says: .*\(sensitive\)/);
    expect(shown.length).toBeLessThanOrEqual('It says: '.length + '(sensitive)'.length + 2 * 8 + 3);
  });
});

test('a name or an id is plain, or not shown', () => {
  expect(plainName('ThrottlingException', '?')).toBe('ThrottlingException');
  for (const name of ['', 'two words', 'a'.repeat(81), 'x\ny', '<b>']) expect(plainName(name, '?')).toBe('?');
});
