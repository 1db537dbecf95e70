import type { ReadCall, WriteCall } from '../connect/port.ts';

/** The calls of one way to read, by method: `search`, and `describe` for those who may not search. */
export interface Reads {
  readonly search: readonly ReadCall[];
  readonly describe: readonly ReadCall[];
}

/** The calls that a kind makes, by what they are for. Permissions are checked against it, and docs/SECURITY.md is. */
export interface Needs {
  /** For ids and names, where it is only pointed at. */
  readonly names: Reads;
  /** Besides, where it is managed or exported. */
  readonly details?: Reads;
  /** Besides, where an attribute is asked for, by its name; what it `readsToo` is then needed by name. */
  readonly asked?: { readonly [attribute: string]: readonly ReadCall[] };
  /** To say what people serve with it. A plan does without it, and warns. */
  readonly served?: readonly ReadCall[];
  /** For a plan that changes some. */
  readonly changed?: readonly ReadCall[];
  /** For a plan that deletes some. */
  readonly deleted?: Reads;
  /** By an apply, right before something is changed. */
  readonly again?: readonly ReadCall[];
  readonly writes?: readonly WriteCall[];
  /** Besides, where some may be deleted. */
  readonly deletes?: readonly WriteCall[];
}

/** Reads that are the same by either method. */
export const always = (...calls: readonly ReadCall[]): Reads => ({ search: calls, describe: calls });
