/** The status page's style sheet. One column on a phone, nothing from other hosts. */
import { palette } from '../../report/html/palette.ts';

export const style = `${palette}header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: 0 .25rem .75rem; }
header p { margin: 0; }
.product { font-weight: 650; }
.instance span, .why, footer { color: var(--quiet); }
.status { display: grid; grid-template-columns: auto 1fr; gap: .75rem 1rem; align-items: start; border-left-width: .375rem; }
.status.good { border-left-color: var(--good); background: var(--good-back); }
.status.work { border-left-color: var(--work); background: var(--work-back); }
.status.held { border-left-color: var(--held); background: var(--held-back); }
.status.wait { border-left-color: var(--wait); background: var(--wait-back); }
.status.bad { border-left-color: var(--bad); background: var(--bad-back); }
.status h1, span.good, span.wait, span.bad { font-weight: 650; }
.mark circle { fill: currentColor; }
.mark path { fill: none; stroke: var(--card); stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
.good .mark, span.good { color: var(--good); }
.work .mark { color: var(--work); }
.held .mark { color: var(--held); }
.wait .mark, span.wait { color: var(--wait); }
.bad .mark, span.bad { color: var(--bad); }
.verdict p { margin: .25rem 0 0; font-size: 1.0625rem; }
dl, .buttons { grid-column: 1 / -1; margin: 0; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .5rem 1.25rem; }
dt { color: var(--quiet); font-size: .875rem; }
dd { margin: 0; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
button {
  font: inherit; font-weight: 600; padding: .5rem 1rem; min-height: 2.75rem; cursor: pointer;
  color: var(--text); background: var(--card); border: 1px solid var(--quiet); border-radius: .375rem;
}
button:hover { border-color: var(--text); }
code, .changes { font-family: var(--mono); font-size: .875rem; }
.changes { margin: .5rem 0; }
.changes > li { border-top: 1px solid var(--line); padding: .25rem 0; }
.changes li li { display: flex; padding-left: 1.5rem; }
.sign { flex: none; display: inline-block; width: 1.25rem; font-weight: 700; }
.sign.add { color: var(--good); }
.sign.change { color: var(--wait); }
.sign.remove, .note.danger { color: var(--bad); }
.note.harmless { color: var(--quiet); }
.reasons { margin: .5rem 0 0; }
.reasons li { border-left: .1875rem solid currentColor; padding-left: .625rem; margin: .25rem 0; font-weight: 600; }
.command { margin-top: .5rem; }
.command code { display: inline-block; padding: .125rem .375rem; background: var(--card); border: 1px solid var(--line); border-radius: .25rem; }
progress { width: 100%; height: .75rem; margin: .5rem 0; accent-color: var(--work); }
summary h2 { display: inline; }
.calls { color: var(--quiet); font-size: .875rem; }
.gone main, .gone footer { filter: grayscale(1); opacity: .65; }
.gone button { pointer-events: none; }
.runs > li { border-top: 1px solid var(--line); }
.runs > li > p { margin: 0; padding: .25rem 0 .25rem 1.125rem; }
.runs ul { padding: 0 0 .5rem 1.125rem; font-family: var(--mono); font-size: .875rem; }
.problems li { padding: .125rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { text-align: right; padding: .25rem .5rem; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; color: var(--quiet); font-size: .875rem; vertical-align: bottom; }
th:first-child { text-align: left; padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
td:last-child { white-space: nowrap; }
footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: 0 .25rem; font-size: .875rem; }
footer a + a { margin-left: .75rem; }
#lost { background: var(--bad-back); border: 1px solid var(--bad); border-radius: .375rem; padding: .5rem .75rem; }
@media (max-width: 30rem) {
  body { padding: .625rem; }
  section { padding: .75rem; }
  .status { gap: .625rem .75rem; }
  table, thead th { font-size: .8125rem; }
  th, td { padding: .25rem; }
}
@media print { .buttons, footer { display: none; } }
`;
