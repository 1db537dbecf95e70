/** `POST /accept`: which plan, and which number of it. */

import { acceptables } from '../../plan/safety/finding.ts';
import type { Controls } from '../../watch/status.ts';
import type { StatusRequest } from './asked.ts';

/**
 * `digest=sha256:…&delete=37` as a query, a form or JSON. Only where nobody but this machine gets here: who accepts is
 * not asked for a password.
 */
export function acceptPlan(
  controls: Controls,
  { query = '', body = '', contentType = '' }: StatusRequest,
): string | undefined {
  const given = new Map([
    ...new URLSearchParams(query),
    ...(contentType.includes('json') ? inJson(body) : new URLSearchParams(body)),
  ]);
  const [, what = '', number = ''] = /^(\w+)=(\d+)$/.exec(given.get('accept') ?? '') ?? [];
  if (what !== '') given.set(what, number);
  const digest = given.get('digest');
  const accepted = acceptables.flatMap((one) =>
    /^\d{1,9}$/.test(given.get(one) ?? '') ? [[one, Number(given.get(one))]] : [],
  );
  if (digest === undefined || accepted.length === 0) {
    return "Say what is accepted: digest=sha256:… (pending.digest of /status) and the refusal's number, such as delete=37.";
  }
  return controls.accept({ digest, accepted: Object.fromEntries(accepted) });
}

/** The members of an object, and of an object `accept` in it, as texts. */
function inJson(body: string): readonly [string, string][] {
  const members = (value: unknown): readonly [string, unknown][] =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  try {
    const all = members(JSON.parse(body));
    return [...all, ...all.flatMap(([name, value]) => (name === 'accept' ? members(value) : []))].map(
      ([name, value]) => [name, String(value)],
    );
  } catch {
    return [];
  }
}
