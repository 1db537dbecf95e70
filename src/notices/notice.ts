/**
 * When a notice is sent, and what it says. Notices leave the house, so they have counts and a few addresses, and nothing
 * that identifies a person beyond a username: e-mail addresses and phone numbers are removed wherever they stand.
 *
 *   something was changed              -> told each time
 *   refused, invalid, failed, partial  -> told once, and again when the reason is another one
 *   in sync again after one of these   -> told once; after a failure or wrong files, already that it works again
 *   everything else                    -> not told
 */

import type { Json } from '../base/json.ts';
import { isoTime, seconds } from '../base/time.ts';
import type { Instance } from '../connect/port.ts';
import { format } from '../plan/model/address.ts';
import type { Summary } from '../plan/model/plan.ts';
import type { ChangeResult } from '../reconciler/events.ts';
import { replacePersonal } from '../report/mask.ts';
import { because, type Tally, tally } from '../report/text/apply-text.ts';
import { printable } from '../report/text/paint.ts';
import type { PassOutcome, PassReport } from '../watch/status.ts';

export type NoticeEvent = 'changed' | 'partial' | 'refused' | 'invalid' | 'failed' | 'recovered';

export interface NoticeResource {
  readonly address: string;
  readonly action: ChangeResult['action'] | 'adopt';
  readonly outcome: ChangeResult['outcome'];
  /** Name of the error, or why it was skipped. */
  readonly error?: string;
}

/** All texts in it are printable and without e-mail addresses and phone numbers. */
export interface Notice {
  readonly event: NoticeEvent;
  readonly instance: Pick<Instance, 'id' | 'alias' | 'region'>;
  readonly pass: {
    readonly number: number;
    readonly trigger: string;
    readonly outcome: PassOutcome;
    readonly startedAt: string;
    readonly endedAt: string;
    readonly seconds: number;
    readonly reason?: string;
  };
  /** What the plan was to do, where there was one. */
  readonly planned?: Summary;
  readonly counts: Tally;
  /** Of what was changed or failed, the failures first; `more` are left out. */
  readonly resources: readonly NoticeResource[];
  readonly more: number;
}

const maxResources = 10;
const maxText = 1_000;

/** The trouble that has been told of and is not over; `key` is another one where the trouble is. */
export type Told = { readonly outcome: PassOutcome; readonly key: string } | undefined;

export interface Telling {
  readonly notice?: Notice;
  /** To be given with the next pass. */
  readonly told: Told;
}

export function noticeFor(report: PassReport, told: Told, instance: Instance): Telling {
  const trouble = troubleIn(report);
  const changed = report.results.some(({ done }) => done.length > 0);
  const notice = (event: NoticeEvent): Telling => ({ notice: makeNotice(report, event, instance), told: trouble });
  switch (report.outcome) {
    case 'refused':
    case 'invalid':
    case 'failed':
    case 'partial':
      return trouble?.key === told?.key && !changed ? { told } : notice(report.outcome);
    case 'in-sync':
    case 'applied':
      if (changed) return notice('changed');
      return told ? notice('recovered') : { told };
    // What was refused, or could not be made, waits still.
    case 'observed':
    case 'waiting':
      if (changed) return { ...notice('changed'), told };
      return told?.outcome === 'failed' || told?.outcome === 'invalid' ? notice('recovered') : { told };
  }
}

/** What makes a trouble another one: not a request's id, a time or a count within its words. */
function troubleIn({ outcome, reason = '', results, diagnostics, plan }: PassReport): Told {
  if (outcome !== 'refused' && outcome !== 'invalid' && outcome !== 'failed' && outcome !== 'partial') return undefined;
  const rules = plan?.safety.filter(({ result }) => result === 'fail').map(({ rule }) => rule) ?? [];
  const failed = results.filter((one) => one.outcome === 'errored').map(({ address }) => format(address));
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const words = outcome === 'partial' ? '' : reason.replace(/\(request [^)]*\)/g, '').replace(/\d+/g, '#');
  return { outcome, key: JSON.stringify([outcome, words, rules, failed.sort(), errors]) };
}

function makeNotice(report: PassReport, event: NoticeEvent, { id, alias, region }: Instance): Notice {
  const { number, trigger, outcome, startedAt, endedAt, reason, plan, results, diagnostics } = report;
  const worst = [
    ...results.filter((one) => one.outcome === 'errored'),
    ...results.filter((one) => one.outcome === 'complete'),
    ...results.filter((one) => one.outcome === 'skipped'),
  ];
  const why = reason ?? diagnostics.find(({ severity }) => severity === 'error')?.message;
  return {
    event,
    instance: { id, region, ...(alias !== undefined && { alias }) },
    pass: {
      ...{ number, trigger, outcome, startedAt: isoTime(startedAt), endedAt: isoTime(endedAt) },
      seconds: seconds(endedAt - startedAt),
      ...(why !== undefined && { reason: harmless(why) }),
    },
    ...(plan && { planned: plan.summary }),
    counts: tally(results),
    resources: worst.slice(0, maxResources).map((result) => {
      const error = result.failures[0]?.error ?? (result.outcome === 'skipped' ? because(result.skipped) : undefined);
      return {
        address: `${result.address.kind}/${harmless(result.address.key)}`,
        action: result.adoption ? ('adopt' as const) : result.action,
        outcome: result.outcome,
        ...(error !== undefined && { error: harmless(error) }),
      };
    }),
    more: Math.max(0, worst.length - maxResources),
  };
}

/** As a text for strangers: printable, of bounded length, without e-mail addresses and phone numbers. */
export function harmless(text: string): string {
  const cut = text.length > maxText ? `${text.slice(0, maxText)}…` : text;
  return replacePersonal(printable(cut), (_, what) => (what === 'email' ? '[e-mail]' : '[phone]'));
}

/** The body for a webhook. `id` stays the same when it is sent again; `sentAt` (milliseconds) does not. */
export function noticeDocument(
  { instance, pass, planned, counts, resources, ...rest }: Notice,
  { id, sentAt, version }: { readonly id: string; readonly sentAt: number; readonly version: string },
): { readonly [name: string]: Json } {
  return {
    formatVersion: '1.0',
    id,
    sentAt: isoTime(sentAt),
    tool: { name: 'connect-sync', version },
    ...rest,
    instance: { ...instance },
    pass: { ...pass },
    ...(planned && { planned: { ...planned } }),
    counts: { ...counts },
    resources: resources.map((one) => ({ ...one })),
  };
}
