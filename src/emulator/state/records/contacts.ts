// Contacts that the API has started. Nobody answers here: a call rings until somebody stops it or its dial time has passed,
// a task and a chat last until they expire, and that is told from the clock whenever it is asked for.

import type { Reference } from '@aws-sdk/client-connect';
import type { Resource } from '../table.ts';

/** `name` is what the agent would see; it may be empty. */
export interface Contact extends Resource {
  /** Undefined for a call. */
  readonly channel?: 'CHAT' | 'TASK';
  readonly clientToken: string | undefined;
  readonly description: string | undefined;
  /** Of a call. */
  readonly destination: string | undefined;
  readonly source: string | undefined;
  readonly flowId: string;
  readonly queueId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly references: Readonly<Record<string, Reference>>;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** Milliseconds for which it rings, or for which a task or a chat lasts. */
  readonly dialTime: number;
  /** When StopContact ended it, in milliseconds since 1970. */
  readonly stopped: number | undefined;
  /** When a task's flow is to run, in milliseconds since 1970. */
  readonly scheduled?: number | undefined;
  /** Of a chat. */
  readonly customerId?: string | undefined;
  readonly participantId?: string | undefined;
}

export interface Ending {
  readonly at: number;
  readonly reason: 'API' | 'OUTBOUND_ATTEMPT_FAILED' | 'EXPIRED';
}

/** How a contact ended; undefined while it rings or lasts. */
export function endOf({ channel, started, dialTime, stopped }: Contact, now: number): Ending | undefined {
  if (stopped !== undefined) return { at: stopped, reason: 'API' };
  const at = started + dialTime;
  const reason = channel === undefined ? 'OUTBOUND_ATTEMPT_FAILED' : 'EXPIRED';
  return now >= at ? { at, reason } : undefined;
}
