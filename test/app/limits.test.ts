import { expect, test } from 'vitest';
import { checkLimits } from '../../src/app/instance/limits.ts';
import { WrongUsage } from '../../src/base/errors.ts';

const calls = ['CreateUser', 'UpdateUserConfig'];

test.each([[undefined], [{}], [{ CreateUser: { rate: 1 } }], [{ '*': { rate: 1 } }]])('%j is fine', (limits) => {
  expect(() => checkLimits(limits, calls)).not.toThrow();
});

test('an API that is never called is wrong usage, and the right one is named', () => {
  expect(() => checkLimits({ UpdateUserCnfig: { rate: 1 } }, calls)).toThrow(WrongUsage);
  expect(() => checkLimits({ UpdateUserCnfig: { rate: 1 } }, calls)).toThrow('did you mean UpdateUserConfig?');
  expect(() => checkLimits(JSON.parse('{"__proto__": {}}'), calls)).toThrow('there are CreateUser, UpdateUserConfig');
});
