import { expect, test } from 'vitest';
import type { Loss } from '../../src/keep/lock.ts';
import { heldText, lockedText, lossText } from '../../src/report/text/lock-text.ts';
import { actor, noon } from '../support/recording.ts';

const claim = { instance: { id: 'i' }, command: 'apply', by: actor };
const holder = { ...claim, since: noon, expires: noon + 90_000 };

test('who has a lock, and since when', () => {
  const text = 'apply by jane on host-1 (process 4242) since 2026-11-25 12:00:00 UTC (3 min 20 s)';
  expect(heldText(holder, noon + 200_000)).toBe(text);
  expect(lockedText({ id: 'i', alias: 'acme', region: 'eu-west-1' }, holder, noon + 200_000)).toContain(
    `Instance acme (i, eu-west-1) is locked: ${text}. Nothing was written.`,
  );
});

test('who cannot be read is unknown, and a clock that was set back makes no sense of no time', () => {
  expect(heldText({ since: noon, expires: noon }, noon - 5)).toMatch(/^an unknown process .* UTC \(0 s\)$/);
});

test.each<[Loss, string]>([
  [{ type: 'taken', by: { ...claim, command: 'unlock' } }, 'was taken away (unlock by jane on host-1 (process 4242)).'],
  [{ type: 'taken' }, 'was taken away.'],
  [{ type: 'gone' }, 'was deleted.'],
  [{ type: 'late' }, 'could not be renewed in time.'],
  [{ type: 'late', error: 'disk full\u0007' }, 'could not be renewed in time: disk full\\u{7}.'],
])('%j is told', (loss, text) => expect(lossText(loss)).toBe(`The lock of the instance ${text}`));
