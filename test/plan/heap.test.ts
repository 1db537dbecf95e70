import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeHeap } from '../../src/plan/timing/heap.ts';

test('whatever goes in comes out in order, also while more goes in', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined })), (steps) => {
      const heap = makeHeap();
      const kept: number[] = [];
      for (const step of steps) {
        if (step === undefined) {
          kept.sort((a, b) => a - b);
          expect(heap.pop()).toBe(kept.shift());
        } else {
          heap.push(step);
          kept.push(step);
        }
        expect(heap.size).toBe(kept.length);
      }
    }),
  );
});
