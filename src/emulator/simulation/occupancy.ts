import { sum } from './current.ts';
import type { Cut } from './cuts.ts';
import type { Day } from './day.ts';
import { type History, ratio } from './history.ts';
import { NEVER } from './ledger.ts';
import type { Stretch } from './shift.ts';

/** The percentage of their active time that the agents of a cut were on contacts, of whatever line. */
export function occupancyOf(history: History, cut: Cut): number | undefined {
  const crews = known.get(history) ?? countCrews(history);
  known.set(history, crews);
  const busy = sum(cut.crews, (crew) => crews[crew]?.busy ?? 0);
  const part = ratio(busy, busy + sum(cut.crews, (crew) => crews[crew]?.idle ?? 0));
  return part === undefined ? undefined : 100 * part;
}

/** Milliseconds of all agents of a crew. */
interface CrewTime {
  busy: number;
  idle: number;
}

const known = new WeakMap<History, readonly CrewTime[]>();

function countCrews({ days, interval }: History): CrewTime[] {
  const crews = (days[0]?.staff.crews ?? []).map(() => ({ busy: 0, idle: 0 }));
  for (const day of days) {
    const from = interval.from - day.start;
    const to = Math.min(interval.to, interval.now) - day.start;
    const contacts = contactsByAgent(day, from, to);
    for (const [agent, shift] of day.shifts.entries()) {
      const crew = crews[day.staff.agents[agent]?.crew ?? NEVER];
      if (!crew) continue;
      const handling = merge(contacts.get(agent) ?? []);
      crew.busy += sum(handling, (span) => span.to - span.from);
      for (const stretch of shift) {
        if (stretch.pause !== undefined) continue;
        const available = { from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) };
        if (available.from < available.to)
          crew.idle += available.to - available.from - sum(handling, (span) => overlap(span, available));
      }
    }
  }
  return crews;
}

type Span = Pick<Stretch, 'from' | 'to'>;

/** When agents had contacts, between two times of the day. */
function contactsByAgent({ ledger }: Day, from: number, to: number): Map<number, Span[]> {
  const { agent, connected, cleared } = ledger.columns;
  const contacts = new Map<number, Span[]>();
  for (let contact = 0; contact < ledger.size; contact++) {
    const who = agent[contact] ?? NEVER;
    const span = { from: Math.max(from, connected[contact] ?? 0), to: Math.min(to, cleared[contact] ?? 0) };
    if (who === NEVER || span.from >= span.to) continue;
    const others = contacts.get(who);
    if (others) others.push(span);
    else contacts.set(who, [span]);
  }
  return contacts;
}

/** Spans without overlaps, in rising order. */
function merge(spans: Span[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of spans.sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function overlap(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
}
