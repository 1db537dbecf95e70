// Which operation a method and path belong to. A path is matched segment by segment while still percent-encoded, since
// an ARN travels as one encoded segment; a literal segment beats a label, and the search backs up where it must.

import { AwsError } from './errors.ts';
import type { Operation } from './model.ts';

export interface Route {
  readonly operation: Operation;
  /** Path labels, decoded, by name. */
  readonly labels: ReadonlyMap<string, string>;
}

interface Node {
  readonly literals: Map<string, Node>;
  label: Node | undefined;
  operation: Operation | undefined;
}

const LABEL = /^\{(\w+)\}$/;

export type Router = (method: string, path: string) => Route;

/** Throws UnknownOperationException where nothing fits and SerializationException for a broken percent-encoding. */
export function routes(operations: Iterable<Operation>): Router {
  const methods = new Map<string, Node>();
  for (const operation of operations) {
    let node = methods.get(operation.method) ?? emptyNode();
    methods.set(operation.method, node);
    for (const segment of segmentsOf(operation.uri)) node = descend(node, segment);
    node.operation = operation;
  }
  return (method, path) => {
    const segments = segmentsOf(path);
    const operation = find(methods.get(method), segments, 0);
    if (!operation) throw new AwsError('UnknownOperationException', `No operation answers to ${method} ${path}`);
    return { operation, labels: labelsOf(operation, segments) };
  };
}

function emptyNode(): Node {
  return { literals: new Map(), label: undefined, operation: undefined };
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

function descend(node: Node, segment: string): Node {
  if (LABEL.test(segment)) {
    node.label ??= emptyNode();
    return node.label;
  }
  const next = node.literals.get(segment) ?? emptyNode();
  node.literals.set(segment, next);
  return next;
}

function find(node: Node | undefined, segments: readonly string[], index: number): Operation | undefined {
  const segment = segments[index];
  if (!node) return undefined;
  if (segment === undefined) return node.operation;
  const literal = find(node.literals.get(segment), segments, index + 1);
  return literal ?? (segment === '' ? undefined : find(node.label, segments, index + 1));
}

function labelsOf(operation: Operation, segments: readonly string[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [index, part] of segmentsOf(operation.uri).entries()) {
    const name = LABEL.exec(part)?.[1];
    if (name !== undefined) labels.set(name, decode(segments[index] ?? ''));
  }
  return labels;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('SerializationException', 'The path is not valid percent-encoding');
  }
}
