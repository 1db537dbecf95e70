import type { Code } from './codes.ts';
import type { Json } from './json.ts';
import { compareText } from './text.ts';

/** Where in the files something was said, for messages that point. Lines and columns count from 1. */
export interface SourceSpan {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong, or worth a warning, in what the user wrote. Collected, never thrown one at a time. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable and machine-readable, lower-case words joined by hyphens: `unknown-name`. */
  readonly code: Code;
  /** One plain sentence that names the fix where there is one. */
  readonly message: string;
  readonly source?: SourceSpan;
  /** Formatted address of the resource it is about: `user/jane.doe`. */
  readonly address?: string;
  /** For an error that is only about what a text may be: a plan drops it where Amazon Connect has just that, each of these. */
  readonly unlessLive?: readonly LiveValue[];
}

/** What a resource may have in Amazon Connect. */
export interface LiveValue {
  readonly kind: string;
  readonly key: string;
  /** Steps to it within the attributes; none where it is the resource's name. */
  readonly path: readonly string[];
  readonly value: Json;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** Whether there are errors that stay errors whatever Amazon Connect has. */
export const hasCertainErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity, unlessLive }) => severity === 'error' && !unlessLive);

/** Without repetitions: what is written once, in a role or behind an alias, is one mistake however many use it. */
export const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(
    diagnostics.map((one) => [JSON.stringify([one.source ?? one.address, one.code, one.message]), one]),
  ).values(),
];

/**
 * The one order in which diagnostics are told, which is that in which a reader meets them: those without a place first, then
 * by file as they were read (the main file first), line and column. `files` not in that list come before it, by name.
 */
export function inReadingOrder(
  diagnostics: readonly Diagnostic[],
  files: readonly string[] = [],
): readonly Diagnostic[] {
  const positions = new Map(files.map((file, index) => [file, index]));
  const rank = ({ source }: Diagnostic): number => positions.get(source?.file ?? '') ?? -1;
  return [...diagnostics].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      compareText(one.source?.file ?? '', other.source?.file ?? '') ||
      (one.source?.line ?? 0) - (other.source?.line ?? 0) ||
      (one.source?.column ?? 0) - (other.source?.column ?? 0) ||
      compareText(one.code, other.code),
  );
}

/** `people/emea.yaml:12:5`, for messages that name a second place. */
export const formatSpan = ({ file, line, column }: SourceSpan): string => `${file}:${line}:${column}`;

/** How many places a message names; the rest are counted. */
const maxPlaces = 3;

/** Of a name that is used in several places: how often, and the first of the others. Empty for a single use. */
export function furtherUses(uses: readonly SourceSpan[]): string {
  if (uses.length < 2) return '';
  const [, ...others] = new Set(uses.map(formatSpan));
  const more = others.length >= maxPlaces ? ', …' : '';
  const places = others.length === 0 ? '' : `, also at ${others.slice(0, maxPlaces - 1).join(', ')}${more}`;
  return ` Used ${uses.length} times${places}.`;
}
