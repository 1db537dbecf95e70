/** Checks as a person reads them: one line each, folded where a terminal is narrow. */
import { expect, test } from 'vitest';
import type { Check } from '../../src/base/checkup.ts';
import { checkupText } from '../../src/report/text/answers/checkup-text.ts';
import { makePaint } from '../../src/report/text/paint.ts';

const checks: readonly Check[] = [
  { name: 'files', status: 'ok', message: '12 resources in 1 file' },
  { name: 'ListUsers', status: 'failed', message: 'denied (users)', fix: 'Allow connect:ListUsers on the instance.' },
  {
    name: 'ListRoutingProfileManualAssignmentQueues',
    status: 'skipped',
    message: 'not checked, because there are none',
  },
];

test('is one line a check where nobody says how wide it may be', () => {
  expect(checkupText(checks, makePaint(false))).toBe(
    `ok       files                                     12 resources in 1 file
failed   ListUsers                                 denied (users)
         fix: Allow connect:ListUsers on the instance.
skipped  ListRoutingProfileManualAssignmentQueues  not checked, because there are none

3 checks: 1 ok, 1 failed, 1 skipped.
`,
  );
});

test('in a terminal no line is wider, and a long name has its message below', () => {
  const text = checkupText(checks, makePaint(false), 60);
  expect(text).toBe(
    `ok       files                         12 resources in 1
                                       file
failed   ListUsers                     denied (users)
         fix: Allow connect:ListUsers on the instance.
skipped  ListRoutingProfileManualAssignmentQueues
                                       not checked, because
                                       there are none

3 checks: 1 ok, 1 failed, 1 skipped.
`,
  );
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
});
