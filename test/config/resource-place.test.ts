import { expect, test } from 'vitest';
import { sourceFile } from '../../src/config/files/source-file.ts';
import { makePlaceOf } from '../../src/config/resource-place.ts';
import type { ValuePath } from '../../src/config/yaml/positions.ts';
import { readYaml } from '../../src/config/yaml/read-yaml.ts';
import { managedKinds } from '../../src/kinds/registry.ts';

const placeOf = (text: string) => {
  const { document } = readYaml(text);
  return makePlaceOf(sourceFile({ file: 'a.yaml', isRoot: true, document: document! }), managedKinds);
};
const whole = placeOf(`
users:
  - { username: jane.doe, phoneConfig: { phoneType: SOFT_PHONE } }
  - { firstName: Nobody }
overrides:
  - { username: Joe.Bloggs, lastName: Bloggs }
routingProfiles:
  - { name: Support, queues: [{ queue: Q }] }
hierarchy:
  levels: [Region, Site]
  groups: { EMEA: { Dublin: [Alpha] } }
`);

test.each<[string, ValuePath, object | undefined]>([
  [
    'an attribute',
    ['users', 0, 'phoneConfig', 'phoneType'],
    { kind: 'user', key: 'jane.doe', path: ['phoneConfig', 'phoneType'] },
  ],
  ['an entry as a whole', ['users', 0], { kind: 'user', key: 'jane.doe', path: [] }],
  ['the name of a person', ['users', 0, 'username'], { kind: 'user', key: 'jane.doe' }],
  ['an entry without a name', ['users', 1, 'firstName'], undefined],
  ['an entry that is not there', ['users', 7], undefined],
  [
    'what is added to a person from a source',
    ['overrides', 0, 'lastName'],
    { kind: 'user', key: 'Joe.Bloggs', path: ['lastName'] },
  ],
  ['the name of something else', ['routingProfiles', 0, 'name'], { kind: 'routingProfile', key: 'Support', path: [] }],
  [
    'within a list of an attribute',
    ['routingProfiles', 0, 'queues', 0, 'queue'],
    { kind: 'routingProfile', key: 'Support', path: ['queues', '0', 'queue'] },
  ],
  [
    'a branch of a tree',
    ['hierarchy', 'groups', 'EMEA', 'Dublin'],
    { kind: 'hierarchyGroup', key: 'EMEA/Dublin', path: [] },
  ],
  [
    'a leaf of a tree',
    ['hierarchy', 'groups', 'EMEA', 'Dublin', 0],
    { kind: 'hierarchyGroup', key: 'EMEA/Dublin/Alpha', path: [] },
  ],
  ['a branch that is not there', ['hierarchy', 'groups', 'APAC'], undefined],
  ['a single resource', ['hierarchy', 'levels', 1], { kind: 'hierarchyStructure', key: '', path: ['levels', '1'] }],
  ['a setting', ['instance', 'alias'], undefined],
  ['the file', [], undefined],
])('of %s', (_, path, place) => {
  expect(whole(path)).toEqual(place);
});

test('a section of another shape, or none, has no places', () => {
  const odd = placeOf('users: { jane: {} }\nversion: 1');
  expect(odd(['users', 'jane'])).toBeUndefined();
  expect(odd(['routingProfiles', 0, 'name'])).toBeUndefined();
  expect(odd(['overrides', 0, 'username'])).toBeUndefined();
});
