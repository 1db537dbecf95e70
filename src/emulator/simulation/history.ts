// What the centre's historical metrics are in an interval. A contact counts as queued when it comes, and in all else when
// it ends: when the conversation is over, or when who waited gives up. Counted once by line, summed up for the cuts.

import type { HistoricalMetricName } from '@aws-sdk/client-connect';
import { sum } from './current.ts';
import type { Cut } from './cuts.ts';
import type { Day } from './day.ts';
import { NEVER } from './ledger.ts';

/** Milliseconds since 1970; `to` is not in it, and neither is anything from `now` on. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

/** Of a line. Times are sums, in milliseconds. */
interface Tally {
  queued: number;
  handled: number;
  abandoned: number;
  missed: number;
  agentHungUp: number;
  holdAbandoned: number;
  held: number;
  abandonTime: number;
  answerTime: number;
  talk: number;
  hold: number;
  work: number;
  longest: number;
  /** Contacts that left the queue before a threshold, by its place in `thresholds`. */
  readonly within: number[];
}

export interface History {
  readonly days: readonly Day[];
  readonly interval: Interval;
  /** Milliseconds. */
  readonly thresholds: readonly number[];
  readonly lines: readonly Tally[];
}

export function historyOf(days: readonly Day[], interval: Interval, thresholds: readonly number[]): History {
  const lines = (days[0]?.staff.lines ?? []).map(() => newTally(thresholds.length));
  for (const day of days) tallyDay(day, interval, { thresholds, lines });
  return { days, interval, thresholds, lines };
}

function tallyDay(day: Day, interval: Interval, { thresholds, lines }: Pick<History, 'thresholds' | 'lines'>): void {
  const { columns, size, misses } = day.ledger;
  const { line, agent, queued, connected, ended, cleared, hold } = columns;
  const from = interval.from - day.start;
  const now = interval.now - day.start;
  const to = Math.min(interval.to - day.start, now);
  const inside = (time: number) => time >= from && time < to;
  for (let contact = 0; contact < size; contact++) {
    const came = queued[contact] ?? 0;
    if (came >= to) break;
    const tally = lines[line[contact] ?? 0];
    if (!tally) continue;
    if (came >= from) tally.queued++;
    const over = ended[contact] ?? 0;
    if (!inside(over)) continue;
    const answered = agent[contact] !== NEVER;
    const waited = (answered ? (connected[contact] ?? 0) : over) - came;
    tally.longest = Math.max(tally.longest, waited);
    for (const [index, threshold] of thresholds.entries())
      if (waited < threshold) tally.within[index] = (tally.within[index] ?? 0) + 1;
    if (!answered) {
      tally.abandoned++;
      tally.abandonTime += waited;
      continue;
    }
    const onHold = hold[contact] ?? 0;
    tally.handled++;
    tally.answerTime += waited;
    tally.talk += over - (connected[contact] ?? 0);
    tally.hold += onHold;
    tally.work += Math.min(cleared[contact] ?? 0, now) - over;
    if (onHold > 0) tally.held++;
    const ending = day.ledger.endingOf(contact);
    if (ending === 'agent') tally.agentHungUp++;
    if (ending === 'customer on hold') tally.holdAbandoned++;
  }
  for (const { contact, missed } of misses) {
    const tally = lines[line[contact] ?? 0];
    if (tally && inside(missed)) tally.missed++;
  }
}

/** Whether anything happened in a cut. */
export function happened({ lines }: History, cut: Cut): boolean {
  return [...cut.lines].some((line) => {
    const { queued = 0, handled = 0, abandoned = 0, missed = 0 } = lines[line] ?? {};
    return queued + handled + abandoned + missed > 0;
  });
}

/**
 * The value of a metric other than OCCUPANCY: a count, milliseconds, or a percentage. `threshold` in milliseconds, for
 * SERVICE_LEVEL. Undefined where it would be a division by zero.
 */
export function historicalValue(
  { lines, thresholds }: History,
  cut: Cut,
  {
    name,
    threshold,
  }: { readonly name: Exclude<HistoricalMetricName, 'OCCUPANCY'>; readonly threshold: number | undefined },
): number | undefined {
  const all = [...cut.lines].map((line) => lines[line] as Tally);
  const total = (value: (tally: Tally) => number) => sum(all, value);
  const handled = total((tally) => tally.handled);
  const abandoned = total((tally) => tally.abandoned);
  switch (name) {
    case 'CONTACTS_QUEUED':
      return total((tally) => tally.queued);
    case 'CONTACTS_HANDLED':
    case 'CONTACTS_HANDLED_INCOMING':
      return handled;
    case 'CONTACTS_ABANDONED':
      return abandoned;
    case 'CONTACTS_MISSED':
      return total((tally) => tally.missed);
    case 'CONTACTS_AGENT_HUNG_UP_FIRST':
      return total((tally) => tally.agentHungUp);
    case 'CONTACTS_HOLD_ABANDONS':
      return total((tally) => tally.holdAbandoned);
    // Nobody here calls out, asks for a call back, consults or transfers.
    case 'CONTACTS_CONSULTED':
    case 'CONTACTS_HANDLED_OUTBOUND':
    case 'CONTACTS_TRANSFERRED_IN':
    case 'CONTACTS_TRANSFERRED_OUT':
    case 'CONTACTS_TRANSFERRED_IN_FROM_QUEUE':
    case 'CONTACTS_TRANSFERRED_OUT_FROM_QUEUE':
    case 'CALLBACK_CONTACTS_HANDLED':
    case 'API_CONTACTS_HANDLED':
      return 0;
    case 'HANDLE_TIME':
      return ratio(
        total(({ talk, work }) => talk + work),
        handled,
      );
    case 'AFTER_CONTACT_WORK_TIME':
      return ratio(
        total(({ work }) => work),
        handled,
      );
    case 'INTERACTION_TIME':
      return ratio(
        total(({ talk, hold }) => talk - hold),
        handled,
      );
    case 'INTERACTION_AND_HOLD_TIME':
      return ratio(
        total(({ talk }) => talk),
        handled,
      );
    case 'HOLD_TIME':
      return ratio(
        total(({ hold }) => hold),
        total(({ held }) => held),
      );
    case 'QUEUE_ANSWER_TIME':
      return ratio(
        total(({ answerTime }) => answerTime),
        handled,
      );
    case 'ABANDON_TIME':
      return ratio(
        total(({ abandonTime }) => abandonTime),
        abandoned,
      );
    case 'QUEUED_TIME':
      return Math.max(0, ...all.map(({ longest }) => longest));
    case 'SERVICE_LEVEL': {
      const index = thresholds.indexOf(threshold ?? 0);
      const within = ratio(
        total((tally) => tally.within[index] ?? 0),
        handled + abandoned,
      );
      return within === undefined ? undefined : 100 * within;
    }
  }
}

export function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

function newTally(thresholds: number): Tally {
  const counts = { queued: 0, handled: 0, abandoned: 0, missed: 0, agentHungUp: 0, holdAbandoned: 0, held: 0 };
  const times = { abandonTime: 0, answerTime: 0, talk: 0, hold: 0, work: 0, longest: 0 };
  return { ...counts, ...times, within: Array<number>(thresholds).fill(0) };
}
