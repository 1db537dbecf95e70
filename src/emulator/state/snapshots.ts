import type { Instance } from './instance.ts';

/** When the metrics behind a NextToken were taken, so that all pages show the same moment. Milliseconds since 1970. */
const taken = new WeakMap<Instance, Map<string, number>>();

/** More than anybody pages at a time; the oldest are forgotten first. */
const KEPT = 10_000;

export function rememberSnapshot(instance: Instance, token: string | undefined, time: number): void {
  if (token === undefined) return;
  const times = taken.get(instance) ?? new Map<string, number>();
  taken.set(instance, times);
  times.set(token, time);
  const oldest = times.size > KEPT ? times.keys().next().value : undefined;
  if (oldest !== undefined) times.delete(oldest);
}

/** Undefined for the first page, and for a token that is not known here. */
export function snapshotOf(instance: Instance, token: string | undefined): number | undefined {
  return token === undefined ? undefined : taken.get(instance)?.get(token);
}
