/**
 * Rules for one text that a pattern could hold but could not explain. The schema names them as formats; a format that
 * an editor does not know it ignores. Each rule says what is wrong, as the rest of a sentence that begins with the field.
 */
import { domainToASCII } from 'node:url';
import { Cron } from 'croner';
import { codeOf, nameCharacter } from '../../base/characters.ts';
import { isDay, parseMoment } from '../../base/day.ts';
import { parseDuration } from '../../base/duration.ts';
import { nearest } from '../../base/nearest.ts';
import { damaged } from '../people/day-format.ts';
import { isEncoding } from '../sources/encodings.ts';

export interface Fault {
  readonly code: string;
  /** `must not begin or end with a blank; write "Agent"` */
  readonly message: string;
}

type Format = (text: string) => Fault | undefined;

export const quote = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);

const controls = /[\p{Cc}\u2028\u2029]/u;
// They come along when text is copied from a web page or a spreadsheet, or hide what a text really is. The two joiners are
// letters of Persian, Hindi and others.
const invisibles = /(?![\u200C\u200D])[\p{Cf}\p{Cs}]/u;

/** One line of text without characters that nobody can see. */
const line: Format = (text) => {
  if (/[\r\n\u0085\u2028\u2029]/.test(text)) {
    return { code: 'control-character', message: 'must be one line; it contains a line break' };
  }
  const hidden = controls.exec(text) ?? invisibles.exec(text);
  if (!hidden) return undefined;
  return {
    code: 'control-character',
    message: `contains the invisible character ${codeOf(hidden[0])} (at character ${hidden.index + 1}); remove it`,
  };
};

/** A name as Amazon Connect may have it, which may end in the blank that somebody or some HR system put there. */
const anyName: Format = (text) => {
  const fault = line(text);
  if (fault) return fault;
  if (text !== '' && text.trim() === '') return { code: 'invalid-value', message: 'must not be blank' };
  return text.normalize('NFC') === text
    ? undefined
    : {
        code: 'not-nfc',
        message: `is not in Unicode NFC (an accent is a character of its own); write ${quote(text.normalize('NFC'))}`,
      };
};

/** A name of the files' own, as two people would type it the same. */
const name: Format = (text) => {
  if (line(text) || text.trim() === '' || text.trim() === text) return anyName(text);
  return { code: 'invalid-value', message: `must not begin or end with a blank; write ${quote(text.trim())}` };
};

/** Characters that some instance may take; Connect decides about the rest (CreateUser, `Username`). */
const usernameCharacter = /[a-zA-Z0-9_.\\@-]/;

const username: Format = (text) => {
  const fault = name(text);
  if (fault || text === '') return fault;
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
const email: Format = (text) => {
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
const phone: Format = (text) => {
  const fault = line(text);
  if (fault || phonePattern.test(text)) return fault;
  const digits = text.replace(/[\s()./-]/g, '').replace(/^00/, '+');
  return phonePattern.test(digits) && !text.includes('(0)')
    ? { code: 'invalid-value', message: `must be in E.164, digits only after the "+"; write ${quote(digits)}` }
    : undefined;
};

const groupPath: Format = (text) => {
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

const tagKey: Format = (text) => {
  if (/^connect-sync:/i.test(text)) {
    return { code: 'reserved-tag', message: 'is written by connect-sync itself; remove it' };
  }
  return /^aws:/i.test(text) ? { code: 'reserved-tag', message: 'is reserved by AWS; remove it' } : line(text);
};

const duration: Format = (text) => {
  const milliseconds = parseDuration(text);
  const wrong = (message: string): Fault => ({ code: 'invalid-value', message: `${message}; it is ${quote(text)}` });
  if (milliseconds === undefined) return wrong('must be a span of time such as 10h, 90m or 1h30m');
  if (milliseconds === 0) return wrong('must be longer than nothing');
  return milliseconds > 366 * 86_400_000 ? wrong('must not be longer than 366d') : undefined;
};

/** Any year with a 29th of February that is not the last one: a schedule that finds nothing after it never will. */
const reference = new Date(Date.UTC(2027, 0, 1));

const cron: Format = (text) => {
  const wrong = (why: string): Fault => ({
    code: 'invalid-value',
    message: `${why}; write minute, hour, day, month and weekday, such as "0 20 * * 1-5", not ${quote(text)}`,
  });
  try {
    const next = new Cron(text, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRun(reference);
    return next === null ? wrong('names a day that never comes') : undefined;
  } catch {
    return wrong('is not a schedule of cron');
  }
};

const timeZone: Format = (text) => {
  try {
    // Offsets such as "+02:00" are taken here and not everywhere, and know of no summer time.
    if (/^[A-Za-z]/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text })) return undefined;
  } catch {
    // Said below.
  }
  const meant = nearest(text, Intl.supportedValuesOf('timeZone')) ?? 'Europe/Dublin';
  return {
    code: 'unknown-value',
    message: `must be a time zone of the IANA database, such as ${meant}, not ${quote(text)}`,
  };
};

const dayOrTime: Format = (text) => {
  if (isDay(text) || parseMoment(text) !== undefined) return undefined;
  const hint = /^0000-00-00/.test(text)
    ? "; where it stands for no day, write |replace:'0000-00-00',''"
    : /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text)
      ? '; a time needs its offset, such as Z or +01:00 (for the day alone: |left:10)'
      : damaged(text);
  return {
    code: 'invalid-day',
    message: `must be a day such as 2026-12-01, or a time with an offset such as 2026-12-01T09:00:00+01:00, not ${quote(text)}${hint}`,
  };
};

const encoding: Format = (text) =>
  isEncoding(text)
    ? undefined
    : { code: 'unknown-value', message: `must be an encoding such as windows-1252 or utf-8, not ${quote(text)}` };

export const formats: { readonly [name: string]: Format } = {
  ...{ name, anyName, username, email, phone, groupPath, tagKey },
  ...{ cron, duration, timeZone, dayOrTime, encoding },
};
