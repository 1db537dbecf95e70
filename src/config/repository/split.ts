/**
 * An exported configuration as files that people keep in a repository: the main file with its policy, a file for each section,
 * roles, and a file of people for each site. Read from the main file on, they say what the one file says.
 */
import { isMap, type Json } from '../../base/json.ts';
import { compareText } from '../../base/text.ts';
import { plural } from '../../base/words.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import type { Grouping } from '../../kinds/section.ts';
import type { Attributes } from '../../plan/model/state.ts';
import type { Schema } from '../schema/schema.ts';
import { nameFieldOf, sectionIn, sectionPathOf } from '../sections.ts';
import { schemaLine, writeConfiguration } from '../yaml/write-yaml.ts';
import { uniqueNames } from './file-names.ts';
import { findRoles } from './find-roles.ts';
import { findSites } from './find-sites.ts';
import { type MainFile, mainFileText } from './main-file.ts';

/** A text file of a repository; its path has slashes on every system. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A whole configuration in one piece, and what its main file says beside it. */
export interface WholeConfiguration extends Omit<MainFile, 'include'> {
  /** `version`, `instance` and the sections of the kinds. */
  readonly document: Json;
  /** The kinds whose sections are in it. */
  readonly kinds: readonly ManagedKind[];
  readonly schema: Pick<Schema, 'personalKeys'>;
  /** The JSON Schema as a file for editors. */
  readonly schemaText: string;
  /** Comments above entries of lists at the top. */
  readonly notes: readonly Note[];
}

interface Note {
  readonly entry: readonly [section: string, index: number];
  readonly text: string;
}

export interface Split {
  readonly files: readonly TextFile[];
  /** By what people were put into roles and files, in a sentence or two; absent where there are no people. */
  readonly grouped?: string;
}

const schemaPath = 'schemas/connect-sync.schema.json';

export function splitConfiguration(whole: WholeConfiguration): Split {
  const { kinds } = whole;
  const people = kinds.find(({ grouping }) => grouping !== undefined);
  const sections = new Map(
    kinds.filter((kind) => kind !== people).map(({ section }) => [sectionPathOf(section)[0] ?? '', 0]),
  );
  const others = [...sections.keys()].flatMap((key) => sectionFile(key, whole));
  const grouped = people?.grouping && groupPeople(people, { grouping: people.grouping, whole });
  const included = [...(grouped?.roles ?? []), ...others];
  const include = [...included.map(({ path }) => path), ...(grouped ? [`${peopleFolder}/*.yaml`] : [])];
  const main = { path: 'connect-sync.yaml', text: mainFileText({ ...whole, include }) };
  const schema = { path: schemaPath, text: whole.schemaText };
  const files = [main, ...included, ...(grouped?.people ?? []), schema];
  return { files, ...(grouped && { grouped: grouped.sentence }) };
}

const peopleFolder = 'people';

function sectionFile(key: string, { document, notes }: WholeConfiguration): readonly TextFile[] {
  const value = isMap(document) && Object.hasOwn(document, key) ? document[key] : undefined;
  if (value === undefined) return [];
  const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const own = notes.filter(({ entry: [section] }) => section === key);
  const text = writeConfiguration({ [key]: value }, { header: schemaLine(schemaPath), notes: own });
  return [{ path: `${name}.yaml`, text }];
}

interface Grouped {
  readonly roles: readonly TextFile[];
  readonly people: readonly TextFile[];
  readonly sentence: string;
}

function groupPeople(
  kind: ManagedKind,
  { grouping, whole }: { readonly grouping: Grouping; readonly whole: WholeConfiguration },
): Grouped {
  const { document, kinds, schema, notes } = whole;
  const { place, roleBy } = grouping;
  const { key } = kind.section;
  const listed = sectionIn(document, kind.section);
  const entries = (Array.isArray(listed) ? listed : []) as readonly Attributes[];
  const { roles, entries: lighter } = findRoles(entries, {
    by: roleBy,
    nameField: nameFieldOf(kind.section),
    allows: (field) => field !== place.field && !schema.personalKeys.includes(field),
    byKey: (field) => kind.attributes[field]?.mergedByKey === true,
  });
  const naming = kinds.find(({ namesLevels }) => namesLevels);
  const called = naming && sectionIn(document, naming.section);
  const levelNames = Array.isArray(called) ? called.map(String) : [];
  const { sites, level } = findSites(
    entries.map((entry) => place.namesOf(entry[place.field] ?? null)),
    levelNames,
  );
  const nowhere = level === undefined ? 'everyone' : 'elsewhere';
  const names = uniqueNames(
    sites.map(({ path }) => (path.length > 0 ? path : [nowhere])),
    'site',
  );
  const people = sites.map(({ path, members }, at): TextFile => {
    const where = path.length > 0 ? `${path.join(' / ')}: ` : '';
    const header = `${schemaLine(`../${schemaPath}`)}\n${where}${plural(members.length, kind.noun)}.`;
    const own = notes.flatMap(({ entry: [section, index], text }): Note[] => {
      const position = section === key ? members.indexOf(index) : -1;
      return position < 0 ? [] : [{ entry: [section, position], text }];
    });
    const text = writeConfiguration({ [key]: members.map((index) => lighter[index] ?? null) }, { header, notes: own });
    return { path: `${peopleFolder}/${names[at]}.yaml`, text };
  });
  const count = Object.keys(roles).length;
  const header = `${schemaLine(schemaPath)}\nWhat ${kind.noun}s share who have the same ${roleBy.join(' and ')}. The own entry of a ${kind.noun} wins.`;
  const written = { path: 'roles.yaml', text: writeConfiguration({ roles }, { header }) };
  const inRoles = lighter.filter((entry) => Object.hasOwn(entry, 'role')).length;
  const by = level === undefined ? '' : ` by level ${level} of the hierarchy${named(levelNames[level - 1])}`;
  return {
    roles: count === 0 ? [] : [written],
    people: [...people].sort((a, b) => compareText(a.path, b.path)),
    sentence: `${plural(entries.length, kind.noun)} in ${plural(people.length, 'file')}${by}; ${plural(count, 'role')} for ${inRoles} of them, by ${roleBy.join(' and ')}.`,
  };
}

const named = (level: string | undefined): string => (level === undefined ? '' : ` (${level})`);
