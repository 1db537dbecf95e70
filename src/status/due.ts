import type { Plan } from '../plan/model/plan.ts';
import type { WatchStatus } from '../watch/status.ts';

/** What the last plan says of the days to come, without what a day has brought since. In the order of time. */
export const dueLater = ({ pending }: WatchStatus, now: number): Plan['upcoming'] =>
  pending?.upcoming.filter(({ at }) => at > now) ?? [];
