// Posts events to an address, one after another and in order. What cannot be delivered is tried again for some seconds and
// then dropped, with a line for the log: an emulator does not wait for its listeners.

import { envelopeOf, type TrailEvent } from './event.ts';

export interface Push {
  /** Posts an event, soon; does nothing where there is no target. */
  post(event: TrailEvent): void;
  /** Resolves when everything is delivered or dropped. Nothing is tried again any more. */
  close(): Promise<void>;
}

/** Milliseconds before each further attempt, and until an attempt is given up. */
const PAUSES = [500, 2000];
const TIMEOUT = 5000;

/** More than that are dropped, the newest first. */
const WAITING = 10_000;

export function newPush(target: () => string | undefined, log: (problem: string) => void): Push {
  let waiting = 0;
  let chain = Promise.resolve();
  const closing = new AbortController();

  const deliver = async (address: string, event: TrailEvent): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      const problem = await attemptOf(address, event);
      if (problem === undefined) return;
      const pause = PAUSES[attempt];
      if (pause === undefined || closing.signal.aborted) {
        log(`The event of ${event.eventName} was not delivered to ${address}: ${problem}`);
        return;
      }
      await sleep(pause, closing.signal);
    }
  };

  return {
    post(event) {
      const address = target();
      if (address === undefined || closing.signal.aborted || waiting >= WAITING) return;
      waiting++;
      chain = chain.then(() => deliver(address, event)).finally(() => waiting--);
    },
    close() {
      closing.abort();
      return chain;
    },
  };
}

/** What went wrong; undefined where the event was taken. */
async function attemptOf(address: string, event: TrailEvent): Promise<string | undefined> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(envelopeOf(event)),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    timer.unref();
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
