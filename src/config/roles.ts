/** A role is a bundle of settings that users share: the layer below a user's own. */

import { type Diagnostic, formatSpan, type SourceSpan } from '../base/diagnostic.ts';
import { isMap } from '../base/json.ts';
import { nearest } from '../base/matching/nearest.ts';
import { quote } from '../base/text-rules.ts';
import { type SourceFile, spanOf } from './files/source-file.ts';
import type { Layer } from './layers.ts';

export interface Role extends Layer {
  /** Where its name is written. */
  readonly named: SourceSpan;
  /** False where the schema has found mistakes in it. */
  readonly valid: boolean;
}

/** The roles of one file, added to those of the files before it. A name that is taken is reported and left. */
export function addRoles(
  roles: Map<string, Role>,
  source: SourceFile,
  broken: ReadonlySet<string>,
): readonly Diagnostic[] {
  const { value } = source.document;
  const section = isMap(value) ? value['roles'] : undefined;
  if (!isMap(section)) return [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, fields] of Object.entries(section)) {
    const path = ['roles', name];
    const named = spanOf(source, path, 'key');
    const other = roles.get(name);
    if (other) {
      const message = `Role ${JSON.stringify(name)} is declared twice: here and at ${formatSpan(other.named)}.`;
      diagnostics.push({ severity: 'error', code: 'duplicate-role', message, source: named });
    } else {
      const origin = { type: 'role', name, source, path } as const;
      const attributes = isMap(fields) ? fields : {};
      roles.set(name, { origin, attributes, named, valid: !broken.has(`roles/${name}`) });
    }
  }
  return diagnostics;
}

/** Looking for similar names costs time, and after so many mistakes nobody reads them one by one. */
const maxSuggestions = 100;

/** The end of a sentence about a role that is not declared. */
export function suggestions(names: readonly string[]): (name: string) => string {
  const some = names.slice(0, 10).map(quote).join(', ');
  const others =
    names.length === 0 ? 'no roles are declared.' : `declared are ${some}${names.length > 10 ? ', …' : ''}.`;
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined || known.size >= maxSuggestions) return before ?? others;
    const meant = nearest(name, names);
    const ending = meant === undefined ? others : `did you mean ${quote(meant)}?`;
    known.set(name, ending);
    return ending;
  };
}
