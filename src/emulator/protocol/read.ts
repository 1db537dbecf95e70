// From an HTTP request to the input of an operation. A value of the wrong type is a SerializationException at once, as
// AWS's parser answers; values of the right type that break a rule are collected and reported together.

import { AwsError, invalidParameter } from './errors.ts';
import type { Member, Shape, StructureShape, TimestampFormat } from './model.ts';
import type { Route } from './routes.ts';
import { checkMember } from './validate.ts';

export interface Received {
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Throws SerializationException or InvalidParameterException. */
export function readInput(route: Route, received: Received): Record<string, unknown> {
  const shape = route.operation.input;
  if (!shape) return {};
  const body = parseBody(received.body);
  const problems: string[] = [];
  const input = readMembers(shape, (member) => locate(member, { route, received, body }), {
    path: '',
    problems,
    depth: 0,
  });
  if (problems.length > 0) {
    const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
    throw invalidParameter(`${count}: ${problems.join('; ')}`);
  }
  return input;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Deeper than any shape of the model; what nests deeper is no request but an attack on the stack. */
const DEEPEST = 64;

type Json = Readonly<Record<string, unknown>>;

function parseBody(body: Uint8Array): Json {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(UTF8.decode(body));
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON in UTF-8');
  }
  if (isObject(value)) return value;
  throw new AwsError('SerializationException', 'The body is not a JSON object');
}

interface Raw {
  readonly value: unknown;
  /** True where the value is text from the path, the query or a header and has yet to become a number, say. */
  readonly text: boolean;
}

function locate(
  { name, place, shape }: Member,
  { route, received, body }: { readonly route: Route; readonly received: Received; readonly body: Json },
): Raw {
  switch (place.in) {
    case 'body':
      return { value: Object.hasOwn(body, name) ? body[name] : undefined, text: false };
    case 'path':
      return { value: route.labels.get(name), text: true };
    case 'header':
      return { value: received.headers[place.key], text: true };
    case 'query': {
      const values = received.query.getAll(place.key);
      return { value: shape.kind === 'list' && values.length > 0 ? values : values[0], text: true };
    }
  }
}

interface Context {
  readonly path: string;
  readonly problems: string[];
  readonly depth: number;
}

function readMembers(
  shape: StructureShape,
  find: (member: Member) => Raw,
  { path, problems, depth }: Context,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const member of shape.members) {
    const here = path === '' ? camel(member.name) : `${path}.${camel(member.name)}`;
    const raw = find(member);
    if (raw.value === undefined || raw.value === null) {
      if (member.required)
        problems.push(`Value null at '${here}' failed to satisfy constraint: Member must not be null`);
      continue;
    }
    const value = readValue(member.shape, raw, { path: here, problems, depth: depth + 1 });
    result[member.name] = value;
    checkMember({ structure: shape.name, member: member.name, path: here }, value, problems);
  }
  if (shape.union && Object.keys(result).length !== 1)
    problems.push(`Value at '${path}' failed to satisfy constraint: Exactly one member must be set`);
  return result;
}

function readValue(shape: Shape, raw: Raw, context: Context): unknown {
  const { value, text } = raw;
  if (context.depth > DEEPEST) throw unexpected(context);
  switch (shape.kind) {
    case 'structure': {
      if (!isObject(value)) throw unexpected(context);
      return readMembers(
        shape,
        ({ name }) => ({ value: Object.hasOwn(value, name) ? value[name] : undefined, text }),
        context,
      );
    }
    case 'list': {
      if (!Array.isArray(value)) throw unexpected(context);
      return value.map((entry, index) => {
        const inner = { ...context, path: `${context.path}.${index + 1}.member`, depth: context.depth + 1 };
        return readValue(shape.element, { value: entry, text }, inner);
      });
    }
    case 'map': {
      if (!isObject(value)) throw unexpected(context);
      // Object.fromEntries defines properties, so that a key such as `__proto__` is a key like any other.
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => {
          const inner = { ...context, path: `${context.path}.${key}`, depth: context.depth + 1 };
          return [key, readValue(shape.value, { value: entry, text }, inner)];
        }),
      );
    }
    case 'string':
      if (typeof value !== 'string') throw unexpected(context);
      return value;
    case 'number':
      return readNumber(raw, context);
    case 'boolean':
      return readBoolean(raw, context);
    case 'timestamp':
      return readTimestamp(shape.format, raw, context);
    case 'blob':
      if (typeof value !== 'string') throw unexpected(context);
      return Buffer.from(value, 'base64');
    case 'document':
      return value;
  }
}

function readNumber({ value, text }: Raw, context: Context): number {
  const number = text && typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unexpected(context);
  return number;
}

function readBoolean({ value, text }: Raw, context: Context): boolean {
  if (typeof value === 'boolean') return value;
  if (text && (value === 'true' || value === 'false')) return value === 'true';
  throw unexpected(context);
}

function readTimestamp(format: TimestampFormat, { value, text }: Raw, context: Context): Date {
  const textual = typeof value === 'string' && (text || format !== 'epoch-seconds');
  const date = typeof value === 'number' ? new Date(value * 1000) : new Date(textual ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) throw unexpected(context);
  return date;
}

function unexpected({ path }: Context): AwsError {
  return new AwsError('SerializationException', `Unexpected value at '${path}'`);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** AWS's front end writes member names with a small first letter in its messages. */
function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
