import leven, { closestMatch } from 'leven';
import { compareText } from '../text.ts';

/** Beyond this many candidates only a difference in case is looked for, so that one mistake stays cheap. */
const maxCandidates = 2_000;

/** How many letters may be wrong: one in a short name, up to four in a long one. */
const tolerance = (name: string): number => Math.min(4, Math.ceil(name.length / 3));

/** The candidate a person probably meant by `name`, without regard to case; for "did you mean". */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const folded = new Map<string, string>();
  for (const candidate of candidates) {
    const key = candidate.toLowerCase();
    if (!folded.has(key)) folded.set(key, candidate);
  }
  const wanted = name.toLowerCase();
  const same = folded.get(wanted);
  if (same !== undefined) return same;
  if (folded.size > maxCandidates || name.length > 256) return undefined;
  const match = closestMatch(wanted, [...folded.keys()], { maxDistance: tolerance(name) });
  return match === undefined ? undefined : folded.get(match);
}

/** Up to so many candidates, those that a person more probably meant first. */
export function nearestFew(name: string, candidates: readonly string[], count: number): readonly string[] {
  if (candidates.length > maxCandidates || name.length > 256) return [...candidates].sort(compareText).slice(0, count);
  const wanted = name.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: leven(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
