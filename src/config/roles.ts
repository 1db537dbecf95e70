/**
 * A role is a bundle of settings that users share. A user's own fields win: `phoneConfig` is merged field by field and
 * `tags` key by key; every other field is taken whole, from the user if it has it, else from the role.
 */

import type { Diagnostic, SourceSpan } from '../base/diagnostic.ts';
import { isMap, type Json } from '../base/json.ts';
import type { Attributes } from '../plan/model/state.ts';
import { formatSpan, type SourceFile, spanOf } from './source-file.ts';
import type { Path } from './yaml/positions.ts';

/** A map of fields and the place in a file where it is written. */
export interface Written {
  readonly fields: Attributes;
  readonly source: SourceFile;
  readonly path: Path;
}

export interface Role extends Written {
  /** False where the schema has found mistakes in it. */
  readonly valid: boolean;
}

/** Fields that are merged one level down. */
const merged: readonly string[] = ['phoneConfig', 'tags'];

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
    const other = roles.get(name);
    if (other) {
      const first = formatSpan(spanOf(other.source, other.path, 'key'));
      const message = `Role ${JSON.stringify(name)} is declared twice: here and at ${first}.`;
      diagnostics.push({ severity: 'error', code: 'duplicate-role', message, source: spanOf(source, path, 'key') });
    } else {
      const valid = !broken.has(`roles/${name}`);
      roles.set(name, { fields: isMap(fields) ? fields : {}, source, path, valid });
    }
  }
  return diagnostics;
}

/** An entry's fields over those of its role. */
export function mergeRole({ role: _, ...own }: Attributes, role: Attributes): Attributes {
  const fields: Record<string, Json> = { ...role, ...own };
  for (const field of merged) {
    const base = role[field];
    const over = own[field];
    if (isMap(base) && isMap(over)) fields[field] = { ...base, ...over };
  }
  return fields;
}

/** Where the attribute at a path comes from: the entry, else its role; else the entry stands for it. */
export function locate(entry: Written, role: Written | undefined, path: readonly string[]): SourceSpan {
  const inEntry = (): SourceSpan => spanOf(entry.source, [...entry.path, ...path]);
  if (!role || path.length === 0) return inEntry();
  const unit = merged.includes(path[0]!) ? path.slice(0, 2) : path.slice(0, 1);
  for (let length = unit.length; length > 0; length--) {
    const part = unit.slice(0, length);
    if (isWritten(entry.fields, part)) return inEntry();
    if (isWritten(role.fields, part)) return spanOf(role.source, [...role.path, ...path]);
  }
  return spanOf(entry.source, entry.path);
}

function isWritten(fields: Attributes, path: readonly string[]): boolean {
  let value: Json = fields;
  for (const step of path) {
    if (!isMap(value) || !Object.hasOwn(value, step)) return false;
    value = value[step]!;
  }
  return true;
}
