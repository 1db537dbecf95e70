import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideSecrets } from '../../src/base/matching/hide.ts';

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
