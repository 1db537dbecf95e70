/** Milliseconds of a time as people write it: `90s`, `20m`, `1h30m`; `undefined` for anything else, and for none at all. */
export function durationIn(text: string): number | undefined {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (!parts) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return milliseconds > 0 && milliseconds <= longest ? milliseconds : undefined;
}

/** A week. Timers of Node.js end at 24 days. */
const longest = 7 * 24 * 60 * 60 * 1000;
