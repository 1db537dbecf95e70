/** One resource as Amazon Connect has it and as the files ask for it, side by side, as data. */
import { isMap, type Json } from '../../base/json.ts';
import type { Change } from '../model/change.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Target } from '../model/plan.ts';
import type { Attributes } from '../model/state.ts';

export interface Beside {
  readonly address: string;
  readonly target: Target;
  /** Absent where Amazon Connect does not have it. */
  readonly live?: { readonly id: string; readonly arn: string; readonly attributes: Attributes };
  /** What the files ask for now; absent where they ask for nothing, or no files were read. */
  readonly desired?: Attributes;
  /** Why the files ask for it or do not; absent where none were read. */
  readonly explanation?: Explanation;
  /** What differs of what the files ask for. */
  readonly change?: Change;
}

/** One attribute of both sides, down to the leaf; `undefined` is not set, or not asked for. */
export interface BesideRow {
  readonly path: string;
  readonly live: Json | undefined;
  readonly desired: Json | undefined;
  readonly differs: boolean;
}

/** In the order of the live resource, and what only the files have after it. */
export function rowsOf({ live, desired, change }: Beside): readonly BesideRow[] {
  const walk = ({ left, right, after }: Sides, path: string): readonly BesideRow[] => {
    const there = [left, right].filter((side) => side !== undefined);
    const names = [...new Set(there.flatMap((side) => (isMap(side) ? Object.keys(side) : [])))];
    if (path !== '' && (names.length === 0 || !there.every(isMap))) {
      return [{ path, live: left, desired: right, differs: after !== undefined }];
    }
    return names.flatMap((name) => {
      const inner = isMap(after) ? memberOf(after, name) : after;
      const sides = { left: memberOf(left, name), right: memberOf(right, name), after: inner };
      return walk(sides, path === '' ? name : `${path}.${name}`);
    });
  };
  const after = change?.action === 'update' ? change.after : undefined;
  return walk({ left: live?.attributes ?? {}, right: desired ?? {}, after }, '');
}

interface Sides {
  readonly left: Json | undefined;
  readonly right: Json | undefined;
  /** What the change makes of it; `undefined` where it leaves it alone. Where that is no map, all within goes. */
  readonly after: Json | undefined;
}

const memberOf = (side: Json | undefined, name: string): Json | undefined =>
  isMap(side) && Object.hasOwn(side, name) ? side[name] : undefined;
