// How much comes in, and what each contact takes. Every line has as many contacts as its agents can just about handle,
// fewer in the first half of the night and more in the day, so that queues build up at the peak and empty again.

import { type Random, seededRandom } from '../state/random.ts';
import { CHANNELS, type Channel } from '../state/records/resources.ts';
import { ATTENDANCE, DAY, DUTY } from './shift.ts';
import type { Staff } from './staff.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Means, in milliseconds. */
interface Habits {
  readonly talk: number;
  readonly work: number;
  /** How long somebody waits before giving up. */
  readonly patience: number;
  /** How often of one somebody is put on hold. */
  readonly holds: number;
}

const HABITS: Readonly<Record<Channel, Habits>> = {
  VOICE: { talk: 8 * MINUTE, work: 45 * SECOND, patience: 4 * MINUTE, holds: 0.2 },
  CHAT: { talk: 15 * MINUTE, work: 30 * SECOND, patience: 8 * MINUTE, holds: 0 },
  TASK: { talk: 30 * MINUTE, work: 20 * SECOND, patience: 4 * HOUR, holds: 0 },
  EMAIL: { talk: 25 * MINUTE, work: 20 * SECOND, patience: 6 * HOUR, holds: 0 },
};

/** The part of their time that agents are to be on contacts, on the average of a day. */
const LOAD = 0.75;

/** By how much of itself the load rises and falls in the course of a day. */
const WAVE = 0.6;

/** Contacts an hour that come to every line, even where nobody works. */
const TRICKLE = 1;

/** What one contact will take if it is answered, in milliseconds. */
export interface Demand {
  readonly patience: number;
  /** With the time on hold. */
  readonly talk: number;
  readonly hold: number;
  /** After-contact work, if the agent may take as long as it needs. */
  readonly work: number;
  readonly ending: 'customer' | 'agent' | 'customer on hold';
}

export interface Source {
  /** Milliseconds from `time` on to the next contact. */
  next(time: number): number;
  draw(): Demand;
}

/** The contacts of each line on a day, by the line's index. */
export function sourcesOf(staff: Staff, day: number): Source[] {
  const rates = ratesOf(staff);
  return staff.lines.map(({ queueId, channel }, line) => {
    const random = seededRandom(`contacts of ${staff.seed} ${queueId} ${channel} ${day}`);
    const rate = rates[line] ?? 0;
    return {
      next: (time) => 1 + Math.floor(exponential(random) / (rate * waveAt(time))),
      draw: () => draw(random, HABITS[channel]),
    };
  });
}

/** Contacts a millisecond, by line. */
function ratesOf({ lines, crews, agents }: Staff): number[] {
  const rates = lines.map(() => TRICKLE / HOUR);
  const sizes = crews.map(() => 0);
  for (const { crew } of agents) sizes[crew] = (sizes[crew] ?? 0) + 1;
  for (const [index, { services }] of crews.entries()) {
    const capacity = (sizes[index] ?? 0) * ATTENDANCE * DUTY * LOAD;
    for (const { line } of services) {
      const { talk, work } = HABITS[lines[line]?.channel ?? CHANNELS[0]];
      rates[line] = (rates[line] ?? 0) + capacity / services.length / (talk + work);
    }
  }
  return rates;
}

function waveAt(time: number): number {
  return 1 - WAVE * Math.cos((2 * Math.PI * time) / DAY);
}

function draw(random: Random, { talk, work, patience, holds }: Habits): Demand {
  const length = around(random, talk);
  const held = random() < holds;
  const ending = random();
  return {
    patience: around(random, patience),
    talk: length,
    hold: held ? Math.floor(length * (0.1 + 0.3 * random())) : 0,
    work: around(random, work),
    ending: held && ending < 0.05 ? 'customer on hold' : ending > 0.75 ? 'agent' : 'customer',
  };
}

/** At least a quarter of the mean, seldom more than four times it. */
function around(random: Random, mean: number): number {
  return Math.floor(mean * (0.25 + 0.75 * exponential(random)));
}

function exponential(random: Random): number {
  return -Math.log(1 - random());
}
