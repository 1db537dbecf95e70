/**
 * Where a running watch can be reached by this user's other commands, and what it remembers over a restart: a suspension,
 * and what it was refused for. All of it is in the state folder. Where that cannot be used, the watch goes on without.
 */
import { StoreError } from '../../keep/files.ts';
import { type WatchFiles, type WatchState, watchFilesIn } from '../../keep/watch-files.ts';
import { broken } from '../../plan/safety/guard.ts';
import { digestOf } from '../../watch/agreement.ts';
import type { Controls, PassReport } from '../../watch/status.ts';
import type { Host } from '../host/host.ts';
import type { Connection } from '../instance/connection.ts';

export interface WatchDesk {
  /** Before a pass reads. Calls back where an earlier process was suspended and nobody has resumed it. */
  enter(connection: Pick<Connection, 'place' | 'instance'>, wasSuspended: (since: number) => void): void;
  /** `undefined` where somebody has resumed it. */
  suspended(since: number | undefined): void;
  passEnded(report: PassReport): void;
  /** From now on acceptances are taken in while a plan is refused. */
  open(controls: Controls): void;
  close(): void;
}

/** For a watch that only observes, and for one without a state folder. */
export const noDesk: WatchDesk = {
  ...{ enter: () => {}, suspended: () => {}, passEnded: () => {}, open: () => {}, close: () => {} },
};

/** Milliseconds between two looks for an acceptance. */
const lookEvery = 500;

export function makeWatchDesk(stateFolder: string, { clock, log }: Pick<Host, 'clock' | 'log'>): WatchDesk {
  const closed = new AbortController();
  let files: WatchFiles | undefined;
  let place: string | undefined;
  let instance: WatchState['instance'] = { id: '' };
  /** What a person has asked for since the start; nobody where that is nothing. */
  let wish: { readonly since: number | undefined } | undefined;
  let refused: WatchState['refused'];
  let answer: WatchState['answer'];
  let controls: Controls | undefined;
  let listening = false;
  let complained = false;

  const orWarn = <T>(what: string, action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (!complained) log('warn', `${what} ${error.message}.`);
      complained = true;
      return undefined;
    }
  };
  const save = (): void => {
    const since = wish?.since;
    const state: WatchState = {
      instance,
      ...(since !== undefined && { suspendedSince: since }),
      ...(refused && { refused }),
      ...(answer && { answer }),
    };
    orWarn('A suspension would not survive a restart.', () => files?.writeState(state));
  };
  const listen = async (): Promise<void> => {
    if (listening) return;
    listening = true;
    while (refused && !closed.signal.aborted) {
      const found = orWarn('Nothing can be accepted.', () => files?.take());
      if (found && controls) {
        const reason = controls.accept(found);
        if (reason !== undefined) log('warn', `Not accepted: ${reason}`);
        answer = { id: found.id, ...(reason !== undefined && { reason }) };
        if (reason === undefined) refused = undefined;
        save();
      }
      await clock.sleep(lookEvery, closed.signal).catch(() => {});
    }
    listening = false;
  };

  return {
    enter(connection, wasSuspended) {
      if (place === connection.place) return;
      const { id, alias } = connection.instance;
      instance = { id, ...(alias !== undefined && { alias }) };
      place = connection.place;
      files = watchFilesIn(stateFolder, place);
      const before = orWarn('Whether it was suspended is not known.', () => files?.readState())?.suspendedSince;
      if (wish === undefined && before !== undefined) wasSuspended(before);
      save();
    },
    suspended(since) {
      wish = { since };
      if (files) save();
    },
    passEnded({ outcome, plan }) {
      const before = refused;
      const needs = broken(plan?.safety ?? []).flatMap(({ acceptable }) => acceptable ?? []);
      // What was refused before stays so until a plan says otherwise.
      if (plan) {
        refused =
          outcome === 'refused' && needs.length > 0
            ? { digest: digestOf(plan), needs: [...new Set(needs)] }
            : undefined;
      }
      if (!files || (refused === undefined && before === undefined)) return;
      save();
      void listen();
    },
    open(those) {
      controls = those;
    },
    close() {
      closed.abort();
      refused = undefined;
      if (files) save();
    },
  };
}
