import { expect, test } from 'vitest';
import { findRoles, type RoleRules } from '../../../src/config/repository/find-roles.ts';
import type { Attributes } from '../../../src/plan/model/state.ts';

const rules: RoleRules = {
  by: ['team', 'job'],
  nameField: 'name',
  allows: (field) => field !== 'name' && field !== 'own',
  byKey: (field) => field === 'phone',
};
const names = ['a', 'b', 'c', 'd', 'e'];
const entries = (...all: readonly Attributes[]): readonly Attributes[] =>
  all.map((entry, index) => ({ name: names[index] ?? '', ...entry }));
const job = { team: 'x', job: 'y' };

test.each<[string, readonly Attributes[], object, readonly object[]]>([
  ['two alike have no role', entries(job, job), {}, entries(job, job)],
  [
    'three alike have one, behind their names',
    entries(job, job, job),
    { 'x-y': job },
    [
      { name: 'a', role: 'x-y' },
      { name: 'b', role: 'x-y' },
      { name: 'c', role: 'x-y' },
    ],
  ],
  [
    'three who only have one telling field',
    entries({ job: 'y' }, { job: 'y' }, { job: 'y' }),
    { y: { job: 'y' } },
    [
      { name: 'a', role: 'y' },
      { name: 'b', role: 'y' },
      { name: 'c', role: 'y' },
    ],
  ],
  ['three without a telling field', entries({ z: 1 }, { z: 1 }, { z: 1 }), {}, entries({ z: 1 }, { z: 1 }, { z: 1 })],
  [
    'a role takes what more than half have, and the others keep theirs',
    entries({ ...job, z: 1 }, { ...job, z: 1 }, { ...job, z: 2 }),
    { 'x-y': { ...job, z: 1 } },
    [
      { name: 'a', role: 'x-y' },
      { name: 'b', role: 'x-y' },
      { name: 'c', role: 'x-y', z: 2 },
    ],
  ],
  [
    'a role does not take what only half have',
    entries({ ...job, z: 1 }, { ...job, z: 1 }, { ...job, z: 2 }, { ...job, z: 2 }),
    { 'x-y': job },
    [
      { name: 'a', role: 'x-y', z: 1 },
      { name: 'b', role: 'x-y', z: 1 },
      { name: 'c', role: 'x-y', z: 2 },
      { name: 'd', role: 'x-y', z: 2 },
    ],
  ],
  [
    'a role does not take what one lacks',
    entries({ ...job, z: 1 }, { ...job, z: 1 }, job),
    { 'x-y': job },
    [
      { name: 'a', role: 'x-y', z: 1 },
      { name: 'b', role: 'x-y', z: 1 },
      { name: 'c', role: 'x-y' },
    ],
  ],
  [
    'a role does not take what is a person’s own',
    entries({ ...job, own: 1 }, { ...job, own: 1 }, { ...job, own: 1 }),
    { 'x-y': job },
    [
      { name: 'a', role: 'x-y', own: 1 },
      { name: 'b', role: 'x-y', own: 1 },
      { name: 'c', role: 'x-y', own: 1 },
    ],
  ],
  [
    'a map that is merged goes key by key',
    entries(
      { ...job, phone: { type: 's', limit: 1 } },
      { ...job, phone: { type: 's', limit: 2, extra: 1 } },
      { ...job, phone: { type: 'd', limit: 3 } },
    ),
    { 'x-y': { ...job, phone: { type: 's' } } },
    [
      { name: 'a', role: 'x-y', phone: { limit: 1 } },
      { name: 'b', role: 'x-y', phone: { limit: 2, extra: 1 } },
      { name: 'c', role: 'x-y', phone: { type: 'd', limit: 3 } },
    ],
  ],
  [
    'a map of which nothing is shared is left to the entries',
    entries({ ...job, phone: { a: 1 } }, { ...job, phone: { b: 1 } }, { ...job, phone: { c: 1 } }),
    { 'x-y': job },
    [
      { name: 'a', role: 'x-y', phone: { a: 1 } },
      { name: 'b', role: 'x-y', phone: { b: 1 } },
      { name: 'c', role: 'x-y', phone: { c: 1 } },
    ],
  ],
  [
    'another map is taken whole or not at all',
    entries({ ...job, tags: { a: 1, b: 1 } }, { ...job, tags: { a: 1, b: 1 } }, { ...job, tags: { a: 1, b: 2 } }),
    { 'x-y': { ...job, tags: { a: 1, b: 1 } } },
    [
      { name: 'a', role: 'x-y' },
      { name: 'b', role: 'x-y' },
      { name: 'c', role: 'x-y', tags: { a: 1, b: 2 } },
    ],
  ],
  [
    'a map that one writes otherwise is taken whole',
    entries({ ...job, phone: { a: 1 } }, { ...job, phone: { a: 1 } }, { ...job, phone: 'none' }),
    { 'x-y': { ...job, phone: { a: 1 } } },
    [
      { name: 'a', role: 'x-y' },
      { name: 'b', role: 'x-y' },
      { name: 'c', role: 'x-y', phone: 'none' },
    ],
  ],
])('%s', (_, all, roles, lighter) => {
  expect(findRoles(all, rules)).toEqual({ roles, entries: lighter });
});

test('the role of most people comes first, and each has a name of its own', () => {
  const few = Array.from({ length: 3 }, () => ({ job: 'É' }));
  const many = Array.from({ length: 4 }, () => ({ job: 'e' }));
  expect(Object.entries(findRoles([...few, ...many], rules).roles)).toEqual([
    ['e', { job: 'e' }],
    ['e-2', { job: 'É' }],
  ]);
});
