/**
 * A plan as a comment on a pull request, which a reviewer reads in a minute: the numbers, what to look at twice, then the
 * changes in parts that can be folded. A comment has room for so much and no more, so what cannot be undone and what widens
 * somebody's rights gets it first, and what did not fit is counted.
 */

import type { Code } from '../../base/codes.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { moment } from '../../base/words.ts';
import type { Plan } from '../../plan/model/plan.ts';
import type { PerSecond } from '../../plan/timing/cost.ts';
import { idMark } from '../text/diagnostics-text.ts';
import { printable } from '../text/paint.ts';
import { noChanges, price } from '../text/plan/plan-text.ts';
import { blocksOf, clip } from './blocks.ts';
import { fitBlocks, leftOutText } from './fit.ts';
import { lookTwice } from './look-twice.ts';
import { code, fence, sizeOf } from './markdown.ts';
import { kept, people, refusals, safety, served, summary, warnings } from './notes.ts';

/**
 * Bytes. GitHub refuses a comment of more than 65,536 characters, and a text has no more of these than bytes; the rest is left
 * for the poster's own line.
 */
const maxSize = 64_000;
/** Bytes for saying what did not fit. */
const roomForNote = 1_200;

/** What went wrong as a whole; its diagnostics, where there are any, say it better. */
interface FailureFound {
  readonly code: Code;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function planMarkdown(plan: Plan, perSecond: PerSecond): string {
  const { alias, instanceId, region } = plan.target;
  const [name = '', ...others] = [alias, instanceId, region]
    .filter((part) => part !== undefined)
    .map(clip)
    .map(code);
  const head = [
    `### Plan for Amazon Connect instance ${name} (${others.join(', ')})\n`,
    ...(plan.asOf === undefined ? [] : [`What a plan would be at ${moment(plan.asOf)}.\n`]),
    ...refusals(plan),
    ...(plan.changes.length === 0 ? [`${noChanges(plan.targets)}\n`] : []),
    ...summary(plan),
    ...(plan.changes.length === 0 ? [] : [`**Cost:** ${price(plan.cost, perSecond)}\n`]),
    ...lookTwice(plan),
    ...warnings(plan.diagnostics),
  ];
  const tail = [...people(plan), ...served(plan), ...safety(plan), ...kept(plan)];
  const room = maxSize - roomForNote - sizeOf([...head, ...tail].join('\n'));
  const { parts, leftOut } = fitBlocks(blocksOf(plan.changes), room);
  const note = leftOutText(leftOut);
  const changes = parts.length === 0 ? [] : ['#### Changes\n', ...parts, ...(note === undefined ? [] : [note])];
  return [...head, ...changes, ...tail].join('\n');
}

/** Why there is no plan, for the same place. */
export const failureMarkdown = ({ code: failed, message, diagnostics }: FailureFound): string =>
  [
    '### There is no plan\n',
    ...(diagnostics.length > 0
      ? warnings(diagnostics)
      : [fence('text', [`${clip(printable(message))} ${idMark(failed)}`])]),
  ].join('\n');
