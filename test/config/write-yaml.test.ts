import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json } from '../../src/base/json.ts';
import { readYaml } from '../../src/config/yaml/read-yaml.ts';
import { writeConfiguration } from '../../src/config/yaml/write-yaml.ts';

/** Texts that some reader of YAML takes for something else. */
const ambiguous = [
  '+4930123456',
  '012',
  '0o14',
  '0x1F',
  '0b11',
  '1_000',
  '1.10',
  '1e3',
  '.5',
  '-1',
  '.inf',
  '.nan',
  '12:30',
  '2024-01-01',
  '2024-01-01T10:00:00Z',
  'yes',
  'No',
  'on',
  'OFF',
  'y',
  'N',
  'true',
  'False',
  'null',
  '~',
  '',
  '<<',
  '=',
  '- a',
  'a: b',
  'a #b',
  ' a',
  'a ',
  '*a',
  '&a',
  '!a',
  '{a',
  '[a',
  '@a',
  '`a',
  '%a',
  '"',
  "'",
  '\t',
  '---',
  '...',
  'a\nb',
  '\u2028',
  '\u0085',
  '\uFEFF',
  '\uD800',
];

function read(written: string): Json | undefined {
  const { document, problems } = readYaml(written);
  expect(problems).toEqual([]);
  return document?.value;
}

test('what export writes is pleasant to read', () => {
  const text = writeConfiguration(
    {
      version: 1,
      instance: { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07', region: 'us-west-2' },
      users: [
        {
          username: 'zoë.doe',
          firstName: 'Zoë',
          mobile: '+4930123456',
          securityProfiles: ['Agent'],
          hierarchyGroup: ['Americas', 'A/B'],
          phoneConfig: { phoneType: 'SOFT_PHONE', afterContactWorkTimeLimit: { VOICE: 60 }, autoAccept: true },
          tags: { costCentre: '0815', note: `${'long '.repeat(40)}text`, on: 'yes' },
        },
        {
          username: 'omar',
          securityProfiles: Array.from({ length: 4 }, (_, at) => `A rather long profile name ${at}`),
        },
      ],
    },
    { header: 'yaml-language-server: $schema=./connect-sync.schema.json' },
  );
  expect(text).toBe(`# yaml-language-server: $schema=./connect-sync.schema.json

version: 1

instance:
  id: 10a4c4eb-f57e-4d4c-b602-bf39176ced07
  region: us-west-2

users:
  - username: zoë.doe
    firstName: Zoë
    mobile: "+4930123456"
    securityProfiles: [Agent]
    hierarchyGroup: [Americas, A/B]
    phoneConfig:
      phoneType: SOFT_PHONE
      afterContactWorkTimeLimit: {VOICE: 60}
      autoAccept: true
    tags:
      costCentre: "0815"
      note: ${'long '.repeat(40)}text
      "on": "yes"

  - username: omar
    securityProfiles:
      - A rather long profile name 0
      - A rather long profile name 1
      - A rather long profile name 2
      - A rather long profile name 3
`);
});

describe('an ambiguous text stays a text, as a value and as a key, for readers of YAML 1.2 and 1.1', () => {
  test.each(ambiguous)('%j', (text) => {
    const value = { a: text, list: [text], [text]: 'x' };
    const written = writeConfiguration(value);
    expect(read(written)).toEqual(value);
    expect(parse(written)).toEqual(value);
    expect(parse(written, { version: '1.1', schema: 'yaml-1.1' })).toEqual(value);
  });
});

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...ambiguous));
const json = fc.letrec<{ value: Json; map: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.constantFrom<Json>(null, true, false),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.array(tie('value'), { maxLength: 5 }),
    tie('map'),
  ),
  map: fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    tie('value'),
    { maxKeys: 5, noNullPrototype: true },
  ),
}));

test('reading back what was written gives the same value', () => {
  fc.assert(
    fc.property(json.map, (value) => {
      expect(read(writeConfiguration(value))).toEqual(value);
    }),
    { numRuns: 1_000 },
  );
});

test('the order of keys is kept', () => {
  const value = { version: 1, b: 1, a: 2, c: { z: 1, y: 2 } };
  expect(JSON.stringify(read(writeConfiguration(value)))).toBe(JSON.stringify(value));
});
