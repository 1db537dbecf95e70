import { InvalidArgumentError } from 'commander';

const units = { h: 3_600_000, m: 60_000, s: 1000 } as const;

/** `90s`, `5m`, `1h30m` in milliseconds, for an option of the command line. */
export function duration(text: string): number {
  const [whole, ...parts] = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text) ?? [];
  if (!whole) throw new InvalidArgumentError('It takes a time such as 90s, 5m or 1h30m.');
  return Object.values(units).reduce((sum, unit, index) => sum + Number(parts[index] ?? 0) * unit, 0);
}
