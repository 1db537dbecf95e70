/** `where`, `when` and `prefer`: which records they hold for. */
import { expect, test } from 'vitest';
import { isMap, type Json } from '../../../src/base/json.ts';
import { type Condition, holds, readCondition } from '../../../src/config/people/expressions/condition.ts';
import { readYaml } from '../../../src/config/yaml/read-yaml.ts';

/** A condition as it is written behind `where:`. */
function condition(where: string): Condition {
  const { document, problems } = readYaml(`where: ${where}\n`);
  if (!document || !isMap(document.value)) throw new Error(JSON.stringify(problems));
  const { writtenAs } = document.positions;
  return readCondition(document.value['where'], { path: ['where'], writtenAs });
}

test.each<[where: string, holdsFor: readonly Json[], notFor: readonly Json[]]>([
  ['{ s: Active }', [{ s: 'Active' }], [{ s: 'active' }, { s: 'Active ' }, { s: '' }, {}, { s: { Active: 1 } }]],
  ['{ s: [A, B] }', [{ s: 'A' }, { s: 'B' }], [{ s: 'C' }, { s: 'A,B' }]],
  ['{ s: { not: [A, B] } }', [{ s: 'C' }, {}, { s: null }], [{ s: 'A' }, { s: 'B' }]],
  ['{ s: { not: A } }', [{ s: 'B' }], [{ s: 'A' }]],
  ['{ s: "" }', [{ s: '' }, {}, { s: null }], [{ s: ' ' }, { s: 0 }, { s: false }]],
  ['{ s: null }', [{ s: '' }, {}, { s: null }], [{ s: 'null' }]],
  ['{ s: { not: "" } }', [{ s: 'x' }, { s: 0 }], [{ s: '' }, {}]],
  ['{ s: A, t: B }', [{ s: 'A', t: 'B' }], [{ s: 'A' }, { t: 'B' }]],
  ['{ s: true }', [{ s: true }, { s: 'true' }], [{ s: 'yes' }, { s: false }]],
  ['{ s: 12 }', [{ s: 12 }, { s: '12' }], [{ s: '012' }, { s: 12.5 }]],
  ['{ s: 0012 }', [{ s: '0012' }], [{ s: '12' }, { s: 12 }, { s: 10 }]],
  ['{ s: [0012, "7"] }', [{ s: '0012' }, { s: 7 }], [{ s: '12' }]],
  ['{ s: { not: 0012 } }', [{ s: '12' }], [{ s: '0012' }]],
  ['{ s: { not: [0012] } }', [{ s: '12' }], [{ s: '0012' }]],
  ['{ s: A }', [{ s: ['B', 'A'] }, { s: ['A'] }], [{ s: ['B'] }, { s: [] }, { s: [['A']] }]],
  ['{ s: { not: A } }', [{ s: ['B', 'C'] }, { s: [] }], [{ s: ['B', 'A'] }]],
  ['{ s: 7 }', [{ s: [6, 7] }], [{ s: [6] }]],
  ['{ "job.code": A }', [{ job: { code: 'A' } }], [{ 'job.code': 'A' }, { job: 'A' }]],
  ['{ "jobs[1]": A }', [{ jobs: ['B', 'A'] }], [{ jobs: ['A'] }]],
  ['{ Cost Centre: "12" }', [{ 'Cost Centre': '12' }], [{ Cost: '12' }]],
  ['{}', [{}, { s: 'A' }], []],
])('%s', (where, holdsFor, notFor) => {
  const read = condition(where);
  expect(holdsFor.filter((record) => !holds(read, record))).toEqual([]);
  expect(notFor.filter((record) => holds(read, record))).toEqual([]);
});

test('no condition holds for every record', () => {
  expect(readCondition(undefined, { path: ['where'], writtenAs: () => undefined })).toEqual([]);
});

test('each test knows the field, the values and where it is written', () => {
  expect(condition('{ job.code: { not: [1, x] }, s: A }')).toEqual([
    { field: ['job', 'code'], texts: new Set(['1', 'x']), inverted: true, path: ['where', 'job.code'] },
    { field: ['s'], texts: new Set(['A']), inverted: false, path: ['where', 's'] },
  ]);
});
