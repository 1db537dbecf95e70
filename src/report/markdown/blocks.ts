/**
 * The changes of a plan in blocks that a reviewer can fold: what needs a second look, who changes in the same way, the rest of
 * each kind one by one, and what is only adopted. In the order in which they get room.
 */
import { plural } from '../../base/words.ts';
import type { PlannedChange } from '../../plan/model/plan.ts';
import { type Alike, groupAlike, type Member } from '../alike.ts';
import { type Deed, deedOf, isRisky, nounOf } from '../deeds.ts';
import { printable } from '../text/paint.ts';
import type { BlockLine, ChangeBlock } from '../text/plan/change-block.ts';

export interface Block {
  readonly kind: string;
  readonly deed: Deed;
  /** Our own words: `300 users to change in the same way`. */
  readonly title: string;
  /** What they are about, in words that may be others': `routingProfile: "A" -> "B"`. */
  readonly gist: string | undefined;
  readonly risky: boolean;
  /** GitHub colours lines by their first character. */
  readonly sign: Sign;
  /** What all of them do. */
  readonly shared: readonly string[];
  readonly members: readonly Entry[];
}

type Sign = '+' | '!' | '-';

/** One change of a block. */
export interface Entry {
  readonly name: string;
  /** All that there is to say of it; a name alone says as much where nothing is its own. */
  readonly lines: readonly string[];
}

/** `!` is its sign for what changes. */
const signs: { readonly [sort in ChangeBlock['symbol']]: Sign } = { '+': '+', '~': '!', '-': '-' };

/** Groups that stand by themselves; smaller ones are told one by one. */
const maxGroups = 30;
/** Characters of a line; attribute lines of one change. */
const longestLine = 500;
const maxLines = 60;
/** Characters of a line that a title has room for. */
const longestGist = 90;

export function blocksOf(changes: readonly PlannedChange[]): readonly Block[] {
  const of = (wanted: (change: PlannedChange) => boolean): readonly Block[] => together(changes.filter(wanted));
  const worst = (risk: PlannedChange['risk']): readonly Block[] => of((change) => change.risk === risk);
  return [
    ...worst('irreversible'),
    ...of((change) => isRisky(change) && change.risk === 'normal'),
    ...worst('privilege'),
    ...of((change) => !isRisky(change) && deedOf(change) !== 'adopt'),
    ...of((change) => !isRisky(change) && deedOf(change) === 'adopt'),
  ];
}

/** Groups first, the largest of them first; then what is left, by kind and what is done. */
function together(changes: readonly PlannedChange[]): readonly Block[] {
  const groups = groupAlike(changes);
  const large = groups.filter(({ members }) => members.length > 1).slice(0, maxGroups);
  const grouped = new Set(large);
  const rest = new Map<string, readonly [Alike, ...Alike[]]>();
  // As planned, which is the order of their addresses.
  const order = new Map(changes.map((change, index) => [change, index]));
  const placeOf = ({ members: [first] }: Alike): number => (first ? (order.get(first.change) ?? 0) : 0);
  for (const group of groups.filter((one) => !grouped.has(one)).sort((a, b) => placeOf(a) - placeOf(b))) {
    const [first] = group.members;
    if (!first) continue;
    const key = JSON.stringify([group.kind, deedOf(first.change), group.note?.text]);
    const known = rest.get(key);
    rest.set(key, known ? [...known, group] : [group]);
  }
  return [...large.map(groupBlock), ...[...rest.values()].map(restBlock)];
}

function groupBlock(group: Alike): Block {
  const { symbol, lines, members } = group;
  const sign = signs[symbol];
  return {
    ...headOf(group, members, ' in the same way'),
    shared: clipped(lines.map((line) => attributeLine(line))),
    members: members.map(({ change, block, own }) => {
      const name = printable(change.address.key);
      const said = [...own.map(({ text }) => text), ...block.takenAlong].join('; ');
      return { name, lines: said === '' ? [] : [clip(`${sign} ${name}  ${said}`)] };
    }),
  };
}

function restBlock(groups: readonly [Alike, ...Alike[]]): Block {
  const members = groups.flatMap((group) => group.members);
  return {
    ...headOf(groups[0], members, ''),
    shared: [],
    members: members.map(({ change, block: { symbol, address, lines, takenAlong } }) => {
      const name = printable(change.address.key);
      const all = [...lines.map(attributeLine), ...takenAlong.map((call) => `      ${call}`)];
      return { name, lines: [clip(`${signs[symbol]} ${address}`), ...clipped(all)] };
    }),
  };
}

function headOf({ kind, symbol, note, lines }: Alike, members: readonly Member[], how: string) {
  const [first] = members;
  const deed = first ? deedOf(first.change) : 'change';
  const alike = members.length > 1 && (deed === 'change' || deed === 'add') ? how : '';
  const noted = note && deed !== 'adopt' ? ` (${note.text})` : '';
  return {
    ...{ kind, deed, risky: note?.tone === 'danger', sign: signs[symbol] },
    title: `${plural(members.length, nounOf(kind))} to ${deed}${alike}${noted}`,
    // Of what is made or lost as a whole, that it has attributes is no news.
    gist: deed === 'change' ? gistOf(lines, members) : undefined,
  };
}

/** The one line that all share; else what they change. */
function gistOf(lines: readonly BlockLine[], members: readonly Member[]): string | undefined {
  const [only, ...others] = lines;
  const isAll = members.length > 1 && members.every(({ own }) => own.length === 0);
  if (only && others.length === 0 && isAll && only.text.length <= longestGist) return only.text;
  const names = [...new Set(members.flatMap(({ block }) => block.lines.map(({ path }) => path[0] ?? '')))];
  return names.length === 0 ? undefined : names.slice(0, 6).join(', ');
}

const attributeLine = ({ symbol, text }: BlockLine): string => `${signs[symbol]}     ${text}`;

const clipped = (lines: readonly string[]): readonly string[] => {
  const more = lines.length - maxLines;
  return [...lines.slice(0, maxLines), ...(more > 0 ? [`      ${plural(more, 'more line')}`] : [])].map(clip);
};

export const clip = (line: string): string =>
  line.length > longestLine ? `${line.slice(0, longestLine).replace(/[\uD800-\uDBFF]$/, '')} …` : line;
