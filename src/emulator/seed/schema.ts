// Checks a value against a JSON Schema of the few keywords that the seed's schema uses. The emulator stands on the SDK's
// schemas alone, so it brings no validator along; a test compares this one with Ajv.

export type Schema = Readonly<Record<string, unknown>>;

const KNOWN = new Set([
  '$ref',
  '$schema',
  'additionalProperties',
  'definitions',
  'description',
  'enum',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
  'properties',
  'required',
  'title',
  'type',
]);

/** A sentence for each finding; `name` is the whole. Throws for a schema with a keyword that is not implemented. */
export function problemsOf(root: Schema, value: unknown, name = 'The seed'): string[] {
  const problems: string[] = [];
  check(root, value, { root, name, at: '', problems });
  return problems;
}

interface Context {
  readonly root: Schema;
  readonly name: string;
  readonly at: string;
  readonly problems: string[];
}

function check(schema: Schema, value: unknown, context: Context): void {
  const strange = Object.keys(schema).find((keyword) => !KNOWN.has(keyword));
  if (strange) throw new Error(`The schema keyword ${strange} is not implemented`);
  if (typeof schema['$ref'] === 'string') {
    check(definition(context.root, schema['$ref']), value, context);
    return;
  }
  if (typeof schema['type'] === 'string' && !isOfType(schema['type'], value)) {
    report(context, `must be ${article(schema['type'])}`);
    return;
  }
  const allowed = schema['enum'];
  if (Array.isArray(allowed) && !allowed.includes(value)) report(context, `must be one of ${allowed.join(', ')}`);
  if (typeof value === 'string') checkText(schema, value, context);
  else if (typeof value === 'number') checkRange(schema, value, { context, min: 'minimum', max: 'maximum', what: '' });
  else if (Array.isArray(value)) checkArray(schema, value, context);
  else if (isObject(value)) checkObject(schema, value, context);
}

function checkText(schema: Schema, value: string, context: Context): void {
  checkRange(schema, [...value].length, { context, min: 'minLength', max: 'maxLength', what: ' characters' });
  const pattern = schema['pattern'];
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) report(context, `must match ${pattern}`);
}

function checkArray(schema: Schema, values: readonly unknown[], context: Context): void {
  checkRange(schema, values.length, { context, min: 'minItems', max: 'maxItems', what: ' entries' });
  const items = schema['items'];
  if (!isObject(items)) return;
  for (const [index, value] of values.entries()) check(items, value, { ...context, at: `${context.at}/${index}` });
}

function checkObject(schema: Schema, value: Schema, context: Context): void {
  const required = (schema['required'] ?? []) as readonly string[];
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const rest = schema['additionalProperties'];
  for (const key of required) {
    if (!Object.hasOwn(value, key)) report(context, `must have ${key}`);
  }
  for (const [key, entry] of Object.entries(value)) {
    const inner = Object.hasOwn(properties, key) ? properties[key] : rest;
    if (inner === false) report(context, `must not have ${key}`);
    else if (isObject(inner)) check(inner, entry, { ...context, at: `${context.at}/${key}` });
  }
}

interface Range {
  readonly context: Context;
  readonly min: string;
  readonly max: string;
  readonly what: string;
}

function checkRange(schema: Schema, size: number, { context, min, max, what }: Range): void {
  const [least, most] = [schema[min], schema[max]];
  if (typeof least === 'number' && size < least) report(context, `must have at least ${least}${what}`);
  if (typeof most === 'number' && size > most) report(context, `must have at most ${most}${what}`);
}

function definition(root: Schema, reference: string): Schema {
  const definitions = root['definitions'] as Readonly<Record<string, Schema>>;
  const found = definitions[reference.replace('#/definitions/', '')];
  if (!found) throw new Error(`The schema has no ${reference}`);
  return found;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function report({ at, name, problems }: Context, finding: string): void {
  problems.push(`${at === '' ? name : at} ${finding}`);
}
