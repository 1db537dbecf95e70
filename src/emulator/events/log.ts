import { eventOf, type TrailEvent, type Written } from './event.ts';

export type { Outcome } from './event.ts';

/** An event with what it is chosen by. */
export interface EventRecord {
  readonly operation: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: TrailEvent;
}

export interface EventLog {
  add(written: Written): void;
  /** In the order of the answers; the last 10,000. */
  read(): readonly EventRecord[];
  clear(): void;
}

const KEPT = 10_000;

/** `told` hears of every event at once. */
export function newEventLog(told: (event: TrailEvent) => void = () => {}): EventLog {
  let records: EventRecord[] = [];
  return {
    add(written) {
      const event = eventOf(written);
      records.push({ operation: written.operation, at: written.at, event });
      if (records.length >= 2 * KEPT) records = records.slice(-KEPT);
      told(event);
    },
    read: () => records.slice(-KEPT),
    clear() {
      records = [];
    },
  };
}
