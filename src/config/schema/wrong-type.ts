/**
 * YAML guesses what an unquoted value is, and people meant something else: `+4930…` becomes a number, `012` becomes 12,
 * `1.10` becomes 1.1, `no` stays a text. Each such trap has its own sentence here.
 */
import type { Json } from '../../base/json.ts';
import { type Fault, quote } from '../../base/text-rules.ts';
import { nameFieldOf } from '../sections.ts';
import { isNeeded, type Schema } from './schema.ts';

interface WrongType {
  readonly path: readonly string[];
  /** Is it a whole entry of a section? */
  readonly isEntry: boolean;
  readonly schema: Schema;
  /** Types that the schema takes. */
  readonly expected: readonly string[];
  readonly value: Json;
  /** The value as the file has it, if without quotes. */
  readonly writtenAs: string | undefined;
}

const nouns: { readonly [type: string]: string } = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map ("key: value")',
  null: 'null',
};

const typeOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'number' ? 'number' : typeof value;

const limitRemedy = 'write a count, such as 200, or a share, such as "10%"';

/** What to write instead, where the field decides it: settings, and what all kinds have. */
const general: { readonly [field: string]: (value: Json) => string | undefined } = {
  roles: (value) => (typeOf(value) === 'array' ? 'write each role as "name:" with its settings below' : undefined),
  tags: (value) => (typeOf(value) === 'array' ? 'write each tag as "key: value"' : undefined),
  limits: (value) => (typeOf(value) === 'object' ? undefined : 'write limits: { delete: "5%" }'),
  create: () => limitRemedy,
  update: () => limitRemedy,
  delete: () => limitRemedy,
  protected: (value) => (typeof value === 'string' ? `write protected: [${quote(value)}]` : undefined),
  throttle: (value) => (typeof value === 'string' ? 'write throttle: { share: 80% }' : undefined),
  instance: (value) => (typeof value === 'string' ? 'write instance: { id: … } or { alias: … }' : undefined),
};

/** The rest of a sentence that begins with the field, for a value whose type the schema does not take. */
export function explainType(wrong: WrongType): Fault {
  const { path, isEntry, expected, value, writtenAs, schema } = wrong;
  const last = path.at(-1) ?? '';
  const field = isEntry || /^\d+$/.test(last) ? '' : last;
  if (value === null) return explainNull(field, wrong);
  const takes = (type: string): boolean => expected.includes(type);
  const actual = typeOf(value);
  if (field === 'share' && actual === 'number') {
    return { code: 'wrong-type', message: `must be a share such as 80%, not ${String(value)}; write the percent sign` };
  }
  if (takes('string') && !takes('integer') && (actual === 'number' || actual === 'boolean')) {
    const text = writtenAs ?? String(value);
    return {
      code: 'unquoted-text',
      message: `was read as ${actual === 'number' ? 'a number' : 'true or false'}; quote it: ${quote(text)}`,
    };
  }
  const fix =
    remedyFor(field, value, { path, schema }) ?? (typeof value === 'string' ? explainText(value, takes) : undefined);
  const noun = expected.map((type) => nouns[type] ?? type).join(' or ');
  return {
    code: 'wrong-type',
    message: `must be ${noun}, not ${describe(value)}${fix === undefined ? '' : `; ${fix}`}`,
  };
}

function remedyFor(
  field: string,
  value: Json,
  { path, schema }: Pick<WrongType, 'path' | 'schema'>,
): string | undefined {
  const listed = schema.sectionAt(path);
  if (listed?.section.shape === 'list')
    return typeOf(value) === 'object'
      ? `begin each ${listed.noun} with "- ${nameFieldOf(listed.section)}: …"`
      : undefined;
  const kinds = schema.kinds.map(({ section }) => section.sentences?.remedies ?? {});
  return [general, ...kinds].find((remedies) => Object.hasOwn(remedies, field))?.[field]?.(value);
}

function explainText(value: string, takes: (type: string) => boolean): string | undefined {
  if (takes('boolean')) {
    if (/^(true|yes|on|y)$/i.test(value)) return 'write true, without quotes';
    if (/^(false|no|off|n)$/i.test(value)) return 'write false, without quotes';
  }
  if ((takes('integer') || takes('number')) && /^\d+$/.test(value)) return `write ${value} without quotes`;
  if (takes('integer') && /^\d+\s*s(ec(ond)?s?)?$/i.test(value))
    return `write the seconds alone: ${Number.parseInt(value, 10)}`;
  return takes('array') && !takes('string') ? `write [${/^[\w .-]+$/.test(value) ? value : quote(value)}]` : undefined;
}

function explainNull(field: string, { path, schema, expected, writtenAs = '' }: WrongType): Fault {
  if (expected.includes('string') && /^null$/i.test(writtenAs) && writtenAs !== 'null') {
    return { code: 'unquoted-text', message: `was read as no value; quote it: ${quote(writtenAs)}` };
  }
  if (schema.sectionAt(path)?.section.shape === 'list') {
    return {
      code: 'null-value',
      message: `is empty; write ${field}: [] for an empty, managed list, or leave the key out`,
    };
  }
  if (isNeeded(schema, path)) {
    return { code: 'null-value', message: 'is empty; it needs a value' };
  }
  if (field === '')
    return { code: 'null-value', message: `is empty; it must be ${nouns[expected[0] ?? ''] ?? 'written out'}` };
  return { code: 'null-value', message: 'is empty and cannot be cleared; leave it out to not manage it' };
}

function describe(value: Json): string {
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : String(value);
}
