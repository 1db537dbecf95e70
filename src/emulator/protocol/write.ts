import type { Operation, Shape, StructureShape, TimestampFormat } from './model.ts';

export interface Written {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * From the output of an operation to JSON. An operation without output answers an empty body, as the API reference says
 * ("an HTTP 200 response with an empty HTTP body"). A member that the model does not have is a bug of the emulator: it throws.
 */
export function writeOutput(operation: Operation, output: object): Written {
  if (!operation.output || operation.output.members.length === 0) return { headers: {}, body: '' };
  const written = writeMembers(operation.output, output);
  const headers: Record<string, string> = {};
  for (const { name, place } of operation.output.members) {
    if (place.in !== 'header' || written[name] === undefined) continue;
    headers[place.key] = String(written[name]);
    delete written[name];
  }
  return { headers, body: JSON.stringify(written) };
}

function writeMembers(shape: StructureShape, value: object): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const source = value as Record<string, unknown>;
  let written = 0;
  for (const { name, shape: inner } of shape.members) {
    if (!Object.hasOwn(source, name)) continue;
    written++;
    if (source[name] !== undefined && source[name] !== null) result[name] = writeValue(inner, source[name]);
  }
  if (written !== Object.keys(source).length) throw strangeMember(shape, source);
  return result;
}

function strangeMember(shape: StructureShape, source: Readonly<Record<string, unknown>>): Error {
  const known = new Set(shape.members.map(({ name }) => name));
  const strange = Object.keys(source).filter((name) => !known.has(name));
  return new Error(`${shape.name} has no member ${strange.join(', ')}`);
}

function writeValue(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure':
      return writeMembers(shape, value as object);
    case 'list':
      return (value as readonly unknown[]).map((entry) => writeValue(shape.element, entry));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, entry]) => [key, writeValue(shape.value, entry)]),
      );
    case 'timestamp':
      return writeTimestamp(shape.format, value as Date);
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'string':
    case 'number':
    case 'boolean':
    case 'document':
      return value;
  }
}

function writeTimestamp(format: TimestampFormat, date: Date): string | number {
  switch (format) {
    case 'epoch-seconds':
      return date.getTime() / 1000;
    case 'date-time':
      return date.toISOString();
    case 'http-date':
      return date.toUTCString();
  }
}
