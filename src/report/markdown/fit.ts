/**
 * Blocks of changes in the room that a comment has. Each block keeps a line at least. What is risky is told first and in full;
 * then everybody is named, block after block; then what is left is for details, in the same order. Whoever is not named is
 * counted.
 */
import { inLines, plural } from '../../base/words.ts';
import type { Deed } from '../deeds.ts';
import { nounOf } from '../deeds.ts';
import type { Block } from './blocks.ts';
import { code, details, fence, sizeOf } from './markdown.ts';

/** What did not fit. */
export interface LeftOut {
  readonly kind: string;
  readonly deed: Deed;
  /** Changes that are not even named. */
  readonly unnamed: number;
  /** Changes of which only the name is told. */
  readonly undetailed: number;
}

export interface Fitted {
  readonly parts: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Lines of all blocks together up to which they are shown unfolded, and of one that is risky. */
const fewLines = 60;
/** Characters of a line of names. */
const lineOfNames = 110;

/** `room` is in bytes. */
export function fitBlocks(blocks: readonly Block[], room: number): Fitted {
  const lines = blocks.flatMap(({ shared, members }) => [...shared, ...members.flatMap((one) => one.lines)]);
  const fits = blocks.map((block): Fit => ({ text: bare(block), named: 0, detailed: 0 }));
  let left = room - fits.reduce((sum, { text }) => sum + sizeOf(text) + 1, 0);
  const tell = (detail: boolean, wanted: (block: Block) => boolean): void => {
    for (const [index, block] of blocks.entries()) {
      const now = fits[index];
      if (!now || !wanted(block)) continue;
      const own = block.members.reduce((sum, one) => sum + Math.max(1, one.lines.length), 0);
      const open = lines.length <= fewLines || (block.risky && own <= fewLines);
      const better = fitBlock(block, { open, detail, room: left + sizeOf(now.text) });
      if (!better || better.named + better.detailed <= now.named + now.detailed) continue;
      left += sizeOf(now.text) - sizeOf(better.text);
      fits[index] = better;
    }
  };
  tell(false, ({ risky }) => risky);
  tell(true, ({ risky }) => risky);
  tell(false, ({ risky }) => !risky);
  tell(true, ({ risky }) => !risky);
  const leftOut = blocks.map(({ kind, deed, members }, index): LeftOut => {
    const { named, detailed } = fits[index] ?? { named: 0, detailed: 0 };
    const undetailed = members.slice(detailed, named).filter((one) => one.lines.length > 0).length;
    return { kind, deed, unnamed: members.length - named, undetailed };
  });
  return { parts: fits.map(({ text }) => text), leftOut };
}

/** A block of which nothing but its title fits. */
const bare = ({ title, gist }: Block): string => `- ${title}${gist === undefined ? '' : `: ${code(gist)}`}\n`;

interface Fit {
  readonly text: string;
  /** How many of its changes are named at least, and how many told in detail: the first ones. */
  readonly named: number;
  readonly detailed: number;
}

interface Fitting {
  readonly open: boolean;
  /** Whether there is to be more than names. */
  readonly detail: boolean;
  readonly room: number;
}

function fitBlock(block: Block, { open, detail, room }: Fitting): Fit | undefined {
  const { members, title, gist } = block;
  const all = members.length;
  const attempt = (detailed: number, named: number): Fit | undefined => {
    const text = details({ title, gist, open }, fence('diff', bodyOf(block, { detailed, named })));
    return sizeOf(text) > room ? undefined : { text, named, detailed };
  };
  if (detail) return attempt(all, all) ?? largest(all, (detailed) => attempt(detailed, all));
  return attempt(0, all) ?? largest(all, (named) => attempt(0, named));
}

/** The largest number with which it fits; what fits with a number is taken to fit with any smaller one. */
function largest(max: number, attempt: (count: number) => Fit | undefined): Fit | undefined {
  let best = attempt(0);
  for (let [low, high] = [0, max]; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    const found = attempt(middle);
    if (found) [best, low] = [found, middle];
    else high = middle - 1;
  }
  return best;
}

/** The lines of a block: what is shared, the first ones in detail, the next ones by name. */
function bodyOf(
  { shared, members, sign }: Block,
  { detailed, named }: { readonly detailed: number; readonly named: number },
): readonly string[] {
  const several = members.some(({ lines }) => lines.length > 1);
  const told = members.slice(0, detailed).filter(({ lines }) => lines.length > 0);
  const inDetail = told.flatMap(({ lines }, index) => (several && index > 0 ? ['', ...lines] : lines));
  const names = members.slice(0, named).filter(({ lines }, index) => index >= detailed || lines.length === 0);
  const more = members.length - named;
  return [
    ...shared,
    ...inDetail,
    ...(several && inDetail.length > 0 && names.length > 0 ? [''] : []),
    ...listed(names.map(({ name }) => name)).map((line) => `${sign} ${line}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

/** Names in lines, with commas between them. */
const listed = (names: readonly string[]): readonly string[] =>
  inLines(
    names.map((name, index) => (index < names.length - 1 ? `${name},` : name)),
    lineOfNames,
  );

/** What did not fit, in words, by kind and by what is done. */
export function leftOutText(leftOut: readonly LeftOut[]): string | undefined {
  const sums = new Map<string, LeftOut>();
  for (const one of leftOut) {
    const key = JSON.stringify([one.kind, one.deed]);
    const { unnamed = 0, undetailed = 0 } = sums.get(key) ?? {};
    sums.set(key, { ...one, unnamed: unnamed + one.unnamed, undetailed: undetailed + one.undetailed });
  }
  const told = (of: 'unnamed' | 'undetailed'): string =>
    [...sums.values()]
      .filter((one) => one[of] > 0)
      .map((one) => `${plural(one[of], nounOf(one.kind))} to ${one.deed}`)
      .join(', ');
  const [unnamed, undetailed] = [told('unnamed'), told('undetailed')];
  if (unnamed === '' && undetailed === '') return undefined;
  const what = [
    ...(unnamed === '' ? [] : [`left out: ${unnamed}`]),
    ...(undetailed === '' ? [] : [`only named: ${undetailed}`]),
  ];
  return `**Not everything fits into a comment; ${what.join('; ')}.** \`connect-sync plan\` prints all of it, and \`--out-html\` writes it as a page.\n`;
}
