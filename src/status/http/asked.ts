import type { RequestHeaders } from './admission.ts';

export interface StatusRequest extends RequestHeaders {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly accept?: string | undefined;
  /** What came after the question mark, and the body with its type. */
  readonly query?: string;
  readonly body?: string;
  readonly contentType?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: readonly (string | Uint8Array)[];
}
