// The contacts of a day, in the order in which they came. A large centre has hundreds of thousands of them, so they are
// kept in columns. All times are milliseconds since the beginning of the day; NEVER where something does not happen.

import type { Demand } from './workload.ts';

export const NEVER = -1;

const ENDINGS = ['customer', 'agent', 'customer on hold'] as const satisfies readonly Demand['ending'][];

const COLUMNS = [
  'line',
  /** Index of the agent who answers; NEVER for a contact that gives up. */
  'agent',
  'queued',
  /** When it begins to ring at the agent who answers. */
  'rang',
  'connected',
  /** When the conversation ends, or when who waits gives up. */
  'ended',
  /** When the agent is done with it, after-contact work and all. */
  'cleared',
  'talk',
  'hold',
  'work',
  'ending',
] as const;

export type Column = (typeof COLUMNS)[number];

/** An agent who let it ring, and cannot be reached until somebody sees to it. */
export interface Miss {
  readonly contact: number;
  readonly agent: number;
  readonly rang: number;
  readonly missed: number;
  readonly recovered: number;
}

export class Ledger {
  /** Of each column the first `size` entries count. */
  readonly columns: Columns = columnsOf(256);
  size = 0;
  readonly misses: Miss[] = [];

  /** A new contact, which will give up unless it is answered. */
  add(line: number, queued: number, demand: Demand): number {
    if (this.size === this.columns.line.length) this.#grow();
    const contact = this.size++;
    const columns = this.columns;
    columns.line[contact] = line;
    columns.agent[contact] = NEVER;
    columns.queued[contact] = queued;
    columns.rang[contact] = NEVER;
    columns.connected[contact] = NEVER;
    columns.ended[contact] = queued + demand.patience;
    columns.cleared[contact] = NEVER;
    columns.talk[contact] = demand.talk;
    columns.hold[contact] = demand.hold;
    columns.work[contact] = demand.work;
    columns.ending[contact] = ENDINGS.indexOf(demand.ending);
    return contact;
  }

  endingOf(contact: number): Demand['ending'] {
    return ENDINGS[this.columns.ending[contact] ?? 0] ?? 'customer';
  }

  #grow(): void {
    const larger = columnsOf(2 * this.columns.line.length);
    for (const name of COLUMNS) {
      larger[name].set(this.columns[name]);
      this.columns[name] = larger[name];
    }
  }
}

export type Columns = Record<Column, Int32Array>;

function columnsOf(length: number): Columns {
  return Object.fromEntries(COLUMNS.map((name) => [name, new Int32Array(length)])) as Columns;
}
