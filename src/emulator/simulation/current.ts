// What the centre's real-time metrics are at a moment. Everything is counted once, by crew and by line, and summed up for
// the cuts that are asked for. Source: "Metric definitions" of the administrator guide.

import type { CurrentMetricName } from '@aws-sdk/client-connect';
import { CHANNELS } from '../state/records/resources.ts';
import type { Cut } from './cuts.ts';
import { availableSlots, type Duty, isActive, type Moment } from './moment.ts';

/** Agents of a crew. */
interface CrewCount {
  online: number;
  available: number;
  nonProductive: number;
  error: number;
  /** By channel, in the order of CHANNELS: agents with an active contact, and slots that are free. */
  readonly onContact: number[];
  readonly slotsAvailable: number[];
  /** Agents by the index of the pause they are in; -1: available. */
  readonly statuses: Map<number, number>;
}

/** Contacts of a line. */
interface LineCount {
  waiting: number;
  /** When the one that waits longest came; milliseconds since the beginning of the day. */
  oldest: number;
  /** By crew. */
  readonly active: Map<number, number>;
  readonly afterContactWork: Map<number, number>;
}

export interface Counts {
  readonly moment: Moment;
  readonly crews: readonly CrewCount[];
  readonly lines: readonly LineCount[];
}

export const AVAILABLE = -1;

export function countsOf(moment: Moment): Counts {
  const { staff, ledger } = moment.day;
  const crews = staff.crews.map(newCrewCount);
  const lines = staff.lines.map(newLineCount);
  for (const contact of moment.waiting) {
    const line = lines[ledger.columns.line[contact] ?? 0];
    if (!line) continue;
    line.waiting++;
    line.oldest = Math.min(line.oldest, ledger.columns.queued[contact] ?? 0);
  }
  for (const [agent, duty] of moment.duties) {
    const crew = staff.agents[agent]?.crew ?? 0;
    const count = crews[crew];
    if (count) countAgent(count, moment, agent, duty);
    for (const handling of duty.handling) {
      const line = lines[handling.line];
      if (!line || !isActive(handling)) continue;
      add(line.active, crew);
      if (handling.state === 'ENDED') add(line.afterContactWork, crew);
    }
  }
  return { moment, crews, lines };
}

function countAgent(count: CrewCount, moment: Moment, agent: number, duty: Duty): void {
  count.online++;
  add(count.statuses, duty.status.kind === 'pause' ? duty.status.pause : AVAILABLE);
  if (duty.status.kind === 'pause') count.nonProductive++;
  else if (duty.handling.length === 0) count.available++;
  if (duty.handling.some(({ state }) => state === 'MISSED')) count.error++;
  for (const [index, channel] of CHANNELS.entries()) {
    const active = duty.handling.some((handling) => handling.channel === channel && isActive(handling));
    if (active) count.onContact[index] = (count.onContact[index] ?? 0) + 1;
    const free = availableSlots(moment, agent, duty, channel);
    count.slotsAvailable[index] = (count.slotsAvailable[index] ?? 0) + free;
  }
}

/** The value of a metric for a cut: a count, or milliseconds. Undefined where there is nothing to reckon with. */
export function currentValue(counts: Counts, cut: Cut, metric: CurrentMetricName): number | undefined {
  const ofCrews = (value: (crew: CrewCount) => number) =>
    sum(cut.crews, (crew) => value(counts.crews[crew] as CrewCount));
  const ofLines = (value: (line: LineCount) => number) =>
    sum(cut.lines, (line) => value(counts.lines[line] as LineCount));
  const channels = channelsOf(cut);
  const ofChannels = (value: (crew: CrewCount) => readonly number[]) =>
    ofCrews((crew) => sum(channels, (channel) => value(crew)[channel] ?? 0));
  const ofContacts = (value: (line: LineCount) => ReadonlyMap<number, number>) =>
    ofLines((line) => sum(cut.crews, (crew) => value(line).get(crew) ?? 0));
  switch (metric) {
    case 'AGENTS_ONLINE':
      return ofCrews(({ online }) => online);
    case 'AGENTS_STAFFED':
      return ofCrews(({ online, nonProductive }) => online - nonProductive);
    case 'AGENTS_AVAILABLE':
      return ofCrews(({ available }) => available);
    case 'AGENTS_NON_PRODUCTIVE':
      return ofCrews(({ nonProductive }) => nonProductive);
    case 'AGENTS_ERROR':
      return ofCrews(({ error }) => error);
    case 'AGENTS_ON_CALL':
    case 'AGENTS_ON_CONTACT':
      return ofChannels(({ onContact }) => onContact);
    // Counts contacts, its name notwithstanding: documented.
    case 'AGENTS_AFTER_CONTACT_WORK':
      return ofContacts(({ afterContactWork }) => afterContactWork);
    case 'SLOTS_ACTIVE':
      return ofContacts(({ active }) => active);
    case 'SLOTS_AVAILABLE':
      return ofChannels(({ slotsAvailable }) => slotsAvailable);
    case 'CONTACTS_IN_QUEUE':
      return ofLines(({ waiting }) => waiting);
    // Nobody here asks to be called back.
    case 'CONTACTS_SCHEDULED':
      return 0;
    case 'OLDEST_CONTACT_AGE': {
      const oldest = Math.min(...[...cut.lines].map((line) => counts.lines[line]?.oldest ?? Number.POSITIVE_INFINITY));
      return Number.isFinite(oldest) ? counts.moment.time - oldest : 0;
    }
    case 'ESTIMATED_WAIT_TIME': {
      const staffed = ofCrews(({ online, nonProductive }) => online - nonProductive);
      const wait = ofLines(({ waiting }) => waiting) * TYPICAL_HANDLING;
      return staffed === 0 ? undefined : Math.round(wait / staffed);
    }
  }
}

/** Milliseconds. */
const TYPICAL_HANDLING = 8 * 60_000;

/** Whether there is anything to tell of a cut. */
export function isAlive(counts: Counts, cut: Cut): boolean {
  const metrics = ['AGENTS_ONLINE', 'CONTACTS_IN_QUEUE', 'SLOTS_ACTIVE'] as const;
  return metrics.some((metric) => currentValue(counts, cut, metric) !== 0);
}

/** Agents online in a status, by the index of its pause or AVAILABLE. */
export function onlineIn(counts: Counts, cut: Cut, status: number): number {
  return sum(cut.crews, (crew) => counts.crews[crew]?.statuses.get(status) ?? 0);
}

/** What the cut is restricted to, as indices of CHANNELS. */
function channelsOf({ channels }: Cut): number[] {
  return [...CHANNELS.keys()].filter((index) => channels?.has(CHANNELS[index] ?? 'VOICE') ?? true);
}

function newCrewCount(): CrewCount {
  const [onContact, slotsAvailable] = [CHANNELS.map(() => 0), CHANNELS.map(() => 0)];
  return { online: 0, available: 0, nonProductive: 0, error: 0, onContact, slotsAvailable, statuses: new Map() };
}

function newLineCount(): LineCount {
  return { waiting: 0, oldest: Number.POSITIVE_INFINITY, active: new Map(), afterContactWork: new Map() };
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function sum<T>(items: Iterable<T>, value: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
}
