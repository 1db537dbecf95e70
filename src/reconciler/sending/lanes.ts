/**
 * The lines in which calls wait for their turn, one for each API, so that a thousand waiting calls of one API never
 * starve the others. Who is first is decided as late as possible: a single call of each API waits for the rate limit, the
 * others stay in line, and a more urgent one that comes goes before them. p-queue bounds how many are under way.
 */
import PQueue from 'p-queue';
import TinyQueue from 'tinyqueue';
import { ascending, type Pace, type PaceOf } from '../../plan/timing/schedule.ts';

export interface Lanes {
  /** The call of this rank waits for its turn from now on; less goes first. */
  join(call: string, rank: number): void;
}

/** Performs one call; `sent` is to be called when the rate limit has let it go. */
export type Perform = (rank: number, sent: () => void) => Promise<void>;

export interface Turns {
  readonly perform: Perform;
  /** This call will be among the next ones of its line. */
  readonly soon: (rank: number) => void;
  /** Hears of what `perform` throws. */
  readonly fail: (error: unknown) => void;
}

/** Requests of one API under way at once: enough to keep its rate busy while answers take two seconds. */
const atOnce = ({ perSecond }: Pace): number => Math.max(8, Math.ceil(2 * perSecond));

/** How many of a line are told that their turn is near: those of the next second. */
const ahead = ({ perSecond }: Pace): number => Math.max(2, Math.ceil(perSecond));

interface Lane {
  readonly ahead: number;
  readonly line: TinyQueue<number>;
  readonly underWay: PQueue;
  /** One call has left the line and is not sent yet. */
  atGate: boolean;
}

/** The next few of a line, which stay in it. */
function firstOf({ line, ahead }: Lane): readonly number[] {
  const first = Array.from({ length: Math.min(ahead, line.length) }, () => line.pop() as number);
  for (const rank of first) line.push(rank);
  return first;
}

export function makeLanes(paceOf: PaceOf, { perform, soon, fail }: Turns): Lanes {
  const lanes = new Map<string, Lane>();

  const advance = (lane: Lane): void => {
    if (lane.atGate) return;
    const rank = lane.line.pop();
    if (rank === undefined) return;
    lane.atGate = true;
    let isAtGate = true;
    const sent = (): void => {
      if (!isAtGate) return;
      isAtGate = false;
      lane.atGate = false;
      advanceSoon(lane);
    };
    lane.underWay.add(() => perform(rank, sent).catch(fail).finally(sent));
    for (const next of firstOf(lane)) soon(next);
  };

  /** Others that become ready at the same moment may be more urgent, and what is being sent goes before the next. */
  const advanceSoon = (lane: Lane): void => queueMicrotask(() => advance(lane));

  return {
    join(call, rank) {
      let lane = lanes.get(call);
      if (!lane) {
        const pace = paceOf(call);
        const underWay = new PQueue({ concurrency: atOnce(pace) });
        lane = { line: new TinyQueue<number>([], ascending), underWay, atGate: false, ahead: ahead(pace) };
        lanes.set(call, lane);
      }
      lane.line.push(rank);
      advanceSoon(lane);
    },
  };
}
