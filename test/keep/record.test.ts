import { describe, expect, test } from 'vitest';
import { type RecordLine, readLine, writeLine } from '../../src/keep/record.ts';
import { failure, result } from '../support/results.ts';

const time = '2026-11-25T12:00:00.000Z';
const address = { kind: 'user', key: 'a/b "c"\n李' };

const lines: { readonly [what: string]: RecordLine } = {
  'the beginning of a change': {
    ...{ type: 'change', phase: 'begin', time, address, action: 'update', before: { a: null }, after: { a: [1] } },
  },
  'the end of a change that failed': {
    ...{ type: 'change', phase: 'end', time },
    ...result({ address, outcome: 'errored', failures: [failure()] }),
  },
  'the end of a change that waited in vain': {
    ...{ type: 'change', phase: 'end', time },
    ...result({ outcome: 'skipped', skipped: { type: 'depends', on: address } }),
  },
  'the beginning of a call': { type: 'call', phase: 'begin', time, address, call: 'CreateUser' },
  'the end of a call': { type: 'call', phase: 'end', time, address, call: 'CreateUser', outcome: 'done' },
};

describe('a line is read as it was written', () => {
  test.each(Object.entries(lines))('%s', (_, line) => {
    const text = writeLine(line);
    expect(text).not.toContain('\n');
    expect(readLine(text)).toEqual(line);
  });
});

describe('what is no line is passed over', () => {
  const whole = writeLine(lines['the end of a call']!);
  test.each([
    ['nothing', ''],
    ['half a line', whole.slice(0, 40)],
    ['a list', '[]'],
    ['null', 'null'],
    ['zeros, as a crash of the machine leaves them', '\0\0\0\0'],
    ['a type that a later version has', whole.replace('"call"', '"dance"')],
    ['a phase that a later version has', whole.replace('"end"', '"middle"')],
    ['no time', whole.replace(time, 'soon')],
    ['no address', whole.replace('"address"', '"adress"')],
    [
      'an end of a change without what was done',
      '{"type":"change","phase":"end","time":"2026-11-25T12:00:00Z","address":"user/a","action":"update"}',
    ],
    [
      'a run of the next major version',
      '{"type":"run","formatVersion":"2.0","time":"2026-11-25T12:00:00Z","id":"x","command":"apply","digest":"d","tool":{},"instance":{},"by":{},"summary":{},"calls":{}}',
    ],
    ['a prototype', '{"__proto__":{"type":"end"},"time":"2026-11-25T12:00:00Z"}'],
  ])('%s', (_, text) => expect(readLine(text)).toBeUndefined());
});
