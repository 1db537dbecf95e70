import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import schema from '../../schemas/connect-sync.schema.json' with { type: 'json' };
import { composeSchema } from '../../src/config/schema/compose.ts';
import { formatsOf } from '../../src/config/schema/formats.ts';
import { calls } from '../../src/connect/calls.ts';
import { managedKinds } from '../../src/kinds/registry.ts';

type Node = { readonly [keyword: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field that a schema describes, with its path. */
function fieldsOf(node: Node, path: string): readonly (readonly [string, Node])[] {
  const properties = isNode(node['properties']) ? Object.entries(node['properties']) : [];
  const definitions = isNode(node['definitions']) ? Object.entries(node['definitions']) : [];
  return [...properties, ...definitions]
    .filter((entry): entry is [string, Node] => isNode(entry[1]))
    .flatMap(([name, field]) => [[`${path}/${name}`, field] as const, ...fieldsOf(field, `${path}/${name}`)]);
}

describe('the schema', () => {
  test('is what the kinds and the settings say; npm run schema writes it anew', () => {
    expect(schema).toEqual(composeSchema(managedKinds, Object.keys(calls)));
  });

  test('of sections that share a key is one map', () => {
    const [kind] = managedKinds;
    const part = (key: string) => ({
      ...kind!,
      section: { key, path: ['woods', key], shape: 'tree' as const, schema: { section: { type: 'object' } } },
    });
    expect(composeSchema([part('oaks'), part('elms')], [])).toMatchObject({
      properties: {
        woods: {
          description: 'A map of oaks and elms.',
          properties: { oaks: { type: 'object' }, elms: { type: 'object' } },
          additionalProperties: false,
        },
      },
    });
  });

  test.each(fieldsOf(schema, ''))('%s has a title and a description', (_, field) => {
    if ('$ref' in field && !('title' in field)) expect(Object.keys(field)).toEqual(['$ref']);
    else
      expect(field).toMatchObject({ title: expect.stringMatching(/./), description: expect.stringMatching(/\.$|@$/) });
  });

  test('says that times are seconds', () => {
    expect(schema.definitions.phoneConfig.properties.afterContactWorkTimeLimit.description).toMatch(/^Seconds/);
    expect(schema.definitions.seconds.description).toMatch(/^Seconds/);
  });

  test('names no format without a rule', () => {
    const named = new Set([...JSON.stringify(schema).matchAll(/"format":"(\w+)"/g)].map(([, name]) => name));
    expect([...named].sort()).toEqual(Object.keys(formatsOf(managedKinds)).sort());
  });

  /** As an editor does: the whole schema, for main and included files alike; unknown formats are ignored. */
  const editor = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  test.each<[string, unknown, boolean]>([
    ['a main file', { version: 1, instance: { alias: 'a' }, owner: 'me', users: [] }, true],
    ['an included file', { users: [{ username: 'a' }] }, true],
    ['an included file of roles', { roles: { agent: { routingProfile: 'x' } } }, true],
    ['a main file without its instance', { version: 1, users: [] }, false],
    ['a main file without its version', { instance: { alias: 'a' } }, false],
    ['an unknown key', { version: 1, instance: { alias: 'a' }, source: [] }, false],
    ['a group as a text', { users: [{ username: 'a', hierarchyGroup: 'A/B' }] }, true],
    ['a group as a text with an empty name', { users: [{ username: 'a', hierarchyGroup: 'A//B' }] }, false],
    ['a phone number with blanks', { users: [{ username: 'a', mobile: '+49 30' }] }, false],
  ])('an editor is told: %s', (_, value, valid) => {
    expect(editor(value)).toBe(valid);
  });
});
