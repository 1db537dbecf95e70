/**
 * What all files say of one kind, as the resources they ask for. The lists of several files are one list, their trees one
 * tree; a section that is a single resource stands in one file. What only shows when the files are seen together
 * is found here: a name listed twice, a role that is nowhere declared. An entry with a mistake is left out of the
 * result, so that a single mistake is told once.
 */

import type { Diagnostic, SourceSpan } from '../base/diagnostic.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import { locate, type Origin, type Source } from '../plan/model/origin.ts';
import type { DesiredResource } from '../plan/model/state.ts';
import { declareLists, listedTwice } from './declare-list.ts';
import { type SourceFile, spanOf } from './files/source-file.ts';
import { hasShape, sectionIn, sectionPathOf } from './sections.ts';
import type { CheckedFile, Surroundings } from './surroundings.ts';

export interface Declarations {
  /** Is the kind's section in any of the files? */
  readonly managed: boolean;
  readonly resources: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
}

export function declareAll(kind: ManagedKind, files: readonly CheckedFile[], surroundings: Surroundings): Declarations {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  const listed = new Map<string, { readonly name: string; readonly span: () => SourceSpan }>();
  const { section } = kind;
  /** What a tree's branches are, by folded key. */
  const passedThrough = new Map<string, string>();
  let managed = false;

  /** False where the name was listed before. */
  function isNew(name: string, span: () => SourceSpan): boolean {
    const first = listed.get(kind.fold(name));
    if (!first) {
      listed.set(kind.fold(name), { name, span });
      return true;
    }
    diagnostics.push(listedTwice(kind, { name, span }, first));
    return false;
  }

  /**
   * A tree, or a section that is one resource. Each resource is where its key is. Several files may have branches of one
   * tree: a branch that two of them pass through is one, and only what they say differently of it, or twice in one file, is
   * a mistake.
   */
  function declareWhole(written: Json, file: SourceFile): void {
    const source: Source = { at: (path) => spanOf(file, path, 'key') };
    const here = new Set<string>();
    for (const { key, attributes, at = [] } of kind.declare(written)) {
      const origins: Origin = { type: 'entry', source, path: [...sectionPathOf(section), ...at] };
      const folded = kind.fold(key);
      const passed = passedThrough.get(folded);
      const isSame = section.shape === 'tree' && !here.has(folded) && passed === canonicalJson(attributes);
      here.add(folded);
      if (isSame || !isNew(key, () => locate(origins))) continue;
      passedThrough.set(folded, canonicalJson(attributes));
      resources.push({ address: { kind: kind.name, key }, attributes, origins });
    }
  }

  for (const file of files) {
    const { source, broken } = file;
    const written = sectionIn(source.document.value, section);
    if (written === undefined) continue;
    managed = true;
    const isBroken = broken.has(sectionPathOf(section).slice(0, 2).join('/'));
    if (hasShape(written, section)) {
      if (section.shape !== 'list' && !isBroken) declareWhole(written, source);
    } else if (!isBroken) {
      const message = `${sectionPathOf(section).join('.')} must be a ${section.shape === 'list' ? 'list' : 'map'}.`;
      const place = spanOf(source, sectionPathOf(section));
      diagnostics.push({ severity: 'error', code: 'wrong-type', message, source: place });
    }
  }
  if (section.shape !== 'list') return { managed, resources, diagnostics };
  const lists = declareLists(kind, files, surroundings);
  const comesFromSources = kind.counts === 'people' && surroundings.sourced !== undefined;
  return {
    managed: managed || comesFromSources,
    resources: lists.resources,
    diagnostics: [...diagnostics, ...lists.diagnostics],
  };
}
