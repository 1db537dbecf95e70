/** Several records of one person, or of one username: which of them counts. */
import { expect, describe as group, test } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { jane, mapPeople, print, problems, user } from './support.ts';

group('two records', () => {
  const one = { ...jane, start: '2026-01-01', status: 'Terminated' };
  const two = { ...jane, user: 'jane.doe', start: '2026-12-01', status: 'Active' };
  const usernames = (duplicates: string, ...records: Json[]): readonly string[] => {
    const { people, all } = mapPeople(`key: id${user}duplicates: ${duplicates}`, { text: JSON.stringify(records) });
    expect(all).toEqual([]);
    return people.map(({ name }) => name);
  };

  test('with one key, and with one username, are told with both places', () => {
    expect(problems(`key: id${user}`, [one, two])).toEqual([
      'hr.json:3:7 duplicate-key The key "1" is in two records: here and at hr.json:2:7; say which one counts: duplicates: { prefer: …, latest: … }.',
    ]);
    expect(problems(`key: id${user}`, [one, { ...two, id: '2', user: 'JANE' }])).toEqual([
      'hr.json:3:1 duplicate-username The username "jane" is in two records: here and at hr.json:2:1; say which one counts: duplicates: { prefer: …, latest: … }.',
    ]);
  });

  test.each([
    ['{ prefer: { status: Active } }', 'jane.doe'],
    ['{ latest: start }', 'jane.doe'],
    ['{ prefer: { status: Terminated }, latest: start }', 'jane'],
    ['{ prefer: { status: Nothing }, latest: start }', 'jane.doe'],
  ])('of one person, by %s', (duplicates, username) => {
    expect(usernames(duplicates, one, two)).toEqual([username]);
  });

  test('of which none is preferred to the other', () => {
    expect(problems(`key: id${user}duplicates: { latest: start }`, [one, { ...two, start: one.start }])).toEqual([
      'hr.json:3:7 duplicate-key The key "1" is in two records: here and at hr.json:2:7; duplicates does not tell them apart.',
    ]);
    expect(problems(`key: id${user}duplicates: { latest: start }`, [one, { ...two, start: '31.12.2026' }])[0]).toMatch(
      /^hr.json:3:78 invalid-day duplicates.latest needs a day such as 2026-12-01 here/,
    );
  });

  test('of one username and two names are two people, whatever is preferred', () => {
    expect(
      problems(`key: id${user}duplicates: { latest: start }`, [one, { ...two, id: '2', user: 'jane', first: 'Jack' }]),
    ).toEqual([
      'hr.json:3:1 duplicate-username The username "jane" is in two records: here and at hr.json:2:1; they are two people with two names; give one of them another username.',
    ]);
  });

  test('of a contractor who becomes an employee, with two keys and one name', () => {
    expect(usernames('{ latest: start }', one, { ...two, id: 'E2', user: 'jane' })).toEqual(['jane']);
  });

  test('after which the first stands for all of them, and nothing else is told of the others', () => {
    const text = JSON.stringify([one, two, { ...two, user: 'omar' }]);
    const { people, all } = mapPeople(`key: id${user}`, { text });
    expect(people.map(({ name }) => name)).toEqual(['jane']);
    expect(all).toEqual([
      {
        severity: 'error',
        code: 'duplicate-key',
        message:
          'The key "1" is in 3 records: here, at hr.json:1:8 and in 1 more; say which one counts: duplicates: { prefer: …, latest: … }.',
        source: { file: 'hr.json', line: 1, column: 117 },
      },
    ]);
  });

  test('of one username and no key are told without regard to case and by the whole record', () => {
    expect(problems(user, [one, { ...one, user: 'Jane' }, { ...one, user: 'JANE' }])).toEqual([
      'hr.json:3:1 duplicate-username The username "jane" is in 3 records: here, at hr.json:2:1 and in 1 more; say which one counts: duplicates: { prefer: …, latest: … }.',
    ]);
  });

  test('with one key that an expression makes are told by the whole record', () => {
    expect(problems(`key: a-\${id}${user}`, [one, two])).toEqual([
      'hr.json:3:1 duplicate-key The key "a-1" is in two records: here and at hr.json:2:1; say which one counts: duplicates: { prefer: …, latest: … }.',
    ]);
  });

  test('of one key and two names are one person, who has another name now', () => {
    expect(usernames('{ latest: start }', one, { ...two, last: 'Smith' })).toEqual(['jane.doe']);
  });

  test('of one username are one person however the name is written', () => {
    const again = { ...two, id: '2', user: 'jane', first: 'JANE', last: ' doe' };
    expect(usernames('{ latest: start }', one, { ...again, last: 'doe' })).toEqual(['jane']);
  });
});

group('who counts', () => {
  const person = (name: string, more: object = {}): Json => ({ ...jane, user: name, ...more });
  const settle = (duplicates: string, ...records: Json[]): unknown => {
    const text = `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}]`;
    const { people, all } = mapPeople(`key: id${user}duplicates: ${duplicates}`, { text });
    return all.length > 0 ? all.map(print) : people.map(({ name }) => name);
  };

  test.each<[sentence: string, duplicates: string, records: readonly Json[], counts: readonly string[]]>([
    [
      'the preferred one, whatever its day is',
      '{ prefer: { site: "100" }, latest: start }',
      [person('a', { start: 'soon' }), person('b', { site: '200' })],
      ['a'],
    ],
    [
      'the latest of several that are preferred',
      '{ prefer: { site: "100" }, latest: start }',
      [person('a', { start: '2026-03-01' }), person('b'), person('c', { site: '200', start: '2026-09-01' })],
      ['a'],
    ],
    [
      'one with a day before one without',
      '{ latest: start }',
      [person('a', { start: '' }), person('b'), person('c', { start: null })],
      ['b'],
    ],
    [
      'the later of two times, in whatever zone they are written',
      '{ latest: start }',
      [person('a', { start: '2026-03-01T09:00:00Z' }), person('b', { start: '2026-03-01T09:30:00+01:00' })],
      ['a'],
    ],
    [
      'the later of two times without a zone',
      '{ latest: start }',
      [person('a', { start: '2026-03-01 09:00' }), person('b', { start: '2026-03-01 09:30' })],
      ['b'],
    ],
    [
      'the latest by an expression',
      `{ latest: "\${start|date:'dd/MM/yyyy'}" }`,
      [person('a', { start: '01/02/2026' }), person('b', { start: '31/01/2026' })],
      ['a'],
    ],
    [
      'each of several people, in the order of the records',
      '{ latest: start }',
      [person('a'), person('omar', { id: '2' }), person('b', { start: '2026-03-01' })],
      ['omar', 'b'],
    ],
  ])('%s', (_, duplicates, records, counts) => {
    expect(settle(duplicates, ...records)).toEqual(counts);
  });

  test('nobody, where several are preferred and nothing else is said', () => {
    expect(settle('{ prefer: { site: "100" } }', person('a'), person('b'), person('c', { site: '200' }))).toEqual([
      'hr.json:3:7 duplicate-key The key "1" is in two records: here and at hr.json:2:7; duplicates does not tell them apart; add latest.',
    ]);
  });

  test('nobody, where the latest are equally late; only those are told', () => {
    const early = person('a', { start: '2020-01-01' });
    expect(settle('{ latest: start }', early, person('b'), person('c'), person('d'))).toEqual([
      'hr.json:4:7 duplicate-key The key "1" is in 3 records: here, at hr.json:3:7 and in 1 more; duplicates does not tell them apart.',
    ]);
    expect(settle('{ latest: start }', person('a', { start: '' }), person('b', { start: null }))).toEqual([
      'hr.json:3:7 duplicate-key The key "1" is in two records: here and at hr.json:2:7; duplicates does not tell them apart.',
    ]);
  });

  const wanted = `duplicates.latest needs a day such as 2026-12-01 here; write it as an expression where it has another form: \${…|date:'dd/MM/yyyy'}.`;

  test.each<[sentence: string, latest: string, start: Json, place: string]>([
    ['a field is no day', 'start', '31.12.2026', '3:71'],
    ['a field is no text', 'start', ['2026-12-01'], '3:71'],
    ['an expression makes no day', '"${start}"', '31.12.2026', '3:1'],
    ['a filter cannot take the field', `"\${start|date:'dd/MM/yyyy'}"`, '2026-12-01', '3:1'],
  ])('nobody, where %s', (_, latest, start, place) => {
    const first = person('a', { start: latest.includes('date:') ? '01/12/2026' : '2026-12-01' });
    expect(settle(`{ latest: ${latest} }`, first, person('b', { start }))).toEqual([
      `hr.json:${place} invalid-day ${wanted}`,
    ]);
  });
});
