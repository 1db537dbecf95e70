import { CallError } from '../../base/errors.ts';
import type { Send } from '../../connect/port.ts';
import type { Metrics } from './metrics.ts';

/** Counts every request by what became of it. Below the rate limit and retry, so that each attempt is one. */
export const observed =
  (send: Send, metrics: Metrics): Send =>
  async (call, input, options) => {
    try {
      const output = await send(call, input, options);
      metrics.answered(call, 'ok');
      return output;
    } catch (error) {
      const facts = error instanceof CallError ? error.facts : undefined;
      metrics.answered(call, facts?.error ?? 'unknown', facts?.failure === 'throttled' ? 'throttled' : undefined);
      throw error;
    }
  };
