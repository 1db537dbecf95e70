/** An apply as NDJSON: one event a line, for programs. */

import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Json } from '../../base/json.ts';
import { format } from '../../plan/model/address.ts';
import { diagnosticDocument, planDocument, type Tool } from '../../plan/model/plan-file.ts';
import type { ChangeResult, Event } from '../../reconciler/events.ts';
import { because, type Tally } from '../text/apply-text.ts';
import { inertJson } from './json-text.ts';

/** Version of the events' format; a minor version adds, a major one breaks. */
const uiVersion = '1.0';

const line = (event: { readonly [name: string]: Json }): string => `${inertJson(JSON.stringify(event))}\n`;

export const versionLine = (): string => line({ type: 'version', ui: uiVersion });

/** What is worth knowing and is about no change of the plan. */
export const diagnosticLine = (diagnostic: Diagnostic): string =>
  line({ type: 'diagnostic', ...diagnosticDocument(diagnostic) });

/** The last line but one of an apply that failed as a whole. */
export const errorLine = (document: { readonly [name: string]: Json }): string => line({ type: 'error', ...document });

/** Seconds, as everywhere outside the program. */
const inSeconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;

/** The line of an event, or nothing for those that only a progress display needs. */
export function eventLine(event: Event, tool: Tool): string {
  switch (event.type) {
    case 'plan':
      return line({ type: 'plan', ...planDocument(event.plan, tool) });
    case 'changeStarted':
      return line({ type: 'applyStart', address: format(event.address), action: event.action });
    case 'callRetried': {
      const { address, call, attempt, delay, error } = event;
      return line({
        type: 'applyRetry',
        address: format(address),
        call,
        attempt,
        delaySeconds: inSeconds(delay),
        error,
      });
    }
    case 'changeEnded':
      return line(endedEvent(event.result));
    case 'readAhead':
    case 'read':
    case 'applyBegins':
    case 'callStarted':
    case 'callEnded':
      return '';
  }
}

function endedEvent(result: ChangeResult): { readonly [name: string]: Json } {
  const common = {
    address: format(result.address),
    action: result.action,
    ...(result.adoption && { adoption: true }),
    calls: result.done,
    seconds: inSeconds(result.milliseconds),
  };
  switch (result.outcome) {
    case 'complete':
      return { type: 'applyComplete', ...common };
    case 'errored':
      return { type: 'applyErrored', ...common, errors: result.failures.map((failure) => ({ ...failure })) };
    case 'skipped':
      return { type: 'applySkipped', ...common, reason: because(result.skipped) };
  }
}

/** `milliseconds` that the apply itself took, without reading and planning. */
export const summaryLine = (sums: Tally, milliseconds: number, exitCode: number): string =>
  line({ type: 'summary', ...sums, seconds: inSeconds(milliseconds), exitCode });
