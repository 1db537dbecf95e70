/**
 * Where desired values were written. A resource is put together from layers (a role, a record of a source, its own entry),
 * and the merge that puts them together notes of each value which layer it is from, down to the keys of maps. Whatever
 * points at a value, or explains it, reads that note; nothing works out a second time who won.
 *
 * Origins are shared and few: one for each layer of a resource, whatever number of values it gives.
 */

import type { SourceSpan } from '../../base/diagnostic.ts';

/** Steps to an attribute, or to a part of it: `['phoneConfig', 'autoAccept', 'VOICE']`. */
export type AttributePath = readonly string[];

/** A text whose parts have places. A path that is not written stands for the deepest part of it that is. */
export interface Source {
  at(path: readonly (string | number)[]): SourceSpan;
}

/** A part of a source. Values of the part are found by the rest of their path. */
export interface Place {
  readonly source: Source;
  readonly path: readonly (string | number)[];
}

/** The expressions of a configuration that make attributes of a record, or the constants in their stead. */
export interface Expressions extends Place {
  /** The path, in the record, of the field that an attribute is made of; `undefined` where it is made of none. */
  fieldOf(attribute: AttributePath): readonly (string | number)[] | undefined;
  /** The text that makes an attribute, as it is written: `${Work_Email|lower}`; `undefined` for what is no text. */
  written(attribute: AttributePath): string | undefined;
}

export type Origin =
  /** What the files say of this one resource: its entry in a section, or a branch of a tree. */
  | ({ readonly type: 'entry' } & Place)
  | ({ readonly type: 'role'; readonly name: string } & Place)
  /** A record of a source. The place is the record's; `by` says how it became attributes. */
  | ({ readonly type: 'record'; readonly by: Expressions } & Place)
  /** A rule that such a record matched; `number` counts from 1. */
  | ({ readonly type: 'rule'; readonly number: number; readonly by: Expressions } & Place)
  /** Written nowhere; the place is that of the resource. */
  | ({ readonly type: 'default' } & Place);

/** The origin of a value: one for all of it, or one for each part of a map that several layers wrote. */
export type Origins = Origin | OriginParts;

export interface OriginParts {
  /** Of the map itself: the last layer that wrote in it. */
  readonly whole: Origin;
  readonly parts: { readonly [name: string]: Origins };
}

/** The origin of the attribute at a path; of the whole where nobody wrote it. */
export function originOf(origins: Origins, path: AttributePath): Origin {
  let at = origins;
  for (const step of path) {
    if (!('parts' in at)) break;
    const part = Object.hasOwn(at.parts, step) ? at.parts[step] : undefined;
    if (!part) break;
    at = part;
  }
  return 'parts' in at ? at.whole : at;
}

/** Where the attribute at a path is written, for messages; the resource itself without one, or where nobody wrote it. */
export function locate(origins: Origins, path: AttributePath = []): SourceSpan {
  const origin = originOf(origins, path);
  switch (origin.type) {
    case 'entry':
    case 'role':
    case 'default':
      return origin.source.at([...origin.path, ...path]);
    case 'record':
    case 'rule': {
      const field = path.length === 0 ? [] : origin.by.fieldOf(path);
      if (field) return origin.source.at([...origin.path, ...field]);
      return origin.by.source.at([...origin.by.path, ...path]);
    }
  }
}
