/**
 * Looks at resources right before they are changed. Between the reading for a plan and a call pass minutes: a question
 * stands, the calls before it have their turns, a search may have told what was. So each resource is looked at again, and
 * its calls are made from what is there now; or they are not sent, where somebody has given it to another owner, say.
 *
 * One look serves all calls of a change that go at about the same time. It has a line of its own, faster than those of the
 * calls, and is begun while they are still in theirs, so that it costs no time.
 */
import type { Clock } from '../../base/clock.ts';
import type { ReadCall, Send } from '../../connect/port.ts';
import type { LookingAgain, Names } from '../../kinds/kind.ts';
import { type Operation, sequence } from '../../kinds/operation.ts';
import type { Objection } from '../../plan/compare/still.ts';
import type { LiveResource, LiveState } from '../../plan/model/state.ts';
import { callsOf, type Work } from '../lower.ts';

/** Milliseconds after which a look is made again, rather than used for one more call. */
const usedFor = 5_000;
/** Milliseconds after which a call is not sent any more by a look: what waits longer for its turn looks again. */
export const sentFor = 10_000;

/** Whether more time has passed than that. Nobody knows how much where the clock was set back meanwhile: too much. */
export const hasPassed = (since: number, time: number, clock: Clock): boolean => {
  const passed = clock.now() - since;
  return passed < 0 || passed > time;
};

/** What a look found. */
export type LookResult =
  | { readonly type: 'go'; readonly operations: readonly Operation[]; readonly now: LiveResource | undefined }
  /** The end of a sentence. */
  | { readonly type: 'stop'; readonly why: string; readonly now: LiveResource | undefined };

export interface Look {
  readonly found: LookResult;
  /** When it was sent: milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface Looks {
  /** A call of this change will have its turn soon. */
  begin(work: Work): void;
  /** A look that is new enough. Rejects with a `CallError` where it fails. */
  at(work: Work): Promise<Look>;
  /** One that is made now, whatever is known. */
  again(work: Work): Promise<Look>;
}

/** The calls that look at the resource of a change again before its own calls; none where nobody looks. */
export const looksOf = ({ kind, planned, change }: Work): readonly ReadCall[] =>
  planned === undefined ? [] : (kind.lookAgain?.calls(change, planned) ?? []);

export const isLookedAt = (work: Work): boolean => looksOf(work).length > 0;

export interface LookContext {
  readonly send: Send;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly live: LiveState;
  readonly objection?: Objection;
}

interface Begun {
  /** When its call was sent: milliseconds since the Unix epoch. */
  sentAt: number | undefined;
}

export function makeLooks({ send, clock, signal, live, objection = () => undefined }: LookContext): Looks {
  const known = new Map<Work, { readonly times: Begun; readonly made: Promise<Look> }>();
  let names: Names | undefined;

  const look = async (work: Work, begun: Begun): Promise<Look> => {
    const { kind, planned, change } = work;
    const noting: Send = (call, input, options) =>
      send(call, input, {
        ...options,
        async before() {
          begun.sentAt = clock.now();
          await options?.before?.();
        },
      });
    names ??= namesIn(live);
    const looking: LookingAgain = { change, send: noting, signal, names, wait: (ms) => clock.sleep(ms, signal) };
    const now = planned && (await kind.lookAgain?.read(planned, looking));
    const at = begun.sentAt ?? clock.now();
    const objected = objection(change, now);
    if (objected !== undefined) return { at, found: { type: 'stop', why: objected, now } };
    const { operations } = sequence(callsOf(work, now ?? planned));
    if (operations.map(({ call }) => call).join() !== work.operations.map(({ call }) => call).join()) {
      const why = 'it has changed since the plan was made';
      return { at, found: { type: 'stop', why, now } };
    }
    return { at, found: { type: 'go', operations, now } };
  };

  const start = (work: Work): Promise<Look> => {
    const times: Begun = { sentAt: undefined };
    const made = look(work, times);
    // Its failure is heard by the call that needs it.
    made.catch(() => {});
    known.set(work, { times, made });
    return made;
  };
  const current = (work: Work): Promise<Look> => {
    const last = known.get(work);
    const isOld = last?.times.sentAt !== undefined && hasPassed(last.times.sentAt, usedFor, clock);
    return last && !isOld ? last.made : start(work);
  };

  return {
    begin(work) {
      if (isLookedAt(work) && !signal.aborted) current(work);
    },
    at: current,
    again: start,
  };
}

function namesIn(live: LiveState): Names {
  const names = new Map<string, Map<string, string>>();
  for (const { address, id } of live.values()) {
    const own = names.get(address.kind) ?? new Map<string, string>();
    names.set(address.kind, own.set(id, address.key));
  }
  return {
    knows: (kind, id) => names.get(kind)?.has(id) ?? false,
    nameOf: (kind, id) => names.get(kind)?.get(id) ?? id,
  };
}
