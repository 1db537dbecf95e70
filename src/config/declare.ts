/**
 * What all files say of one kind, as the resources they ask for. The lists of several files are one list, their trees one
 * tree; a section that is a single resource stands in one file. What only shows when the files are seen together
 * is found here: a name listed twice, a role that is nowhere declared. An entry with a mistake is left out of the
 * result, so that a single mistake is told once.
 */

import { type Diagnostic, formatSpan, furtherUses, type SourceSpan } from '../base/diagnostic.ts';
import { canonicalJson, isMap, type Json } from '../base/json.ts';
import { nearest } from '../base/nearest.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import { type Address, format } from '../plan/model/address.ts';
import { locate, type Origin, type Source } from '../plan/model/origin.ts';
import type { DesiredResource } from '../plan/model/state.ts';
import { type Layer, mergeLayers } from './layers.ts';
import type { Role } from './roles.ts';
import { formats, quote } from './schema/formats.ts';
import { hasShape, nameFieldOf, nameOf, pathOf, sectionIn } from './sections.ts';
import { type SourceFile, spanOf } from './source-file.ts';

/** A file and what the schema found in it. */
export interface CheckedFile {
  readonly source: SourceFile;
  readonly broken: ReadonlySet<string>;
}

export interface Surroundings {
  readonly roles: ReadonlyMap<string, Role>;
  /** False where a file or its roles could not be read: a role that seems to be missing may be there. */
  readonly rolesComplete: boolean;
  /** Tags that connect-sync adds to each resource. */
  readonly ownTags: number;
}

export interface Declarations {
  /** Is the kind's section in any of the files? */
  readonly managed: boolean;
  readonly resources: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Tags that a resource of Connect can have. */
const maxTags = 50;

export function declareAll(kind: ManagedKind, files: readonly CheckedFile[], surroundings: Surroundings): Declarations {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  const listed = new Map<string, { readonly name: string; readonly span: () => SourceSpan }>();
  const suggest = suggestions([...surroundings.roles.keys()]);
  const byKey = (field: string): boolean => kind.attributes[field]?.mergedByKey === true;
  const { section } = kind;
  /** Who takes a role that is nowhere declared, by its name. */
  const unknownRoles = new Map<string, { readonly name: string; readonly source: SourceSpan }[]>();
  /** What a tree's branches are, by folded key. */
  const passedThrough = new Map<string, string>();
  let managed = false;

  const report = (code: string, message: string, source: SourceSpan, name: string): void => {
    const address = format({ kind: kind.name, key: name });
    diagnostics.push({ severity: 'error', code, message, source, address });
  };

  /** False where the name was listed before. */
  function isNew(name: string, span: () => SourceSpan): boolean {
    const first = listed.get(kind.fold(name));
    if (!first) {
      listed.set(kind.fold(name), { name, span });
      return true;
    }
    const spelling = first.name === name ? '' : `, as ${quote(first.name)} (case does not matter)`;
    const message = `The ${kind.noun} ${quote(name)} is listed twice: here and at ${formatSpan(first.span())}${spelling}.`;
    report(`duplicate-${kind.name.toLowerCase()}`, message, span(), name);
    return false;
  }

  /** The role of an entry; `undefined` where it names none that can be used. */
  function roleOf(entry: Layer, name: string): Role | undefined {
    const wanted = String(entry.attributes['role']);
    const role = surroundings.roles.get(wanted);
    if (!role && surroundings.rolesComplete && formats['name']!(wanted) === undefined && wanted !== '') {
      const use = { name, source: locate(entry.origin, ['role']) };
      const known = unknownRoles.get(wanted);
      if (known) known.push(use);
      else unknownRoles.set(wanted, [use]);
    }
    return role?.valid ? role : undefined;
  }

  function declare(entry: Layer, name: string, usable: boolean): void {
    const hasRole = typeof entry.attributes['role'] === 'string';
    const role = hasRole ? roleOf(entry, name) : undefined;
    if (!usable || (hasRole && !role)) return;
    const merged = mergeLayers(role ? [role, withoutRole(entry)] : [entry], byKey);
    const { origins } = merged;
    const { tags } = merged.attributes;
    const count = isMap(tags) ? Object.values(tags).filter((value) => value !== null).length : 0;
    if (count + surroundings.ownTags > maxTags) {
      const own = surroundings.ownTags > 0 ? ', one of which is its ownership mark' : '';
      const message = `${count} tags are too many; a ${kind.noun} has at most ${maxTags}${own}.`;
      report('too-many-tags', message, locate(origins, ['tags']), name);
      return;
    }
    for (const { key, attributes } of kind.declare(merged.attributes)) {
      const address: Address = { kind: kind.name, key };
      resources.push({ address, attributes, origins });
    }
  }

  function declareList(entries: readonly Json[], { source, broken }: CheckedFile): void {
    for (const [index, attributes] of entries.entries()) {
      const name = nameOf(section, attributes);
      if (!isMap(attributes) || name === undefined) continue;
      const path = [...pathOf(section), index];
      const fresh = isNew(name, () => spanOf(source, [...path, nameFieldOf(section)]));
      const layer: Layer = { attributes, origin: { type: 'entry', source, path } };
      declare(layer, name, fresh && !broken.has(path.slice(0, 2).join('/')));
    }
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
      const origins: Origin = { type: 'entry', source, path: [...pathOf(section), ...at] };
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
    const isBroken = broken.has(pathOf(section).slice(0, 2).join('/'));
    if (hasShape(written, section)) {
      if (section.shape === 'list') declareList(written as readonly Json[], file);
      else if (!isBroken) declareWhole(written, source);
    } else if (!isBroken) {
      const message = `${pathOf(section).join('.')} must be a ${section.shape === 'list' ? 'list' : 'map'}.`;
      const place = spanOf(source, pathOf(section));
      diagnostics.push({ severity: 'error', code: 'wrong-type', message, source: place });
    }
  }
  for (const [wanted, uses] of unknownRoles) {
    const [first, ...others] = uses;
    if (!first) continue;
    const message = `There is no role ${quote(wanted)}; ${suggest(wanted)}${furtherUses(uses.map(({ source }) => source))}`;
    const address = others.length === 0 ? { address: format({ kind: kind.name, key: first.name }) } : {};
    diagnostics.push({ severity: 'error', code: 'unknown-role', message, source: first.source, ...address });
  }
  return { managed, resources, diagnostics };
}

function withoutRole({ origin, attributes: { role: _, ...attributes } }: Layer): Layer {
  return { origin, attributes };
}

/** Looking for similar names costs time, and after so many mistakes nobody reads them one by one. */
const maxSuggestions = 100;

/** The end of a sentence about a role that is not declared. */
function suggestions(names: readonly string[]): (name: string) => string {
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
