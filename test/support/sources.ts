import type { SourceFacts } from '../../src/plan/model/person.ts';

/** Where the limit of blanks is written. */
export const at = { file: 'a.yaml', line: 7, column: 3 };
/** An export of an HR system, as planning knows it. */
export const source = (more: Partial<SourceFacts> = {}): SourceFacts => ({
  file: 'hr.csv',
  blanks: { type: 'share', hundredths: 500 },
  at,
  samePerson: new Set(),
  leftOut: new Set(),
  ...more,
});
