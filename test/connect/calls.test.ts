/** What follows from the table of calls and is written elsewhere: in the schema, and in the policies of docs/SECURITY.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { throttledCalls } from '../../src/config/settings/throttle.ts';
import { hasOutput } from '../../src/connect/answer.ts';
import { calls } from '../../src/connect/calls.ts';
import type { Call, ReadCall, WriteCall } from '../../src/connect/port.ts';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';

const root = join(import.meta.dirname, '../..');
const names = Object.keys(calls) as Call[];

test('every call is named after its command', () => {
  expect(names.map((name) => `${name}Command`)).toEqual(names.map((name) => calls[name].command.name));
});

test('the emulator answers every call', () => {
  expect(names.filter((name) => !Object.hasOwn(IMPLEMENTED, name))).toEqual([]);
});

test('which answers have members is as the SDK has it, and each success is a 200', () => {
  const schemas = sdk as unknown as Readonly<Record<string, readonly unknown[]>>;
  for (const name of names) {
    const [, , , traits, , output] = schemas[`${name}$`] ?? [];
    const shape = typeof output === 'function' ? output() : output;
    expect({ name, has: Array.isArray(shape) && shape[4].length > 0 }).toEqual({ name, has: hasOutput(name) });
    expect(traits).toMatchObject({ http: [expect.any(String), expect.any(String), 200] });
  }
});

test('what reads is called Describe, Get, List or Search, and what writes is not', () => {
  const reads = names.filter((name) => /^(Describe|Get|List|Search)/.test(name));
  expect(names.filter((name) => calls[name].access === 'read').sort()).toEqual(reads.sort());
});

test('the configuration can limit every call, and no other', () => {
  expect([...throttledCalls].sort()).toEqual([...names].sort());
});

test('the types know which call reads and which writes', () => {
  const read: ReadCall = 'DescribeUser';
  const write: WriteCall = 'CreateUser';
  // @ts-expect-error A write is no read.
  const wrong: ReadCall = write;
  expect([calls[read].access, calls[write].access, calls[wrong].access]).toEqual(['read', 'write', 'write']);
});

/** The actions of the policies below each heading. */
const policies = readFileSync(join(root, 'docs/SECURITY.md'), 'utf8')
  .split(/\n(?=### )/)
  .flatMap((section) => [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json)))
  .flatMap(({ Statement }: { readonly Statement: readonly { readonly Sid: string; readonly Action: string[] }[] }) =>
    Statement.map(({ Sid, Action }) => ({ sid: Sid, actions: Action.map((action) => action.replace('connect:', '')) })),
  );

describe('the policies of docs/SECURITY.md', () => {
  test.each([...policies])('$sid has calls of the table only', ({ sid, actions }) => {
    expect(actions.filter((action) => !names.includes(action as Call))).toEqual([]);
    const writes = actions.filter((action) => calls[action as Call].access === 'write');
    if (sid === 'Read' || sid === 'FindByAlias') expect(writes).toEqual([]);
    if (sid === 'Write') expect(writes).toEqual(actions);
  });

  test('have every call that the program makes', () => {
    const src = join(root, 'src');
    const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/^(connect|emulator|report)\b/.test(file))
      .map((file) => readFileSync(join(src, file), 'utf8'))
      .join('\n');
    const made = names.filter((name) => code.includes(`'${name}'`));
    // It needs no permission: the message that denies it says what it is asked for.
    const documented = new Set([...policies.flatMap(({ actions }) => actions), 'GetFederationToken']);
    // By --read describe, in place of SearchQuickConnects; the page says so in a sentence.
    for (const call of ['ListQuickConnects', 'DescribeQuickConnect']) documented.add(call);
    expect(made.filter((name) => !documented.has(name))).toEqual([]);
    expect([...documented].filter((name) => !made.includes(name as Call))).toEqual([]);
  });
});
