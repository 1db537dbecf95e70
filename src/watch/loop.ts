/**
 * A watch: looks when it is told to and when it is time, one pass after the other, and keeps how it stands. Whatever ends
 * a pass is a report, never the end of the watch.
 */
import { hasCertainErrors } from '../base/diagnostic.ts';
import { nextTurn } from '../plan/days/period.ts';
import { format } from '../plan/model/address.ts';
import type { PlannedChange } from '../plan/model/plan.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import { type Agreement, acceptedIn, changesOf, objection } from './agreement.ts';
import { type Follower, makeFollower } from './applying.ts';
import { leftAloneAt } from './backoff.ts';
import { afresh, conclude, type History, nextDue, noHistory } from './history.ts';
import { type Due, makeLatch } from './latch.ts';
import type { LoopOptions, Watch, WatchedConfiguration, WatchPorts } from './ports.ts';
import { waitsForQuiet } from './quiet.ts';
import type { Controls, Trigger, WatchStatus } from './status.ts';
import {
  type Cut,
  type Decision,
  decide,
  failed,
  invalidVerdict,
  judge,
  stoppedOnTheWay,
  suspendedOnTheWay,
  type Verdict,
} from './verdict.ts';
import { openingAt } from './windows.ts';

/** What a pass came to, and what follows from it. */
interface PassResult {
  readonly verdict: Verdict;
  /** When the files will be at rest, where something waits for that. */
  readonly quietAt?: number | undefined;
  /** When something falls due by a date. */
  readonly turnsAt?: number | undefined;
}

interface Running {
  readonly trigger: Trigger;
  readonly since: number;
  readonly abort: AbortController;
  readonly follower: Follower;
  /** What is done with its plan. */
  decision?: Decision;
  /** Why the making of changes was stopped. */
  cut?: Cut;
  wait?: { readonly reason: string; readonly until?: number };
}

function toldOf({ trigger, since, wait, follower }: Running): NonNullable<WatchStatus['running']> {
  const applying = follower.applying();
  return { trigger, since, ...(applying && { applying }), ...(wait && { wait }) };
}

export function makeWatch<Files extends WatchedConfiguration>(ports: WatchPorts<Files>, options: LoopOptions): Watch {
  const { clock, random } = ports;
  const { mode, interval, fullReadInterval } = options;
  const latch = makeLatch(clock);
  const startedAt = clock.now();
  let files:
    | (Omit<WatchedConfiguration, 'wanted'> & { readonly readAt: number; readonly changedAt: number })
    | undefined;
  let history: History = noHistory;
  let running: Running | undefined;
  let suspendedSince: number | undefined;
  let askedAt: number | undefined;
  let agreement: Agreement | undefined = options.accept && { accepted: options.accept, changes: undefined };
  let wholeReadAt = Number.NEGATIVE_INFINITY;
  let due: Due = { at: startedAt, trigger: 'start' };
  const opening = () => openingAt(files?.windows ?? [], clock.now());

  /** The files as they are now, and whether they are others than at the last look. */
  async function look(): Promise<{ readonly read: Files; readonly changed: boolean }> {
    const read = await ports.readFiles();
    const changed = read.digest !== files?.digest;
    const { windows, names, digest } = read;
    const now = clock.now();
    if (!files || changed) {
      files = { windows, names, digest, readAt: now, changedAt: files ? now : (read.modifiedAt ?? now) };
    }
    // Where a clock was set back, nobody waits until it has caught up.
    files = { ...files, changedAt: Math.min(now, files.changedAt) };
    if (changed) history = afresh(history);
    return { read, changed };
  }

  function accepted(changes: readonly PlannedChange[]): Acceptances {
    if (!agreement) return {};
    agreement = { ...agreement, changes: agreement.changes ?? changesOf(changes) };
    return acceptedIn(agreement, changes);
  }

  /** Nothing where the files were touched and say what they said before. */
  async function makePass(now: Running): Promise<PassResult | undefined> {
    try {
      const { read, changed } = await look();
      if (now.trigger === 'files' && !changed) return undefined;
      if (hasCertainErrors(read.wanted.diagnostics)) return { verdict: invalidVerdict(read.wanted.diagnostics) };
      const inPerson = now.trigger === 'request' || now.trigger === 'signal';
      if (inPerson) history = { ...history, failing: new Map() };
      const whole = inPerson || clock.now() - wholeReadAt >= fullReadInterval;
      const settledAt = (files?.changedAt ?? 0) + read.wanted.policy.settle;
      const quietAt = settledAt > clock.now() ? settledAt : undefined;
      const outcome = await ports.pass({
        ...{ files: read, whole, signal: now.abort.signal, accepted },
        ...(quietAt !== undefined && { postponed: waitsForQuiet }),
        on: now.follower.on,
        wasSuspended(since) {
          if (suspendedSince !== undefined) return;
          suspendedSince = Math.min(since, clock.now());
          ports.tell({ type: 'suspended', since: suspendedSince });
        },
        leftOut: leftAloneAt(history.failing, now.since).map(({ address }) => address),
        async approve(plan) {
          const { tripped } = history;
          now.decision = decide(plan, {
            mode,
            suspended: suspendedSince !== undefined,
            opening: opening(),
            tripped,
            quietAt,
          });
          return now.decision.type === 'apply';
        },
        halt: (error) => cutShort({ outcome: 'failed', reason: error.message }, error),
        waits(reason) {
          now.wait = { reason };
          return () => {
            now.wait = { reason, until: clock.now() };
          };
        },
      });
      if (whole) wholeReadAt = now.since;
      const verdict = judge(outcome, now.decision, now.cut);
      if (verdict.outcome === 'applied' || verdict.outcome === 'in-sync') agreement = undefined;
      const waits = verdict.outcome === 'waiting' && verdict.plan?.changes.some(waitsForQuiet);
      return {
        verdict,
        quietAt: waits ? quietAt : undefined,
        turnsAt: nextTurn(read.wanted.desired, now.since, verdict.plan?.upcoming),
      };
    } catch (error) {
      return { verdict: failed(ports.explain(error)) };
    }
  }

  async function runOnce(trigger: Trigger, stop: AbortSignal): Promise<void> {
    const postponed = (): number => (now.decision?.type === 'apply' ? (now.decision.postponed?.count ?? 0) : 0);
    const follower = makeFollower(clock.now, postponed);
    const now: Running = { trigger, since: clock.now(), abort: ports.makeAbort(), follower };
    const answers = askedAt;
    running = now;
    ports.tell({ type: 'passStarted', number: history.number + 1, trigger });
    const made = await makePass(now);
    running = undefined;
    if (askedAt === answers) askedAt = undefined;
    const verdict = made?.verdict;
    // A look that was given up to leave came to nothing that anybody would want to know.
    if (!verdict || (stop.aborted && verdict.results.length === 0)) return;
    const ended = { verdict, trigger, startedAt: now.since, endedAt: clock.now() };
    const { report, isNews, ...concluded } = conclude(history, ended, { interval, random });
    history = concluded.history;
    due = nextDue(history, {
      now: clock.now(),
      interval,
      opening: opening(),
      quietAt: made?.quietAt,
      turnsAt: made?.turnsAt,
      random,
    });
    ports.tell({ type: 'passEnded', report, isNews });
  }

  function cutShort(cut: Cut, reason: unknown): void {
    if (!running) return;
    running.cut ??= cut;
    running.abort.abort(reason);
  }

  const controls: Controls = {
    status: (): WatchStatus => {
      const { passes, lastSuccessAt, failing } = history;
      const pending = running?.decision?.type === 'apply' ? running.follower.pending() : history.pending;
      const window = opening();
      return {
        ...{ instance: ports.instance(), mode, startedAt, passes },
        ...(suspendedSince !== undefined && { suspendedSince }),
        ...(window && { window }),
        ...(files && { files: { names: files.names, digest: files.digest, readAt: files.readAt } }),
        ...(running ? { running: toldOf(running) } : { nextPassAt: due.at }),
        ...(askedAt !== undefined && { askedAt }),
        ...(lastSuccessAt !== undefined && { lastSuccessAt }),
        ...(pending && { pending }),
        backingOff: leftAloneAt(failing, clock.now()).map(({ address, failures, until }) => ({
          ...{ address: format(address), failures, until },
        })),
      };
    },
    reconcile(trigger) {
      askedAt = clock.now();
      latch.lookAgain(trigger);
    },
    suspend() {
      if (suspendedSince !== undefined) return;
      suspendedSince = clock.now();
      if (running?.decision?.type === 'apply') cutShort(suspendedOnTheWay, 'suspended');
      ports.tell({ type: 'suspended', since: suspendedSince });
    },
    resume() {
      suspendedSince = undefined;
      history = afresh(history);
      ports.tell({ type: 'resumed' });
      latch.lookAgain('resume');
    },
    accept(request) {
      const [last] = history.passes;
      if (mode === 'observe') return 'This watch only observes; there is nothing to accept.';
      if (last?.outcome !== 'refused' || !history.pending) return 'Nothing is refused at the moment.';
      const why = objection(history.pending, request);
      if (why !== undefined) return why;
      agreement = { accepted: request.accepted, changes: changesOf(history.pending.changes) };
      history = afresh(history);
      ports.tell({
        type: 'accepted',
        accepted: Object.entries(request.accepted).map(([what, number]) => `${what}=${number}`),
      });
      latch.lookAgain('accept');
      return undefined;
    },
  };

  return {
    controls,
    filesMoved: () => latch.lookAgain('files'),
    async run(stop) {
      const leave = (): void => {
        latch.close(stop.reason);
        cutShort(stoppedOnTheWay, stop.reason);
      };
      if (stop.aborted) return;
      stop.addEventListener('abort', leave, { once: true });
      for (let trigger: Trigger = 'start'; !stop.aborted; ) {
        await runOnce(trigger, stop);
        try {
          trigger = await latch.next(due);
        } catch (error) {
          if (!stop.aborted) throw error;
        }
      }
    },
  };
}
