/**
 * The JSON Schema of a configuration, put together from what each kind says of its section and what the settings say of
 * theirs. `npm run schema` writes it to `schemas/connect-sync.schema.json`, which editors and this program read.
 */

import { isMap, type Json } from '../../base/json.ts';
import type { ManagedKind } from '../../kinds/kind.ts';
import type { Fragment, JsonSchema } from '../../kinds/section.ts';
import { isPeople, sectionPathOf } from '../sections.ts';
import { instance } from './settings/instance.ts';
import { notices } from './settings/notices.ts';
import { parked, sourceFragments, timeZone } from './settings/people.ts';
import { policy } from './settings/policy.ts';
import { renamed } from './settings/renamed.ts';
import { throttle } from './settings/throttle.ts';

/** Settings stand in the main file only, beside its `version` and `instance`. */
const settings = (kinds: readonly ManagedKind[], calls: readonly string[]): { readonly [key: string]: Fragment } => ({
  policy: policy(kinds),
  throttle: throttle(calls),
  renamed,
  notices,
  timeZone,
  ...(hasRoles(kinds) ? { parked } : {}),
});

/** Roles, and what becomes of people with a role, belong to the kind that defines what a role may say. */
const hasRoles = (kinds: readonly ManagedKind[]): boolean =>
  kinds.some(({ section }) => section.schema?.definitions?.['role'] !== undefined);

/** Sections of any file that are about people from an HR system; a kind that lists people has them. */
function sharedSections(kinds: readonly ManagedKind[]): { readonly [key: string]: Fragment } {
  const people = kinds.find(isPeople);
  const { section, definitions = {} } = people?.section.schema ?? { section: {} };
  const items = isMap(section['items']) ? String(section['items']['$ref']).replace('#/definitions/', '') : '';
  const definition = definitions[items];
  if (!people || !definition) return {};
  const { nameField = 'name' } = people.section;
  const sensitive = Object.keys(people.attributes).filter((name) => people.attributes[name]?.sensitive);
  return sourceFragments({ name: items, definition, nameField, sensitive });
}

/** `calls` are those of Amazon Connect whose rate may be set. */
export function composeSchema(kinds: readonly ManagedKind[], calls: readonly string[]): JsonSchema {
  const own = settings(kinds, calls);
  const shared = sharedSections(kinds);
  const mainOnly = ['version', 'instance', 'owner', ...Object.keys(own)];
  const fragments = [
    instance,
    ...Object.values({ ...own, ...shared }),
    ...kinds.flatMap(({ section }) => section.schema ?? []),
  ];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'connect-sync configuration',
    description:
      'Users of an Amazon Connect instance, as they should be. A field that is left out is not managed: it is neither compared nor written. The main file has version and instance; a file it includes has neither.',
    type: 'object',
    properties: {
      version,
      instance: instance.section,
      include,
      owner,
      ...sectionsOf(own),
      ...sectionsOf(hasRoles(kinds) ? { roles } : {}),
      ...sectionsOf(shared),
      ...kindsSections(kinds),
    },
    additionalProperties: false,
    dependencies: {
      version: ['instance'],
      instance: ['version'],
      ...Object.fromEntries(['owner', ...Object.keys(own)].map((key) => [key, ['version', 'instance']])),
    },
    definitions: {
      root,
      included: { ...included, properties: Object.fromEntries(mainOnly.map((key) => [key, false])) },
      ...Object.assign({}, ...fragments.map(({ definitions = {} }) => definitions)),
      removedBySection: removedBySection(kinds),
    },
  };
}

const sectionsOf = (fragments: { readonly [key: string]: Fragment }): JsonSchema =>
  Object.fromEntries(Object.entries(fragments).map(([key, { section }]) => [key, section]));

/** `policy.removed` in the words of the sections. */
const removedBySection = (kinds: readonly ManagedKind[]): JsonSchema => ({
  title: 'Resources no longer listed, by section',
  description: 'keep: reported and kept. delete: deleted. park: see parked. A section that is not named here keeps.',
  type: 'object',
  minProperties: 1,
  properties: Object.fromEntries(
    kinds.map(({ counts, noun, section }) => {
      const words = counts === 'people' ? ['keep', 'park', 'delete'] : ['keep', 'delete'];
      return [
        section.key,
        {
          title: `Removed ${noun}s`,
          description: `What becomes of a ${noun} in scope that is not listed. keep (default)${counts === 'people' ? ', park' : ''} or delete.`,
          type: 'string',
          enum: words,
        },
      ];
    }),
  ),
  additionalProperties: false,
});

/** The sections of all kinds; those that share a key at the top are the keys of one map. */
function kindsSections(kinds: readonly ManagedKind[]): JsonSchema {
  const sections: Record<string, Json> = {};
  for (const { section } of kinds) {
    const [top = section.key, inner] = sectionPathOf(section);
    if (!section.schema) continue;
    if (inner === undefined) sections[top] = section.schema.section;
    else sections[top] = withKey(sections[top], inner, { top, schema: section.schema.section });
  }
  return sections;
}

function withKey(
  before: Json | undefined,
  key: string,
  { top, schema }: { readonly top: string; readonly schema: JsonSchema },
): JsonSchema {
  const known = isMap(before) && isMap(before['properties']) ? before['properties'] : {};
  const properties = { ...known, [key]: schema };
  return {
    title: `${top.slice(0, 1).toUpperCase()}${top.slice(1)}`,
    description: `A map of ${Object.keys(properties).join(' and ')}.`,
    type: 'object',
    properties,
    additionalProperties: false,
  };
}

const version: JsonSchema = {
  title: 'Version of this format',
  description: 'Always 1.',
  type: 'integer',
  const: 1,
};

const include: JsonSchema = {
  title: 'Further files',
  description:
    'Paths relative to this file, globs allowed: people/*.yaml. A pattern that matches nothing is an error. An included file may hold any section except version, instance, owner, policy, throttle, renamed, notices, timeZone and parked.',
  type: 'array',
  items: {
    type: 'string',
    minLength: 1,
    format: 'name',
  },
};

const owner: JsonSchema = {
  title: 'Ownership mark',
  description:
    'Written to every managed user as the tag connect-sync:owner, so that several configurations can share one instance. 1 to 128 letters, digits, blanks inside and any of _ . : / = + - @',
  type: 'string',
  minLength: 1,
  maxLength: 128,
  pattern: '^[\\p{L}\\p{N}_.:/=+\\-@]([\\p{L}\\p{N}_.:/=+\\-@ ]*[\\p{L}\\p{N}_.:/=+\\-@])?$',
  patternErrorMessage: 'may have only letters, digits, blanks inside, and any of _ . : / = + - @',
  format: 'name',
};

const roles: Fragment = {
  section: {
    title: 'Roles',
    description: "Named bundles of settings. A user takes one role; its own fields win over the role's.",
    type: 'object',
    propertyNames: {
      minLength: 1,
      format: 'name',
    },
    additionalProperties: {
      $ref: '#/definitions/role',
    },
  },
};

const root: JsonSchema = {
  title: 'The main file',
  description: 'The file that connect-sync is started with.',
  $ref: '#',
  type: 'object',
  required: ['version', 'instance'],
};

const included: JsonSchema = {
  title: 'An included file',
  description: 'A file that is named under include.',
  $ref: '#',
  type: 'object',
};
