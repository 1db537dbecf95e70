/**
 * Three hundred seeded runs with random faults, half of them killed on the way: through random users, and through whole
 * contact centres. What each must come to is said where it is told.
 *
 *   SEED=123 npx vitest run test/scenarios/chaos.test.ts     replays one of them
 */
import { expect, test } from 'vitest';
import { tellOfPeople } from '../support/chaos/tell-of-people.ts';

const { SEED } = process.env;
const all = Array.from({ length: 300 }, (_, index) => index + 1);
const seeds = SEED === undefined ? all : [Number(SEED)];

test.each([...'0123456789'])(
  'runs whose number ends with %s',
  async (digit) => {
    for (const number of seeds.filter((one) => String(one).endsWith(digit))) {
      try {
        await tellOfPeople(number);
      } catch (error) {
        throw new Error(`Replay with: SEED=${number} npx vitest run test/scenarios/chaos.test.ts`, { cause: error });
      }
    }
    expect(seeds.length).toBeGreaterThan(0);
  },
  120_000,
);
