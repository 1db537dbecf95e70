/** What a plan says of people besides their changes: who is one person, who is on the way out, and what the next days bring. */
import { moment, plural, some } from '../../../base/words.ts';
import { format } from '../../../plan/model/address.ts';
import type { Plan } from '../../../plan/model/plan.ts';
import { printable } from '../paint.ts';

const signs = { create: '+', restore: '+', delete: '-', park: '-' } as const;

/** How many are named, at most. */
const maxNamed = 10;

/** Sentences and their lines; none where there is nothing to say. */
export function peopleNotes({ samePerson, parked, upcoming }: Plan): readonly string[] {
  const notes: string[] = [];
  const names = samePerson.map(({ from, to, key }) =>
    printable(`${from.key} -> ${to.key}: same person (key ${key}), a new user and the old one leaving`),
  );
  if (names.length > 0) notes.push(`${limited(names)}\n`);
  const leaving = parked.map(({ address, parkedOn, deleteOn }) =>
    printable(`${format(address)} (parked since ${parkedOn}, deleted on ${deleteOn})`),
  );
  if (leaving.length > 0)
    notes.push(`${plural(leaving.length, 'account')} on the way out: ${some(leaving, maxNamed)}\n`);
  if (upcoming.length > 0) {
    const lines = upcoming.map(({ action, address, at }) =>
      printable(`  ${moment(at)}  ${signs[action]} ${format(address)} (${action})`),
    );
    notes.push(`${dueSoon(upcoming)}\n${limited(lines)}\n`);
  }
  return notes;
}

const limited = (lines: readonly string[]): string =>
  [...lines.slice(0, maxNamed), ...(lines.length > maxNamed ? [`  … and ${lines.length - maxNamed} more`] : [])].join(
    '\n',
  );

/** `Due soon: 3 to add, 1 to remove.` */
export function dueSoon(upcoming: Plan['upcoming']): string {
  const tally = (wanted: Plan['upcoming'][number]['action']): number =>
    upcoming.filter(({ action }) => action === wanted).length;
  const others = [
    [tally('park'), 'to park'],
    [tally('restore'), 'to restore'],
  ] as const;
  const more = others.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  return `Due soon: ${tally('create')} to add, ${tally('delete')} to remove${more.join('')}.`;
}
