/**
 * Three hundred seeded runs with random faults and kills: three in four through random users, every fourth through a
 * whole contact centre, all kinds together, in which somebody else changes things as well. What each must come to is said where it is told.
 *
 *   SEED=123 npx vitest run test/scenarios/chaos.test.ts         replays one of them
 *   SEED=301-900 npx vitest run test/scenarios/chaos.test.ts     goes on with others
 */
import { expect, test } from 'vitest';
import { tellOfCentres } from '../support/chaos/tell-of-centres.ts';
import { tellOfPeople } from '../support/chaos/tell-of-people.ts';

const [first = 1, last = first] = (process.env['SEED'] ?? '1-300').split('-').map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
const tell = (seed: number): Promise<void> => (seed % 4 === 0 ? tellOfCentres(seed) : tellOfPeople(seed));

test.each([...'0123456789'])('seeds that end with %s', { timeout: 600_000 }, async (digit) => {
  for (const seed of seeds.filter((one) => String(one).endsWith(digit))) {
    try {
      await tell(seed);
    } catch (error) {
      throw new Error(`Replay with: SEED=${seed} npx vitest run test/scenarios/chaos.test.ts`, { cause: error });
    }
  }
});

test('there are seeds', () => expect(seeds.length).toBeGreaterThan(0));
