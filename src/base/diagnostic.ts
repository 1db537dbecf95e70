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
  readonly code: string;
  /** One plain sentence that names the fix where there is one. */
  readonly message: string;
  readonly source?: SourceSpan;
  /** Formatted address of the resource it is about: `user/jane.doe`. */
  readonly address?: string;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** Without repetitions: what is written once, in a role or behind an alias, is one mistake however many use it. */
export const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(
    diagnostics.map((one) => [JSON.stringify([one.source ?? one.address, one.code, one.message]), one]),
  ).values(),
];

/** In the order in which a reader meets them: by file, line and column; those without a place first. */
export const inReadingOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort(
    ({ source: a }, { source: b }) =>
      compareText(a?.file ?? '', b?.file ?? '') ||
      (a?.line ?? 0) - (b?.line ?? 0) ||
      (a?.column ?? 0) - (b?.column ?? 0),
  );
