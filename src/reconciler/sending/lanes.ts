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

/** Requests of one API under way at once: enough to keep its rate busy while answers take two seconds. */
const atOnce = ({ perSecond }: Pace): number => Math.max(8, Math.ceil(2 * perSecond));

interface Lane {
  readonly line: TinyQueue<number>;
  readonly underWay: PQueue;
  /** One call has left the line and is not sent yet. */
  atGate: boolean;
}

/** `fail` hears of what `perform` throws. */
export function makeLanes(paceOf: PaceOf, perform: Perform, fail: (error: unknown) => void): Lanes {
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
  };

  /** Others that become ready at the same moment may be more urgent, and what is being sent goes before the next. */
  const advanceSoon = (lane: Lane): void => queueMicrotask(() => advance(lane));

  return {
    join(call, rank) {
      let lane = lanes.get(call);
      if (!lane) {
        lane = {
          line: new TinyQueue<number>([], ascending),
          underWay: new PQueue({ concurrency: atOnce(paceOf(call)) }),
          atGate: false,
        };
        lanes.set(call, lane);
      }
      lane.line.push(rank);
      advanceSoon(lane);
    },
  };
}
