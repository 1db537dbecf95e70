/** The section `notices`: where a watch tells of what it did. */

import { isIP } from 'node:net';
import type { Diagnostic, SourceSpan } from '../../base/diagnostic.ts';
import { isMap, type Json } from '../../base/json.ts';
import { type SourceFile, spanOf } from '../files/source-file.ts';

/** A text, or the name of the environment variable that holds it. */
export type TextOrEnv = string | { readonly env: string };

export interface NoticeTarget {
  readonly type: 'webhook' | 'slack';
  readonly url: TextOrEnv;
  readonly secret?: { readonly env: string };
  /** Where the URL is written. */
  readonly locate: SourceSpan;
}

export interface NoticesReading {
  readonly notices: readonly NoticeTarget[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Of a file whose `notices` the schema has accepted. */
export function readNotices(source: SourceFile): NoticesReading {
  const { value } = source.document;
  const entries = isMap(value) && Array.isArray(value['notices']) ? value['notices'] : [];
  const notices: NoticeTarget[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, entry] of entries.entries()) {
    if (!isMap(entry)) continue;
    const at = (field?: string): SourceSpan =>
      spanOf(source, field === undefined ? ['notices', index] : ['notices', index, field]);
    const wrong = (message: string, field?: string): void =>
      void diagnostics.push({ severity: 'error', code: 'wrong-notice', message, source: at(field) });
    const types = (['webhook', 'slack'] as const).filter((type) => Object.hasOwn(entry, type));
    const [type] = types;
    if (types.length !== 1 || type === undefined) {
      wrong(
        `A notice goes to either webhook or slack; write one of them${types.length > 1 ? ', and a second entry' : ''}.`,
      );
      continue;
    }
    if (type === 'slack' && Object.hasOwn(entry, 'secret')) {
      wrong('Slack takes no secret, since its URL is one; remove it.', 'secret');
    }
    const url = textOrEnv(entry[type]);
    const secret = textOrEnv(entry['secret']);
    if (url === undefined) continue;
    const problem = typeof url === 'string' ? urlProblem(url) : undefined;
    if (problem !== undefined) wrong(`${type} ${problem}.`, type);
    notices.push({ type, url, ...(typeof secret === 'object' && { secret }), locate: at(type) });
  }
  return { notices, diagnostics };
}

function textOrEnv(value: Json | undefined): TextOrEnv | undefined {
  if (typeof value === 'string') return value;
  return isMap(value) && typeof value['env'] === 'string' ? { env: value['env'] } : undefined;
}

/** What is wrong with the URL of a destination, as the rest of a sentence. It never repeats the URL: it may be a secret. */
export function urlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'must be a URL that begins with https://';
  }
  if (url.username !== '' || url.password !== '') return 'has a user or a password in its URL; use secret in its place';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  return url.protocol === 'https:' || local
    ? undefined
    : 'must begin with https://, as what is sent over http can be read on its way';
}
