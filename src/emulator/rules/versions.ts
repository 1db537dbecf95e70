// Numbered versions of what is written in drafts. Source: CreateContactFlowVersion and CreateViewVersion of the API
// reference.

import { invalidParameter, invalidRequest, notFound } from '../protocol/errors.ts';
import type { Drafted, Version } from '../state/drafts.ts';
import { sha256 } from './drafts.ts';

export interface Wanted<Content> {
  readonly description: string | undefined;
  /** What the caller believes to be the checksum of what is published. */
  readonly checksum: string | undefined;
  /** What of the content goes into its checksum. */
  readonly text: (content: Content) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Versioned<T, Content> {
  readonly record: T;
  readonly version: Version<Content>;
}

/** Publishes what is published as a version, or gives the highest one where that has the same content. */
export function withVersion<Content, T extends Drafted<Content>>(
  record: T,
  { description, checksum, text, now }: Wanted<Content>,
): Versioned<T, Content> {
  const content = record.published;
  if (content === undefined) throw invalidRequest(`${record.id} has not been published`);
  const live = sha256(text(content));
  if (checksum !== undefined && checksum !== live)
    throw invalidParameter('The checksum is not that of the published content');
  const highest = record.versions.at(-1);
  if (highest && sha256(text(highest.content)) === live) return { record, version: highest };
  const number = record.versionCount + 1;
  const version = { number, description, content, made: now };
  return { record: { ...record, versions: [...record.versions, version], versionCount: number }, version };
}

/** Throws ResourceNotFoundException. */
export function withoutVersion<T extends Drafted<unknown>>(record: T, wanted: number): T {
  const versions = record.versions.filter(({ number }) => number !== wanted);
  if (versions.length === record.versions.length) throw notFound(`${record.id} has no version ${wanted}`);
  return { ...record, versions };
}

/** From the highest to the lowest. */
export function latestFirst<Content>({ versions }: Drafted<Content>): Version<Content>[] {
  return versions.toReversed();
}
