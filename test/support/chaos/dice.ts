import { type Random, seededRandom } from '../../../src/emulator/state/random.ts';

/** Random choices, the same ones for the same seed. */
export interface Dice {
  readonly random: Random;
  chance(share: number): boolean;
  /** Throws where there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
  /** Each of them with this chance. */
  some<T>(from: readonly T[], share: number): T[];
  /** A whole number, the limits included. */
  whole(min: number, max: number): number;
}

export function makeDice(seed: string): Dice {
  const random = seededRandom(seed);
  const chance = (share: number): boolean => random() < share;
  return {
    random,
    chance,
    pick(from) {
      if (from.length === 0) throw new Error('There is nothing to pick from.');
      return from[Math.floor(random() * from.length)] as (typeof from)[number];
    },
    some: (from, share) => from.filter(() => chance(share)),
    whole: (min, max) => min + Math.floor(random() * (max - min + 1)),
  };
}
