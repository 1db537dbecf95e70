/** What is remembered of passes: bounded, however long a watch runs and however much each of them changes. */

import type { PassReport } from './status.ts';

const maxPasses = 50;
/** Of all remembered passes together; the newest is whole in any case. */
const maxResults = 2000;

/** The newest first. Only the newest keeps its plan; the oldest go once there are too many of them or of their results. */
export function withReport(report: PassReport, before: readonly PassReport[]): readonly PassReport[] {
  const passes = [report];
  let results = report.results.length;
  for (const { plan: _, ...older } of before.slice(0, maxPasses - 1)) {
    results += older.results.length;
    if (results > maxResults) break;
    passes.push(older);
  }
  return passes;
}
