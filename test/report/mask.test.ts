import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { digest, planDocument } from '../../src/plan/model/plan-file.ts';
import { makeMask } from '../../src/report/mask.ts';
import { create, plan, update } from '../support/plans.ts';

describe('a mask hides', () => {
  const cases: { readonly [what: string]: readonly [text: string, masked: string] } = {
    'an e-mail address but for its first letter and its domain': ['jane.doe@example.com', 'j***@example.com'],
    'a short one whole': ['jd@example.com', '***@example.com'],
    'one with a plus, an apostrophe or letters of anybody': ["zoë.o'brien+x@exämple.com", 'z***@exämple.com'],
    'one without a dot in its domain': ['root@localhost', 'r***@localhost'],
    'one in a sentence': ['There is no user "jane@example.com".', 'There is no user "j***@example.com".'],
    'one at the end of a sentence': ['Ask jane@example.com.', 'Ask j***@example.com.'],
    'one in an address': ['user/jane@example.com', 'user/j***@example.com'],
    'one with a name before it': ['Jane <jane@example.com>, x', 'Jane <j***@example.com>, x'],
    'a phone number but for its first and last two digits': ['+4930123456', '+49***56'],
    'a short number whole': ['+1234567', '+***'],
    'one as people write it': ['mobile is "+49 (0)30 12-34/56"; digits only', 'mobile is "+49***56"; digits only'],
    'one with 00': ['0049 30 1234567', '00***67'],
    'one in quotes without a plus': ['it is "030 1234567"', 'it is "03***67"'],
  };
  test.each(Object.entries(cases))('%s', (_, [text, masked]) => expect(makeMask()(text)).toBe(masked));
});

test.each([
  ['an instance', '10a4c4eb-f57e-4d4c-b602-bf39176ced07'],
  ['an instance that begins with zeros', '00100000-0000-4000-8000-00000000001a'],
  ['a mention', '@team, please'],
  ['our own tag', 'connect-sync:owner'],
  ['an ARN', 'arn:aws:connect:us-west-2:123456789012:instance/10a4c4eb'],
  ['a moment', '2026-11-25T00:12:00.000Z'],
  ['a day and a time', '2026-11-25 17:15:00 UTC'],
  ['an address of the network', '192.168.10.200'],
  ['a digest', `sha256:${'1234567890'.repeat(6)}abcd`],
  ['a cost centre', '00815'.slice(1)],
  ['a sum', '120 of 1000 calls, about 7 min left'],
])('a mask leaves %s alone', (_, text) => expect(makeMask()(text)).toBe(text));

test('what is equal stays equal, and what is different stays different', () => {
  const mask = makeMask();
  const masked = mask(['jane@x.org', 'june@x.org', 'jane@x.org', 'jill@x.org', '+4930123456', '+4940987656']);
  expect(masked).toEqual(['j***@x.org', 'j***~2@x.org', 'j***@x.org', 'j***~3@x.org', '+49***56', '+49***56~2']);
});

test('to mask what is masked changes nothing', () => {
  const mask = makeMask();
  const once = mask(['jane@x.org', 'june@x.org', '+4930123456', '+4940987656', '+49301']);
  expect(mask(once)).toEqual(once);
});

test('all of a plan is masked: values, addresses, keys and warnings; and its digest is that of what is shown', () => {
  const secret = plan({
    changes: [
      create('jane@x.org', { mobile: '+4930123456', tags: { 'boss@x.org': 'june@x.org' } }),
      update('omar', [['email', 'a.b@x.org', 'a.c@x.org']]),
    ],
    noLongerListed: [{ kind: 'user', key: 'old@x.org' }],
    diagnostics: [
      { severity: 'warning', code: 'unknown-name', message: 'jane@x.org is late.', address: 'user/jane@x.org' },
    ],
  });
  const document = planDocument(makeMask()(secret), { name: 'x', version: '1' });
  const text = JSON.stringify(document);
  for (const leak of ['jane', 'june', 'boss', 'a.b', 'a.c', 'old', '0123']) expect(text).not.toContain(leak);
  expect(document['digest']).toBe(digest(document['changes'] as Json));
  expect(document['changes']).toMatchObject([
    { address: 'user/j***@x.org', after: { mobile: '+49***56', tags: { 'b***@x.org': 'j***~2@x.org' } } },
    { attributes: [{ before: 'a***@x.org', after: 'a***~2@x.org' }] },
  ]);
});

test('law: no address and no number comes through, wherever it stands', () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const email = fc.tuple(word, word, word).map(([a, b, c]) => `${a}.${b}@${c}.com`);
  const phone = fc.stringMatching(/^\+[1-9]\d{7,14}$/);
  const around = fc.constantFrom('', ' ', '"', '(', ', ', '\n', '/', ': ');
  fc.assert(
    fc.property(fc.oneof(email, phone), around, around, (personal, before, after) => {
      const [local = ''] = personal.split('@');
      const masked = makeMask()({
        [`k${before || ' '}${personal}${after}`]: [`${before}${personal}${after || ' '}rest`],
      });
      expect(JSON.stringify(masked)).not.toContain(local);
    }),
  );
});
