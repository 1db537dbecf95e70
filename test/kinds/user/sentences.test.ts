/** What is said of texts that people write for users: each message goes on from the name of the field. */
import { describe, expect, test } from 'vitest';
import { sentences } from '../../../src/kinds/user/sentences.ts';

/** A text, with what is wrong with it; `undefined` where nothing is, or where the schema's pattern says it. */
type Rows = readonly (readonly [text: string, message: string | undefined])[];
const messageOf = (format: string, text: string): string | undefined => sentences.formats?.[format]?.(text)?.message;
const codeOf = (format: string, text: string): string | undefined => sentences.formats?.[format]?.(text)?.code;

describe('a username', () => {
  const allowed = 'may have only letters a to z, digits, and _ - . @ \\, not';
  const rows: Rows = [
    ['jane.doe_1-x@example.com', undefined],
    ['DOMAIN\\jane', undefined],
    ['', undefined],
    [' jane', 'must not begin or end with a blank; write "jane"'],
    ['a+b@example.com', 'may not have a +, also where it is an e-mail address; it is "a+b@example.com"'],
    ['jané', `${allowed} U+00E9 "é" at character 4; it is "jané"`],
    ['jane doe', `${allowed} U+0020 space at character 5; it is "jane doe"`],
    // Counted as a reader counts.
    ['a😀é', `${allowed} U+1F600 "😀" at character 2; it is "a😀é"`],
  ];
  test.each(rows)('%j: %j', (text, message) => expect(messageOf('username', text)).toBe(message));
  test('with a wrong character has a code of its own', () => {
    expect(codeOf('username', 'a+b')).toBe('username-characters');
    expect(codeOf('username', ' jane')).toBe('invalid-value');
  });
});

describe('an e-mail address', () => {
  const dots = 'must not have two dots in a row, nor begin with one, nor have one before the @; it is';
  const rows: Rows = [
    ['jane.doe@mail.example.com', undefined],
    ['jürgen@müller.de', undefined],
    ['анна@почта.рф', undefined],
    ['jane@my-mail.example.com', undefined],
    ['jane@example.com ', 'must not begin or end with a blank; write "jane@example.com"'],
    // These are for the pattern.
    ['jane', undefined],
    ['a..b', undefined],
    ['a..b@c@example.com', undefined],
    ['@example.com', undefined],
    ['jane@', undefined],
    ['a..b@example.com', `${dots} "a..b@example.com"`],
    ['.a@example.com', `${dots} ".a@example.com"`],
    ['a.@example.com', `${dots} "a.@example.com"`],
    ['a@example..com', 'has an empty part in its domain; it is "a@example..com"'],
    ['a@example.com.', 'has an empty part in its domain; it is "a@example.com."'],
    ['jаne@example.com', 'mixes letters of two scripts: U+0430 "а" Cyrillic; it is "jаne@example.com"'],
    ['jane@exаmple.com', 'mixes letters of two scripts: U+0430 "а" Cyrillic; it is "jane@exаmple.com"'],
    ['jane@-example.com', 'has a domain that cannot be; it is "jane@-example.com"'],
    ['jane@example-.com', 'has a domain that cannot be; it is "jane@example-.com"'],
    ['jane@xn--a.com', 'has a domain that cannot be; it is "jane@xn--a.com"'],
  ];
  test.each(rows)('%j: %j', (text, message) => expect(messageOf('email', text)).toBe(message));
  test('is a value like any other', () => expect(codeOf('email', 'a..b@example.com')).toBe('invalid-value'));
});

describe('a phone number', () => {
  const e164 = 'must be in E.164, digits only after the "+"; write';
  const rows: Rows = [
    ['+4930123456', undefined],
    ['+49 (30) 123-456', `${e164} "+4930123456"`],
    ['+49/30.123 456', `${e164} "+4930123456"`],
    ['0049 30 123456', `${e164} "+4930123456"`],
    // Nobody can tell which of these are to be dialled.
    ['+49 (0)30 123456', undefined],
    ['+1 00 44 20', `${e164} "+1004420"`],
    ['030 123456', undefined],
    ['1 0044 20', undefined],
    ['+49 30 12345678901234', undefined],
    ['+4930\n1', 'must be one line; it contains a line break'],
  ];
  test.each(rows)('%j: %j', (text, message) => expect(messageOf('phone', text)).toBe(message));
  test('is a value like any other', () => expect(codeOf('phone', '0049 30')).toBe('invalid-value'));
});

describe('the path of a hierarchy group', () => {
  const empty =
    'has an empty name before, after or between its slashes; write names joined by single slashes, such as "Americas/Seattle"';
  const rows: Rows = [
    ['', undefined],
    ['Americas', undefined],
    ['a/b/c/d/e', undefined],
    ['a/b/c/d/e/f', 'has 6 names; a hierarchy has at most 5 levels'],
    ['/Americas', empty],
    ['Americas/', empty],
    ['Americas//Seattle', empty],
    [`Americas/${'x'.repeat(100)}`, undefined],
    [`Americas/${'x'.repeat(101)}`, 'has a name of 101 characters; 100 are the limit'],
    [`Americas/${'😀'.repeat(100)}`, undefined],
  ];
  test.each(rows)('%j: %j', (text, message) => expect(messageOf('groupPath', text)).toBe(message));
  test('is a value like any other', () => {
    const texts = ['/a', 'a/b/c/d/e/f', 'x'.repeat(101)];
    expect(texts.map((text) => codeOf('groupPath', text))).toEqual(texts.map(() => 'invalid-value'));
  });
});

describe('in place of phone settings', () => {
  test.each([
    ['SOFT_PHONE', 'write phoneConfig: { phoneType: SOFT_PHONE }'],
    ['softphone', 'write phoneConfig: { phoneType: SOFT_PHONE }'],
    ['Desk_Phone', 'write phoneConfig: { phoneType: DESK_PHONE }'],
    ['my desk_phone', undefined],
    ['desk phones', undefined],
    ['desk_phones', undefined],
    ['+4930123456', undefined],
    [true, undefined],
    [['SOFT_PHONE'], undefined],
  ])('%j gets the advice: %s', (value, advice) => expect(sentences.remedies?.['phoneConfig']?.(value)).toBe(advice));
});

describe('a field that looks like one of a password', () => {
  const { mistaken } = sentences.secrets?.['initialPassword'] ?? {};
  test.each([
    ['password', true],
    ['initialPassword', true],
    ['initial_password', true],
    ['oldPassword', false],
    ['passwords', false],
  ])('%s: %s', (field, looksLikeOne) => expect(mistaken?.test(field)).toBe(looksLikeOne));
});
