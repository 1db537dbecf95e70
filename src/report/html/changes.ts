/** The changes of a plan: first those that need a second look, then who changes in the same way, then the rest. */
import { plural } from '../../base/words.ts';
import { format } from '../../plan/model/address.ts';
import type { Plan, PlannedChange } from '../../plan/model/plan.ts';
import { type Alike, groupAlike, type Member } from '../alike.ts';
import { deedOf, isRisky, nounOf, restText, tallyDeeds } from '../deeds.ts';
import type { BlockLine, ChangeBlock } from '../text/plan/change-block.ts';
import { filterForm, type Ground, makeGround } from './filter.ts';
import { type Html, html } from './html.ts';

/** With the form that filters them, which is in sight as long as they are. */
export function changesPart(plan: Plan): Html | undefined {
  const { changes } = plan;
  if (changes.length === 0) return undefined;
  const ground = makeGround(plan);
  const ordinary = groupAlike(changes.filter((change) => !isRisky(change) && deedOf(change) !== 'adopt'));
  const risks = section(['risks', 'Look twice', groupAlike(changes.filter(isRisky))], ground);
  const others = [
    ['alike', 'Changing in the same way', ordinary.filter(({ members }) => members.length > 1)],
    ['rest', 'One by one', ordinary.filter(({ members }) => members.length === 1)],
    ['adopted', 'Adopted', groupAlike(changes.filter((change) => deedOf(change) === 'adopt'))],
  ] as const;
  return html`<div>
${filterForm(ground, changes)}
${risks}${summaryTable(plan)}${others.map((one) => section(one, ground))}</div>`;
}

type PageSection = readonly [id: string, title: string, groups: readonly Alike[]];

const section = ([id, title, groups]: PageSection, ground: Ground): Html | undefined =>
  groups.length === 0
    ? undefined
    : html`<section id="${id}" class="changes" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${lead(groups)}${groups.map((group) => article(group, ground))}</section>\n`;

/** How many of each kind are added, changed and so on. */
function summaryTable({ changes, summary }: Plan): Html {
  const { kinds, present } = tallyDeeds(changes);
  const rest = restText(summary);
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">In numbers</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="summary-title"><table>
<thead><tr><th scope="col">Kind</th>${present.map((deed) => html`<th scope="col">${deed}</th>`)}</tr></thead>
<tbody>${kinds.map(
    ({ kind, count }) =>
      html`<tr><th scope="row">${nounOf(kind)}</th>${present.map((deed) => html`<td>${count(deed)}</td>`)}</tr>\n`,
  )}</tbody></table></div>
${rest === '' ? undefined : html`<p class="quiet">${rest}.</p>\n`}</section>`;
}

function lead(groups: readonly Alike[]): Html | undefined {
  const all = groups.flatMap(({ members }) => members.map(({ change }) => change));
  const count = (risk: string): number => all.filter((change) => change.risk === risk).length;
  const [irreversible, privilege] = [count('irreversible'), count('privilege')];
  const said = [
    ...(irreversible > 0 ? [`${plural(irreversible, 'change')} cannot be undone`] : []),
    ...(privilege > 0 ? [`${plural(privilege, 'change widens', 'changes widen')} what somebody may do`] : []),
  ];
  return said.length === 0 ? undefined : html`<p class="bad">${said.join('; ')}.</p>\n`;
}

const article = (group: Alike, ground: Ground): Html => {
  const [only, ...others] = group.members;
  return only && others.length === 0 ? single(group, only, ground) : several(group, ground);
};

const tones: { readonly [sign in ChangeBlock['symbol']]: string } = { '+': 'a', '~': 'c', '-': 'd' };

function single({ kind, symbol, note }: Alike, { change, block }: Member, ground: Ground): Html {
  return html`<article class="change" data-kind="${kind}" data-deed="${deedOf(change)}"${at(change, ground)}>
<h3>${sign(symbol)} ${format(change.address)}${noted(note)}</h3>
${list(block.lines)}${along(block.takenAlong)}</article>\n`;
}

/** What they share, then each by name with what is its own. */
function several({ kind, symbol, note, lines, members }: Alike, ground: Ground): Html {
  const deed = members[0] && deedOf(members[0].change);
  const them = plural(members.length, nounOf(kind));
  const isBare = members.every(({ own, block }) => own.length + block.takenAlong.length === 0);
  return html`<article class="change" data-kind="${kind}" data-deed="${deed}">
<h3>${sign(symbol)} <span class="count">${them}</span>${noted(note)}</h3>
${list(lines)}<details open><summary>Names</summary>
<ul class="who${isBare ? ' bare' : undefined}">${members.map(
    (member) =>
      html`<li${at(member.change, ground)}>${isBare ? member.change.address.key : memberBlock(member)}</li>\n`,
  )}</ul></details></article>\n`;
}

/** More lines than this of one's own are folded away. */
const maxOwn = 4;

function memberBlock({ change, own, block }: Member): Html {
  const name = html`<b>${change.address.key}</b>`;
  const body = html`${list(own)}${along(block.takenAlong)}`;
  return own.length > maxOwn ? html`<details><summary>${name}</summary>${body}</details>` : html`${name}${body}`;
}

const sign = (symbol: ChangeBlock['symbol']): Html => html`<span class="${tones[symbol]}">${symbol}</span>`;

const noted = (note: ChangeBlock['note']): Html | undefined =>
  note && html` <span class="note ${note.tone}">(${note.text})</span>`;

const at = ({ place }: PlannedChange, ground: Ground): Html | undefined =>
  place && html` data-at="${ground.at(place)}"`;

const list = (lines: readonly BlockLine[]): Html | undefined =>
  lines.length === 0
    ? undefined
    : html`<ul class="lines">${lines.map(({ symbol, text }) => html`<li class="${tones[symbol]}">${symbol} ${text}</li>`)}</ul>`;

const along = (calls: readonly string[]): Html | undefined =>
  calls.length === 0 ? undefined : html`<p class="quiet">${calls.join(', ')}</p>`;
