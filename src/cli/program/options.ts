/** Options that several commands have, and how the words of options are read. Wrong words throw InvalidArgumentError. */

import { InvalidArgumentError, Option } from 'commander';
import { isDay, parseMoment } from '../../base/day.ts';
import { parseDuration } from '../../base/time.ts';
import { type Acceptances, acceptables } from '../../plan/safety/finding.ts';
import { type ListenAddress, parseListen } from '../../status/http/listen.ts';
import { duration } from '../duration.ts';

export const file = (description = 'the configuration'): Option =>
  new Option('-f, --file <file>', description).default('connect-sync.yaml');

export const formatOption = (description: string, choices: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <format>', description).choices(choices).default('text');

export const target = (): Option =>
  new Option(
    '--target <address>',
    'only about this resource, such as user/jane.doe, or those of a pattern, such as "user/*.seattle"; may be given several times',
  ).argParser((address: string, before: readonly string[] = []): readonly string[] => [
    ...new Set([...before, address]),
  ]);

export const asOf = (what: string): Option =>
  new Option(
    '--as-of <date>',
    `${what}: a day (its first second in the configuration's timeZone) or a time with an offset`,
  ).argParser((text) => {
    if (isDay(text) || parseMoment(text) !== undefined) return text;
    throw new InvalidArgumentError('It is a day such as 2026-12-01, or a time such as 2026-12-01T09:00:00+01:00.');
  });

export const mask = (): Option =>
  new Option('--mask', 'print e-mail addresses and phone numbers so that nobody can use them: j***@example.com');

export const outsideIncludes = (): Option =>
  new Option('--allow-outside-includes', "let include name files outside of the configuration's folder");

export const stateDir = (): Option =>
  new Option(
    '--state-dir <folder>',
    "where records of runs and locks are kept (default: connect-sync in the user's state folder, ~/.local/state)",
  );

export const acceptOption = (): Option =>
  new Option(
    '--accept <what=number>',
    'acknowledge what a safety rule refuses (create, update, delete, privilege, coverage, configurationDelete, …) by its exact number; may be given several times',
  ).argParser(acceptances);

export const rate = (): Option =>
  new Option(
    '--rate <api=rate/burst>',
    "so many calls a second of an API and at once, whatever the configuration's throttle says; may be repeated, * is all others",
  ).argParser(limits);

export const readMethod = (): Option =>
  new Option(
    '--read <how>',
    'search reads in bulk; describe lists and describes one by one, where the policy does not allow to search',
  )
    .choices(['search', 'describe'])
    .default('search');

export const cacheFolder = (): Option =>
  new Option('--cache-dir <folder>', "keep what was read of single users here (default: the user's cache folder)");

export const noCache = (): Option => new Option('--no-cache', 'read anew what was read before, and keep nothing');

export const verbose = (): Option => new Option('-v, --verbose', 'log every API call to stderr');

export const lockTimeout = (): Option =>
  new Option(
    '--lock-timeout <time>',
    'wait this long for another process that holds the lock of the instance: 90s, 5m, 1h (default: do not wait)',
  ).argParser(duration);

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most.toLocaleString('en-US')}.`);
    }
    return number;
  };

/** A span of time of at least a second, in milliseconds. Timers hold no more than 24 days. */
export const spanOption = (flags: string, description: string, usual: string): Option =>
  new Option(flags, description).default(parseDuration(usual), usual).argParser((text) => {
    const milliseconds = parseDuration(text) ?? 0;
    if (milliseconds < 1000 || milliseconds > 7 * 86_400_000) {
      throw new InvalidArgumentError('It takes a time from 1s to 7d, such as 30s, 5m or 1h30m.');
    }
    return milliseconds;
  });

export const listenAddress = (text: string): ListenAddress => {
  const address = parseListen(text);
  if (!address) throw new InvalidArgumentError('It is written as 127.0.0.1:9464, or [::1]:9464.');
  return address;
};

export const hostNames = (text: string, before: readonly string[] = []): readonly string[] => {
  if (parseListen(`${text}:0`)?.host === undefined) {
    throw new InvalidArgumentError('It takes a name without a port, such as sync.example.com.');
  }
  return [...before, text];
};

/** The schema's rule for `owner`. */
export const ownerName = (text: string): string => {
  if (/^[\p{L}\p{N}_.:/=+\-@](?:[\p{L}\p{N}_.:/=+\-@ ]{0,126}[\p{L}\p{N}_.:/=+\-@])?$/u.test(text)) return text;
  throw new InvalidArgumentError('It has 1 to 128 letters, digits, blanks inside, and any of _ . : / = + - @');
};

export const regionName = (text: string): string => {
  if (!/^[a-z]{2}(-[a-z]+){1,2}-\d$/.test(text)) throw new InvalidArgumentError('It is written as us-west-2.');
  return text;
};

/** Collects `key=value` of an option that may come several times. */
const pairs =
  <T>(read: (value: string) => T | undefined, example: string) =>
  (text: string, before: Readonly<Record<string, T>> = {}): Readonly<Record<string, T>> => {
    const [, key = '', given = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    const value = read(given);
    if (key === '' || value === undefined) throw new InvalidArgumentError(`It is written as ${example}.`);
    return { ...before, [key]: value };
  };

/** Two numbers for one thing cannot both be exact. */
export const acceptances = (text: string, before: Acceptances = {}): Acceptances => {
  const [, what, number] = /^(\w+)=(\d{1,9})$/.exec(text) ?? [];
  const known = acceptables.find((one) => one === what);
  if (known === undefined || number === undefined) {
    throw new InvalidArgumentError(`It is written as delete=37, with one of ${acceptables.join(', ')}.`);
  }
  if (before[known] !== undefined && before[known] !== Number(number)) {
    throw new InvalidArgumentError(`It was given as ${known}=${before[known]} before.`);
  }
  return { ...before, [known]: Number(number) };
};

/** Words between commas. */
export const words = (text: string): readonly string[] => {
  const found = text.split(',').map((word) => word.trim());
  if (found.includes(''))
    throw new InvalidArgumentError('It takes words between commas, such as users,routingProfiles.');
  return found;
};

const decimal = /^\d+(?:\.\d+)?$/;

export const rates = pairs((text) => {
  const [rate = '', burst = rate, ...more] = text.split('/');
  if (!decimal.test(rate) || !decimal.test(burst) || more.length > 0) return undefined;
  return { rate: Number(rate), burst: Number(burst) };
}, 'CreateUser=10/20: calls a second, and at once');

const limits = pairs((text) => {
  const [, given = '', atOnce] = /^([^/]+)(?:\/([^/]+))?$/.exec(text) ?? [];
  const limit = { rate: Number(given), ...(atOnce !== undefined && { burst: Number(atOnce) }) };
  if (!decimal.test(given) || limit.rate < 0.01 || limit.rate > 1000) return undefined;
  if (atOnce !== undefined && !(decimal.test(atOnce) && Number(atOnce) >= 1 && Number(atOnce) <= 10_000))
    return undefined;
  return limit;
}, 'UpdateUserConfig=10/20: from 0.01 to 1000 calls a second, and at least 1 at once');

/** Milliseconds; timers of Node.js end at 24 days. */
const longestDeadline = 7 * 24 * 60 * 60_000;

export const deadline = (text: string): number => {
  const milliseconds = duration(text);
  if (milliseconds > 0 && milliseconds <= longestDeadline) return milliseconds;
  throw new InvalidArgumentError('It takes a time such as 90s, 20m or 1h30m, up to a week.');
};

export const quotas = pairs((text) => (/^\d+$/.test(text) ? Number(text) : undefined), 'users=500');

/** Faults as JSON, of which each is checked where the settings are. */
export const faults = (text: string, before: readonly unknown[] = []): readonly unknown[] => {
  try {
    return [...before, JSON.parse(text)];
  } catch {
    throw new InvalidArgumentError('It takes JSON such as {"operation": "CreateUser", "nth": 3, "loseAnswer": true}.');
  }
};

export const answers = pairs((text) => text || undefined, 'identityInfo=merge');
