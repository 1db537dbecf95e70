// How a day goes: contacts come to their lines, agents who have room take them by priority and in the order of their
// coming, talk, do their after-contact work and are free again; who waits too long gives up.

import { type Random, seededRandom } from '../state/random.ts';
import { CHANNELS } from '../state/records/resources.ts';
import { Agenda, KIND, type Kind } from './agenda.ts';
import { Floor, Queue } from './floor.ts';
import { Ledger, NEVER } from './ledger.ts';
import { DAY, type Stretch } from './shift.ts';
import type { Staff } from './staff.ts';
import { type Source, sourcesOf } from './workload.ts';

const SECOND = 1000;

const EVENTS_BETWEEN_RESTS = 5000;

/** How often of one an agent who answers by hand lets it ring, how long that is, and until it is seen to. */
const MISSED = 0.02;
const RINGS = 20 * SECOND;
const RECOVERY = 40 * SECOND;

/** A crew that serves a line. */
interface Server {
  readonly crew: number;
  readonly delay: number;
}

export class Run {
  readonly ledger = new Ledger();
  readonly #staff: Staff;
  readonly #agenda = new Agenda();
  readonly #floor: Floor;
  readonly #sources: readonly Source[];
  readonly #random: Random;
  /** By line: who waits, who serves it, and which channel it is, as an index of CHANNELS. */
  readonly #waiting: readonly Queue[];
  readonly #servers: readonly (readonly Server[])[];
  readonly #channels: readonly number[];
  /** By agent and channel: whether it answers by itself, and the milliseconds that after-contact work may take. */
  readonly #automatic: Uint8Array;
  readonly #limits: Float64Array;

  constructor(staff: Staff, number: number, shifts: readonly (readonly Stretch[])[]) {
    this.#staff = staff;
    this.#floor = new Floor(staff, shifts);
    this.#sources = sourcesOf(staff, number);
    this.#random = seededRandom(`answers of ${staff.seed} ${number}`);
    this.#waiting = staff.lines.map(() => new Queue());
    this.#channels = staff.lines.map(({ channel }) => CHANNELS.indexOf(channel));
    this.#servers = staff.lines.map((_line, line) =>
      staff.crews.flatMap(({ services }, crew) => {
        const service = services.find((candidate) => candidate.line === line);
        return service ? [{ crew, delay: service.delay }] : [];
      }),
    );
    const settings = staff.agents.flatMap(({ phone }) => CHANNELS.map((channel) => ({ phone, channel })));
    this.#automatic = Uint8Array.from(settings, ({ phone, channel }) => (phone.autoAccept[channel].accept ? 1 : 0));
    this.#limits = Float64Array.from(settings, ({ phone, channel }) => phone.afterContactWork[channel].limit * SECOND);
    for (const [agent, shift] of shifts.entries()) {
      for (const { from, pause } of shift) if (pause === undefined) this.#plan(from, KIND.duty, agent);
    }
    for (const [line, { open }] of staff.lines.entries()) if (open) this.#planArrival(line, 0);
  }

  /** Goes through the day, with a rest after so many events in which others may be served. */
  *toTheEnd(): Generator<void> {
    const agenda = this.#agenda;
    for (let events = 1; agenda.next(); events++) {
      this.#happen(agenda.kind, agenda.index, agenda.time);
      if (events % EVENTS_BETWEEN_RESTS === 0) yield;
    }
    this.#cutOff();
  }

  #plan(time: number, kind: Kind, index: number): void {
    if (time < DAY) this.#agenda.add(time, kind, index);
  }

  #planArrival(line: number, time: number): void {
    this.#plan(time + (this.#sources[line]?.next(time) ?? DAY), KIND.arrival, line);
  }

  #happen(kind: Kind, index: number, time: number): void {
    switch (kind) {
      case KIND.arrival:
        this.#arrive(index, time);
        break;
      case KIND.retry:
        this.#offer(index, time);
        break;
      case KIND.duty:
        this.#floor.beginStretch(index, time);
        this.#serve(index, time);
        break;
      case KIND.clear:
        this.#free(this.ledger.columns.agent[index] ?? 0, index, time);
        break;
      case KIND.requeue:
        this.#requeue(index, time);
        break;
      case KIND.recover: {
        const miss = this.ledger.misses[index];
        if (!miss) break;
        this.#floor.stick(miss.agent, -1);
        this.#free(miss.agent, miss.contact, time);
        break;
      }
    }
  }

  #arrive(line: number, time: number): void {
    const source = this.#sources[line];
    if (!source) return;
    this.#waiting[line]?.push(this.ledger.add(line, time, source.draw()));
    this.#planArrival(line, time);
    this.#offer(line, time);
    for (const { delay } of this.#servers[line] ?? []) if (delay > 0) this.#plan(time + delay, KIND.retry, line);
  }

  /** Gives contacts of a line to agents as long as there are both. */
  #offer(line: number, time: number): void {
    for (;;) {
      const contact = this.#firstWaiting(line, time);
      if (contact === undefined) return;
      const agent = this.#firstFree(line, contact, time);
      if (agent === undefined) return;
      this.#give(agent, contact, time);
      this.#floor.list(agent, time);
    }
  }

  /** Who of a line has waited longest and has not given up. */
  #firstWaiting(line: number, time: number): number | undefined {
    const waiting = this.#waiting[line];
    for (;;) {
      const contact = waiting?.head();
      if (contact === undefined || (this.ledger.columns.ended[contact] ?? 0) > time) return contact;
      waiting?.shift();
    }
  }

  #firstFree(line: number, contact: number, time: number): number | undefined {
    const waited = time - (this.ledger.columns.queued[contact] ?? 0);
    let best: number | undefined;
    for (const { crew, delay } of this.#servers[line] ?? []) {
      const agent = waited < delay ? undefined : this.#floor.first(crew, this.#channels[line] ?? 0, time);
      if (agent === undefined) continue;
      if (best === undefined || this.#floor.freeSince(agent) < this.#floor.freeSince(best)) best = agent;
    }
    return best;
  }

  /** Gives an agent what waits for its crew, as long as there is room; then puts it in line. */
  #serve(agent: number, time: number): void {
    for (;;) {
      const contact = this.#firstFor(agent, time);
      if (contact === undefined) break;
      this.#give(agent, contact, time);
    }
    this.#floor.list(agent, time);
  }

  #firstFor(agent: number, time: number): number | undefined {
    const queued = this.ledger.columns.queued;
    let best: number | undefined;
    let bestPriority = Number.POSITIVE_INFINITY;
    for (const { line, priority, delay } of this.#staff.crews[this.#staff.agents[agent]?.crew ?? 0]?.services ?? []) {
      if (priority > bestPriority) break;
      if (!this.#floor.canTake(agent, this.#channels[line] ?? 0, time)) continue;
      const contact = this.#firstWaiting(line, time);
      if (contact === undefined || time - (queued[contact] ?? 0) < delay) continue;
      if (best !== undefined && (queued[contact] ?? 0) >= (queued[best] ?? 0)) continue;
      best = contact;
      bestPriority = priority;
    }
    return best;
  }

  #give(agent: number, contact: number, time: number): void {
    const { ledger } = this;
    const line = ledger.columns.line[contact] ?? 0;
    const channel = this.#channels[line] ?? 0;
    const slot = agent * CHANNELS.length + channel;
    const automatic = this.#automatic[slot] === 1;
    const answered = time + (automatic ? SECOND : 3 * SECOND + Math.floor(this.#random() * 9 * SECOND));
    this.#waiting[line]?.shift();
    this.#floor.take(agent, channel);
    if (!automatic && this.#random() < MISSED) {
      this.#miss(agent, contact, time);
      return;
    }
    const limit = this.#limits[slot] ?? 0;
    const work = ledger.columns.work[contact] ?? 0;
    const ended = answered + (ledger.columns.talk[contact] ?? 0);
    // A limit of 0 is none.
    const cleared = ended + (limit === 0 ? work : Math.min(limit, work));
    ledger.columns.agent[contact] = agent;
    ledger.columns.rang[contact] = time;
    ledger.columns.connected[contact] = answered;
    ledger.columns.ended[contact] = ended;
    ledger.columns.cleared[contact] = cleared;
    this.#plan(cleared, KIND.clear, contact);
  }

  #miss(agent: number, contact: number, time: number): void {
    const missed = time + RINGS;
    const recovered = missed + RECOVERY;
    const index = this.ledger.misses.push({ contact, agent, rang: time, missed, recovered }) - 1;
    this.#floor.stick(agent, 1);
    // Nobody gives up while it rings.
    const ended = this.ledger.columns.ended;
    ended[contact] = Math.max(ended[contact] ?? 0, missed + 1);
    this.#plan(missed, KIND.requeue, index);
    this.#plan(recovered, KIND.recover, index);
  }

  #requeue(index: number, time: number): void {
    const contact = this.ledger.misses[index]?.contact ?? 0;
    const line = this.ledger.columns.line[contact] ?? 0;
    this.#waiting[line]?.unshift(contact);
    this.#offer(line, time);
  }

  #free(agent: number, contact: number, time: number): void {
    this.#floor.clear(agent, this.#channels[this.ledger.columns.line[contact] ?? 0] ?? 0, time);
    this.#serve(agent, time);
  }

  /** In the last millisecond of the day everything ends. */
  #cutOff(): void {
    const end = DAY - 1;
    const { agent, connected, ended, cleared } = this.ledger.columns;
    for (let contact = 0; contact < this.ledger.size; contact++) {
      if ((connected[contact] ?? 0) >= end) agent[contact] = connected[contact] = cleared[contact] = NEVER;
      ended[contact] = Math.min(ended[contact] ?? 0, end);
      cleared[contact] = Math.min(cleared[contact] ?? 0, end);
    }
  }
}
