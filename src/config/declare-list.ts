/**
 * Entries of a list in all files, and people that exports of HR systems list, as the resources they ask for. What is said
 * of one person comes in layers: the role, what the source says, its rules in order, the own entry under the section, an
 * override. An entry with a mistake is left out of the result, so that a single mistake is told once.
 */

import type { Code } from '../base/codes.ts';
import { type Diagnostic, formatSpan, furtherUses, type SourceSpan } from '../base/diagnostic.ts';
import { isMap, type Json } from '../base/json.ts';
import { name as nameRule, quote } from '../base/text-rules.ts';
import { plural } from '../base/words.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import { format } from '../plan/model/address.ts';
import { locate } from '../plan/model/origin.ts';
import type { DesiredResource } from '../plan/model/state.ts';
import { spanOf } from './files/source-file.ts';
import { type Layer, mergeLayers } from './layers.ts';
import { readPeriod } from './people/period.ts';
import { type Sourcing, validPeople } from './people/valid-people.ts';
import type { Role } from './roles.ts';
import { suggestions } from './roles.ts';
import { nameFieldOf, nameOf, overridesKey, sectionIn, sectionPathOf } from './sections.ts';
import type { CheckedFile, Surroundings } from './surroundings.ts';

/** Tags that a resource of Connect can have. */
const maxTags = 50;

/** All that is said of one resource. */
interface ResourceClaim extends NamedEntry {
  /** From the weakest to the strongest. */
  readonly layers: Layer[];
  /** The record of a source that lists it. */
  readonly person?: Sourcing;
  /** Whether an entry of the section lists it. */
  isListed: boolean;
  /** False where something of it is wrong, which is told already. */
  usable: boolean;
}

export interface ListDeclarations {
  readonly resources: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
}

export function declareLists(
  kind: ManagedKind,
  files: readonly CheckedFile[],
  surroundings: Surroundings,
): ListDeclarations {
  const { section } = kind;
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  const claims = new Map<string, ResourceClaim>();
  const suggest = suggestions([...surroundings.roles.keys()]);
  const byKey = (field: string): boolean => kind.attributes[field]?.mergedByKey === true;
  /** Who takes a role that is nowhere declared, by its name. */
  const unknownRoles = new Map<string, NamedEntry[]>();
  const sourced = kind.counts === 'people' ? surroundings.sourced : undefined;

  const report = (code: Code, message: string, source: SourceSpan, name: string): void => {
    const address = format({ kind: kind.name, key: name });
    diagnostics.push({ severity: 'error', code, message, source, address });
  };

  /** Entries under a key of all files, each name once. */
  function entriesUnder(path: readonly string[], list: (document: Json) => Json | undefined): readonly ListEntry[] {
    const seen = new Map<string, ListEntry>();
    for (const { source, broken } of files) {
      const entries = list(source.document.value);
      if (!Array.isArray(entries)) continue;
      for (const [index, attributes] of entries.entries()) {
        const name = nameOf(section, attributes);
        if (!isMap(attributes) || name === undefined) continue;
        const at = [...path, index];
        const span = (): SourceSpan => spanOf(source, [...at, nameFieldOf(section)]);
        const first = seen.get(kind.fold(name));
        const usable = !broken.has(at.slice(0, 2).join('/'));
        if (first) diagnostics.push(listedTwice(kind, { name, span }, first));
        else
          seen.set(kind.fold(name), {
            name,
            span,
            usable,
            layer: { attributes, origin: { type: 'entry', source, path: at } },
          });
      }
    }
    return [...seen.values()];
  }

  function addPeople(): void {
    if (!sourced) return;
    const valid = validPeople(sourced, { kind, byKey, schema: surroundings.schema });
    diagnostics.push(...valid.diagnostics);
    for (const person of valid.people) {
      const { name, span } = person;
      const first = claims.get(kind.fold(name));
      if (first) {
        const message = `The ${kind.noun} ${quote(name)} is in two records: here and at ${formatSpan(first.span())}; leave one of them out with where.`;
        report('duplicate-username', message, span(), name);
      } else {
        claims.set(kind.fold(name), {
          name,
          span,
          layers: [...person.layers],
          person,
          isListed: false,
          usable: person.usable,
        });
      }
    }
  }

  function addEntries(): void {
    for (const { name, span, layer, usable } of entriesUnder(sectionPathOf(section), (document) =>
      sectionIn(document, section),
    )) {
      const claim = claims.get(kind.fold(name));
      if (claim) {
        claim.layers.push(layer);
        claim.isListed = true;
        claim.usable &&= usable;
      } else claims.set(kind.fold(name), { name, span, layers: [layer], isListed: true, usable });
    }
  }

  function addOverrides(): void {
    const overrides = entriesUnder([overridesKey], (document) =>
      isMap(document) ? document[overridesKey] : undefined,
    );
    for (const { name, span, layer, usable } of overrides) {
      const claim = claims.get(kind.fold(name));
      if (claim) {
        claim.layers.push(layer);
        claim.usable &&= usable;
      } else if (!sourced || sourced.complete) {
        const message = `The override of ${quote(name)} does nothing: no record lists that ${kind.noun}; remove it, or list them under ${section.key}.`;
        const address = format({ kind: kind.name, key: name });
        diagnostics.push({ severity: 'warning', code: 'idle-override', message, source: span(), address });
      }
    }
  }

  /** Entries that keep an account which no record lists any more, in one sentence. */
  function tellAlone(): void {
    if (!sourced || sourced.sources.length === 0 || !sourced.complete) return;
    const [first, ...others] = [...claims.values()].filter(({ person, isListed }) => isListed && !person);
    if (!first) return;
    const files = sourced.sources.map(({ file }) => file).join(' or ');
    const more =
      others.length === 0
        ? ''
        : ` So it is with ${plural(others.length, 'more entry', 'more entries')}: ${others
            .slice(0, 5)
            .map(({ name }) => name)
            .join(', ')}${others.length > 5 ? ', …' : ''}.`;
    diagnostics.push({
      severity: 'warning',
      code: 'entry-alone',
      message: `${quote(first.name)} is in no record of ${files}, so this entry alone keeps the account.${more}`,
      source: first.span(),
      address: format({ kind: kind.name, key: first.name }),
    });
  }

  /** The role of a resource; `undefined` where it names none that can be used. */
  function roleOf(wanted: string, use: NamedEntry): Role | undefined {
    const role = surroundings.roles.get(wanted);
    if (!role && surroundings.rolesComplete && nameRule(wanted) === undefined && wanted !== '') {
      const known = unknownRoles.get(wanted);
      if (known) known.push(use);
      else unknownRoles.set(wanted, [use]);
    }
    return role?.valid ? role : undefined;
  }

  function tellUnknownRoles(): void {
    for (const [wanted, uses] of unknownRoles) {
      const [first, ...others] = uses;
      if (!first) continue;
      const message = `There is no role ${quote(wanted)}; ${suggest(wanted)}${furtherUses(uses.map(({ span }) => span()))}`;
      const address = others.length === 0 ? { address: format({ kind: kind.name, key: first.name }) } : {};
      diagnostics.push({ severity: 'error', code: 'unknown-role', message, source: first.span(), ...address });
    }
  }

  function declare({ name, layers, usable, person }: ResourceClaim): void {
    const naming = layers.findLast(({ attributes }) => typeof attributes['role'] === 'string');
    const wanted = naming && String(naming.attributes['role']);
    const role = naming && roleOf(wanted ?? '', { name, span: () => locate(naming.origin, ['role']) });
    if (!usable || (naming && !role)) return;
    const [first, ...rest] = [...(role ? [role] : []), ...layers.map(withoutRole)];
    if (!first) return;
    const { attributes: fields, origins } = mergeLayers([first, ...rest], byKey);
    const { tags } = fields;
    const count = isMap(tags) ? Object.values(tags).filter((value) => value !== null).length : 0;
    if (count + surroundings.ownTags > maxTags) {
      const own = surroundings.ownTags > 0 ? ', one of which is its ownership mark' : '';
      const message = `${count} tags are too many; a ${kind.noun} has at most ${maxTags}${own}.`;
      report('too-many-tags', message, locate(origins, ['tags']), name);
      return;
    }
    const { period, problem } = readPeriod(fields, { origins, zone: surroundings.zone });
    if (problem) diagnostics.push({ ...problem, address: format({ kind: kind.name, key: name }) });
    const about = { ...(period && { period }), ...(person && { record: person.record }) };
    for (const { key, attributes } of kind.declare(fields)) {
      resources.push({ address: { kind: kind.name, key }, attributes, origins, ...about });
    }
  }

  addPeople();
  addEntries();
  addOverrides();
  tellAlone();
  for (const claim of claims.values()) declare(claim);
  tellUnknownRoles();
  return { resources, diagnostics };
}

interface NamedEntry {
  readonly name: string;
  readonly span: () => SourceSpan;
}

/** What is wrong with a name that was listed before. */
export function listedTwice(kind: ManagedKind, { name, span }: NamedEntry, first: NamedEntry): Diagnostic {
  const spelling = first.name === name ? '' : `, as ${quote(first.name)} (case does not matter)`;
  return {
    severity: 'error',
    code: `duplicate-${kind.name.toLowerCase()}`,
    message: `The ${kind.noun} ${quote(name)} is listed twice: here and at ${formatSpan(first.span())}${spelling}.`,
    source: span(),
    address: format({ kind: kind.name, key: name }),
  };
}

interface ListEntry extends NamedEntry {
  readonly layer: Layer;
  readonly usable: boolean;
}

function withoutRole(layer: Layer): Layer {
  if (!Object.hasOwn(layer.attributes, 'role')) return layer;
  const { role: _, ...attributes } = layer.attributes;
  return { origin: layer.origin, attributes };
}
