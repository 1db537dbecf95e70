/**
 * Changes of the same sort put together: of 300 people who all get another routing profile, the change is told once, and of
 * each the name. What is somebody's own by its nature (a name, a number) does not tell them apart; it is told beside each.
 */
import { rules } from '../kinds/registry.ts';
import type { PlannedChange } from '../plan/model/plan.ts';
import { type BlockLine, type ChangeBlock, changeBlock } from './text/plan/change-block.ts';

/** Changes that do the same to each of their resources, which are of one kind. */
export interface Alike {
  readonly kind: string;
  readonly symbol: ChangeBlock['symbol'];
  readonly note?: ChangeBlock['note'];
  /** What all of them do. */
  readonly lines: readonly BlockLine[];
  /** At least one. */
  readonly members: readonly Member[];
}

export interface Member {
  readonly change: PlannedChange;
  readonly block: ChangeBlock;
  /** Lines of the block that are this one's own. */
  readonly own: readonly BlockLine[];
}

type Read = Omit<Member, 'own'>;

/** The largest first, then as planned. */
export function groupAlike(changes: readonly PlannedChange[]): readonly Alike[] {
  const read = changes.map((change): Read => ({ change, block: changeBlock(change) }));
  const isOwn = individualIn(read);
  const groups = new Map<string, Alike & { readonly members: Member[] }>();
  for (const one of read) {
    const { change, block } = one;
    // What is lost is each one's own: who are deleted together belong together.
    const isShared = (line: BlockLine): boolean => change.action !== 'delete' && !isOwn(one, line);
    const shared = block.lines.filter(isShared);
    const { kind } = change.address;
    const own = block.lines.filter((line) => !isShared(line));
    // Of what is somebody's own, that it changes counts, and not to what.
    const ownPaths = change.action === 'delete' ? [] : own.map(({ symbol, path }) => [symbol, path]);
    const sharedTexts = shared.map(({ symbol, text }) => symbol + text);
    const key = JSON.stringify([kind, block.symbol, block.note?.text, sharedTexts, ownPaths]);
    const member = { ...one, own };
    const known = groups.get(key);
    if (known) known.members.push(member);
    else {
      const { symbol, note } = block;
      groups.set(key, { kind, symbol, ...(note && { note }), lines: shared, members: [member] });
    }
  }
  return [...groups.values()].sort((a, b) => b.members.length - a.members.length);
}

/** So many of a key at least, and so large a share of them with a value of their own, make it one that identifies. */
const leastSeen = 5;
const shareOfOwn = 0.8;

/** Whether a line is one resource's own: the kind says so, or it is a key such as a tag whose value nearly all have to themselves. */
function individualIn(all: readonly Read[]): (one: Read, line: BlockLine) => boolean {
  const seen = new Map<string, { count: number; readonly texts: Set<string> }>();
  const keyOf = ({ change }: Read, { path }: BlockLine): string =>
    JSON.stringify([change.address.kind, change.action, path]);
  for (const one of all) {
    for (const line of one.block.lines.filter(({ path }) => path.length > 1)) {
      const at = seen.get(keyOf(one, line)) ?? { count: 0, texts: new Set<string>() };
      at.count += 1;
      at.texts.add(line.text);
      seen.set(keyOf(one, line), at);
    }
  }
  return (one, line) => {
    const [name = '', member = ''] = line.path;
    const individual = rules.get(one.change.address.kind)?.attributes[name]?.individual;
    if (individual === true || individual?.includes(member)) return true;
    const at = seen.get(keyOf(one, line));
    return at !== undefined && at.count >= leastSeen && at.texts.size >= shareOfOwn * at.count;
  };
}
