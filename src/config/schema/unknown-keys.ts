/** Keys that a file may not have: unknown ones, and everything that would be a secret. */
import type { ErrorObject } from 'ajv';
import { nearest } from '../../base/matching/nearest.ts';
import { type Fault, quote } from '../../base/text-rules.ts';
import { list } from '../../base/words.ts';
import type { SecretField } from '../../kinds/section.ts';
import { isPeople } from '../sections.ts';
import type { Sentence, SentenceFacts } from './sentence.ts';

/** `field` is the one for a secret. */
export function explainSecret(
  { keyword, params, data, parentSchema = {} }: ErrorObject,
  { field, secret: { noun, forms } }: { readonly field: string; readonly secret: SecretField },
): Fault {
  const known = Object.keys((parentSchema['properties'] as object | undefined) ?? {});
  if (keyword === 'maxProperties' && Object.keys(data as object).every((key) => known.includes(key)))
    return { code: 'invalid-value', message: `${field} takes either ${list(known, 'or')}, not both.` };
  if (keyword === 'type' && data === null && params['type'] === 'object')
    return { code: 'null-value', message: `${field} is empty; write ${list(forms, 'or')}, or leave it out.` };
  const [variable, ...others] = forms;
  const ways = [`${variable} with the name of an environment variable that holds it`, ...others];
  return {
    code: `${noun}-in-file`,
    message: `A ${noun} is never written in a file; write ${field}: ${ways.join(', or ')}.`,
  };
}

interface KeySurroundings extends SentenceFacts {
  /** The schema of the map that has the key. */
  readonly known: { readonly [keyword: string]: unknown };
}

export function explainUnknownKey(
  key: string,
  path: readonly string[],
  { known: map, schema, sort }: KeySurroundings,
): readonly Sentence[] {
  const known = path.length === 0 ? schema.topKeys(sort) : Object.keys((map['properties'] as object | undefined) ?? {});
  const here = { path: [...path, key], atKey: true, code: 'unknown-key' } as const;
  const people = schema.kinds.find(isPeople);
  if (path[0] === 'roles' && path.length === 2 && schema.personalKeys.includes(key)) {
    const whose = people?.noun ?? 'resource';
    const message = `A role cannot have ${key}, which is a person's own; write it in the ${whose}'s entry.`;
    return [{ ...here, message }];
  }
  const secrets = schema.kinds.flatMap(({ section }) => Object.entries(section.sentences?.secrets ?? {}));
  const [field, secret] = secrets.find(([, { mistaken }]) => mistaken.test(key)) ?? [];
  if (secret) {
    const message = `Unknown key ${quote(key)}; write ${field}: ${secret.forms[0]}, as a ${secret.noun} is never written in a file.`;
    return [{ ...here, message }];
  }
  const meant = nearest(key, known);
  const hint = meant === undefined ? `known here: ${list(known, 'and')}.` : `did you mean ${meant}?`;
  return [{ ...here, message: `Unknown key ${quote(key)}; ${hint}` }];
}
