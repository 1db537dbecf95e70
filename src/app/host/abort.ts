import { setMaxListeners } from 'node:events';

/** A wish to stop to which everything that waits for its turn listens; there is no leak to be warned of. */
export function makeAbort(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
