/** An apply as it goes, a line for each change, and what it came to. */

import { plural, some } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { ChangeResult, Obstacle, SkipReason } from '../../reconciler/events.ts';
import { countsText, made } from '../actions.ts';
import { type Paint, printable } from './paint.ts';

export function resultText(result: ChangeResult, paint: Paint): string {
  const address = printable(format(result.address));
  const parts = partsText(result);
  const done = `${made[result.adoption ? 'adopt' : result.action]}${parts && ` (${parts})`}`;
  switch (result.outcome) {
    case 'complete':
      return `${address}: ${done}\n`;
    case 'errored': {
      const failures = result.failures.map(({ call, error, message, attempts, uncertain, requestId }) => {
        const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
        const id = requestId === undefined ? '' : ` (request ${requestId})`;
        const doubt = uncertain ? '; it may have been made all the same, which the next plan will show' : '';
        return `${address}: ${paint('red', 'failed')}: ${printable(`${call}: ${error}${tries}: ${message}${id}${doubt}`)}\n`;
      });
      return failures.join('') + (parts ? `${address}: ${paint('yellow', 'partly')} ${done}\n` : '');
    }
    case 'skipped':
      // What there was no time for is counted in the end; thousands of lines would push away what was done.
      if (hadNoTime(result) && !parts) return '';
      return `${address}: ${parts ? `${paint('yellow', 'partly')} ${done}` : paint('yellow', 'skipped')}: ${because(result.skipped)}\n`;
  }
}

/** The calls that were made, and those that are left: `TagResource; left: UpdateUserConfig`. Empty where none was made. */
export function partsText({ done, left = [] }: Pick<ChangeResult, 'done' | 'left'>): string {
  if (done.length === 0) return '';
  return `${done.join(', ')}${left.length > 0 ? `; left: ${left.join(', ')}` : ''}`;
}

const hadNoTime = ({ skipped }: ChangeResult): boolean =>
  skipped?.type === 'interrupted' || skipped?.type === 'deadline';

/** What a deadline has left to do, a few by name; nothing where it came in time for everything. */
export function leftText(results: readonly ChangeResult[]): string {
  const left = results.filter(({ skipped }) => skipped?.type === 'deadline');
  const names = left.map(({ address }) => printable(format(address)));
  return left.length === 0 ? '' : `\nThe deadline left ${plural(left.length, 'change')} to do: ${some(names, 10)}.\n`;
}

export function because(reason: SkipReason | undefined): string {
  switch (reason?.type) {
    case 'depends':
      return `it waits for ${printable(format(reason.on))}, whose change was not made`;
    case 'pointless':
      return pointless[reason.obstacle ?? 'permission'](reason.call, printable(reason.error));
    case 'unreviewed':
    case 'overtaken':
      return printable(reason.why);
    case 'interrupted':
      return 'interrupted';
    case 'deadline':
      return 'the deadline came first';
    case undefined:
      return 'not made';
  }
}

const pointless: { readonly [O in Obstacle]: (call: string, error: string) => string } = {
  credentials: (_, error) => `not tried, since the credentials are not accepted any more (${error})`,
  quota: (call, error) => `not tried, since a quota of the instance is full (${call}: ${error})`,
  permission: (call, error) => `Connect refuses ${call} with ${error}`,
};

/** What a person has to do before the rest can be made; `undefined` where running again is all. */
export function nextStep(results: readonly ChangeResult[]): string | undefined {
  const obstacles = results.flatMap(({ failures }) => failures.filter(({ obstacle }) => obstacle !== undefined));
  const ofCredentials = obstacles.find(({ obstacle }) => obstacle === 'credentials');
  const untried = results.filter(({ skipped }) => skipped?.type === 'pointless').length;
  const left = untried > 0 ? `; ${plural(untried, 'change')} not tried` : '';
  if (ofCredentials) {
    return `The credentials are not accepted any more (${printable(ofCredentials.error)})${left}. Refresh the credentials, then apply again.`;
  }
  const full = obstacles.filter(({ obstacle }) => obstacle === 'quota').map(({ call }) => call);
  if (full.length === 0) return undefined;
  return `The quota of the instance for ${[...new Set(full)].sort().join(', ')} is full${left}. Raise the quota in Service Quotas, or make room, then apply again.`;
}

/** How many changes came to what. */
export interface Tally {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly adopt: number;
  readonly failed: number;
  readonly skipped: number;
}

export function tally(results: readonly ChangeResult[]): Tally {
  const complete = results.filter(({ outcome }) => outcome === 'complete');
  const made = (action: string): number =>
    complete.filter((result) => result.action === action && !result.adoption).length;
  return {
    create: made('create'),
    update: made('update'),
    delete: made('delete'),
    adopt: complete.filter(({ adoption }) => adoption).length,
    failed: results.filter(({ outcome }) => outcome === 'errored').length,
    skipped: results.filter(({ outcome }) => outcome === 'skipped').length,
  };
}

/** `next` is what to do about what was not made. */
export function summaryText(sums: Tally, paint: Paint, next = 'Run apply again to continue.'): string {
  const resources = `Resources: ${countsText(sums)}`;
  if (sums.failed === 0 && sums.skipped === 0) return `\n${paint('green', 'Apply complete!')} ${resources}.\n`;
  const rest = `${plural(sums.failed, 'resource')} failed, ${sums.skipped} skipped`;
  return `\n${paint('red', 'Apply incomplete.')} ${resources}; ${rest}. ${next}\n`;
}
