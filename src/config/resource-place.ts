/** Of which resource a place in a file tells, so that what is wrong there can be told of it. */

import { type Json, valueAtSteps } from '../base/json.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import type { Address } from '../plan/model/address.ts';
import type { SourceFile } from './files/source-file.ts';
import { hasShape, isPeople, nameFieldOf, nameOf, overridesKey, sectionPathOf } from './sections.ts';
import type { ValuePath } from './yaml/positions.ts';

export interface ResourcePlace extends Address {
  /**
   * Steps within its attributes; none where its name is written. Absent for the name of a person: what a file may not have
   * there, no instance takes.
   */
  readonly path?: readonly string[];
}

/** The place that a path into this file leads to; `undefined` where that is no resource, or one without a name. */
export function makePlaceOf(
  { document: { value } }: SourceFile,
  kinds: readonly ManagedKind[],
): (path: ValuePath) => ResourcePlace | undefined {
  /** Keys of what a tree declares, by where it is within the tree. */
  const branches = new Map<ManagedKind, ReadonlyMap<string, string>>();

  return (path) => {
    const isOverride = path[0] === overridesKey;
    const kind = isOverride
      ? kinds.find(isPeople)
      : kinds.find(({ section }) => sectionPathOf(section).every((step, at) => path[at] === step));
    const way = isOverride ? [overridesKey] : kind ? sectionPathOf(kind.section) : [];
    const written = kind && valueAtSteps(value, way);
    if (!kind || written === undefined || !hasShape(written, kind.section)) return undefined;
    const { name, section } = kind;
    const [first = '', ...rest] = path.slice(way.length).map(String);
    switch (section.shape) {
      case 'list': {
        const key = nameOf(section, (written as readonly Json[])[Number(first)]);
        if (key === undefined) return undefined;
        if (rest[0] !== nameFieldOf(section)) return { kind: name, key, path: rest };
        return isPeople(kind) ? { kind: name, key } : { kind: name, key, path: [] };
      }
      case 'tree': {
        const known = branches.get(kind) ?? branchesOf(kind, written);
        branches.set(kind, known);
        const key = known.get(stepsAsKey([first, ...rest]));
        return key === undefined ? undefined : { kind: name, key, path: [] };
      }
      case 'single':
        return { kind: name, key: '', path: [...way.slice(-1), first, ...rest] };
    }
  };
}

const stepsAsKey = (steps: readonly (string | number)[]): string => JSON.stringify(steps.map(String));

const branchesOf = (kind: ManagedKind, written: Json): ReadonlyMap<string, string> =>
  new Map(kind.declare(written).map(({ key, at = [] }) => [stepsAsKey(at), key]));
