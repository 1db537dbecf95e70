/** Amazon Connect as a script: what each call answers, and a note of what was sent. */

import { CallError, type CallFacts, type FailureClass } from '../../src/base/errors.ts';
import type { Call, InputOf, OutputOf, Send, SendOptions } from '../../src/connect/port.ts';

export type Answer<C extends Call> =
  | OutputOf<C>
  | Error
  /** `nth` counts from 1. */
  | ((input: InputOf<C>, nth: number, options: SendOptions) => OutputOf<C> | Error | Promise<OutputOf<C> | Error>);

/** One answer for every time, or a list of which each is given once. */
export type Answers = { readonly [C in Call]?: Answer<C> | readonly Answer<C>[] };

export interface Sent {
  readonly call: Call;
  readonly input: object;
}

export interface Script {
  readonly send: Send;
  readonly sent: readonly Sent[];
  /** Names of the calls, in order. */
  calls(): readonly Call[];
  inputsOf(call: Call): readonly object[];
}

export function script(answers: Answers): Script {
  const sent: Sent[] = [];
  const times = new Map<Call, number>();
  const send: Send = async (call, input, options = {}) => {
    await options.before?.();
    sent.push({ call, input });
    const nth = (times.get(call) ?? 0) + 1;
    times.set(call, nth);
    const known: unknown = answers[call];
    const answer = Array.isArray(known) ? known[nth - 1] : known;
    if (answer === undefined) throw new Error(`The script does not say what ${call} answers the ${nth}th time.`);
    const given = typeof answer === 'function' ? await answer(input, nth, options) : answer;
    if (given instanceof Error) throw given;
    return given;
  };
  return {
    send,
    sent,
    calls: () => sent.map(({ call }) => call),
    inputsOf: (call) => sent.filter((one) => one.call === call).map(({ input }) => input),
  };
}

const errors: { readonly [F in FailureClass]: string } = {
  throttled: 'ThrottlingException',
  transient: 'InternalServiceException',
  quota: 'LimitExceededException',
  denied: 'AccessDeniedException',
  credentials: 'ExpiredTokenException',
  'not-found': 'ResourceNotFoundException',
  duplicate: 'DuplicateResourceException',
  'in-use': 'ResourceInUseException',
  refused: 'InvalidParameterException',
};

/** A call that failed, as the layers below would say it. */
export const failed = (failure: FailureClass, facts: Partial<CallFacts> = {}): CallError =>
  new CallError({
    ...{ call: 'AnyCall', error: errors[failure], message: `It was ${failure}.`, failure, attempts: 1 },
    uncertain: failure === 'transient',
    ...facts,
  });

/** A promise that is settled from outside: for answers that come when the test says so. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
