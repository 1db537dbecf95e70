/**
 * What a configuration allows its plans to do. Pure data, and complete: what the files leave out has its default here.
 * Who is in reach is decided in scope.ts, what a plan may do to them in guard.ts.
 */

import type { SourceSpan } from '../../base/diagnostic.ts';
import type { Action } from './change.ts';
import type { Attributes } from './state.ts';

/** A number of changes, or hundredths of a per cent of the people that a plan is about: 5% is 500. */
export type Limit =
  | { readonly type: 'count'; readonly count: number }
  | { readonly type: 'share'; readonly hundredths: number };

/** Which resources that are not listed are this configuration's business; those with another owner's mark never are. */
export type Reach =
  /** Those that carry our mark. */
  | { readonly type: 'owned' }
  | { readonly type: 'instance' }
  /** The part that the files describe in words of the kind's own, such as `hierarchyGroup: EMEA`; see `KindRules.within`. */
  | { readonly type: 'part'; readonly part: Attributes };

export interface Policy {
  /** What becomes of a resource in reach that is not listed. */
  readonly removed: 'keep' | 'delete';
  readonly scope: Reach;
  readonly limits: { readonly [action in Action]?: Limit };
  /** Usernames that are never changed or deleted: `*` stands for any characters, `?` for one; case is no matter. */
  readonly protected: readonly string[];
  /** How many holders each of these security profiles must keep. Granting one of them is a privilege. */
  readonly keepAtLeast: ReadonlyMap<string, number>;
  /** Milliseconds over which the limits hold together with what was changed before; absent where they do not. */
  readonly window?: number;
  /** Whether a plan that grants privileges needs an acknowledgement. */
  readonly privilege: 'warn' | 'confirm';
  /** Where a part of it is written; `undefined` for a default. */
  readonly locate: (path: readonly string[]) => SourceSpan | undefined;
}

const hour = 3_600_000;

export const defaultPolicy: Policy = {
  removed: 'keep',
  scope: { type: 'owned' },
  limits: { update: { type: 'share', hundredths: 3000 }, delete: { type: 'share', hundredths: 500 } },
  protected: [],
  keepAtLeast: new Map([['Admin', 1]]),
  window: 24 * hour,
  privilege: 'warn',
  locate: () => undefined,
};

/** As a person writes it: `37`, `5%`. */
export const limitText = (limit: Limit | undefined): string =>
  limit === undefined ? 'none' : limit.type === 'count' ? String(limit.count) : `${limit.hundredths / 100}%`;

/** Below so many people a share rounds up, since 5% of a small team would otherwise be nobody. */
const smallTeam = 20;

/** How many changes a limit lets through, where the plan is about so many people. */
export function most(limit: Limit | undefined, people: number): number {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  if (limit.type === 'count') return limit.count;
  const share = (limit.hundredths * people) / 10_000;
  return people < smallTeam ? Math.ceil(share) : Math.floor(share);
}

/** The first of the globs that a name matches. */
export function makeMatcher(globs: readonly string[]): (name: string) => string | undefined {
  const patterns = globs.map((glob) => [glob, patternOf(glob)] as const);
  return (name) => patterns.find(([, pattern]) => pattern.test(name.toLowerCase()))?.[0];
}

function patternOf(glob: string): RegExp {
  const literal = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;
  const pattern = glob
    .toLowerCase()
    .replace(/\*+/g, '*')
    .replace(/[^a-z0-9]/gu, (character) => (character === '*' ? '.*' : character === '?' ? '.' : literal(character)));
  return new RegExp(`^${pattern}$`, 'su');
}
