// Who of the agents could take a contact right now, while a day is being simulated. Of those who could, the one who has
// been free longest is asked first.

import { CHANNELS } from '../state/records/resources.ts';
import type { Stretch } from './shift.ts';
import type { Staff } from './staff.ts';

const WIDTH = CHANNELS.length;

export class Floor {
  readonly #staff: Staff;
  readonly #shifts: readonly (readonly Stretch[])[];
  /** Place of each agent in its shift. */
  readonly #stretch: Int32Array;
  /** Until when an agent is available. */
  readonly #until: Int32Array;
  /** Contacts that an agent has, by channel and all together. */
  readonly #active: Uint8Array;
  readonly #busy: Uint8Array;
  /** How many missed contacts keep an agent from taking others. */
  readonly #stuck: Uint8Array;
  /** When an agent became free for the last time. */
  readonly #since: Int32Array;
  /** Agents with room, by crew and channel. Entries may be out of date; `#listed` says which agents are in it. */
  readonly #idle: Queue[];
  readonly #listed: Uint8Array;

  constructor(staff: Staff, shifts: readonly (readonly Stretch[])[]) {
    const count = staff.agents.length;
    this.#staff = staff;
    this.#shifts = shifts;
    this.#stretch = new Int32Array(count);
    this.#until = new Int32Array(count);
    this.#active = new Uint8Array(count * WIDTH);
    this.#busy = new Uint8Array(count);
    this.#stuck = new Uint8Array(count);
    this.#since = new Int32Array(count);
    this.#idle = Array.from({ length: staff.crews.length * WIDTH }, () => new Queue());
    this.#listed = new Uint8Array(count * WIDTH);
  }

  /** The next stretch of the agent's shift begins. */
  beginStretch(agent: number, time: number): void {
    const stretches = this.#shifts[agent] ?? [];
    while ((stretches[this.#stretch[agent] ?? 0]?.to ?? Number.POSITIVE_INFINITY) <= time) this.#count(agent);
    const stretch = stretches[this.#stretch[agent] ?? 0];
    if (stretch && stretch.pause === undefined) this.#until[agent] = stretch.to;
    this.#since[agent] = time;
  }

  #count(agent: number): void {
    this.#stretch[agent] = (this.#stretch[agent] ?? 0) + 1;
  }

  /** Whether the agent has room for a contact of the channel. Contacts of two channels are never handled together. */
  canTake(agent: number, channel: number, time: number): boolean {
    if (time >= (this.#until[agent] ?? 0) || this.#stuck[agent] !== 0) return false;
    const active = this.#active[agent * WIDTH + channel] ?? 0;
    const slots = this.#staff.crews[this.#staff.agents[agent]?.crew ?? 0]?.slots[channel] ?? 0;
    return active < slots && this.#busy[agent] === active;
  }

  take(agent: number, channel: number): void {
    this.#change(agent, channel, 1);
  }

  clear(agent: number, channel: number, time: number): void {
    this.#change(agent, channel, -1);
    this.#since[agent] = time;
  }

  stick(agent: number, by: 1 | -1): void {
    this.#stuck[agent] = (this.#stuck[agent] ?? 0) + by;
  }

  #change(agent: number, channel: number, by: 1 | -1): void {
    const slot = agent * WIDTH + channel;
    this.#active[slot] = (this.#active[slot] ?? 0) + by;
    this.#busy[agent] = (this.#busy[agent] ?? 0) + by;
  }

  /** Puts an agent in line for every channel that it has room for. */
  list(agent: number, time: number): void {
    const crew = this.#staff.agents[agent]?.crew ?? 0;
    for (let channel = 0; channel < WIDTH; channel++) {
      const slot = agent * WIDTH + channel;
      if (this.#listed[slot] === 1 || !this.canTake(agent, channel, time)) continue;
      this.#listed[slot] = 1;
      this.#idle[crew * WIDTH + channel]?.push(agent);
    }
  }

  /** Of the crew, the agent who has been in line longest for the channel. */
  first(crew: number, channel: number, time: number): number | undefined {
    const line = this.#idle[crew * WIDTH + channel];
    for (;;) {
      const agent = line?.head();
      if (agent === undefined || this.canTake(agent, channel, time)) return agent;
      line?.shift();
      this.#listed[agent * WIDTH + channel] = 0;
    }
  }

  freeSince(agent: number): number {
    return this.#since[agent] ?? 0;
  }
}

/** First in, first out. */
export class Queue {
  #entries: number[] = [];
  #head = 0;

  push(entry: number): void {
    this.#entries.push(entry);
  }

  head(): number | undefined {
    return this.#entries[this.#head];
  }

  shift(): void {
    this.#head++;
    // Cut off what was taken in large pieces: moving all the rest each time would be dear.
    if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  unshift(entry: number): void {
    if (this.#head > 0) this.#entries[--this.#head] = entry;
    else this.#entries.unshift(entry);
  }
}
