/**
 * The patterns of `include`: `*` and `?` within a name, `[a-z]` and `[!a-z]` for one character of it, `**` for any folders,
 * `{a,b}` for either, and `\` before a character that is meant as it is. Names that begin with a dot are matched only by a
 * pattern that begins with one. A pattern is walked folder by folder, all of its possibilities at once, so that none makes
 * the search longer than the folders are large.
 */

import { anyCharacter, exactly, matches, star, type Token } from '../../base/matching/wildcard.ts';

/** One step of a pattern: a name as it is, any number of folders, or what a name has to match. */
export type GlobStep =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'folders' }
  | { readonly type: 'pattern'; readonly tokens: readonly Token[]; readonly dotted: boolean };

/** One of the patterns that a pattern with braces stands for. */
export interface Glob {
  /** The folder or file that its first steps name, as a path: `people/emea`, `/srv`, or `.`. */
  readonly start: string;
  /** The steps after it; none where the pattern is a plain path. */
  readonly steps: readonly GlobStep[];
}

/** Patterns that braces may stand for; ten pairs of braces would be a thousand already. */
const maxAlternatives = 1_000;

/** Characters of a pattern; no path is longer on any system that is in use (PATH_MAX of Linux). */
const maxLength = 4_096;

/** Why a pattern is not searched for, as the rest of a sentence that begins with it. */
export interface RefusedPattern {
  readonly refused: string;
}

export function parseGlob(pattern: string): readonly Glob[] | RefusedPattern {
  if (pattern.length > maxLength) {
    return { refused: `is longer than ${maxLength.toLocaleString('en-US')} characters.` };
  }
  const alternatives = expand(pattern);
  if (!alternatives) {
    return { refused: `stands for more than ${maxAlternatives.toLocaleString('en-US')} patterns; use fewer braces.` };
  }
  const globs = alternatives.map(parsePath);
  const climbs = globs.some(({ steps }) => steps.some((step) => step.type === 'name' && step.name === '..'));
  return climbs ? { refused: 'has ".." after a wildcard; name the folder that is meant.' } : globs;
}

function parsePath(pattern: string): Glob {
  const steps = splitPath(pattern)
    .map(parseStep)
    .filter((step, at) => at === 0 || step.type !== 'name' || (step.name !== '' && step.name !== '.'));
  const first = steps.findIndex(({ type }) => type !== 'name');
  const names = (first < 0 ? steps : steps.slice(0, first)).map((step) => (step.type === 'name' ? step.name : ''));
  return {
    start: names.length === 1 && names[0] === '' ? '/' : names.join('/') || '.',
    steps: first < 0 ? [] : steps.slice(first),
  };
}

/** At each slash that is not escaped or in brackets. */
function splitPath(pattern: string): readonly string[] {
  return pattern.match(/(?:\\.|\\$|\[[^\]/]+\]|[^/\\])+|(?<=^|\/)(?=\/|$)/gsu) ?? [''];
}

const part = /\\(?<escaped>.)|\[(?<set>[^\]]+)\]|(?<stars>\*+)|(?<one>\?)|(?<plain>.)/gsu;

function parseStep(text: string): GlobStep {
  if (text === '**') return { type: 'folders' };
  const tokens: Token[] = [];
  let name = '';
  let plain = true;
  for (const { groups = {} } of text.matchAll(part)) {
    const { escaped, set, stars, one, plain: letter } = groups;
    const literal = escaped ?? letter;
    if (literal !== undefined) {
      name += literal;
      tokens.push(exactly(literal));
      continue;
    }
    plain = false;
    if (stars !== undefined) tokens.push(star);
    else if (one !== undefined) tokens.push(anyCharacter);
    else if (set !== undefined) tokens.push(oneOf(set));
  }
  return plain ? { type: 'name', name } : { type: 'pattern', tokens, dotted: /^\\?\./.test(text) };
}

/** `a-z_`; `!` or `^` first turns it round. */
function oneOf(set: string): Token {
  const negated = /^[!^]./su.test(set);
  const characters = [...(negated ? set.slice(1) : set)];
  const ranges: [from: string, to: string][] = [];
  for (let at = 0; at < characters.length; at++) {
    const from = characters[at] ?? '';
    const isRange = characters[at + 1] === '-' && at + 2 < characters.length;
    ranges.push([from, isRange ? (characters[at + 2] ?? from) : from]);
    if (isRange) at += 2;
  }
  return (character) => ranges.some(([from, to]) => character >= from && character <= to) !== negated;
}

/** The alternatives of `{a,b}`, which may stand inside each other; `undefined` where there are too many. */
function expand(pattern: string): readonly string[] | undefined {
  let done: readonly string[] = [''];
  let rest = pattern;
  while (rest !== '') {
    const braces = firstBraces(rest);
    const before = braces ? rest.slice(0, braces.start) : rest;
    const choices = braces ? braces.choices.map(expand) : [['']];
    const inner: string[] = [];
    for (const choice of choices) {
      if (!choice || inner.length + choice.length > maxAlternatives) return undefined;
      inner.push(...choice);
    }
    if (done.length * inner.length > maxAlternatives) return undefined;
    done = done.flatMap((one) => inner.map((other) => one + before + other));
    rest = braces ? rest.slice(braces.end) : '';
  }
  return done;
}

/** The first pair of braces with a comma between them; others are letters like any. */
function firstBraces(
  pattern: string,
): { readonly start: number; readonly end: number; readonly choices: readonly string[] } | undefined {
  const open: { readonly at: number; readonly commas: number[] }[] = [];
  let found: { readonly start: number; readonly end: number; readonly choices: readonly string[] } | undefined;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') at++;
    else if (character === '{') open.push({ at, commas: [] });
    else if (character === ',') open.at(-1)?.commas.push(at);
    else if (character === '}') {
      const braces = open.pop();
      if (!braces || braces.commas.length === 0) continue;
      const ends = [...braces.commas, at];
      const starts = [braces.at, ...braces.commas];
      const choices = starts.map((start, index) => pattern.slice(start + 1, ends[index]));
      if (!found || braces.at < found.start) found = { start: braces.at, end: at + 1, choices };
      if (open.length === 0) return found;
    }
  }
  return found;
}

/** What there is in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly type: 'file' | 'folder';
}

/** The entries of a folder, of which a folder that is not to be entered is none. */
export type List = (folder: readonly string[]) => Promise<readonly FolderEntry[]>;

/** Files below the start of a glob that it matches, as names on the way down. */
export async function search({ steps }: Glob, list: List): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  async function walk(folder: readonly string[], states: ReadonlySet<number>): Promise<void> {
    for (const { name, type } of await list(folder)) {
      const next = advance(steps, states, name);
      if (type === 'file' && next.has(steps.length)) found.push([...folder, name]);
      if (type === 'folder' && [...next].some((state) => state < steps.length)) await walk([...folder, name], next);
    }
  }
  await walk([], close(steps, [0]));
  return found;
}

/** The steps that may come next once a name has been taken. */
function advance(steps: readonly GlobStep[], states: ReadonlySet<number>, name: string): ReadonlySet<number> {
  const next: number[] = [];
  for (const state of states) {
    const step = steps[state];
    if (step?.type === 'folders' && !name.startsWith('.')) next.push(state);
    if (step?.type === 'name' && step.name === name) next.push(state + 1);
    if (step?.type === 'pattern' && step.dotted === name.startsWith('.') && matches(step.tokens, name)) {
      next.push(state + 1);
    }
  }
  return close(steps, next);
}

/** Any number of folders may be none. */
function close(steps: readonly GlobStep[], states: readonly number[]): ReadonlySet<number> {
  const closed = new Set(states);
  for (const state of closed) if (steps[state]?.type === 'folders') closed.add(state + 1);
  return closed;
}
