// The API model, read once from the SDK's runtime schemas and turned into plain data: which operations there are, where
// they live on the wire and what their inputs and outputs look like. Everything else in `protocol/` works on these
// shapes and never sees the SDK.

import * as sdk from '@aws-sdk/client-connect';
import { NormalizedSchema } from '@smithy/core/schema';

/** What a value looks like on the wire. Members of structures are resolved on first use, because shapes may recurse. */
export type Shape =
  | StructureShape
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'map'; readonly value: Shape }
  | { readonly kind: 'timestamp'; readonly format: TimestampFormat }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' };

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  /** True for a union: exactly one member is set. */
  readonly union: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly place: Place;
}

/** Where a member travels: in the body, in the path, in the query string or in a header. */
export type Place =
  | { readonly in: 'body' }
  | { readonly in: 'path' }
  | { readonly in: 'query'; readonly key: string }
  | { readonly in: 'header'; readonly key: string };

export type TimestampFormat = 'epoch-seconds' | 'date-time' | 'http-date';

export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly uri: string;
  readonly status: number;
  /** Undefined where the operation takes or gives nothing at all. */
  readonly input: StructureShape | undefined;
  readonly output: StructureShape | undefined;
}

const OPERATION = 9;
const DATE_TIME = 5;
const HTTP_DATE = 6;

type OperationSchema = readonly [9, string, string, { readonly http: readonly [string, string, number] }, Ref, Ref];
type Ref = Parameters<typeof NormalizedSchema.of>[0];

const shapes = new Map<string, StructureShape>();

function shapeOf(schema: NormalizedSchema): Shape {
  // Order matters: the SDK counts unions as structures and sparse sentinels as strings.
  if (schema.isStructSchema()) return structureOf(schema);
  if (schema.isListSchema()) return lazily('list', 'element', schema.getValueSchema());
  if (schema.isMapSchema()) return lazily('map', 'value', schema.getValueSchema());
  if (schema.isTimestampSchema()) return { kind: 'timestamp', format: timestampFormat(schema) };
  if (schema.isBlobSchema()) return { kind: 'blob' };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isStringSchema()) return { kind: 'string' };
  return { kind: 'document' };
}

function lazily(kind: 'list' | 'map', key: 'element' | 'value', inner: NormalizedSchema): Shape {
  let shape: Shape | undefined;
  const get = (): Shape => {
    shape ??= shapeOf(inner);
    return shape;
  };
  return Object.defineProperty({ kind }, key, { get, enumerable: true }) as Shape;
}

function structureOf(schema: NormalizedSchema): StructureShape {
  const name = schema.getName() ?? '';
  const known = shapes.get(name);
  if (known) return known;
  let members: readonly Member[] | undefined;
  const shape: StructureShape = {
    kind: 'structure',
    name,
    union: schema.isUnionSchema(),
    get members() {
      members ??= membersOf(schema);
      return members;
    },
  };
  shapes.set(name, shape);
  return shape;
}

function membersOf(schema: NormalizedSchema): Member[] {
  // The SDK lists required members first and says how many there are.
  const required = Number((schema.getSchema() as readonly unknown[])[6] ?? 0);
  return [...schema.structIterator()].map(([name, member], index) => {
    const traits = member.getMergedTraits();
    // A required idempotency token is filled in by SDKs; a request without one is accepted.
    return {
      name,
      shape: shapeOf(member),
      required: index < required && !traits.idempotencyToken,
      place: placeOf(traits),
    };
  });
}

function placeOf(traits: ReturnType<NormalizedSchema['getMergedTraits']>): Place {
  if (traits.httpLabel) return { in: 'path' };
  if (traits.httpQuery) return { in: 'query', key: traits.httpQuery };
  if (traits.httpHeader) return { in: 'header', key: traits.httpHeader.toLowerCase() };
  return { in: 'body' };
}

function timestampFormat(schema: NormalizedSchema): TimestampFormat {
  const sentinel: unknown = schema.getSchema();
  if (sentinel === DATE_TIME) return 'date-time';
  return sentinel === HTTP_DATE ? 'http-date' : 'epoch-seconds';
}

function dereference(ref: unknown): Ref {
  return (typeof ref === 'function' ? ref() : ref) as Ref;
}

function topShape(ref: Ref): StructureShape | undefined {
  const schema = NormalizedSchema.of(dereference(ref) as Parameters<typeof NormalizedSchema.of>[0]);
  return schema.isUnitSchema() ? undefined : structureOf(schema);
}

function lazyOperation([, , name, traits, input, output]: OperationSchema): Operation {
  const [method, uri, status] = traits.http;
  return {
    name,
    method,
    uri,
    status,
    get input() {
      return topShape(input);
    },
    get output() {
      return topShape(output);
    },
  };
}

/** Every operation the SDK knows, by name. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.values(sdk as Record<string, unknown>)
    .filter((value): value is OperationSchema => Array.isArray(value) && value[0] === OPERATION)
    .map((schema) => [schema[2], lazyOperation(schema)]),
);

/** HTTP status of an error by its name, from the SDK's error schemas; undefined where the SDK does not know it. */
export function statusOf(error: string): number | undefined {
  const schema = (sdk as Record<string, unknown>)[`${error}$`];
  if (!Array.isArray(schema) || schema[0] !== -3) return undefined;
  const traits = schema[3] as { readonly httpError?: number } | 0;
  return traits === 0 ? undefined : traits.httpError;
}
