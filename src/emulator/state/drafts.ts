// What is written in drafts: flows, flow modules and views. Content is saved, published, and kept as numbered versions.
// Source: DescribeContactFlow, DescribeView and CreateViewVersion of the API reference.

import type { Resource } from './table.ts';

export interface Drafted<Content> extends Resource {
  readonly description: string | undefined;
  /** What was saved last; publishing saves too. */
  readonly saved: Content;
  /** What was published last; undefined where nothing was. */
  readonly published: Content | undefined;
  /** In rising order. */
  readonly versions: readonly Version<Content>[];
  /** How many versions were ever made: the number of the next one follows. */
  readonly versionCount: number;
}

export interface Version<Content> {
  readonly number: number;
  readonly description: string | undefined;
  readonly content: Content;
  /** Milliseconds since 1970. */
  readonly made: number;
}

/** The drafts of something new. */
export function newDrafts<Content>(content: Content, published: boolean) {
  return { saved: content, published: published ? content : undefined, versions: [], versionCount: 0 };
}
