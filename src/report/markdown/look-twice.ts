/** What a reviewer should look at twice, a line each: what is lost, whose rights grow, which queues nobody would serve. */

import { list, plural } from '../../base/words.ts';
import { rules } from '../../kinds/registry.ts';
import type { Plan, PlannedChange } from '../../plan/model/plan.ts';
import { deedOf, nounOf, tallyDeeds } from '../deeds.ts';
import { code } from './markdown.ts';

/** Of one sort; characters of a name. */
const maxNamed = 10;
const longestName = 60;

/** Bullets under a heading; nothing where there is nothing of the sort. */
export function lookTwice(plan: Plan): readonly string[] {
  const { changes } = plan;
  const isParked = (change: PlannedChange): boolean => deedOf(change) === 'park' && change.risk !== 'irreversible';
  const lines = [
    ...about(changes, ({ risk }) => risk === 'irreversible', 'cannot be undone'),
    ...about(changes, isParked, 'these lose their access, and keep an account for a while'),
    ...about(changes, ({ risk }) => risk === 'privilege', 'widens what somebody may do'),
    ...losingGuarded(plan),
    ...lastUsers(plan),
    ...samePerson(plan),
  ];
  return lines.length === 0 ? [] : [`#### Look twice\n\n${lines.map((line) => `- ${line}\n`).join('')}`];
}

/** `**3 users to destroy** (cannot be undone): ann, ben, zoe` */
function about(
  changes: readonly PlannedChange[],
  wanted: (change: PlannedChange) => boolean,
  what: string,
): readonly string[] {
  const them = changes.filter(wanted);
  if (them.length === 0) return [];
  const { kinds, present } = tallyDeeds(them);
  const counts = kinds.flatMap(({ kind, count }) =>
    present.flatMap((deed) => (count(deed) > 0 ? [`${plural(count(deed), nounOf(kind))} to ${deed}`] : [])),
  );
  return [`**${list(counts, 'and')}** (${what}): ${namesOf(them)}`];
}

const namesOf = (changes: readonly PlannedChange[]): string => namesText(changes.map(({ address }) => address.key));

function namesText(names: readonly string[]): string {
  const more = names.length - maxNamed;
  return `${names.slice(0, maxNamed).map(short).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const short = (name: string): string =>
  code(name.length > longestName ? `${name.slice(0, longestName).replace(/[\uD800-\uDBFF]$/, '')}…` : name);

/** Who loses a profile of which the policy wants holders to be left. */
function losingGuarded({ changes, safety }: Plan): readonly string[] {
  const guarded = safety.flatMap(({ rule }) => /^keepAtLeast\.(.+)$/.exec(rule)?.[1] ?? []);
  return guarded.flatMap((profile) => {
    const losing = changes.filter((change) => {
      if (change.action === 'create') return false;
      const holds = rules.get(change.address.kind)?.holds;
      const had = holds?.(change.before).includes(profile) ?? false;
      return had && !(change.action === 'update' && (holds?.(change.after).includes(profile) ?? false));
    });
    const [first] = losing;
    if (!first) return [];
    const noun = nounOf(first.address.kind);
    const them = plural(losing.length, `${noun} loses`, `${noun}s lose`);
    return [`**${them} ${short(profile)}**: ${namesOf(losing)}`];
  });
}

/** Queues that nobody serves, at the end or on the way. */
function lastUsers({ coverage }: Plan): readonly string[] {
  const empty = coverage.filter(({ before, lowest }) => before > 0 && lowest === 0);
  if (empty.length === 0) return [];
  const queues = [...new Set(empty.map(({ queue }) => queue))];
  return [
    `**${plural(queues.length, 'queue loses', 'queues lose')} the last user who serves it**: ${namesText(queues)}`,
  ];
}

function samePerson({ samePerson: them }: Plan): readonly string[] {
  const lines = them
    .slice(0, maxNamed)
    .map(
      ({ from, to, key }) =>
        `${short(from.key)} → ${short(to.key)}: the same person (key ${short(key)}), a new user and the old one leaving`,
    );
  const more = them.length - lines.length;
  return more > 0 ? [...lines, `${plural(more, 'more person', 'more people')} under another username`] : lines;
}
