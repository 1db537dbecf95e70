/** An apply as NDJSON: one event a line, for programs. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Json } from '../../base/json.ts';
import { seconds } from '../../base/time.ts';
import type { Tool } from '../../plan/model/plan-file.ts';
import type { Event } from '../../reconciler/events.ts';
import type { Mask } from '../mask.ts';
import type { Tally } from '../text/apply-text.ts';
import { diagnosticEvent, type EventDocument, eventDocument } from './event-documents.ts';
import { inertJson } from './json-text.ts';
import { maskedPlan } from './masked-plan.ts';

/** Version of the events' format; a minor version adds, a major one breaks. */
const uiVersion = '1.0';

type EventLine = EventDocument | { readonly [name: string]: Json };

const line = (event: EventLine): string => `${inertJson(JSON.stringify(event))}\n`;

export const versionLine = (): string => line({ type: 'version', ui: uiVersion });

export const diagnosticLine = (diagnostic: Diagnostic): string => line(diagnosticEvent(diagnostic));

/** The last line but one of an apply that failed as a whole. */
export const errorLine = (document: { readonly [name: string]: Json }): string => line({ type: 'error', ...document });

/** The line of an event, or nothing for those that only a progress display needs. */
export function eventLine(event: Event, { tool, mask }: { readonly tool: Tool; readonly mask: Mask }): string {
  const document = eventDocument(event, tool);
  if (!document) return '';
  return line(document.type === 'plan' ? maskedPlan(document, mask) : mask(document));
}

/** `milliseconds` that the apply itself took, without reading and planning. */
export const summaryLine = (sums: Tally, milliseconds: number, exitCode: number): string =>
  line({ type: 'summary', ...sums, seconds: seconds(milliseconds), exitCode });
