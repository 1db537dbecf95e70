/** Where a value that several layers have put together was written, and what an address is as a text. */
import { describe, expect, test } from 'vitest';
import { type Address, format, parse } from '../../src/plan/model/address.ts';
import { type AttributePath, type Expressions, locate, type Origins, originOf } from '../../src/plan/model/origin.ts';

/** A text whose places are told by their paths. */
const textOf = (file: string) => ({
  at: (path: readonly (string | number)[]) => ({ file: `${file} ${path.join('.')}`.trim(), line: 1, column: 1 }),
});
const entry = { type: 'entry', source: textOf('users.yaml'), path: ['users', 0] } as const;
const role = { type: 'role', name: 'agent', source: textOf('roles.yaml'), path: ['roles', 'agent'] } as const;
const none = { type: 'default', source: textOf('main.yaml'), path: ['users', 0] } as const;
const by: Expressions = {
  ...{ source: textOf('sources.yaml'), path: ['sources', 0, 'map'] },
  fieldOf: ([attribute]) => (attribute === 'email' ? ['Work_Email'] : undefined),
  written: () => undefined,
};
const record = { type: 'record', source: textOf('hr.csv'), path: ['row', 7], by } as const;
const rule = { type: 'rule', number: 2, source: textOf('hr.csv'), path: ['row', 7], by } as const;

describe('a value is where', () => {
  const rows: { readonly [sentence: string]: readonly [Origins, AttributePath, file: string] } = {
    'its entry says it': [entry, ['email'], 'users.yaml users.0.email'],
    'its entry says it, however deep': [entry, ['tags', 'site'], 'users.yaml users.0.tags.site'],
    'its role says it': [role, ['email'], 'roles.yaml roles.agent.email'],
    'its resource is, where it is written nowhere': [none, ['email'], 'main.yaml users.0.email'],
    'the field of the record is that it is made of': [record, ['email'], 'hr.csv row.7.Work_Email'],
    'the expression is, where it is made of no field': [record, ['room'], 'sources.yaml sources.0.map.room'],
    'the field is, where a rule makes it of one': [rule, ['email'], 'hr.csv row.7.Work_Email'],
    'the rule says it, where it is made of no field': [rule, ['room'], 'sources.yaml sources.0.map.room'],
    'the record is, where the whole is meant': [record, [], 'hr.csv row.7'],
    'the record that a rule matched is, where the whole is meant': [rule, [], 'hr.csv row.7'],
    'its layer says it, where each part has another': [
      { whole: entry, parts: { email: role } },
      ['email'],
      'roles.yaml roles.agent.email',
    ],
    'the last layer of all is, where no layer says it': [
      { whole: entry, parts: { email: role } },
      ['room'],
      'users.yaml users.0.room',
    ],
    'the layer of that key of a map is': [
      { whole: entry, parts: { tags: { whole: role, parts: { site: record } } } },
      ['tags', 'site'],
      'sources.yaml sources.0.map.tags.site',
    ],
    'the last layer of the map is, for another key of it': [
      { whole: entry, parts: { tags: { whole: role, parts: { site: record } } } },
      ['tags', 'toString'],
      'roles.yaml roles.agent.tags.toString',
    ],
    'the one layer of a map is, for whatever is in it': [
      { whole: entry, parts: { tags: role } },
      ['tags', 'site', 'x'],
      'roles.yaml roles.agent.tags.site.x',
    ],
  };
  test.each(Object.entries(rows))('%s', (_, [origins, path, file]) => {
    expect(locate(origins, path)).toEqual({ file, line: 1, column: 1 });
  });

  test('its resource is, where no path is given', () => {
    expect(locate({ whole: role, parts: {} }).file).toBe('roles.yaml roles.agent');
    expect(locate(entry).file).toBe('users.yaml users.0');
  });
});

test('the origin of a value is the very layer, so that it can be explained', () => {
  const origins = { whole: entry, parts: { tags: { whole: role, parts: { site: record } } } };
  expect(originOf(origins, ['tags', 'site'])).toBe(record);
  expect(originOf(origins, ['tags'])).toBe(role);
  expect(originOf(origins, ['toString'])).toBe(entry);
  expect(originOf(origins, [])).toBe(entry);
  expect(originOf(rule, ['tags'])).toBe(rule);
});

describe('an address', () => {
  test.each<[string, Address]>([
    ['user/jane.doe', { kind: 'user', key: 'jane.doe' }],
    ['hierarchyGroup/Americas/Seattle', { kind: 'hierarchyGroup', key: 'Americas/Seattle' }],
    ['hierarchyStructure', { kind: 'hierarchyStructure', key: '' }],
  ])('%s is read as it is written', (text, address) => {
    expect(format(address)).toBe(text);
    expect(parse(text)).toEqual(address);
  });
  test('may be a text that begins with a slash', () => expect(parse('/jane')).toEqual({ kind: '', key: 'jane' }));
});
