/**
 * What Ajv reports, in words for somebody who runs a contact centre: one sentence for each thing to fix.
 *
 * Ajv reports every keyword that fails, so one mistake can make several errors (an empty text is too short and has the
 * wrong form). The keyword that says most wins; `rank` is that order. Secrets are special: whatever is written under
 * a field for a secret is never repeated, neither value nor key.
 */

import type { ErrorObject } from 'ajv';
import type { Code } from '../../base/codes.ts';
import type { Json } from '../../base/json.ts';
import { nearest } from '../../base/matching/nearest.ts';
import { type Fault, quote } from '../../base/text-rules.ts';
import { list } from '../../base/words.ts';
import type { ValuePath } from '../yaml/positions.ts';
import { explainNotice, isHidden } from './notice-sentences.ts';
import { repeatedBy } from './repeats.ts';
import { isNeeded, type Schema, secretAt } from './schema.ts';
import type { Sentence, SentenceFacts } from './sentence.ts';
import { explainSecret, explainUnknownKey } from './unknown-keys.ts';
import { explainType } from './wrong-type.ts';

/** Errors of several keywords about one value: the first of these is reported. */
const rank = ['type', 'const', 'enum', 'minLength', 'maxLength', 'format', 'pattern', 'oneOf'];
const rankOf = ({ keyword }: ErrorObject): number => rank.indexOf(keyword);

/** Keywords about what a text may be. */
const aboutText = ['minLength', 'maxLength', 'format', 'pattern'];

/** Days are no texts, and tags of our own are never written. */
const isAboutText = ({ keyword, propertyName, data, params }: ErrorObject, { code }: Fault): boolean =>
  aboutText.includes(keyword) &&
  typeof (propertyName ?? data) === 'string' &&
  code !== 'reserved-tag' &&
  params['format'] !== 'dayOrTime';

/** Only say that another error is there, which speaks for itself. */
const echoes = (error: ErrorObject): boolean =>
  ['propertyNames', 'dependencies', 'if'].includes(error.keyword) || error.schemaPath.includes('/oneOf/');

/** Each mistake once, in the order of Ajv's errors. */
export function sentencesOf(errors: readonly ErrorObject[], surroundings: SentenceFacts): readonly Sentence[] {
  const chosen = new Map<string, ErrorObject>();
  for (const error of errors) {
    if (echoes(error)) continue;
    const subject = subjectOf(error, surroundings.schema);
    const other = chosen.get(subject);
    if (!other || rankOf(error) < rankOf(other)) chosen.set(subject, error);
  }
  return [...chosen.values()].flatMap((error): readonly Sentence[] => {
    const path = instancePathOf(error);
    const hidden = secretAt(surroundings.schema, path);
    if (hidden) return [{ ...explainSecret(error, hidden), path: hidden.path, atKey: false }];
    if (isHidden(error)) return [{ ...explainNotice(path), path: path.slice(0, 3), atKey: false }];
    return explainOne(error, path, surroundings).map((sentence) => ({
      ...sentence,
      isAboutText: isAboutText(error, sentence),
    }));
  });
}

/** Errors with the same subject are one mistake. */
function subjectOf(error: ErrorObject, schema: Schema): string {
  const { keyword, instancePath, params, propertyName } = error;
  const hidden =
    secretAt(schema, instancePathOf(error))?.path.join('/') ?? /^\/notices\/\d+\/\w+/.exec(instancePath)?.[0];
  if (hidden !== undefined) return hidden;
  const part = propertyName ?? params['additionalProperty'] ?? params['missingProperty'] ?? '';
  return part === '' ? `${instancePath}\n${rank.includes(keyword) ? '' : keyword}` : `${instancePath}\n/${part}`;
}

export const instancePathOf = ({ instancePath }: ErrorObject): readonly string[] =>
  instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** `phoneConfig.phoneType`, `securityProfiles[1]`; the entry that it belongs to is told by file and line. */
function label(path: readonly string[], schema: Schema): string {
  const within = hasEntries(path, schema) ? path.slice(2) : path;
  if (within.length > 0)
    return within.map((step, at) => (at === 0 ? step : isIndex(within, at) ? `[${step}]` : `.${step}`)).join('');
  if (path.length === 0) return 'The file';
  if (path.length === 1) return path[0]!;
  return path[0] === 'roles' ? `Role ${quote(path[1]!)}` : 'The entry';
}

/** Is a path into a section whose entries are told by file and line, so that a field's name is enough? */
const hasEntries = ([section = '']: readonly string[], { entrySections }: Schema): boolean =>
  entrySections.includes(section);

const isIndex = (path: readonly string[], at: number): boolean => /^\d+$/.test(path[at]!) && path[at - 1] !== 'tags';

function explainOne(error: ErrorObject, path: readonly string[], surroundings: SentenceFacts): readonly Sentence[] {
  const { keyword, params, propertyName, parentSchema = {} } = error;
  const { schema } = surroundings;
  const value = error.data as Json;
  const at = (code: Code, message: string, where: ValuePath = path, atKey = false): readonly Sentence[] => [
    { code, message: `${message}.`, path: where, atKey },
  ];
  const say = (code: Code, rest: string): readonly Sentence[] =>
    propertyName === undefined
      ? at(code, `${label(path, schema)} ${rest}`)
      : at(
          code,
          `The ${path.at(-1) === 'tags' ? 'tag' : 'key'} ${quote(propertyName)} ${rest}`,
          [...path, propertyName],
          true,
        );

  switch (keyword) {
    case 'type': {
      const fault = explainType({
        path,
        isEntry: path.length === 2 && hasEntries(path, schema),
        expected: [parentSchema['type'] as string | readonly string[]].flat(),
        value,
        writtenAs: surroundings.writtenAs(path),
        schema,
      });
      return say(fault.code, fault.message);
    }
    case 'const':
      return say('unsupported-version', `must be ${params['allowedValue']}; this connect-sync reads no other`);
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly Json[]).map(String);
      const meant = typeof value === 'string' ? nearest(value, allowed) : undefined;
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
      const written = typeof value === 'string' ? quote(value) : JSON.stringify(value);
      const rest = `${label(path, schema)} must be ${list(allowed, 'or')}, not ${written}${hint}`;
      return [{ code: 'unknown-value', message: hint === '' ? `${rest}.` : rest, path, atKey: false }];
    }
    case 'required':
      return at(
        'missing-key',
        `${path.length === 0 ? 'The file needs the key' : `${label(path, schema)} lacks`} ${params['missingProperty']}`,
      );
    case 'additionalProperties':
      return explainUnknownKey(String(params['additionalProperty']), path, { ...surroundings, known: parentSchema });
    case 'false schema':
      return at('misplaced-key', `${path.at(-1)} belongs in ${surroundings.rootFile} only; remove it here`, path, true);
    case 'oneOf': {
      const both = Object.hasOwn(value as object, 'id');
      return say('wrong-instance', both ? 'takes either id or alias, not both' : 'needs an id or an alias');
    }
    case 'minLength':
      return say(
        'invalid-value',
        isNeeded(schema, path) ? 'is empty; it needs a value' : 'is empty; write a text, or leave it out',
      );
    case 'maxLength':
      return say(
        'invalid-value',
        `has ${[...(propertyName ?? String(value))].length} characters; ${params['limit']} are the limit`,
      );
    case 'minimum':
    case 'maximum':
      return say(
        'invalid-value',
        `must be between ${parentSchema['minimum']} and ${parentSchema['maximum']}, not ${value}`,
      );
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
      return explainRepeats(value as readonly Json[], path, label(path, schema));
    case 'uniqueBy': {
      const fields = error.schema as readonly string[];
      const entries = value as readonly { readonly [field: string]: Json }[];
      return repeatedBy(fields, entries).flatMap((index) => {
        const what = fields.map((field) => String(entries[index]?.[field])).join(' ');
        const message = `${label(path, schema)} lists ${quote(what)} twice; remove one`;
        return at('duplicate-value', message, [...path, String(index)]);
      });
    }
    case 'format': {
      const fault = schema.formats[String(params['format'])]?.(propertyName ?? String(value));
      return say(fault?.code ?? 'invalid-value', fault?.message ?? 'is not valid');
    }
    case 'pattern':
      return say(
        'invalid-value',
        `${parentSchema['patternErrorMessage'] ?? 'is not valid'}${propertyName === undefined ? `; it is ${quote(String(value))}` : ''}`,
      );
    default:
      return say('invalid-value', error.message ?? 'is not valid');
  }
}

/** Every repetition, where Ajv reports one. */
function explainRepeats(items: readonly Json[], path: readonly string[], subject: string): readonly Sentence[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const text = JSON.stringify(item);
    const repeated = seen.has(text);
    seen.add(text);
    const message = `${subject} lists ${quote(String(item))} twice; remove one.`;
    return repeated ? [{ code: 'duplicate-value', message, path: [...path, index], atKey: false }] : [];
  });
}
