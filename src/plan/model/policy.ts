/**
 * What a configuration allows its plans to do. Pure data, and complete: what the files leave out has its default here.
 * What is in reach is decided in ownership.ts, what a plan may do to them in guard.ts.
 */

import type { SourceSpan } from '../../base/diagnostic.ts';
import { anyCharacter, exactly, matches, star, type Token } from '../../base/matching/wildcard.ts';
import type { Action } from './change.ts';
import type { Limit } from './limit.ts';
import type { Parking } from './parking.ts';
import type { Attributes } from './state.ts';

/** Which resources that are not listed are this configuration's business; those with another owner's mark never are. */
export type Reach =
  /** Those that carry our mark. */
  | { readonly type: 'owned' }
  | { readonly type: 'instance' }
  /** The part that the files describe in words of the kind's own, such as `hierarchyGroup: EMEA`; see `KindRules.within`. */
  | { readonly type: 'part'; readonly part: Attributes };

/** What becomes of a resource in reach that is not listed. */
export type Removal = 'keep' | 'park' | 'delete';

export type Limits = { readonly [action in Action]?: Limit };

export interface Policy {
  /** One word for all kinds that can be marked, or a word by the name of the kind; a kind without one is kept. */
  readonly removed: Removal | ReadonlyMap<string, Removal>;
  /** Where people who are no longer wanted are parked first. */
  readonly parking?: Parking;
  readonly scope: Reach;
  /** Of people. */
  readonly limits: Limits;
  /** Of everything else together. */
  readonly configurationLimits: Limits;
  /** Usernames that are never changed or deleted: `*` stands for any characters, `?` for one; case is no matter. */
  readonly protected: readonly string[];
  /** How many holders each of these security profiles must keep. Granting one of them is a privilege. */
  readonly keepAtLeast: ReadonlyMap<string, number>;
  /** How many users must serve each of these queues at any moment, on whatever channel. */
  readonly coverage: ReadonlyMap<string, number>;
  /** Milliseconds over which the limits hold together with what was changed before; absent where they do not. */
  readonly window?: number;
  /** Milliseconds for which the files must have been unchanged before a watch deletes anybody. */
  readonly settle: number;
  /** Whether a plan that grants privileges needs an acknowledgement. */
  readonly privilege: 'warn' | 'confirm';
  /** Where a part of it is written; `undefined` for a default. */
  readonly locate: (path: readonly string[]) => SourceSpan | undefined;
}

const minute = 60_000;
const hour = 60 * minute;

export const defaultPolicy: Policy = {
  removed: 'keep',
  scope: { type: 'owned' },
  limits: { update: { type: 'share', hundredths: 3000 }, delete: { type: 'share', hundredths: 500 } },
  configurationLimits: { delete: { type: 'share', hundredths: 1000 } },
  protected: [],
  keepAtLeast: new Map([['Admin', 1]]),
  coverage: new Map(),
  window: 24 * hour,
  settle: 2 * minute,
  privilege: 'warn',
  locate: () => undefined,
};

/** A share lets through at least so many: of a small team it would otherwise be nobody. */
const least: { readonly [action in Action]: number } = { create: 5, update: 5, delete: 1 };

/** How many changes a limit lets through, where the plan is about so many resources. A share rounds down. */
export function maxChanges(limit: Limit | undefined, action: Action, total: number): number {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  if (limit.type === 'count') return limit.count;
  return limit.hundredths === 0 ? 0 : Math.max(least[action], Math.floor((limit.hundredths * total) / 10_000));
}

/** The first of the globs that a name matches. */
export function makeMatcher(globs: readonly string[]): (name: string) => string | undefined {
  const patterns = globs.map((glob) => [glob, [...glob.toLowerCase()].map(tokenOf)] as const);
  return (name) => {
    const folded = name.toLowerCase();
    return patterns.find(([, tokens]) => matches(tokens, folded))?.[0];
  };
}

const tokenOf = (character: string): Token =>
  character === '*' ? star : character === '?' ? anyCharacter : exactly(character);

/** A stretch of time, again and again, in which a watch may apply changes. */
export interface Window {
  /** When it opens: five fields of cron, read in `timeZone`. */
  readonly schedule: string;
  /** Milliseconds for which it stays open. */
  readonly duration: number;
  /** Of the IANA database: `Europe/Dublin`. */
  readonly timeZone: string;
}
