import type { Diagnostic } from '../../base/diagnostic.ts';
import { isMap } from '../../base/json.ts';
import { nearest } from '../../base/matching/nearest.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import { inOrder, type Renaming } from '../../plan/compare/rename.ts';
import { type SourceFile, spanOf } from '../files/source-file.ts';

export interface RenamedReading {
  readonly renamed: readonly Renaming[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `renamed` of a main file that the schema has accepted. */
export function readRenamed(source: SourceFile, kinds: readonly ManagedKind[]): RenamedReading {
  const { value } = source.document;
  const written = isMap(value) ? value['renamed'] : undefined;
  if (!Array.isArray(written)) return { renamed: [], diagnostics: [] };
  const names = kinds.map(({ name }) => name);
  const diagnostics: Diagnostic[] = [];
  const renamed = written.filter(isMap).flatMap(({ kind, from, to }, index): Renaming[] => {
    const renaming = {
      kind: String(kind),
      from: String(from),
      to: String(to),
      source: spanOf(source, ['renamed', index]),
    };
    if (names.includes(renaming.kind)) return [renaming];
    const meant = nearest(renaming.kind, names);
    const hint = meant === undefined ? `there are ${names.join(', ')}.` : `did you mean ${JSON.stringify(meant)}?`;
    diagnostics.push({
      severity: 'error',
      code: 'unknown-kind',
      message: `There is no kind ${JSON.stringify(renaming.kind)}; ${hint}`,
      source: spanOf(source, ['renamed', index, 'kind']),
    });
    return [];
  });
  return { renamed: inOrder(renamed, new Map(kinds.map((kind) => [kind.name, kind]))), diagnostics };
}
