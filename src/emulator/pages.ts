// Pages of lists and searches. A page continues behind the last resource that was given, so what is created or deleted
// between two pages neither repeats nor hides anything else.

import { createHmac } from 'node:crypto';
import { invalidParameter } from './protocol/errors.ts';
import { largestPage } from './protocol/validate.ts';

export interface PageRequest {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** A page never has more than this, whatever was asked for. */
  readonly cap: number;
  /** Set by a fault: so many items, and the token or none. */
  readonly cut: PageCut | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds for which a token is good. */
  readonly lifetime: number;
}

export interface PageCut {
  readonly items: number;
  readonly token: 'keep' | 'drop';
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken: string | undefined;
}

/** Documented for the List calls ("The default MaxResult size is 100"); for the Search calls a guess. */
const DEFAULT_SIZE = 100;

/** `all` must be in rising order of `order`. Throws InvalidParameterException for a token that is not ours or too old. */
export function pageOf<T>(all: Iterable<T>, order: (item: T) => number, request: PageRequest): Page<T> {
  const after = readToken(request);
  const size = pageSize(request);
  const items: T[] = [];
  let more = false;
  for (const item of all) {
    if (order(item) <= after) continue;
    if (items.length === size) {
      more = true;
      break;
    }
    items.push(item);
  }
  const dropped = request.cut?.token === 'drop';
  const last = items.at(-1);
  const lastOrder = last === undefined ? after : order(last);
  return { items, NextToken: more && !dropped ? writeToken(lastOrder, request) : undefined };
}

function pageSize({ operation, input, cap, cut }: PageRequest): number {
  const largest = largestPage(operation) ?? DEFAULT_SIZE;
  const asked = typeof input['MaxResults'] === 'number' ? input['MaxResults'] : Math.min(DEFAULT_SIZE, largest);
  return Math.min(asked, cap, cut?.items ?? asked);
}

function writeToken(after: number, request: PageRequest): string {
  const content = `${after}:${request.now}`;
  return Buffer.from(`${content}:${signature(content, request)}`).toString('base64url');
}

function readToken(request: PageRequest): number {
  const token = request.input['NextToken'];
  if (typeof token !== 'string') return Number.NEGATIVE_INFINITY;
  const [after = '', made = '', signed] = Buffer.from(token, 'base64url').toString().split(':');
  if (signed !== signature(`${after}:${made}`, request)) throw invalidParameter('The NextToken is not valid');
  if (request.now - Number(made) > request.lifetime) throw invalidParameter('The NextToken has expired');
  return Number(after);
}

/** Binds a token to its operation and to the request but for the page itself, so that no other call can use it. */
function signature(content: string, { operation, input }: PageRequest): string {
  const { NextToken: _token, MaxResults: _size, ...rest } = input;
  return createHmac('sha256', 'page')
    .update(JSON.stringify([operation, content, rest]))
    .digest('base64url')
    .slice(0, 22);
}
