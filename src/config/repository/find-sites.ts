/** Which people belong into one file: those of one site. */
import { groupBy } from '../../base/group-by.ts';

/** People of a file that is larger than this lose sight of each other. */
const readable = 100;

export interface Site {
  /** Names on the way down to it; empty for people who are nowhere. */
  readonly path: readonly string[];
  /** Positions of its people. */
  readonly members: readonly number[];
}

export interface SitesFound {
  readonly sites: readonly Site[];
  /** The level that people are split by, from 1, if there is one. */
  readonly level?: number;
}

/**
 * Sites of people by where each of them is: names from the top down. They are split by the level that is called Site; where
 * none is, by the highest one at which no file has more than 100 people, or else the one with the smallest largest file.
 */
export function findSites(places: readonly (readonly string[])[], levelNames: readonly string[]): SitesFound {
  const deepest = places.reduce((most, { length }) => Math.max(most, length), 0);
  if (deepest === 0) return { sites: [{ path: [], members: [...places.keys()] }] };
  const named = levelNames.findIndex((level) => /^sites?$/i.test(level.trim())) + 1;
  const level = named > 0 ? named : bestLevel(places, deepest);
  return { sites: splitAt(places, level), level };
}

function bestLevel(places: readonly (readonly string[])[], deepest: number): number {
  const largest = Array.from({ length: deepest }, (_, index) =>
    Math.max(...splitAt(places, index + 1).map(({ members }) => members.length)),
  );
  const first = largest.findIndex((size) => size <= readable);
  return (first >= 0 ? first : largest.indexOf(Math.min(...largest))) + 1;
}

/** People above a level are together with those at the same place. */
function splitAt(places: readonly (readonly string[])[], level: number): readonly Site[] {
  const above = (index: number): readonly string[] => places[index]?.slice(0, level) ?? [];
  const groups = groupBy(places.keys(), (index) => JSON.stringify(above(index)));
  return [...groups.values()].map((members) => ({ path: above(members[0]), members }));
}
