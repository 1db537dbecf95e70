import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../base/time.ts';

/** `90s`, `5m`, `1h30m` in milliseconds, for an option of the command line. */
export function duration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new InvalidArgumentError('It takes a time such as 90s, 20m or 1h30m.');
  return milliseconds;
}
