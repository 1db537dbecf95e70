/** Where a kind's section is in a file, and whether it has the shape that the kind says it has. */

import { isMap, type Json } from '../base/json.ts';
import type { ManagedKind } from '../kinds/kind.ts';
import type { Section } from '../kinds/section.ts';

/** The keys on the way to a section. */
export const sectionPathOf = ({ key, path = [key] }: Section): readonly string[] => path;

/** The section whose entries add to people that a source lists. */
export const overridesKey = 'overrides';

/** What a file has there; `undefined` where it says nothing of the section, which is not the same as `null`. */
export function sectionIn(document: Json, section: Section): Json | undefined {
  let value: Json | undefined = document;
  for (const step of sectionPathOf(section))
    value = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

/** An empty tree may be written as nothing, `{}` or `[]`. */
export function hasShape(written: Json, { shape }: Section): boolean {
  switch (shape) {
    case 'list':
      return Array.isArray(written);
    case 'tree':
      return typeof written === 'object';
    case 'single':
      return true;
  }
}

export const nameFieldOf = ({ nameField = 'name' }: Section): string => nameField;

/** The name by which an entry of a list is known, if it has one. */
export function nameOf(section: Section, entry: Json | undefined): string | undefined {
  const name = isMap(entry) ? entry[nameFieldOf(section)] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Is this the kind whose resources are people, who may come from an HR system? */
export const isPeople = ({ counts, section: { shape } }: ManagedKind): boolean =>
  counts === 'people' && shape === 'list';
