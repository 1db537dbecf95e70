/** A plan in Terraform's shape: a block for each resource, then the sums, then the price. */

import { about, moment, plural, some } from '../../../base/words.ts';
import { rules } from '../../../kinds/registry.ts';
import { format } from '../../../plan/model/address.ts';
import type { CallCounts, Cost, Plan, PlannedChange } from '../../../plan/model/plan.ts';
import type { PerSecond } from '../../../plan/timing/cost.ts';
import { type Paint, printable, type Style } from '../paint.ts';
import { changeBlock } from './change-block.ts';
import { coverageLines } from './coverage-text.ts';
import { peopleNotes } from './people-text.ts';

const styles = { '+': 'green', '~': 'yellow', '-': 'red' } as const satisfies Record<string, Style>;
const tones = { danger: 'red', harmless: 'dim' } as const satisfies Record<string, Style>;

export function planText(plan: Plan, paint: Paint, perSecond: PerSecond): string {
  const blocks = plan.changes.map((change) => changeText(change, paint));
  const kept = plan.noLongerListed.map((address) => printable(format(address)));
  const note =
    kept.length === 0
      ? []
      : [`${plural(kept.length, 'resource is', 'resources are')} no longer listed and kept: ${some(kept, 10)}\n`];
  const gone = irreversibleText(plan);
  const total = `${sums(plan, paint, perSecond)}${safetyNotes(plan)}`;
  const day = plan.asOf === undefined ? [] : [`What a plan would be at ${moment(plan.asOf)}:\n`];
  const irreversible = gone && [`${paint('red', gone.trimEnd())}\n`];
  const queues = coverageLines(plan);
  const served = queues.length === 0 ? [] : [`${queues.join('\n')}\n`];
  return [...day, ...blocks, ...note, ...peopleNotes(plan), ...served, ...irreversible, total].join('\n');
}

/** Who will be deleted; the question of an apply begins with it. */
export function irreversibleText({ changes }: Plan): string {
  const gone = changes.filter(({ risk }) => risk === 'irreversible').map(({ address }) => address);
  const [one, ...others] = gone;
  if (!one) return '';
  const noun = others.every(({ kind }) => kind === one.kind) ? (rules.get(one.kind)?.noun ?? one.kind) : 'resource';
  const names = gone.map((address) => printable(format(address)));
  return `${plural(gone.length, noun)} will be deleted for good: ${some(names, 10)}\n`;
}

/** What safety rules have to say besides refusing: what was acknowledged, what could not be held. */
const safetyNotes = ({ safety, changes }: Plan): string =>
  safety
    .filter(({ result, message }) => changes.length > 0 && result === 'pass' && message !== undefined)
    .map(({ message = '' }) => `${printable(message)}\n`)
    .join('');

export function changeText(change: PlannedChange, paint: Paint): string {
  const { symbol, address, note, lines, takenAlong } = changeBlock(change);
  const noted = note && paint(tones[note.tone], `  (${note.text})`);
  const head = `${paint(styles[symbol], symbol)} ${paint('bold', address)}${noted ?? ''}`;
  const attributes = lines.map((line) => `    ${paint(styles[line.symbol], line.symbol)} ${line.text}`);
  return [head, ...attributes, ...takenAlong.map((call) => `    ${paint('dim', call)}`), ''].join('\n');
}

export const noChanges = (targets: readonly string[] | undefined): string =>
  targets ? 'No changes to what is targeted.' : 'No changes. Amazon Connect matches the configuration.';

function sums(plan: Plan, paint: Paint, perSecond: PerSecond): string {
  const { targets, changes, cost } = plan;
  if (changes.length === 0) return `${noChanges(targets)}\n${readText(cost, paint)}`;
  const calls = `${byApi(cost.calls, paint)}${readText(cost, paint)}`;
  return `${paint('bold', 'Plan:')} ${counts(plan)}\n${paint('bold', 'Cost:')} ${price(cost, perSecond)}\n${calls}`;
}

/** `1 to add, 2 to change, 0 to destroy.` */
export function counts({ summary }: Plan): string {
  const adopt = summary.adopt > 0 ? `, ${summary.adopt} to adopt` : '';
  const park = summary.park === undefined ? '' : `, ${summary.park} to park`;
  return `${summary.create} to add, ${summary.update} to change, ${summary.delete} to destroy${park}${adopt}.`;
}

/** `3 API calls, about 1 s; slowest UpdateUserRoutingProfile (2 calls at 2/s).` */
export function price({ calls, looks, seconds, bottleneck }: Cost, perSecond: PerSecond): string {
  const total = Object.values(calls).reduce((sum, times) => sum + times, 0);
  return `${plural(total, 'API call')}, ${about(seconds)}${slowest(bottleneck, { ...calls, ...looks }, perSecond)}.`;
}

/** The calls of each API, most first; where there is one only, the price has said it. */
function byApi(calls: CallCounts, paint: Paint): string {
  const entries = Object.entries(calls).sort(([, a], [, b]) => b - a);
  const list = entries.map(([call, times]) => `${call} ${times}`).join(', ');
  return entries.length < 2 ? '' : `${paint('bold', 'Calls:')} ${list}.\n`;
}

/** What it took to look, and what will be looked at again. */
function readText({ readCalls, looks = {}, recalled = 0, changedLately = 0 }: Cost, paint: Paint): string {
  const calls = Object.entries(readCalls)
    .map(([call, times]): [string, number] => [call, times - (looks[call] ?? 0)])
    .sort(([, a], [, b]) => b - a);
  const total = calls.reduce((sum, [, times]) => sum + times, 0);
  const again = Object.entries(looks).map(([call, times]) => `${call} ${times}`);
  const toCome = again.length === 0 ? '' : `, and ${again.join(', ')} right before the writes`;
  if (total === 0 && toCome === '') return '';
  const many = calls.filter(([, times]) => times > 1).map(([call, times]) => `${call} ${times}`);
  const most = many.length > 0 ? ` (${some(many, 3)})` : '';
  const saved = recalled > 0 ? `; ${plural(recalled, 'resource')} remembered from earlier runs` : '';
  const lag =
    changedLately > 0
      ? `${plural(changedLately, 'resource')} described one by one: changed in the last minutes, which a search may not show.\n`
      : '';
  return `${paint('bold', 'Read:')} ${plural(total, 'API call')}${most}${toCome}${saved}.\n${lag}`;
}

const slowest = (call: string | null, calls: CallCounts, perSecond: PerSecond): string =>
  call === null ? '' : `; slowest ${call} (${plural(calls[call] ?? 0, 'call')} at ${perSecond(call)}/s)`;
