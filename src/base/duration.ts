/** Milliseconds of each unit in which people write a span of time. */
const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const written = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** `30s`, `5m`, `1h30m`, `3d` in milliseconds; `undefined` for any other text. */
export function parseDuration(text: string): number | undefined {
  const found = text === '' ? null : written.exec(text);
  if (!found) return undefined;
  const [, days, hours, minutes, seconds] = found;
  const of = (amount: string | undefined, unit: string): number => Number(amount ?? 0) * (units[unit] ?? 0);
  return of(days, 'd') + of(hours, 'h') + of(minutes, 'm') + of(seconds, 's');
}
