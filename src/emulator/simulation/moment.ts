// The centre at one moment: who is on duty in which status, who handles what, and who waits. A moment shows what happened
// before it and nothing that happens at it, so that it fits the intervals of the past, which end before their end too.

import { CHANNELS, type Channel } from '../state/records/resources.ts';
import type { Day } from './day.ts';
import { NEVER } from './ledger.ts';
import type { Stretch } from './shift.ts';

export interface Moment {
  readonly day: Day;
  /** Milliseconds since the beginning of the day. */
  readonly time: number;
  /** Contacts in queue, also those that ring at an agent; in the order of their coming. */
  readonly waiting: readonly number[];
  /** By the index of the agent; those who are not there are offline. */
  readonly duties: ReadonlyMap<number, Duty>;
}

/** An agent who is online. Times are milliseconds since the beginning of the day. */
export interface Duty {
  readonly status: Status;
  readonly since: number;
  /** What the agent has chosen for when its contacts are done. */
  readonly next: Status | undefined;
  readonly handling: readonly Handling[];
}

/** A pause is one of the statuses of the instance, by its index in the staff. */
export type Status = { readonly kind: 'available' | 'offline' } | { readonly kind: 'pause'; readonly pause: number };

export interface Handling {
  readonly contact: number;
  readonly line: number;
  readonly channel: Channel;
  readonly state: HandlingState;
  /** When the state began; of a contact on hold, when the conversation began. */
  readonly since: number;
  readonly connected: number | undefined;
}

/** Names of the API; ENDED is after-contact work. */
export type HandlingState = 'CONNECTING' | 'CONNECTED' | 'CONNECTED_ONHOLD' | 'ENDED' | 'MISSED';

/** `time` in milliseconds since 1970, within the day. */
export function momentOf(day: Day, time: number): Moment {
  const at = time - day.start;
  const { waiting, handling, lastCleared } = sortContacts(day, at);
  const duties = new Map<number, Duty>();
  for (const [agent, shift] of day.shifts.entries()) {
    const duty = dutyOf(shift, at, { handling: handling.get(agent) ?? [], lastCleared: lastCleared[agent] ?? 0 });
    if (duty) duties.set(agent, duty);
  }
  return { day, time: at, waiting, duties };
}

function sortContacts(day: Day, at: number) {
  const { columns, size, misses } = day.ledger;
  const { agent, line, queued, rang, connected, ended, cleared } = columns;
  const waiting: number[] = [];
  const handling = new Map<number, Handling[]>();
  const lastCleared = new Int32Array(day.staff.agents.length);
  const hand = (who: number, contact: number, rest: Pick<Handling, 'state' | 'since' | 'connected'>): void => {
    const index = line[contact] ?? 0;
    const entry = { contact, line: index, channel: day.staff.lines[index]?.channel ?? CHANNELS[0], ...rest };
    const others = handling.get(who);
    if (others) others.push(entry);
    else handling.set(who, [entry]);
  };
  for (let contact = 0; contact < size && (queued[contact] ?? 0) < at; contact++) {
    const who = agent[contact] ?? NEVER;
    const left = who === NEVER ? (ended[contact] ?? 0) : (connected[contact] ?? 0);
    if (left >= at) waiting.push(contact);
    if (who === NEVER) continue;
    if ((cleared[contact] ?? 0) < at) lastCleared[who] = Math.max(lastCleared[who] ?? 0, cleared[contact] ?? 0);
    else if ((rang[contact] ?? 0) < at) hand(who, contact, stateOf(day, contact, at));
  }
  for (const { contact, agent: who, rang: from, missed, recovered } of misses) {
    if (from >= at) continue;
    if (recovered < at) lastCleared[who] = Math.max(lastCleared[who] ?? 0, recovered);
    else if (missed < at) hand(who, contact, { state: 'MISSED', since: missed, connected: undefined });
    else hand(who, contact, { state: 'CONNECTING', since: from, connected: undefined });
  }
  return { waiting, handling, lastCleared };
}

function stateOf(day: Day, contact: number, at: number): Pick<Handling, 'state' | 'since' | 'connected'> {
  const { rang, connected, ended } = day.ledger.columns;
  const begun = connected[contact] ?? 0;
  if (begun >= at) return { state: 'CONNECTING', since: rang[contact] ?? 0, connected: undefined };
  const over = ended[contact] ?? 0;
  if (over < at) return { state: 'ENDED', since: over, connected: begun };
  const { from, to } = holdOf(day, contact);
  return { state: from < at && at <= to ? 'CONNECTED_ONHOLD' : 'CONNECTED', since: begun, connected: begun };
}

/** When a contact is on hold: from the middle of the conversation on, or at its end for who gives up then. */
export function holdOf({ ledger }: Day, contact: number): { readonly from: number; readonly to: number } {
  const { connected, ended, hold } = ledger.columns;
  const [begun, over, length] = [connected[contact] ?? 0, ended[contact] ?? 0, hold[contact] ?? 0];
  const middle = Math.floor((begun + over) / 2);
  const from = ledger.endingOf(contact) === 'customer on hold' ? over - length : middle;
  return { from: Math.max(begun, from), to: Math.min(over, from + length) };
}

interface Work {
  readonly handling: readonly Handling[];
  readonly lastCleared: number;
}

/** Undefined where the agent is offline. An agent who still has contacts stays available until they are done. */
function dutyOf(shift: readonly Stretch[], at: number, { handling, lastCleared }: Work): Duty | undefined {
  const here = shift.find(({ from, to }) => from < at && at <= to);
  const before = shift.findLast(({ from, pause }) => from < at && pause === undefined);
  const since = before?.from ?? 0;
  if (here && here.pause === undefined) return { status: { kind: 'available' }, since, next: undefined, handling };
  const planned: Status = here?.pause === undefined ? { kind: 'offline' } : { kind: 'pause', pause: here.pause };
  if (handling.length > 0) return { status: { kind: 'available' }, since, next: planned, handling };
  if (!here) return undefined;
  return { status: planned, since: Math.max(here.from, lastCleared), next: undefined, handling };
}

/** How many more contacts of a channel an agent could take at the moment. */
export function availableSlots({ day }: Moment, agent: number, duty: Duty, channel: Channel): number {
  const ready = duty.status.kind === 'available' && duty.next === undefined;
  if (!ready || duty.handling.some(({ state, channel: other }) => state === 'MISSED' || other !== channel)) return 0;
  return Math.max(0, slotsOf(day, agent, channel) - duty.handling.length);
}

export function slotsOf({ staff }: Day, agent: number, channel: Channel): number {
  return staff.crews[staff.agents[agent]?.crew ?? 0]?.slots[CHANNELS.indexOf(channel)] ?? 0;
}

/** Slots with a contact that is connected, on hold or in after-contact work. */
export function isActive({ state }: Handling): boolean {
  return state === 'CONNECTED' || state === 'CONNECTED_ONHOLD' || state === 'ENDED';
}
