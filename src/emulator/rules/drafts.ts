// How drafts are named and read: `id`, `id:$LATEST`, `id:$SAVED` and `id:3`, or the same with an ARN. Sources:
// DescribeContactFlow and DescribeView of the API reference.

import { createHash } from 'node:crypto';
import { invalidParameter, notFound } from '../protocol/errors.ts';
import type { Drafted } from '../state/drafts.ts';
import { lookUp, type Table } from '../state/table.ts';

/** Which content is meant: what was saved, what was published, or a version. */
export type Edition = 'saved' | 'published' | number;

export interface Qualified<T> {
  readonly record: T;
  readonly edition: Edition;
}

const QUALIFIER = /:(\$SAVED|\$LATEST|\d+)$/;

/** Without a qualifier, what was published. Throws ResourceNotFoundException. */
export function findDraft<T extends Drafted<unknown>>(table: Table<T>, named: string, kind: string): Qualified<T> {
  const qualifier = QUALIFIER.exec(named)?.[1];
  const record = lookUp(table, named.replace(QUALIFIER, ''));
  if (!record) throw notFound(`${kind} ${named} was not found`);
  switch (qualifier) {
    case '$SAVED':
      return { record, edition: 'saved' };
    case undefined:
    case '$LATEST':
      return { record, edition: 'published' };
    default:
      return { record, edition: Number(qualifier) };
  }
}

/** What a change of content is about: the draft alone, or what is published too. Versions never change. */
export function findToChange<T extends Drafted<unknown>>(table: Table<T>, named: string, kind: string): Qualified<T> {
  const found = findDraft(table, named, kind);
  if (typeof found.edition === 'number') throw invalidParameter(`${named} is a version, which cannot be changed`);
  return found;
}

export function withContent<Content, T extends Drafted<Content>>(
  { record, edition }: Qualified<T>,
  content: Content,
): T {
  return { ...record, saved: content, published: edition === 'saved' ? record.published : content };
}

/** Undefined where nothing was published. Throws ResourceNotFoundException for a version there is not. */
export function contentAt<Content>(record: Drafted<Content>, edition: Edition): Content | undefined {
  if (edition === 'saved') return record.saved;
  if (edition === 'published') return record.published;
  return versionOf(record, edition).content;
}

export function versionOf<Content>({ id, versions }: Drafted<Content>, wanted: number) {
  const version = versions.find(({ number }) => number === wanted);
  if (!version) throw notFound(`${id} has no version ${wanted}`);
  return version;
}

export function statusOf({ published }: Drafted<unknown>): 'PUBLISHED' | 'SAVED' {
  return published === undefined ? 'SAVED' : 'PUBLISHED';
}

/** As hexadecimal digits. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
