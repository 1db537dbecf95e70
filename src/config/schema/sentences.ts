/**
 * What Ajv reports, in words for somebody who runs a contact centre: one sentence for each thing to fix.
 *
 * Ajv reports every keyword that fails, so one mistake can make several errors (an empty text is too short and has the
 * wrong form). The keyword that says most wins; `rank` is that order. Passwords are special: whatever is written under
 * initialPassword is never repeated, neither value nor key.
 */

import type { ErrorObject } from 'ajv';
import type { Json } from '../../base/json.ts';
import { nearest } from '../../base/nearest.ts';
import type { Path } from '../yaml/positions.ts';
import { type Fault, formats, quote } from './formats.ts';
import { repeatedBy } from './repeats.ts';
import { explainType, isNeeded } from './wrong-type.ts';

export interface Sentence extends Fault {
  readonly path: Path;
  /** Point at the key, rather than at the value behind it. */
  readonly atKey: boolean;
}

/** What the sentences need to know of the file. */
export interface Surroundings {
  readonly writtenAs: (path: Path) => string | undefined;
  /** Name of the file that connect-sync was started with. */
  readonly rootFile: string;
  /** Keys a file of this sort may have at the top. */
  readonly topKeys: readonly string[];
  /** Keys that are a user's alone, so that a role cannot have them. */
  readonly personalKeys: readonly string[];
}

/** Errors of several keywords about one value: the first of these is reported. */
const rank = ['type', 'const', 'enum', 'minLength', 'maxLength', 'format', 'pattern', 'oneOf'];
const rankOf = ({ keyword }: ErrorObject): number => rank.indexOf(keyword);

/** Only say that another error is there, which speaks for itself. */
const echoes = (error: ErrorObject): boolean =>
  ['propertyNames', 'dependencies', 'if'].includes(error.keyword) || error.schemaPath.includes('/oneOf/');

/** Each mistake once, in the order of Ajv's errors. */
export function explain(errors: readonly ErrorObject[], surroundings: Surroundings): readonly Sentence[] {
  const chosen = new Map<string, ErrorObject>();
  for (const error of errors) {
    if (echoes(error)) continue;
    const subject = subjectOf(error);
    const other = chosen.get(subject);
    if (!other || rankOf(error) < rankOf(other)) chosen.set(subject, error);
  }
  return [...chosen.values()].flatMap((error) => {
    const path = pathOf(error);
    const password = underPassword.exec(error.instancePath)?.[0];
    if (password !== undefined)
      return [{ ...explainPassword(error), path: path.slice(0, password.split('/').length - 1), atKey: false }];
    if (inNotice.test(error.instancePath) && !saysKeyOnly(error))
      return [{ ...explainNotice(path), path: path.slice(0, 3), atKey: false }];
    return explainOne(error, path, surroundings);
  });
}

const underPassword = /^\/(?:(?:users|overrides)\/\d+|sources\/\d+\/(?:user|rules\/\d+\/set))\/initialPassword(?=\/|$)/;

/** Whatever stands in a notice may be a secret, a webhook's URL too; it is never repeated either. */
const inNotice = /^\/notices(?:\/\d+(?:\/(?:webhook|slack|secret))?)?(?=\/|$)/;

/** What is wrong is a key of our own format, and no value. */
const saysKeyOnly = ({ keyword, instancePath }: ErrorObject): boolean =>
  keyword === 'false schema' || (keyword === 'additionalProperties' && /^\/notices\/\d+$/.test(instancePath));

/** Errors with the same subject are one mistake. */
function subjectOf({ keyword, instancePath, params, propertyName }: ErrorObject): string {
  const hidden = underPassword.exec(instancePath) ?? /^\/notices\/\d+\/\w+/.exec(instancePath);
  if (hidden) return hidden[0];
  const part = propertyName ?? params['additionalProperty'] ?? params['missingProperty'] ?? '';
  return part === '' ? `${instancePath}\n${rank.includes(keyword) ? '' : keyword}` : `${instancePath}\n/${part}`;
}

export const pathOf = ({ instancePath }: ErrorObject): readonly string[] =>
  instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** `phoneConfig.phoneType`, `securityProfiles[1]`; the entry that it belongs to is told by file and line. */
function label(path: readonly string[]): string {
  const within = entrySections.includes(path[0] ?? '') ? path.slice(2) : path;
  if (within.length > 0)
    return within.map((step, at) => (at === 0 ? step : isIndex(within, at) ? `[${step}]` : `.${step}`)).join('');
  if (path.length === 0) return 'The file';
  if (path.length === 1) return path[0]!;
  return path[0] === 'roles' ? `Role ${quote(path[1]!)}` : 'The entry';
}

/** Sections whose entries are told by file and line, so that a field's name is enough. */
const entrySections: readonly string[] = ['users', 'overrides', 'roles', 'sources'];

const isEntry = (path: readonly string[]): boolean => path.length === 2 && entrySections.includes(path[0] ?? '');
const isIndex = (path: readonly string[], at: number): boolean => /^\d+$/.test(path[at]!) && path[at - 1] !== 'tags';

function explainOne(error: ErrorObject, path: readonly string[], surroundings: Surroundings): readonly Sentence[] {
  const { keyword, params, propertyName } = error;
  const value = error.data as Json;
  const schema = error.parentSchema ?? {};
  const at = (code: string, message: string, where: Path = path, atKey = false): readonly Sentence[] => [
    { code, message: `${message}.`, path: where, atKey },
  ];
  const say = (code: string, rest: string): readonly Sentence[] =>
    propertyName === undefined
      ? at(code, `${label(path)} ${rest}`)
      : at(
          code,
          `The ${path.at(-1) === 'tags' ? 'tag' : 'key'} ${quote(propertyName)} ${rest}`,
          [...path, propertyName],
          true,
        );

  switch (keyword) {
    case 'type': {
      const expected = [schema['type'] as string | readonly string[]].flat();
      const field = isEntry(path) ? '' : (path.at(-1) ?? '');
      const fault = explainType({
        field: /^\d+$/.test(field) ? '' : field,
        expected,
        value,
        writtenAs: surroundings.writtenAs(path),
      });
      return say(fault.code, fault.message);
    }
    case 'const':
      return say('unsupported-version', `must be ${params['allowedValue']}; this connect-sync reads no other`);
    case 'enum': {
      const allowed = params['allowedValues'] as readonly string[];
      const meant = nearest(String(value), allowed);
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      const rest = `${label(path)} must be ${list(allowed, 'or')}, not ${quote(String(value))}${hint}`;
      return [{ code: 'unknown-value', message: hint === '' ? `${rest}.` : rest, path, atKey: false }];
    }
    case 'required':
      return at(
        'missing-key',
        `${path.length === 0 ? 'The file needs the key' : `${label(path)} lacks`} ${params['missingProperty']}`,
      );
    case 'additionalProperties':
      return explainUnknownKey(String(params['additionalProperty']), path, { schema, ...surroundings });
    case 'false schema':
      return at('misplaced-key', `${path.at(-1)} belongs in ${surroundings.rootFile} only; remove it here`, path, true);
    case 'oneOf': {
      const both = Object.hasOwn(value as object, 'id');
      return say('wrong-instance', both ? 'takes either id or alias, not both' : 'needs an id or an alias');
    }
    case 'minLength':
      return say(
        'invalid-value',
        isNeeded(path) ? 'is empty; it needs a value' : 'is empty; write a text, or leave it out',
      );
    case 'maxLength':
      return say(
        'invalid-value',
        `has ${[...(propertyName ?? String(value))].length} characters; ${params['limit']} are the limit`,
      );
    case 'minimum':
    case 'maximum':
      return say('invalid-value', `must be between ${schema['minimum']} and ${schema['maximum']}, not ${value}`);
    case 'minItems':
    case 'minProperties':
      return say('invalid-value', 'is empty; fill it, or leave it out to not manage it');
    case 'maxItems':
      return say('invalid-value', `has ${(value as readonly Json[]).length} entries; ${params['limit']} are the limit`);
    case 'maxProperties':
      if (params['limit'] === 1)
        return say('invalid-value', `takes one key only, not ${list(Object.keys(value as object), 'and')}`);
      return say('invalid-value', `has ${Object.keys(value as object).length} keys; ${params['limit']} are the limit`);
    case 'uniqueItems':
      return explainRepeats(value as readonly Json[], path);
    case 'uniqueBy': {
      const fields = error.schema as readonly string[];
      const entries = value as readonly { readonly [field: string]: Json }[];
      return repeatedBy(fields, entries).flatMap((index) => {
        const what = fields.map((field) => String(entries[index]?.[field])).join(' ');
        return at('duplicate-value', `${label(path)} lists ${quote(what)} twice; remove one`, [...path, String(index)]);
      });
    }
    case 'format': {
      const fault = formats[String(params['format'])]?.(propertyName ?? String(value));
      return say(fault?.code ?? 'invalid-value', fault?.message ?? 'is not valid');
    }
    case 'pattern':
      return say(
        'invalid-value',
        `${schema['patternErrorMessage'] ?? 'is not valid'}${propertyName === undefined ? `; it is ${quote(String(value))}` : ''}`,
      );
    default:
      return say('invalid-value', error.message ?? 'is not valid');
  }
}

function explainPassword({ keyword, params, data }: ErrorObject): Fault {
  const known =
    keyword === 'maxProperties' && Object.keys(data as object).every((key) => key === 'env' || key === 'generate');
  if (known) return { code: 'invalid-value', message: 'initialPassword takes either env or generate, not both.' };
  if (keyword === 'type' && data === null && params['type'] === 'object') {
    return {
      code: 'null-value',
      message: 'initialPassword is empty; write { env: NAME } or { generate: true }, or leave it out.',
    };
  }
  return {
    code: 'password-in-file',
    message:
      'A password is never written in a file; write initialPassword: { env: NAME } with the name of an environment variable that holds it, or { generate: true }.',
  };
}

function explainNotice([, , field]: readonly string[]): Fault {
  switch (field) {
    case 'secret':
    case 'slack': {
      const what = field === 'slack' ? 'The URL of a Slack webhook is a secret: it' : 'A secret';
      return {
        code: 'secret-in-file',
        message: `${what} is never written in a file; write ${field}: { env: NAME } with the name of an environment variable that holds it.`,
      };
    }
    case 'webhook':
      return {
        code: 'invalid-value',
        message: 'webhook must be a URL that begins with https://, or { env: NAME } with an environment variable.',
      };
    default:
      return {
        code: 'invalid-value',
        message: 'notices is a list; write each as "- webhook: https://…" or "- slack: { env: NAME }".',
      };
  }
}

interface KeySurroundings extends Surroundings {
  readonly schema: { readonly [keyword: string]: unknown };
}

function explainUnknownKey(
  key: string,
  path: readonly string[],
  { schema, topKeys, personalKeys }: KeySurroundings,
): readonly Sentence[] {
  const known = path.length === 0 ? topKeys : Object.keys((schema['properties'] as object | undefined) ?? {});
  const here = { path: [...path, key], atKey: true, code: 'unknown-key' };
  if (path[0] === 'roles' && path.length === 2 && personalKeys.includes(key)) {
    return [{ ...here, message: `A role cannot have ${key}, which is a person's own; write it in the user's entry.` }];
  }
  if (/^(initial_?)?password$/i.test(key)) {
    return [
      {
        ...here,
        message: `Unknown key ${quote(key)}; write initialPassword: { env: NAME }, as a password is never written in a file.`,
      },
    ];
  }
  const meant = nearest(key, known);
  const hint = meant === undefined ? `known here: ${list(known, 'and')}.` : `did you mean ${meant}?`;
  return [{ ...here, message: `Unknown key ${quote(key)}; ${hint}` }];
}

/** Every repetition, where Ajv reports one. */
function explainRepeats(items: readonly Json[], path: readonly string[]): readonly Sentence[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const text = JSON.stringify(item);
    const repeated = seen.has(text);
    seen.add(text);
    const message = `${label(path)} lists ${quote(String(item))} twice; remove one.`;
    return repeated ? [{ code: 'duplicate-value', message, path: [...path, index], atKey: false }] : [];
  });
}

const list = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
