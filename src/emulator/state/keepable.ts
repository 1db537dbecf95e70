/** A part of the state that is more than plain data and says itself how a data file keeps it. */
export interface Keepable {
  /** Plain data, maps and sets; records are never changed, so they need no copies. */
  keep(): unknown;
  /** Takes what keep() gave, into a new and empty one. */
  restore(kept: unknown): void;
}

export function isKeepable(value: unknown): value is Keepable {
  return value instanceof Object && 'keep' in value && 'restore' in value;
}
