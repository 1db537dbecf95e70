/** A plan file is somebody's word: what comes out is a whole plan of ours, or a reason why not. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../src/base/json.ts';
import { readPlan } from '../../src/config/read-plan.ts';
import { digest, planDocument } from '../../src/plan/model/plan-file.ts';
import { changes, plan } from '../support/plans.ts';

const tool = { name: 'connect-sync', version: '0' };
const document = planDocument(
  plan({ changes: Object.values(changes), safety: [{ rule: 'limits.delete', limit: '5%', value: 1, result: 'pass' }] }),
  tool,
);
const text = canonicalJson(document, 2);
const reading = (change: Json) => readPlan(JSON.stringify(change));
const problem = (source: string): string => {
  const read = readPlan(source);
  return read.type === 'plan' ? 'none' : `${read.type}: ${read.message}`;
};

test('what we write is read', () => {
  expect(readPlan(text)).toMatchObject({ type: 'plan', plan: { digest: document['digest'] } });
});

test('a minor version that adds something is read', () => {
  expect(reading({ ...document, formatVersion: '1.7', novelty: true }).type).toBe('plan');
});

test('a major version is another format, even if nothing else of it is known', () => {
  expect(problem('{"formatVersion":"2.0","changes":7}')).toMatch(/^other-format: .*2\.0.*1\.x; plan and review again/);
});

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const cases: { readonly [what: string]: readonly [source: string, message: string] } = {
  nothing: ['', 'not whole JSON'],
  'something else': ['version: 1\n', 'not whole JSON'],
  'a plan that was cut short': [text.slice(0, -100), 'not whole JSON'],
  'a list': ['[]', 'the document must be object'],
  null: ['null', 'the document must be object'],
  'no version': ['{}', "must have required property 'formatVersion'"],
  'a strange version': [text.replace('"1.0"', '"one"'), '/formatVersion must match'],
  'an edited change': [text.replace('"Dorn"', '"Evil"'), 'it was edited after it was made'],
  'an edited digest': [text.replace(/sha256:./, 'sha256:g'), '/digest must match'],
  'an action that there is not': [text.replace('"create",', '"erase",'), '/action must be equal to one of'],
  'one of our prototypes': [text.replace('"firstName"', '"__proto__"'), 'has the key "__proto__"'],
  'a masked plan': [text.replace('"formatVersion"', '"masked": true, "formatVersion"'), 'printed with --mask'],
  'nesting without end': [deep, 'nested more than 64 deep'],
};
describe('is damaged:', () => {
  test.each(Object.entries(cases))('%s', (_, [source, message]) => {
    expect(problem(source)).toMatch(/^damaged: /);
    expect(problem(source)).toContain(message);
  });
});

test('a change by anybody who does not mind the digest is found', () => {
  const leaves = [...text.matchAll(/"([a-zA-Z]{3,})"/g)].map(({ index }) => index + 1);
  fc.assert(
    fc.property(fc.constantFrom(...leaves), fc.constantFrom('X', '7', ' '), (at, letter) => {
      const edited = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
      const read = readPlan(edited);
      if (read.type === 'plan') expect(digest(read.plan.changes)).toBe(document['digest']);
    }),
  );
});

test('whatever it is, it is read or refused, and nothing is thrown', () => {
  fc.assert(fc.property(fc.string(), (source) => void readPlan(source)));
  fc.assert(fc.property(fc.json(), (source) => void readPlan(source)));
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(document)), fc.jsonValue(), (name, value) => {
      expect(['plan', 'damaged', 'other-format']).toContain(reading({ ...document, [name]: value as Json }).type);
    }),
  );
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test.each([
  ['2.0', 'other-format: It has the format version 2.0, and this connect-sync compares 1.x; plan and review again.'],
  [
    '1234.0',
    'other-format: It has the format version 1234.0, and this connect-sync compares 1.x; plan and review again.',
  ],
  [
    '10.12',
    'other-format: It has the format version 10.12, and this connect-sync compares 1.x; plan and review again.',
  ],
  ['1.12', 'none'],
  ['12345.0', 'damaged'],
  ['2', 'damaged'],
  ['v2.0', 'damaged'],
  ['2.0-beta', 'damaged'],
  [2.5, 'damaged'],
])('a plan of the version %j is %s', (formatVersion, read) => {
  const told = problem(JSON.stringify({ ...document, formatVersion }));
  expect(read === 'damaged' ? told.split(':')[0] : told).toBe(read);
});

test('nesting is followed to a depth of 64', () => {
  const nested = (depth: number): string => problem(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  expect(nested(65)).toContain('It is not what plan --out writes: the document must be object.');
  expect(nested(66)).toBe('damaged: Its lists and maps are nested more than 64 deep.');
});
