/** One operation: looked at again what it is about, sent, and what became of it. */

import { CallError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json.ts';
import type { Call } from '../../connect/port.ts';
import type { Identity, Operation } from '../../kinds/operation.ts';
import type { Address } from '../../plan/model/address.ts';
import { keyOf } from '../../plan/model/rules.ts';
import type { LiveResource } from '../../plan/model/state.ts';
import type { CallFailure, SkipReason } from '../events.ts';
import type { Work } from '../lower.ts';
import { type Attempt, attempt, type Sent, sendFailureOf } from './attempt.ts';
import { type Calling, type CallResult, skippedBy } from './calling.ts';
import { hasPassed, isLookedAt, type Look, type Looks, looksOf, sentFor } from './looks.ts';

/** Which operation of which change. */
export interface Called {
  readonly work: Work;
  readonly position: number;
}

/** `begin` is called at each attempt, when it is on record and the lock is held: the operation is sent right after. */
export type Caller = (called: Called, begin: () => void) => Promise<CallResult>;

export function makeCaller(calling: Calling & { readonly looks: Looks }): Caller {
  const { live, rules, looks } = calling;
  const made = new Map<string, Identity>();
  const succeeded = new Set<string>();
  type Pointless = Extract<SkipReason, { readonly type: 'pointless' }>;
  const pointless = new Map<string, Pointless>();
  const told = new WeakSet<CallError>();
  let stopped: Pointless | undefined;

  const note = ({ call, error, obstacle }: CallFailure): void => {
    if (obstacle === undefined) return;
    const reason: Pointless = { type: 'pointless', call, error, obstacle };
    if (obstacle === 'credentials') stopped ??= reason;
    // Permission may depend on the resource, so a denial speaks for the whole API only while nothing has worked.
    else if (obstacle === 'quota' || !succeeded.has(call)) pointless.set(call, reason);
  };

  return async ({ work, position }, begin) => {
    const operation = operationAt(work.operations, position);
    const { call, address } = operation;
    const calls: readonly Call[] = [...looksOf(work), call];
    const reason = stopped ?? calls.map((one) => pointless.get(one)).find((one) => one !== undefined);
    if (reason) return { outcome: 'skipped', reason };
    let isNew = false;
    const identityOf = (wanted: Address): Identity | undefined => {
      const key = keyOf(rules, wanted);
      isNew ||= made.has(key);
      return made.get(key) ?? live.get(key);
    };
    let attempts = 0;
    const sent = await sendAfterLook(
      { work, position },
      {
        ...calling,
        ...{ kind: work.kind, identityOf, begin, told, looks },
        check: () => {},
        concernsNew: () => isNew,
        next: () => ++attempts,
      },
    );
    if (sent.outcome === 'failed') note(sent.failure);
    if (sent.outcome !== 'done') return sent;
    for (const one of calls) succeeded.add(one);
    if (sent.identity) made.set(keyOf(rules, address), sent.identity);
    return { outcome: 'done' };
  };
}

function operationAt(operations: readonly Operation[], position: number): Operation {
  const operation = operations[position];
  if (!operation) throw new Error(`A change has no call number ${position}.`);
  return operation;
}

interface CallContext extends Attempt {
  readonly looks: Looks;
  /** Failures of looks that have been told. */
  readonly told: WeakSet<CallError>;
}

/** What was seen of a resource is too old to send by it. */
class LookTooOld extends Error {}

/** How often a call looks again since its turn did not come in time. Each time it has waited for `sentFor`. */
const maxLooks = 60;

/** Sends what a look at the resource right before makes of the operation; where nobody looks, what was planned. */
async function sendAfterLook({ work, position }: Called, sending: CallContext): Promise<Sent> {
  if (!isLookedAt(work)) return attempt(operationAt(work.operations, position), sending);
  const { clock } = sending;
  for (let count = 1; ; count++) {
    const look = await lookAt(work, sending);
    if ('outcome' in look) return look;
    const { found, at } = look;
    if (found.type === 'stop') return { outcome: 'skipped', reason: { type: 'overtaken', why: found.why } };
    const operation = operationAt(found.operations, position);
    let isTooOld = false;
    const check = (): void => {
      isTooOld = count < maxLooks && hasPassed(at, sentFor, clock);
      if (isTooOld) throw new LookTooOld();
    };
    try {
      const sent = await attempt(operation, { ...sending, check });
      // An attempt before may have been made; another one, by another look, does no harm.
      if (isTooOld && sent.outcome === 'failed') continue;
      return sent.outcome === 'done' && operation.clears
        ? await confirm(operation, { sent, look, work, sending })
        : sent;
    } catch (error) {
      if (!(error instanceof LookTooOld)) throw error;
    }
  }
}

/** A look, or what becomes of the call without one. The failure of a look is told once, whatever calls it was for. */
async function lookAt(work: Work, { looks, signal, told }: CallContext): Promise<Look | Sent> {
  try {
    return await looks.at(work);
  } catch (error) {
    if (signal.aborted) return skippedBy(signal);
    if (!(error instanceof CallError)) throw error;
    if (told.has(error)) return { outcome: 'skipped', reason: { type: 'depends', on: work.change.address } };
    told.add(error);
    // Whatever became of the look, the call itself was not sent.
    return {
      outcome: 'failed',
      failure: sendFailureOf({ ...error.facts, uncertain: false }, { onQuota: undefined, hide: (text) => text }),
    };
  }
}

/** Milliseconds between looks for what was cleared, since a read may be behind a write for a moment. */
const waitsForCleared = [500, 1000, 2000];

interface Confirming {
  readonly sent: Sent;
  readonly look: Look;
  readonly work: Work;
  readonly sending: CallContext;
}

/** Whether Connect has cleared what a call left out to clear it. */
async function confirm({ call, clears = {} }: Operation, { sent, look, work, sending }: Confirming): Promise<Sent> {
  const { looks, clock, signal } = sending;
  const failed = (error: string, message: string, uncertain: 'certain' | 'uncertain') =>
    ({
      outcome: 'failed',
      failure: { call, error, message, denied: false, attempts: 1, uncertain: uncertain === 'uncertain' },
    }) as const;
  const waits = [...waitsForCleared];
  for (;;) {
    let now: LiveResource | undefined;
    try {
      now = (await looks.again(work)).found.now;
    } catch (error) {
      if (!(error instanceof CallError) && !signal.aborted) throw error;
      const names = Object.values(clears).join(' and the ');
      return failed('NotConfirmed', `It could not be read whether Amazon Connect cleared the ${names}`, 'uncertain');
    }
    const kept = Object.keys(clears).filter((name) => Object.hasOwn(now?.attributes ?? {}, name));
    if (kept.length === 0) return sent;
    const delay = waits.shift();
    if (delay !== undefined && !signal.aborted) {
      await clock.sleep(delay, signal).catch(() => {});
      continue;
    }
    const names = kept.map((name) => clears[name]).join(' and the ');
    const result = failed('ValueKept', `Amazon Connect kept the ${names}`, 'certain');
    const same = canonicalJson(now?.attributes ?? {}) === canonicalJson(look.found.now?.attributes ?? {});
    return same ? result : { ...result, made: true };
  }
}
