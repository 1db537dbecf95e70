import { expect, test } from 'vitest';
import { readOnce } from '../../src/kinds/reading/recollect.ts';
import { reading } from '../support/reading.ts';
import { script } from '../support/script.ts';

const times = async (detailed: boolean, fresh: boolean): Promise<number> => {
  const recollection = { touched: new Set<string>() };
  let reads = 0;
  for (const _ of [1, 2]) {
    await readOnce(reading(script({}).send, { recollection, detailed, fresh }), async () => {
      reads += 1;
      return [];
    });
  }
  return reads;
};

test('what is only pointed at is read once by a process', async () => {
  expect(await times(false, false)).toBe(1);
});

test('what is managed is read every time, and so is what is known to be too little', async () => {
  expect([await times(true, false), await times(false, true)]).toEqual([2, 2]);
});
