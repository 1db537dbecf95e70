/** Each read that a command needs, found out by calling it once. */

import type { Check } from '../../base/checkup.ts';
import { CallError } from '../../base/errors.ts';
import type { ReadCall, Send } from '../../connect/port.ts';
import { idsIn, isAboutOne, type SeenIds, trialOf } from '../../connect/trial.ts';
import type { Need } from './needs.ts';

/** What one call came to. */
export type Trial = { readonly type: 'allowed' } | { readonly type: 'failed'; readonly error: CallError };

export interface Trials {
  /** Tries a call once; what was tried is known from then on. */
  try(call: ReadCall): Promise<Trial>;
}

export function makeTrials(send: Send, signal: AbortSignal): Trials {
  const tried = new Map<ReadCall, Promise<Trial>>();
  let seen: SeenIds = {};
  const once = async (call: ReadCall): Promise<Trial> => {
    try {
      const output = await send(call, trialOf(call, seen), { signal });
      seen = { ...seen, ...idsIn(call, output) };
      return { type: 'allowed' };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return isAnswer(call, error) ? { type: 'allowed' } : { type: 'failed', error };
    }
  };
  return {
    try(call) {
      const trial = tried.get(call) ?? once(call);
      tried.set(call, trial);
      return trial;
    },
  };
}

/** Permissions are checked before everything else, so a complaint about the input means that the call is allowed. */
const isAnswer = (call: ReadCall, { facts: { failure, error } }: CallError): boolean =>
  (failure === 'not-found' && isAboutOne(call)) ||
  error === 'InvalidParameterException' ||
  error === 'InvalidRequestException';

/** Lists and searches first, since what is about one resource takes an id that they give. */
export async function tryReads(needs: readonly Need[], trials: Trials): Promise<readonly Check[]> {
  const [lists, others] = [needs.filter(({ call }) => !isAboutOne(call)), needs.filter(({ call }) => isAboutOne(call))];
  await Promise.all(lists.map(({ call }) => trials.try(call)));
  await Promise.all(others.map(({ call }) => trials.try(call)));
  const checks: Check[] = [];
  for (const need of needs) {
    const trial = await trials.try(need.call);
    checks.push(trial.type === 'allowed' ? fine(need) : await withoutIt(need, trial.error, trials));
  }
  return checks;
}

const fine = ({ call, purpose }: Need): Check => ({ name: call, status: 'ok', message: `allowed (${purpose})` });

/** How bad it is that a call does not work, which depends on whether the command can do without it. */
async function withoutIt({ call, purpose, without }: Need, error: CallError, trials: Trials): Promise<Check> {
  const check = unusable(call, error, purpose);
  if (error.facts.failure !== 'denied' || !without) return check;
  if (without.type === 'less')
    return { ...check, status: 'warning', message: `${check.message}; ${without.consequence}` };
  const instead = await Promise.all(without.instead.map(async (one) => ({ one, trial: await trials.try(one) })));
  const missing = instead.flatMap(({ one, trial }) =>
    trial.type === 'failed' && trial.error.facts.failure === 'denied' ? [one] : [],
  );
  if (missing.length === 0) {
    return {
      ...check,
      status: 'warning',
      message: `${check.message}; they are listed and described one by one instead, which takes far more calls`,
    };
  }
  const them = [call, ...missing].map((one) => `connect:${one}`);
  return {
    ...check,
    fix: `${allow(them[0] ?? '')} Or allow ${them.slice(1).join(' and ')}, which takes far more calls.`,
  };
}

/** Denied, throttled, not there, or not working just now. */
export function unusable(call: string, { message, facts: { error, failure } }: CallError, purpose: string): Check {
  const said = `${error}: ${message}`;
  const check = { name: call, status: 'failed' } as const;
  switch (failure) {
    case 'denied':
      return { ...check, message: `denied (${purpose}): ${said}`, fix: allow(`connect:${call}`) };
    case 'throttled':
      return {
        ...check,
        status: 'warning',
        message: `throttled (${purpose}), so it is not known whether it is allowed: ${said}`,
        fix: 'Run doctor again in a minute. If it stays so, find out what else calls this API in the account and Region, or raise its quota.',
      };
    case 'transient':
      return {
        ...check,
        message: `failed (${purpose}): ${said}`,
        fix: 'Run doctor again in a minute; see the AWS Health Dashboard if it stays so.',
      };
    default:
      return {
        ...check,
        message: `not there (${purpose}): ${said}`,
        fix: 'Check that AWS_ENDPOINT_URL_CONNECT, if it is set, and the Region are those of the instance.',
      };
  }
}

const allow = (action: string): string =>
  `Allow ${action} on the instance; docs/SECURITY.md has the least policy of each command.`;
