/**
 * Whether what came has the types that an operation's output has in the model of AWS, which the SDK brings along. The SDK
 * itself hands on what it gets; code that was promised a list and finds a text would end in the middle of nowhere.
 */
import { NormalizedSchema } from '@smithy/core/schema';

/** Where a value does not have its type, as a path of member names; `undefined` where all have theirs. */
export type FindMisfit = (value: unknown) => string | undefined;

type OperationSchema = Parameters<typeof NormalizedSchema.of>[0];

/** JSON from outside, whose members may be anything. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const known = new Map<unknown, FindMisfit>();

/** Checks JSON against the output of a command of the SDK. */
export function misfitIn(command: { readonly schema?: unknown }): FindMisfit {
  // An operation's schema: kind, namespace, name, traits, input, output.
  const output = Array.isArray(command.schema)
    ? (command.schema[5] as OperationSchema | (() => OperationSchema))
    : undefined;
  if (output === undefined) return () => undefined;
  return finderOf(NormalizedSchema.of(typeof output === 'function' ? (output as () => OperationSchema)() : output));
}

function finderOf(schema: NormalizedSchema): FindMisfit {
  if (schema.isStructSchema()) return structFinder(schema);
  if (schema.isListSchema()) {
    const inner = lazily(() => finderOf(schema.getValueSchema()));
    return (value) => (Array.isArray(value) ? first(value.entries(), inner) : '');
  }
  if (schema.isMapSchema()) {
    const inner = lazily(() => finderOf(schema.getValueSchema()));
    return (value) => (isMap(value) ? first(Object.entries(value), inner) : '');
  }
  if (schema.isTimestampSchema()) return has('number', 'string');
  if (schema.isNumericSchema()) return has('number');
  if (schema.isBooleanSchema()) return has('boolean');
  if (schema.isStringSchema()) return has('string');
  return () => undefined;
}

function structFinder(schema: NormalizedSchema): FindMisfit {
  const found = known.get(schema.getSchema());
  if (found) return found;
  const members = lazily(() => {
    const finders = new Map([...schema.structIterator()].map(([name, member]) => [name, finderOf(member)]));
    // A member that is null is none, as it is to the SDK; one that the SDK does not know is nobody's business.
    return (value) =>
      first(Object.entries(value as object), (one, name) => (one === null ? undefined : finders.get(name)?.(one)));
  });
  const finder: FindMisfit = (value) => (isMap(value) ? members(value) : '');
  known.set(schema.getSchema(), finder);
  return finder;
}

const has =
  (...types: readonly string[]): FindMisfit =>
  (value) =>
    types.includes(typeof value) ? undefined : '';

/** Structures are nested in themselves, so each is looked into only when a value of it comes. */
function lazily(make: () => FindMisfit): FindMisfit {
  let made: FindMisfit | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

/** The path of the first misfit among these. */
function first<K extends string | number>(
  entries: Iterable<readonly [K, unknown]>,
  find: (value: unknown, key: K) => string | undefined,
): string | undefined {
  for (const [key, value] of entries) {
    const inner = find(value, key);
    if (inner !== undefined) return inner === '' ? String(key) : `${key}.${inner}`;
  }
  return undefined;
}
