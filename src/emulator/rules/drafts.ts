// How drafts are named and read: `id`, `id:$LATEST`, `id:$SAVED` and `id:3`, or the same with an ARN. Sources:
// DescribeContactFlow and DescribeView of the API reference.

import { createHash } from 'node:crypto';
import { invalidParameter, notFound } from '../protocol/errors.ts';
import type { Drafted, Version } from '../state/drafts.ts';
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

export interface Read<Content> {
  /** Undefined where nothing was published. */
  readonly content: Content | undefined;
  /** Where one was asked for. */
  readonly version: Version<Content> | undefined;
}

/** Throws ResourceNotFoundException for a version there is not. */
export function readEdition<Content>(record: Drafted<Content>, edition: Edition): Read<Content> {
  if (edition === 'saved') return { content: record.saved, version: undefined };
  if (edition === 'published') return { content: record.published, version: undefined };
  const version = record.versions.find(({ number }) => number === edition);
  if (!version) throw notFound(`${record.id} has no version ${edition}`);
  return { content: version.content, version };
}

/** What a search shows: what was published, or saved where nothing was. */
export function shownEdition({ published }: Drafted<unknown>): Edition {
  return published === undefined ? 'saved' : 'published';
}

export function statusOf({ published }: Drafted<unknown>): 'PUBLISHED' | 'SAVED' {
  return published === undefined ? 'SAVED' : 'PUBLISHED';
}

/** As hexadecimal digits. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
