import { closestMatch } from 'leven';

/** Beyond this many candidates only a difference in case is looked for, so that one mistake stays cheap. */
const mostCandidates = 2_000;

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
  if (folded.size > mostCandidates || name.length > 256) return undefined;
  const match = closestMatch(wanted, [...folded.keys()], { maxDistance: tolerance(name) });
  return match === undefined ? undefined : folded.get(match);
}
