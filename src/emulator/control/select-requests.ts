import { OPERATIONS } from '../protocol/model.ts';
import { Refusal } from './refusal.ts';

/** How many requests are shown unless more are asked for: the last ones. */
const SHOWN = 1000;

const FILTERS = ['operation', 'since', 'limit'];

/** The requests or events that a query asks for: `operation` by name, `since` a time, the last `limit`. Throws Refusal. */
export function selectRequests<T extends { readonly operation: string; readonly at: number }>(
  all: readonly T[],
  query: URLSearchParams,
): readonly T[] {
  const strange = [...query.keys()].find((key) => !FILTERS.includes(key));
  if (strange !== undefined) throw new Refusal(400, `There is no filter ${strange}; there are ${FILTERS.join(', ')}.`);
  const operations = query.getAll('operation');
  const unknown = operations.find((operation) => !OPERATIONS.has(operation));
  if (unknown !== undefined) throw new Refusal(400, `There is no operation ${unknown}.`);
  const since = timeOf(query.get('since'));
  const found = all.filter(
    ({ operation, at }) => at >= since && (operations.length === 0 || operations.includes(operation)),
  );
  return found.slice(-limitOf(query.get('limit')));
}

/** Milliseconds since 1970, given as such or as a date. */
function timeOf(text: string | null): number {
  if (text === null) return Number.NEGATIVE_INFINITY;
  const time = /^\d+$/.test(text) ? Number(text) : new Date(text).getTime();
  if (Number.isNaN(time))
    throw new Refusal(400, 'since takes milliseconds since 1970 or a date as 2026-01-31T08:00:00Z.');
  return time;
}

function limitOf(text: string | null): number {
  if (text === null) return SHOWN;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal(400, 'limit takes a whole number from 1.');
  return Number(text);
}
