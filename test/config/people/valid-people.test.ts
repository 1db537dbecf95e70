/** People of a source who are checked like entries, and the key that says who they are. */
import { expect, describe as group, test } from 'vitest';
import type { Configuration } from '../../../src/config/load.ts';
import { locate, originOf } from '../../../src/plan/model/origin.ts';
import { head, load, print } from '../memory.ts';

/** A source whose key, if it has one, is in line 5. */
const sourceOf = (file: string, key: string): string => `- file: ${file}
  ${key}
  user:
    username: \${user}
    lastName: \${last}
    until: \${end|default:''}
    phoneConfig: { deskPhoneNumber: "\${phone|default:''}", afterContactWorkTimeLimit: "\${work|default:''}" }
`;

const one = { id: '1', user: 'jane', last: 'Doe' };
type Fields = { readonly [name: string]: unknown };
/** So many records, each with a key and a name of its own. */
const many = (count: number, fields: Fields): readonly Fields[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${at}`, user: `u${at}`, last: 'Doe', ...fields }));

const loadRecords = (records: readonly Fields[], key = 'key: id'): Promise<Configuration> =>
  load({
    'connect-sync.yaml': `${head}sources:\n${sourceOf('hr.json', key)}`,
    'hr.json': JSON.stringify(records, null, 1),
  });

const long = 'x'.repeat(301);
const tooLong = 'lastName has 301 characters; 300 are the limit.';
const livePerson = (key: string) => ({ kind: 'user', key, path: ['lastName'], value: long });

group('a record with a mistake', () => {
  test('about a text only may be what Amazon Connect has, so the person stays', async () => {
    const { desired, diagnostics } = await loadRecords([{ ...one, last: long }]);
    expect([...desired.keys()]).toEqual(['user/jane']);
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'invalid-value',
        message: tooLong,
        source: { file: 'hr.json', line: 5, column: 11 },
        address: 'user/jane',
        unlessLive: [livePerson('jane')],
      },
    ]);
  });

  test('about anything else leaves the person out', async () => {
    const { desired, diagnostics } = await loadRecords([{ ...one, last: long, end: 'soon' }]);
    expect([...desired.keys()]).toEqual([]);
    expect(diagnostics.map(({ code, address, unlessLive }) => [code, address, unlessLive !== undefined])).toEqual([
      ['invalid-value', 'user/jane', true],
      ['invalid-day', 'user/jane', false],
    ]);
  });

  test('in the username leaves the person out, since nobody could be found by it', async () => {
    const { desired, diagnostics } = await loadRecords([{ ...one, user: 'a#b' }]);
    expect([...desired.keys()]).toEqual([]);
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'username-characters',
        message:
          'username may have only letters a to z, digits, and _ - . @ \\, not U+0023 "#" at character 2; it is "a#b".',
        source: { file: 'hr.json', line: 4, column: 11 },
        address: 'user/a#b',
      },
    ]);
  });

  test('like those of many others is told ten times, the last time with the number of the others', async () => {
    const ten = await loadRecords(many(10, { last: long }));
    expect(ten.diagnostics.map(({ message }) => message)).toEqual(Array.from({ length: 10 }, () => tooLong));
    const { diagnostics } = await loadRecords(many(12, { last: long }));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      ...Array.from({ length: 9 }, () => tooLong),
      `${tooLong} 2 more records have a mistake like it.`,
    ]);
    expect(diagnostics.map(({ unlessLive }) => unlessLive)).toEqual([
      ...Array.from({ length: 9 }, (_, at) => [livePerson(`u${at}`)]),
      [livePerson('u9'), livePerson('u10'), livePerson('u11')],
    ]);
    const eleven = await loadRecords(many(11, { last: long }));
    expect(eleven.diagnostics.at(-1)?.message).toBe(`${tooLong} 1 more record has a mistake like it.`);
  });

  test('is certain where one of those that it stands for is', async () => {
    const records = [...many(10, { phone: '123' }), { ...one, id: 'x', work: -5 }];
    const { diagnostics } = await loadRecords(records);
    expect(diagnostics.map(({ unlessLive }) => unlessLive?.length)).toEqual([...Array(9).fill(1), undefined]);
    expect(diagnostics.at(-1)).not.toHaveProperty('unlessLive');
  });

  test('is counted apart for each sort of mistake, attribute and file', async () => {
    const records = [
      ...many(11, { last: long, end: 'soon', phone: '123' }),
      ...many(11, {}).map((person, at) => ({ ...person, id: `b${at}`, user: `b${at}`, phone: ['x'] })),
    ];
    const { diagnostics } = await load({
      'connect-sync.yaml': `${head}sources:\n${sourceOf('a.json', 'key: id')}${sourceOf('b.json', 'key: b-${id}')}`,
      'a.json': JSON.stringify(records, null, 1),
      'b.json': JSON.stringify(many(11, { last: long }).map((person, at) => ({ ...person, user: `c${at}` }))),
    });
    const last = diagnostics.filter(({ message }) => message.includes('1 more record'));
    expect(last.map(({ source, code, message }) => `${source?.file} ${code} ${message.split(' ')[0]}`)).toEqual([
      'a.json invalid-value lastName',
      'a.json invalid-day until',
      'a.json invalid-value phoneConfig.deskPhoneNumber',
      'a.json wrong-type phoneConfig.deskPhoneNumber',
      'b.json invalid-value lastName',
    ]);
    expect(diagnostics).toHaveLength(50);
  });
});

group('the key', () => {
  const wrongKey = (key: string): string =>
    `The key "${key}" cannot be kept in Amazon Connect; it takes up to 256 letters, digits, blanks and any of _ . : / = + - @.`;

  test.each(['1', 'a b_c.d:e/f=g+h-i@j', 'größe', 'x'.repeat(256)])('may be %s', async (id) => {
    const { desired, diagnostics } = await loadRecords([{ ...one, id }]);
    expect(diagnostics).toEqual([]);
    expect(desired.get('user/jane')?.attributes['tags']).toEqual({ 'connect-sync:key': id });
    expect(desired.get('user/jane')?.record).toEqual({
      source: 'hr.json',
      key: id,
      blanks: [['until'], ['phoneConfig', 'deskPhoneNumber'], ['phoneConfig', 'afterContactWorkTimeLimit']],
    });
  });

  test.each(['a#b', 'x'.repeat(257), 'a\tb'])('may not be %j', async (id) => {
    const { desired, diagnostics } = await loadRecords([{ ...one, id }]);
    expect([...desired.keys()]).toEqual([]);
    const quoted = id.length > 80 ? `${id.slice(0, 77)}…` : JSON.stringify(id).slice(1, -1);
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'invalid-key',
        message: wrongKey(quoted),
        source: { file: 'hr.json', line: 3, column: 9 },
        address: 'user/jane',
      },
    ]);
  });

  test('is told of a record as a whole where an expression makes it', async () => {
    const { diagnostics } = await loadRecords([one], 'key: a#${id}');
    expect(diagnostics.map(print)).toEqual([`hr.json:2:2 invalid-key ${wrongKey('a#1')}`]);
  });

  test('is no key where the source has none', async () => {
    const { desired, diagnostics } = await loadRecords([one], 'unmatched: skip');
    expect(diagnostics).toEqual([]);
    const jane = desired.get('user/jane');
    expect(jane?.attributes).toEqual({ lastName: 'Doe' });
    expect(Object.keys(jane?.record ?? {})).toEqual(['source', 'blanks']);
  });

  test('that is wrong in many records is told ten times for each file', async () => {
    const wrong = (name: string) => JSON.stringify(many(11, {}).map((each, at) => ({ ...each, user: `${name}${at}` })));
    const { diagnostics } = await load({
      'connect-sync.yaml': `${head}sources:\n${sourceOf('a.json', 'key: a#${id}')}${sourceOf('b.json', 'key: b#${id}')}`,
      'a.json': wrong('a'),
      'b.json': wrong('b'),
    });
    expect(diagnostics.map(({ source }) => source?.file)).toEqual([
      ...Array(10).fill('a.json'),
      ...Array(10).fill('b.json'),
    ]);
    expect(diagnostics.filter(({ message }) => message.includes('more record')).map(({ message }) => message)).toEqual([
      `${wrongKey('a#9')} 1 more record has a mistake like it.`,
      `${wrongKey('b#9')} 1 more record has a mistake like it.`,
    ]);
  });

  test('is one person among all sources: the first one counts', async () => {
    const { desired, diagnostics } = await load({
      'connect-sync.yaml': `${head}sources:\n${sourceOf('a.json', 'key: a-${id}')}${sourceOf('b.json', 'key: id')}`,
      'a.json': JSON.stringify([one], null, 1),
      'b.json': JSON.stringify(
        [
          { ...one, id: 'a-1', user: 'omar' },
          { ...one, id: '1', user: 'ada', last: '' },
        ],
        null,
        1,
      ),
    });
    expect([...desired.keys()]).toEqual(['user/jane', 'user/ada']);
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'duplicate-key',
        message:
          'The key "a-1" is in two records: here and at a.json:2:2; where two HR systems count alike, write key: a-${…}.',
        source: { file: 'b.json', line: 3, column: 9 },
        address: 'user/omar',
      },
    ]);
  });

  test.each([
    ['key: id', 'hr.json:3:9', undefined],
    ['key: a-${id}', 'hr.json:2:2', 'a-${id}'],
  ])('%s becomes a tag at %s', async (key, place, written) => {
    const { desired } = await loadRecords([one], key);
    const { origins } = desired.get('user/jane')!;
    const path = ['tags', 'connect-sync:key'];
    const { file, line, column } = locate(origins, path);
    expect(`${file}:${line}:${column}`).toBe(place);
    const origin = originOf(origins, path);
    expect(origin).toMatchObject({ type: 'record', by: { path: ['sources', 0, 'key'] } });
    expect(origin.type === 'record' && origin.by.written(path)).toBe(written);
  });
});

test('a username in two sources is told with both records', async () => {
  const { diagnostics } = await load({
    'connect-sync.yaml': `${head}sources:\n${sourceOf('a.json', 'key: a-${id}')}${sourceOf('b.json', 'key: id')}`,
    'a.json': JSON.stringify([one], null, 1),
    'b.json': JSON.stringify([{ ...one, id: '2' }], null, 1),
  });
  expect(diagnostics.map(print)).toEqual([
    'b.json:2:2 duplicate-username The user "jane" is in two records: here and at a.json:2:2; leave one of them out with where.',
  ]);
});
