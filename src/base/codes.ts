/** The codes of everything that connect-sync reports, each with a stable id and a page that explains it. */
import { commands } from './codes/commands.ts';
import { files } from './codes/files.ts';
import { names } from './codes/names.ts';
import type { Page, Pages } from './codes/page.ts';
import { people } from './codes/people.ts';
import { plan } from './codes/plan.ts';
import { reading } from './codes/reading.ts';
import { resources } from './codes/resources.ts';
import { running } from './codes/running.ts';
import { schema } from './codes/schema.ts';
import { sources } from './codes/sources.ts';

const all = {
  ...files,
  ...schema,
  ...names,
  ...resources,
  ...sources,
  ...people,
  ...plan,
  ...reading,
  ...running,
  ...commands,
};

/** A code that has a page of its own, or one of its family: the kind of a resource ends `duplicate-user`. */
export type Code = Exclude<keyof typeof all, 'duplicate-*'> | `duplicate-${string}`;

/** A page with the code it is about. */
export interface CodePage extends Page {
  readonly code: string;
}

/** The areas in the order of their ids, each with its pages. */
export const areas: readonly { readonly title: string; readonly pages: readonly CodePage[] }[] = [
  { title: 'Files and settings', pages: pagesOf({ ...files, ...schema }) },
  { title: 'Names and references', pages: pagesOf({ ...names, ...resources }) },
  { title: 'People and sources', pages: pagesOf({ ...sources, ...people }) },
  { title: 'Plan and safety', pages: pagesOf(plan) },
  { title: 'Reading and connection', pages: pagesOf(reading) },
  { title: 'Locks, records and runs', pages: pagesOf(running) },
  { title: 'Commands', pages: pagesOf(commands) },
];

function pagesOf(pages: Pages): readonly CodePage[] {
  return Object.entries(pages).map(([code, page]) => ({ code, ...page }));
}

const codePages = areas.flatMap(({ pages }) => pages);
const byCode = new Map(codePages.map((page) => [page.code, page]));
const byId = new Map(codePages.map((page) => [page.id, page]));

const familyOf = (code: string): CodePage | undefined =>
  codePages.find((page) => page.code.endsWith('*') && code.startsWith(page.code.slice(0, -1)));

/** `CS1042`, the id that a code has in every version. */
export const diagnosticIdOf = (code: Code): string => (byCode.get(code) ?? familyOf(code))!.id;

/** The page of an id or a code, in any case of letters. */
export function findPage(text: string): CodePage | undefined {
  const code = text.toLowerCase();
  return byId.get(text.toUpperCase()) ?? byCode.get(code) ?? familyOf(code);
}

/** Everything that `findPage` finds a page by; of a family, only its pattern. */
export const knownCodes: readonly string[] = [...byId.keys(), ...byCode.keys()];
