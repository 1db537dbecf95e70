/** What the changes can be filtered by: words, what is done, the kind, and where people stand, level by level. */
import type { Placed, Plan, PlannedChange } from '../../plan/model/plan.ts';
import { deedOf, deeds, nounOf } from '../deeds.ts';
import { type Html, html } from './html.ts';

/** The branches in which somebody stands who changes, with those above them; each has a number. */
export interface Ground {
  readonly tiers: readonly string[];
  readonly branches: readonly { readonly path: readonly string[]; readonly number: number }[];
  /** Numbers of the branches that somebody stands in, or under, before or after; separated by blanks. */
  at(place: Placed | undefined): string;
}

export function makeGround({ changes, tree }: Plan): Ground {
  const paths = new Map<string, readonly string[]>();
  for (const { place } of changes) {
    for (const path of above(place)) paths.set(JSON.stringify(path), path);
  }
  const sorted = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  const numbers = new Map(sorted.map(([key], index) => [key, index + 1]));
  return {
    tiers: tree?.tiers ?? [],
    branches: sorted.map(([, path], index) => ({ path, number: index + 1 })),
    at: (place) => [...new Set(above(place).map((path) => numbers.get(JSON.stringify(path)) ?? 0))].join(' '),
  };
}

/** The way down to where somebody stands, before and after. */
const above = ({ before = [], after = [] }: Placed = {}): readonly (readonly string[])[] =>
  [before, after].flatMap((path) => path.map((_, level) => path.slice(0, level + 1)));

/** Shown by the script, without which it would do nothing. */
export function filterForm(ground: Ground, changes: readonly PlannedChange[]): Html | undefined {
  if (changes.length < 2) return undefined;
  const done = new Set(changes.map(deedOf));
  const kinds = [...new Set(changes.map(({ address }) => address.kind))];
  const depth = Math.max(0, ...ground.branches.map(({ path }) => path.length));
  return html`<form id="filter" role="search" aria-label="Filter the changes" hidden>
<div class="words"><label for="words">Search</label> <input type="search" id="words" autocomplete="off" spellcheck="false"></div>
${[
  select(
    'deed',
    'Action',
    deeds.filter((deed) => done.has(deed)).map((deed) => ({ value: deed, text: deed })),
  ),
  select(
    'kind',
    'Kind',
    kinds.map((kind) => ({ value: kind, text: nounOf(kind) })),
  ),
  ...Array.from({ length: depth }, (_, level) => tierSelect(ground, level)),
]}<p><button type="reset">Clear</button> <button type="button" id="fold" aria-pressed="false">Fold all</button> <output id="found"></output></p>
</form>`;
}

interface Choice {
  readonly value: string | number;
  readonly text: string;
  /** Numbers of the branches above it. */
  readonly under?: string;
}

/** One choice is none. */
const select = (id: string, label: string, choices: readonly Choice[]): Html | undefined =>
  choices.length < 2
    ? undefined
    : html`<div><label for="${id}">${label}</label> <select id="${id}"><option value="">all</option>${choices.map(
        ({ value, text, under }) =>
          html`<option value="${value}"${under === undefined ? undefined : html` data-under="${under}"`}>${text}</option>`,
      )}</select></div>\n`;

function tierSelect({ tiers, branches, at }: Ground, level: number): Html | undefined {
  const here = branches.filter(({ path }) => path.length === level + 1);
  const last = ({ path }: { readonly path: readonly string[] }): string => path[level] ?? '';
  const choices = here.map((branch): Choice => {
    const isTwice = here.some((other) => other !== branch && last(other) === last(branch));
    const text = isTwice ? `${last(branch)} (${branch.path.slice(0, -1).join('/')})` : last(branch);
    return { value: branch.number, text, under: at({ after: branch.path.slice(0, -1) }) };
  });
  return select(`tier${level}`, tiers[level] ?? `Level ${level + 1}`, choices);
}
