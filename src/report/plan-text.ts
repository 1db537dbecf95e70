/** A plan in Terraform's shape: a block for each resource, then the sums, then the price. */
import { format } from '../plan/address.ts';
import { type Cost, type Counts, count, type PerSecond } from '../plan/cost.ts';
import { isMap } from '../plan/merge.ts';
import type { Plan, PlannedChange, Risk } from '../plan/plan.ts';
import { isAdoption } from '../plan/scope.ts';
import type { Json } from '../plan/state.ts';
import { rules } from '../resources/registry.ts';
import { type Paint, printable, type Style } from './paint.ts';
import { about, plural, some } from './words.ts';

const symbols = { create: '+', update: '~', delete: '-' } as const;
const styles = { '+': 'green', '~': 'yellow', '-': 'red' } as const satisfies Record<string, Style>;
type Symbol = keyof typeof styles;

const riskNotes: { readonly [risk in Risk]: string } = {
  normal: '',
  privilege: '  (privilege: widens what somebody may do)',
  irreversible: '  (cannot be undone)',
};

export function planText(plan: Plan, paint: Paint, perSecond: PerSecond): string {
  const blocks = plan.changes.map((change) => changeText(change, paint));
  const kept = plan.noLongerListed.map((address) => printable(format(address)));
  const note =
    kept.length === 0
      ? []
      : [`${plural(kept.length, 'resource is', 'resources are')} no longer listed and kept: ${some(kept, 10)}\n`];
  const gone = irreversibleText(plan);
  const total = `${sums(plan, paint, perSecond)}${safetyNotes(plan)}`;
  return [...blocks, ...note, ...(gone && [`${paint('red', gone.trimEnd())}\n`]), total].join('\n');
}

/** Who goes for good; the question of an apply begins with it. */
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
  const symbol = symbols[change.action];
  const note = isAdoption(change) ? '  (adopt)' : riskNotes[change.risk];
  const address = paint('bold', printable(format(change.address)));
  const head = `${paint(styles[symbol], symbol)} ${address}${note && paint(isAdoption(change) ? 'dim' : 'red', note)}`;
  const lines = attributeLines(change).map(([sign, text]) => `    ${paint(styles[sign], sign)} ${text}`);
  return [head, ...lines, ...goneWith(change).map((call) => `    ${paint('dim', call)}`), ''].join('\n');
}

/** What a delete takes along: the calls before its last, counted. */
function goneWith({ action, calls }: PlannedChange): readonly string[] {
  if (action !== 'delete') return [];
  return Object.entries(count(calls.slice(0, -1))).map(([call, times]) => `after ${plural(times, 'call')} of ${call}`);
}

function attributeLines(change: PlannedChange): readonly (readonly [Symbol, string])[] {
  return gather(leavesOf(change)).map(({ path, before, after }) => {
    const name = printable(path.join('.'));
    if (before === null) return ['+', `${name}: ${show(after)}`];
    if (after === null) return ['-', `${name}: ${show(before)}`];
    return ['~', `${name}: ${show(before)} -> ${show(after)}`];
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly before: Json;
  readonly after: Json;
}

/** What differs, down to the plain values; `null` is not set. */
function leavesOf(change: PlannedChange): readonly Leaf[] {
  const walk = (before: Json, after: Json, path: readonly string[]): readonly Leaf[] => {
    const opened = [before, after].find((side) => isMap(side) && !isSensitive(change, path));
    if (!isMap(opened)) return [{ path, before, after }];
    const names = Object.keys({ ...(isMap(before) ? before : {}), ...(isMap(after) ? after : {}) });
    return names.flatMap((name) => walk(valueIn(before, name), valueIn(after, name), [...path, name]));
  };
  return walk(change.action === 'create' ? {} : change.before, change.action === 'delete' ? {} : change.after, []);
}

const valueIn = (map: Json, name: string): Json =>
  isMap(map) && Object.hasOwn(map, name) ? (map[name] ?? null) : null;

/** Siblings that change alike share a line: `phoneConfig.autoAccept.{VOICE,CHAT}: false -> true`. */
function gather(leaves: readonly Leaf[]): readonly Leaf[] {
  const groups = new Map<string, { readonly names: string[]; readonly leaf: Leaf }>();
  for (const leaf of leaves) {
    const parent = leaf.path.slice(0, -1);
    const name = leaf.path.at(-1) ?? '';
    const key = JSON.stringify(parent.length === 0 ? [leaf.path] : [parent, leaf.before, leaf.after]);
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { names: [name], leaf });
  }
  return [...groups.values()].map(({ names, leaf }) =>
    names.length === 1 ? leaf : { ...leaf, path: [...leaf.path.slice(0, -1), `{${names.join(',')}}`] },
  );
}

/** Whether an attribute holds a reference to a secret instead of a value. */
const isSensitive = ({ address }: PlannedChange, path: readonly string[]): boolean =>
  path.length === 1 && rules.get(address.kind)?.attributes[path[0] ?? '']?.sensitive === true;

/** Maps are walked down to their leaves, so a map that comes here is a reference to a secret. */
function show(value: Json): string {
  if (isMap(value)) {
    const from = typeof value['env'] === 'string' ? `from $${printable(value['env'])}` : 'made up when applied';
    return `(sensitive, ${from})`;
  }
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return printable(JSON.stringify(value));
}

function sums({ changes, summary, cost }: Plan, paint: Paint, perSecond: PerSecond): string {
  if (changes.length === 0) {
    return `No changes. Amazon Connect matches the configuration.\n${readText(cost, paint)}`;
  }
  const adopt = summary.adopt > 0 ? `, ${summary.adopt} to adopt` : '';
  const counts = `${summary.create} to add, ${summary.update} to change, ${summary.delete} to destroy${adopt}.`;
  const total = Object.values(cost.calls).reduce((sum, calls) => sum + calls, 0);
  const price = `${paint('bold', 'Cost:')} ${plural(total, 'API call')}, ${about(cost.seconds)}`;
  return `${paint('bold', 'Plan:')} ${counts}\n${price}${slowest(cost.bottleneck, cost.calls, perSecond)}.\n${readText(cost, paint)}`;
}

/** What it took to look. */
function readText({ readCalls, recalled = 0 }: Cost, paint: Paint): string {
  const calls = Object.entries(readCalls).sort(([, a], [, b]) => b - a);
  const total = calls.reduce((sum, [, times]) => sum + times, 0);
  if (total === 0) return '';
  const many = calls.filter(([, times]) => times > 1).map(([call, times]) => `${call} ${times}`);
  const most = many.length > 0 ? ` (${some(many, 3)})` : '';
  const saved = recalled > 0 ? `; ${plural(recalled, 'user')} remembered from earlier runs` : '';
  return `${paint('bold', 'Read:')} ${plural(total, 'API call')}${most}${saved}.\n`;
}

const slowest = (call: string | null, calls: Counts, perSecond: PerSecond): string =>
  call === null ? '' : `; slowest ${call} (${plural(calls[call] ?? 0, 'call')} at ${perSecond(call)}/s)`;
