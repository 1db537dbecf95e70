/** What a watch tells its log. */

import type { Log } from '../app/host/host.ts';
import { isoTime } from '../base/time.ts';
import { format } from '../plan/model/address.ts';
import type { Plan, PlannedChange } from '../plan/model/plan.ts';
import type { Event } from '../reconciler/events.ts';
import { detourText } from '../report/text/progress.ts';
import { beginLine, type LogLine, madeLine, passLines } from '../report/text/watch-text.ts';
import type { WatchEvent } from '../watch/ports.ts';

export function logEvent(event: WatchEvent, log: Log): void {
  switch (event.type) {
    case 'passStarted':
      log('debug', 'Looking.', { pass: event.number, trigger: event.trigger });
      return;
    case 'passEnded':
      for (const { level, message, facts } of passLines(event.report))
        log(event.isNews ? level : 'debug', message, facts);
      return;
    case 'suspended':
      log('warn', 'Suspended; nothing is applied until somebody resumes.', { since: isoTime(event.since) });
      return;
    case 'resumed':
      log('info', 'Resumed.');
      return;
    case 'accepted':
      log('warn', `Accepted: ${event.accepted.join(' ')}.`);
      return;
  }
}

/** Tells of an apply as it goes. Changes that were not made are told with the pass. */
export function makeTeller(log: Log): (event: Event) => void {
  let plan: Plan | undefined;
  let changes = new Map<string, PlannedChange>();
  const write = ({ level, message, facts }: LogLine): void => log(level, message, facts);
  return (event) => {
    switch (event.type) {
      case 'readAhead':
        if (event.denied !== undefined) log('warn', detourText(event));
        return;
      case 'plan':
        plan = event.plan;
        changes = new Map(plan.changes.map((change) => [format(change.address), change]));
        return;
      case 'applyBegins':
        if (plan) write(beginLine(plan, event.calls));
        return;
      case 'callRetried': {
        const { call, attempt, delay, error } = event;
        const facts = { address: format(event.address), attempt, delaySeconds: delay / 1000, error };
        log('debug', `${call} is tried again.`, facts);
        return;
      }
      case 'changeEnded':
        if (event.result.outcome !== 'complete') return;
        write(madeLine(event.result, changes.get(format(event.result.address))));
        return;
      default:
        return;
    }
  };
}
