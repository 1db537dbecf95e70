/** The tree that people stand in, with how many stand in each branch and below it, before and after. */
import type { Branch, Tree } from '../../plan/model/plan.ts';
import { type Html, html } from './html.ts';

interface Node {
  readonly name: string;
  readonly branch: Branch | undefined;
  readonly inner: readonly Node[];
  readonly before: number;
  readonly after: number;
  /** Whether anything in it, or below it, differs. */
  readonly differs: boolean;
}

export function treeSection(tree: Tree | undefined): Html | undefined {
  const roots = nodesOf(tree?.branches ?? [], 0);
  if (!roots.some(({ differs }) => differs)) return undefined;
  const tierNames = tree && tree.tiers.length > 0 ? html`<p class="quiet">${tree.tiers.join(' / ')}</p>\n` : undefined;
  return html`<section id="tree" aria-labelledby="tree-title"><h2 id="tree-title">Hierarchy, before and after</h2>
<p>How many people are in each group and below it.</p>
${tierNames}${listOf(roots)}</section>\n`;
}

/** The branches are in the order of their paths, so what is below one follows it. */
function nodesOf(branches: readonly Branch[], level: number): readonly Node[] {
  const groups: Branch[][] = [];
  for (const branch of branches) {
    const group = groups.at(-1);
    if (group?.[0]?.path[level] === branch.path[level]) group?.push(branch);
    else groups.push([branch]);
  }
  return groups.map((group): Node => {
    const branch = group.find(({ path }) => path.length === level + 1);
    const inner = nodesOf(
      group.filter((one) => one !== branch),
      level + 1,
    );
    const sum = (side: 'before' | 'after'): number =>
      inner.reduce((total, node) => total + node[side], branch?.[side] ?? 0);
    return {
      name: group[0]?.path[level] ?? '',
      branch,
      inner,
      before: sum('before'),
      after: sum('after'),
      differs: branch?.before !== branch?.after || inner.some(({ differs }) => differs),
    };
  });
}

const listOf = (nodes: readonly Node[]): Html =>
  html`<ul>${nodes.map((node) => html`<li>${itemOf(node)}</li>\n`)}</ul>`;

const itemOf = (node: Node): Html =>
  node.inner.length === 0
    ? html`<span class="leaf">${labelOf(node)}</span>`
    : html`<details${node.differs ? html` open` : undefined}><summary>${labelOf(node)}</summary>${listOf(node.inner)}</details>`;

function labelOf({ name, branch, before, after }: Node): Html {
  const isNew = branch && branch.before === undefined;
  const isGone = branch && branch.after === undefined;
  const mark = isNew
    ? html`<span class="a">+ new</span> `
    : isGone
      ? html`<span class="d">- deleted</span> `
      : undefined;
  const people =
    before === after ? html`<span class="quiet">${after}</span>` : html`<span class="c">${before} -> ${after}</span>`;
  return html`<b>${name}</b> ${mark}${people}`;
}
