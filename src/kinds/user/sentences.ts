/** What messages say about mistakes in users, beyond what the schema gives. */
import { domainToASCII } from 'node:url';
import { nameCharacter } from '../../base/matching/characters.ts';
import { type Fault, line, name, quote, type TextRule } from '../../base/text-rules.ts';
import type { Sentences } from '../section.ts';

/** Characters that some instance may take; Connect decides about the rest (CreateUser, `Username`). */
const usernameCharacter = /[a-zA-Z0-9_.\\@-]/;

const username: TextRule = (text) => {
  const fault = name(text);
  if (fault) return fault;
  const at = [...text].findIndex((character) => !usernameCharacter.test(character));
  const character = [...text][at];
  if (character === undefined) return undefined;
  const reason =
    character === '+'
      ? 'may not have a +, also where it is an e-mail address'
      : `may have only letters a to z, digits, and _ - . @ \\, not ${nameCharacter(character)} at character ${at + 1}`;
  return { code: 'username-characters', message: `${reason}; it is ${quote(text)}` };
};

const latin = /[a-zA-Z]/;
const otherLetter = /(?!\p{Script=Latin})\p{L}/u;

/** Leaves an address without its @ or its domain to the pattern. */
const email: TextRule = (text) => {
  const fault = name(text);
  const [local = '', domain, ...more] = text.split('@');
  if (fault || domain === undefined || more.length > 0) return fault;
  const wrong = (message: string): Fault => ({ code: 'invalid-value', message: `${message}; it is ${quote(text)}` });
  if (local !== '' && local.split('.').includes(''))
    return wrong('must not have two dots in a row, nor begin with one, nor have one before the @');
  const labels = domain.split('.');
  if (labels.includes('')) return labels.length > 1 ? wrong('has an empty part in its domain') : undefined;
  for (const part of [local, ...labels]) {
    const other = otherLetter.exec(part)?.[0];
    if (other !== undefined && latin.test(part)) return wrong(`mixes letters of two scripts: ${nameCharacter(other)}`);
  }
  return labels.some((label) => /^-|-$/.test(label)) || domainToASCII(domain) === ''
    ? wrong('has a domain that cannot be')
    : undefined;
};

const phonePattern = /^\+[1-9]\d{1,14}$/;

/** Leaves other faults to the pattern; here is what a likely intended number gets. */
const phone: TextRule = (text) => {
  const fault = line(text);
  if (fault || phonePattern.test(text)) return fault;
  const digits = text.replace(/[\s()./-]/g, '').replace(/^00/, '+');
  return phonePattern.test(digits) && !text.includes('(0)')
    ? { code: 'invalid-value', message: `must be in E.164, digits only after the "+"; write ${quote(digits)}` }
    : undefined;
};

const groupPath: TextRule = (text) => {
  const names = text.split('/');
  if (text === '') return undefined;
  if (names.includes('')) {
    return {
      code: 'invalid-value',
      message:
        'has an empty name before, after or between its slashes; write names joined by single slashes, such as "Americas/Seattle"',
    };
  }
  for (const one of names) {
    if ([...one].length > 100)
      return { code: 'invalid-value', message: `has a name of ${[...one].length} characters; 100 are the limit` };
  }
  return names.length <= 5
    ? undefined
    : { code: 'invalid-value', message: `has ${names.length} names; a hierarchy has at most 5 levels` };
};

export const sentences: Sentences = {
  formats: { username, email, phone, groupPath },
  remedies: {
    phoneConfig: (value) =>
      typeof value === 'string' && /^(soft|desk)_?phone$/i.test(value)
        ? `write phoneConfig: { phoneType: ${/^soft/i.test(value) ? 'SOFT_PHONE' : 'DESK_PHONE'} }`
        : undefined,
  },
  secrets: {
    initialPassword: {
      noun: 'password',
      forms: ['{ env: NAME }', '{ generate: true }'],
      mistaken: /^(initial_?)?password$/i,
    },
  },
};
