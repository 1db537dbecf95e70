import { randomUUID } from 'node:crypto';
import type { Received } from './protocol/read.ts';

export interface Request extends Received {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** The address that it came from. */
  readonly from?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What becomes of the answer: sent; lost with the connection; or never sent at all. */
  readonly delivery: 'send' | 'lose' | 'withhold';
}

export function headerOf({ headers }: Request, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

export function requestId(): Record<string, string> {
  return { 'x-amzn-requestid': randomUUID() };
}
