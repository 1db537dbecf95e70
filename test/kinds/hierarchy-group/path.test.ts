import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalPath, type GroupPath, pathKey } from '../../../src/kinds/hierarchy-group/path.ts';
import { toLive } from '../../../src/kinds/user/attributes.ts';
import { secondUnits } from '../../../src/kinds/user/phone.ts';
import { describedUser, idFor, names } from '../../support/users.ts';

const rows: { readonly [sentence: string]: readonly [written: GroupPath, canonical: GroupPath, key: string] } = {
  'one name': ['Americas', 'Americas', 'Americas'],
  'a path of names': ['Americas/Seattle', 'Americas/Seattle', 'Americas/Seattle'],
  'a list that text can say is text': [['Americas', 'Seattle'], 'Americas/Seattle', 'Americas/Seattle'],
  'a list of one likewise': [['Americas'], 'Americas', 'Americas'],
  'a name with a slash stays a list': [['Americas', 'A/B'], ['Americas', 'A/B'], 'Americas/A\\/B'],
  'a name with a backslash is text': ['A\\B', 'A\\B', 'A\\\\B'],
  'a name that ends in a backslash does not hide the slash behind it': ['A\\/B', 'A\\/B', 'A\\\\/B'],
  'both at once': [['A\\', '/B'], ['A\\', '/B'], 'A\\\\/\\/B'],
};

describe('a path has one form', () => {
  test.each(Object.entries(rows))('%s', (_, [written, canonical, key]) => {
    expect(canonicalPath(written)).toEqual(canonical);
    expect(pathKey(canonicalPath(written))).toBe(key);
  });
});

const name = fc.string({ unit: fc.constantFrom('a', '/', '\\', ' ', '.'), minLength: 1, maxLength: 4 });
const path = fc.array(name, { minLength: 1, maxLength: 5 });

/** Back from the key of a group, by way of a user who is in it. */
const pathOf = (key: string) =>
  toLive(describedUser('jane', { HierarchyGroupId: idFor('hierarchyGroup', key) }), names, secondUnits).attributes[
    'hierarchyGroup'
  ];

describe('whatever the names', () => {
  test('the key of a group leads back to its path', () => {
    fc.assert(
      fc.property(path, (one) => {
        expect(pathOf(pathKey(canonicalPath(one)))).toEqual(canonicalPath(one));
      }),
    );
  });
  test('the canonical form is canonical', () => {
    fc.assert(
      fc.property(path, (one) => {
        expect(canonicalPath(canonicalPath(one))).toEqual(canonicalPath(one));
      }),
    );
  });
  test('two groups have two keys', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(pathKey(canonicalPath(a)) === pathKey(canonicalPath(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
