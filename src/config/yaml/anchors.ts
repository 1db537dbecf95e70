/**
 * Anchors and aliases, with a limit. An alias shares the value of its anchor instead of copying it, but is counted as if
 * it were copied: code that reads the data later walks it at full size, and a few lines of nested aliases can stand for
 * more values than there are atoms (a "YAML bomb").
 */
import type { Json } from '../../base/json.ts';
import { ReadRefusal } from './refusal.ts';

/** A finished value and what it takes. */
export interface Built {
  /** Its slot on the tape. */
  readonly slot: number;
  readonly value: Json;
  /** Values in it, itself included, aliases at full size. */
  readonly weight: number;
  /** Lists and maps in it, one inside the other. */
  readonly height: number;
}

/** Values that all aliases of a file may stand for together. */
const maxAliased = 1_000_000;

export interface Anchors {
  /** Announces an anchor whose value is still being read. */
  open(name: string): void;
  set(name: string, built: Built): void;
  /** What an alias stands for. Throws a `Refusal`. */
  get(name: string, offset: number): Built;
}

export function createAnchors(): Anchors {
  const known = new Map<string, Built | undefined>();
  let aliased = 0;
  return {
    open: (name) => void known.set(name, undefined),
    set: (name, built) => void known.set(name, built),
    get(name, offset) {
      const built = known.get(name);
      if (!built) {
        const reason = known.has(name) ? 'stands inside the very value it names' : `has no anchor &${name} above it`;
        throw new ReadRefusal({ code: 'yaml-alias', message: `The alias *${name} ${reason}.`, offset });
      }
      aliased += built.weight;
      if (aliased > maxAliased) {
        const limit = maxAliased.toLocaleString('en-US');
        const message = `The aliases of this file stand for more than ${limit} values; write them out, or use roles.`;
        throw new ReadRefusal({ code: 'yaml-alias', message, offset });
      }
      return built;
    },
  };
}
