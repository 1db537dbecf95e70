/** The style sheet of a plan's page: a desk, a phone, paper. */
import { palette } from './palette.ts';

export const style = `${palette}
body { max-width: 72rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: 0 .25rem .75rem; }
header p { margin: 0; }
.product { font-weight: 650; }
.instance span, .quiet, footer { color: var(--quiet); }
h2 { font-size: 1.1875rem; }
.status { border-left-width: .375rem; }
.status.good { border-left-color: var(--good); background: var(--good-back); }
.status.wait { border-left-color: var(--wait); background: var(--wait-back); }
.status.bad { border-left-color: var(--bad); background: var(--bad-back); }
.status p { margin: .25rem 0 0; }
.status .counts { font-size: 1.25rem; font-weight: 650; }
.reasons { margin: .5rem 0 0; }
.reasons li { border-left: .1875rem solid var(--bad); padding-left: .625rem; margin: .25rem 0; font-weight: 600; }
.a { color: var(--good); }
.c, span.wait { color: var(--wait); }
.d, span.bad, p.bad, .note.danger { color: var(--bad); }
.note.harmless { color: var(--quiet); }
span.bad, span.wait, p.bad { font-weight: 650; }
code, .lines, .who, .change h3 { font-family: var(--mono); font-size: .875rem; }
#filter {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: 0 0 1rem; padding: .75rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
}
#filter div { display: flex; flex-direction: column; min-width: 0; max-width: 100%; }
#filter label { font-size: .875rem; color: var(--quiet); }
#filter .words { flex: 1 1 14rem; }
#filter p { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0; }
#filter output:not(:empty) { flex: 1 1 100%; }
input, select, button {
  font: inherit; font-size: 1rem; min-height: 2.5rem; max-width: 100%; padding: .25rem .625rem;
  color: var(--text); background: var(--card); border: 1px solid var(--quiet); border-radius: .375rem;
}
select { max-width: 14rem; }
button { font-weight: 600; cursor: pointer; }
button:hover { border-color: var(--text); }
[hidden] { display: none !important; }
.change { border-top: 1px solid var(--line); padding: .5rem 0; }
.many .change { content-visibility: auto; contain-intrinsic-size: auto 8rem; }
.change:first-of-type { border-top: 0; }
.change h3 { font-weight: 650; }
.note { font-weight: 400; }
.lines { padding-left: 1.25rem; }
.lines li { text-indent: -1.25rem; padding-left: 1.25rem; }
.change > details { padding-left: 1.25rem; }
.who { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: .125rem 1.25rem; }
.who.bare { grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); }
.who .lines { padding-left: .625rem; font-size: .8125rem; }
.who summary { padding: 0; }
#tree ul ul { padding-left: 1rem; margin-left: .3125rem; border-left: 1px solid var(--line); }
#tree .leaf { display: block; padding: .125rem 0 .125rem 1rem; }
.plain li { padding: .125rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { text-align: right; padding: .25rem .5rem; border-top: 1px solid var(--line); font-weight: 400; vertical-align: top; }
thead th, thead td { border-top: 0; color: var(--quiet); font-size: .875rem; vertical-align: bottom; white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
tbody td { white-space: nowrap; }
td.bar { width: 45%; min-width: 10rem; padding-right: 0; vertical-align: middle; }
thead td.bar { font-size: .75rem; }
thead td.bar span { display: inline-block; width: 33.3%; text-align: center; }
thead td.bar span:first-child { text-align: left; }
thead td.bar span:last-child { text-align: right; }
th code, tbody th { overflow-wrap: anywhere; }
svg { display: block; }
svg rect { fill: var(--work); }
svg .track { fill: var(--line); }
svg .before { fill: var(--quiet); }
svg line { stroke: var(--bad); stroke-width: 3; }
footer { margin: 0 .25rem; font-size: .875rem; }
@media (max-width: 34rem) {
  body { padding: .625rem; }
  section, #filter { padding: .75rem; }
  #filter { position: static; }
  #filter div { flex: 1 1 40%; }
  select { max-width: 100%; }
  .who, .who.bare { grid-template-columns: 1fr; }
  .who.bare { grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); }
  th, td { padding: .25rem; font-size: .8125rem; }
  .bars tr { display: grid; grid-template-columns: 1fr auto auto; border-top: 1px solid var(--line); }
  .bars th, .bars td { border-top: 0; white-space: normal; }
  .bars tr:has(td:nth-child(5)) { grid-template-columns: 1fr auto auto auto; }
  .bars td.bar { grid-column: 1 / -1; padding-left: 0; width: auto; min-width: 0; }
  .bars .rare { display: none; }
}
@media (scripting: none) { .many .change { content-visibility: visible; } }
@media print {
  :root { color-scheme: light; --back: #fff; --card: #fff; --text: #000; --quiet: #444; --line: #bbb; --good: #0c5a22; --wait: #6d4700; --bad: #9c0f1b; --good-back: #fff; --wait-back: #fff; --bad-back: #fff; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .5rem 0; }
  #filter { display: none; }
  .many .change { content-visibility: visible; }
  h2, h3, summary { break-after: avoid; }
  .who li, tr { break-inside: avoid; }
  .wide { overflow: visible; }
  summary { list-style: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
