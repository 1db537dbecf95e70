import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/base/matching/nearest.ts';

describe('nearest', () => {
  test.each<[string, string, readonly string[], string | undefined]>([
    ['a letter left out', 'Basc Routing Profile', ['Basic Routing Profile', 'Tier 2'], 'Basic Routing Profile'],
    ['two letters swapped', 'emial', ['username', 'email'], 'email'],
    ['another case', 'soft_phone', ['SOFT_PHONE', 'DESK_PHONE'], 'SOFT_PHONE'],
    ['the same but for case wins over what is closer in spelling', 'AGENT', ['AGENTS', 'agent'], 'agent'],
    ['nothing similar', 'sources', ['version', 'instance', 'include', 'owner', 'roles', 'users'], undefined],
    ['a short name has no distant likes', 'QA', ['HR', 'IT'], undefined],
    ['no candidates', 'x', [], undefined],
  ])('%s', (_, name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });

  test('many candidates are only searched for another case', () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `Name${at}`);
    expect(nearest('name99999', names)).toBe('Name99999');
    expect(nearest('Nam99999', names)).toBeUndefined();
  });
});
