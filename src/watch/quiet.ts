/**
 * Deletions wait for quiet. A list that is written in two halves is a valid file in between, in which half of the people
 * are missing. So a watch deletes nothing until its files have been unchanged for `policy.settle`; creations and updates
 * do not wait, since the next look makes up for them, and neither does what a date brings. Parking waits as a deletion does. Which file a deletion follows from cannot be known (the person is
 * in none of them), so all files count.
 */
import { moment, plural } from '../base/words.ts';
import type { Change } from '../plan/model/change.ts';
import { isParking } from '../plan/model/parking.ts';

/** Whether a change waits while the files are not at rest. */
export const waitsForQuiet = (change: Change): boolean =>
  change.action === 'delete' ? !change.due : isParking(change) && change.action === 'update' && !change.due;

/** Why so many changes wait, and until when, in milliseconds since the Unix epoch. */
export const quietReason = (count: number, until: number): string =>
  `${plural(count, 'deletion')} ${count === 1 ? 'waits' : 'wait'} until the files have been unchanged for policy.settle, at ${moment(until)}.`;
