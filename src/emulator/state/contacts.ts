// Voice contacts that StartOutboundVoiceContact has started. Nobody answers here: a call rings until somebody stops it or
// its dial time has passed, and that is told from the clock whenever it is asked for.

import type { Reference } from '@aws-sdk/client-connect';
import type { Resource } from './table.ts';

/** `name` is what the agent would see; it may be empty. */
export interface Contact extends Resource {
  readonly clientToken: string | undefined;
  readonly description: string | undefined;
  readonly destination: string;
  readonly source: string | undefined;
  readonly flowId: string;
  readonly queueId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly references: Readonly<Record<string, Reference>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** Milliseconds for which it rings. */
  readonly dialTime: number;
  /** When StopContact ended it, in milliseconds since 1970. */
  readonly stopped: number | undefined;
}

export type Ending = { readonly at: number; readonly reason: 'API' | 'OUTBOUND_ATTEMPT_FAILED' };

/** How a contact ended; undefined while it rings. */
export function endOf({ started, dialTime, stopped }: Contact, now: number): Ending | undefined {
  if (stopped !== undefined) return { at: stopped, reason: 'API' };
  const at = started + dialTime;
  return now >= at ? { at, reason: 'OUTBOUND_ATTEMPT_FAILED' } : undefined;
}
