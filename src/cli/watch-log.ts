/** What a watch tells its log. */

import type { Log } from '../app/host.ts';
import { format } from '../plan/model/address.ts';
import type { Event } from '../reconciler/events.ts';
import { madeLine, passLines } from '../report/text/watch-text.ts';
import type { WatchEvent } from '../watch/loop.ts';

export function tell(event: WatchEvent, log: Log): void {
  switch (event.type) {
    case 'passStarted':
      log('debug', 'Looking.', { pass: event.number, trigger: event.trigger });
      return;
    case 'passEnded':
      for (const { level, message, facts } of passLines(event.report))
        log(event.isNews ? level : 'debug', message, facts);
      return;
    case 'suspended':
      log('warn', 'Suspended; nothing is applied until somebody resumes.');
      return;
    case 'resumed':
      log('info', 'Resumed.');
      return;
  }
}

/** Changes that were made are told as they are made; those that were not, with the pass. */
export function tellOfChange(event: Event, log: Log): void {
  if (event.type === 'callRetried') {
    const { call, attempt, delay, error } = event;
    log('debug', `${call} is tried again.`, {
      address: format(event.address),
      attempt,
      delaySeconds: delay / 1000,
      error,
    });
  }
  if (event.type !== 'changeEnded' || event.result.outcome !== 'complete') return;
  const { level, message, facts } = madeLine(event.result);
  log(level, message, facts);
}
