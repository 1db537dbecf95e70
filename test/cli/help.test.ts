/** The texts below the options, in terminals of any width. */
import { expect, test } from 'vitest';
import { fitHelp } from '../../src/cli/program/below.ts';

const text = `
It reads the instance, and writes nothing: neither to Amazon Connect
nor on this machine.

Examples:
  run demo                                 the whole story
  run apply plan.json                      without a question: the review was the approval
  run apply --lock-timeout 5m --state-dir /var/lib/run     where jobs share a folder
  run '{"a": 1}'`;

test('what fits is as it is written', () => expect(fitHelp(text, 100)).toBe(text));

test('what does not is filled, but no command is broken', () => {
  expect(fitHelp(text, 48)).toBe(`
It reads the instance, and writes nothing:
neither to Amazon Connect nor on this machine.

Examples:
  run demo              the whole story
  run apply plan.json   without a question: the
                        review was the approval
  run apply --lock-timeout 5m --state-dir /var/lib/run
                        where jobs share a
                        folder
  run '{"a": 1}'`);
});
