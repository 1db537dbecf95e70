/**
 * Brings notices to where they are wanted, beside the passes and never in their way: each destination has a short queue
 * of its own, sent one after the other, so that they arrive in order and a dead destination holds up nobody.
 */
import { createHmac } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Instance } from '../connect/port.ts';
import type { PassReport } from '../watch/status.ts';
import { type Notice, noticeDocument, noticeFor, type Told } from './notice.ts';
import { slackText } from './slack.ts';

/** Where a notice goes. Of its URL only the host is ever shown: the rest may be the secret. */
export type Destination =
  | { readonly type: 'webhook'; readonly url: string; readonly secret?: string }
  | { readonly type: 'slack'; readonly url: string };

/** One HTTP POST. `retryAfter` in milliseconds. It rejects where no answer came. */
export type Post = (
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly retryAfter?: number }>;

export interface NotifierOptions {
  readonly post: Post;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly version: string;
  /** An id that no other notice has. */
  readonly makeId: () => string;
  /** Told what could not be delivered. */
  readonly log: (problem: string) => void;
}

export interface Notifier {
  /** From now on they go there. What waits for a destination that is no more is dropped. */
  setDestinations(destinations: readonly Destination[]): void;
  passEnded(report: PassReport, instance: Instance): void;
  /** Gives what is on its way a moment, and ends. */
  close(): Promise<void>;
}

/** Milliseconds before the second attempt; doubled each time, up to the longest. */
const firstPause = 1_000;
const longestPause = 5 * 60_000;
const attempts = 12;
/** Notices that may wait for one destination; the oldest make room. */
const maxWaiting = 50;
/** Milliseconds that an ending watch waits for what is on its way. */
const lastMoment = 800;

interface Letter {
  readonly id: string;
  readonly notice: Notice;
}

interface NoticeQueue {
  readonly destination: Destination;
  readonly letters: Letter[];
  readonly stop: AbortController;
  running: Promise<void> | undefined;
}

export function makeNotifier(options: NotifierOptions): Notifier {
  const { clock, makeId, log } = options;
  let lines: readonly NoticeQueue[] = [];
  let told: Told;
  let closing = false;
  return {
    setDestinations(destinations) {
      const kept = lines.filter((line) => destinations.some((one) => sameAs(one, line.destination)));
      for (const line of lines) if (!kept.includes(line)) line.stop.abort();
      lines = destinations.map(
        (destination) => kept.find((line) => sameAs(destination, line.destination)) ?? newLine(destination),
      );
    },
    passEnded(report, instance) {
      const telling = noticeFor(report, told, instance);
      told = telling.told;
      if (!telling.notice || closing) return;
      const letter = { id: makeId(), notice: telling.notice };
      for (const line of lines) {
        line.letters.push(letter);
        if (line.letters.length > maxWaiting) {
          line.letters.splice(0, line.letters.length - maxWaiting);
          log(`A notice to ${hostOf(line.destination)} was dropped: too many wait.`);
        }
        line.running ??= empty(line, options).finally(() => {
          line.running = undefined;
        });
      }
    },
    async close() {
      closing = true;
      const running = lines.flatMap((line) => line.running ?? []);
      const enough = new AbortController();
      await Promise.race([Promise.all(running), clock.sleep(lastMoment, enough.signal).catch(() => {})]);
      enough.abort();
      for (const line of lines) line.stop.abort();
      await Promise.all(running);
    },
  };
}

const newLine = (destination: Destination): NoticeQueue => ({
  ...{ destination, letters: [], stop: new AbortController(), running: undefined },
});

const sameAs = (a: Destination, b: Destination): boolean => JSON.stringify(a) === JSON.stringify(b);

const hostOf = ({ url }: Destination): string => new URL(url).host;

/** Sends what waits, one after the other. Never rejects. */
async function empty({ destination, letters, stop }: NoticeQueue, options: NotifierOptions): Promise<void> {
  for (let letter = letters.shift(); letter && !stop.signal.aborted; letter = letters.shift()) {
    const problem = await deliver(letter, destination, { ...options, signal: stop.signal });
    if (problem !== undefined) options.log(`A notice to ${hostOf(destination)} was not delivered: ${problem}.`);
  }
}

/** Why it could not be delivered, where it could not. */
async function deliver(
  letter: Letter,
  destination: Destination,
  { post, clock, random, version, signal }: NotifierOptions & { readonly signal: AbortSignal },
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    let problem: string;
    let asked = 0;
    let final = false;
    try {
      const message = write(letter, destination, { sentAt: clock.now(), version });
      const { status, retryAfter = 0 } = await post(destination.url, message, signal);
      if (status >= 200 && status < 300) return undefined;
      problem = `it answered ${status}`;
      asked = Math.min(retryAfter, longestPause);
      final = status < 500 && status !== 408 && status !== 429;
    } catch (error) {
      problem = `no answer (${nameOf(error)})`;
    }
    if (signal.aborted) return `connect-sync ended; ${problem}`;
    if (final || attempt >= attempts) return attempt > 1 ? `${problem}, after ${attempt} attempts` : problem;
    const ceiling = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
    try {
      await clock.sleep(Math.max(asked, ceiling / 2 + (random() * ceiling) / 2), signal);
    } catch {
      return `connect-sync ended; ${problem}`;
    }
  }
}

/** Not its message, which may have the URL in it. */
function nameOf(error: unknown): string {
  const { name, cause } = (error ?? {}) as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? name ?? 'unknown';
}

function write(
  { id, notice }: Letter,
  destination: Destination,
  { sentAt, version }: { readonly sentAt: number; readonly version: string },
): Parameters<Post>[1] {
  const headers = { 'content-type': 'application/json', 'user-agent': `connect-sync/${version}` };
  if (destination.type === 'slack') return { headers, body: JSON.stringify({ text: slackText(notice) }) };
  const body = JSON.stringify(noticeDocument(notice, { id, sentAt, version }));
  const { secret } = destination;
  return {
    headers: { ...headers, ...(secret !== undefined && { 'x-connect-sync-signature': signature(body, secret) }) },
    body,
  };
}

/** HMAC-SHA256 of the body's bytes. The body has `id` and `sentAt` in it, so that an old one is known as such. */
export const signature = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
