import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../../src/emulator/answer.ts';
import constraints from '../../src/emulator/constraints.json' with { type: 'json' };
import { newEventLog } from '../../src/emulator/events/log.ts';
import { newFaults } from '../../src/emulator/faults.ts';
import { newKnobs, SETTINGS } from '../../src/emulator/knobs.ts';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';
import { GUESSES, QUOTAS } from '../../src/emulator/options.ts';
import { type Member, OPERATIONS, type Shape, type StructureShape } from '../../src/emulator/protocol/model.ts';
import { routes } from '../../src/emulator/protocol/routes.ts';
import { newRequestLog } from '../../src/emulator/requests.ts';
import type { Operations } from '../../src/emulator/rules/call.ts';
import { type Listening, listen } from '../../src/emulator/server.ts';
import { newAccount } from '../../src/emulator/state/account.ts';
import { seededRandom } from '../../src/emulator/state/random.ts';
import { clientOf } from './support.ts';

// Every operation of the SDK goes to a server whose operations answer with made-up values: the call must reach the
// operation of its name with the input that was sent, and the client must get the output that was made.

describe('every operation of the SDK travels there and back unharmed', () => {
  const received = new Map<string, unknown>();
  let server: Listening;
  let client: sdk.ConnectClient;

  beforeAll(async () => {
    const operations = Object.fromEntries(
      [...OPERATIONS.values()].map(({ name, output }) => [
        name,
        (_call: unknown, input: unknown) => {
          received.set(name, input);
          return output ? sample(output, 0) : {};
        },
      ]),
    ) as Operations;
    const faults = newFaults();
    const account = newAccount({
      region: 'us-west-2',
      guesses: { ...GUESSES },
      quotas: { ...QUOTAS },
      now: Date.now,
      random: seededRandom(''),
    });
    const emulation = {
      account,
      router: routes(OPERATIONS.values()),
      operations,
      preparations: {},
      throttle: () => true,
      tuning: newKnobs({ account, faults, defaults: SETTINGS }),
      faults,
      changed() {},
      requests: newRequestLog(),
      events: newEventLog(),
      log: (problem: string) => assert.fail(problem),
    };
    server = await listen((request) => answer(emulation, request), { host: '127.0.0.1', port: 0 });
    client = clientOf({ url: `http://127.0.0.1:${server.port}`, region: 'us-west-2' });
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  test.each([...OPERATIONS.values()])('$name', async ({ name, input, output }) => {
    const given = (input ? sample(input, 0) : {}) as Record<string, unknown>;
    const { $metadata: _metadata, ...answered } = await client.send(command(name, given));
    assert.deepEqual(plain(received.get(name)), plain(given));
    assert.deepEqual(plain(answered), output ? plain(sample(output, 0)) : {});
  });
});

test('the SDK has as many operations as the emulator was written for', () => {
  expect(OPERATIONS.size).toBe(397);
});

test('what is implemented is known to the SDK, and what it declares is known to the emulator', () => {
  const strange = Object.keys(IMPLEMENTED).filter((name) => !OPERATIONS.has(name));
  const undeclared = Object.keys(IMPLEMENTED).filter((name) => !Object.hasOwn(constraints.errors, name));
  expect({ strange, undeclared }).toEqual({ strange: [], undeclared: [] });
});

function command(name: string, input: object): sdk.DescribeInstanceCommand {
  const commands = sdk as unknown as Record<string, new (input: object) => sdk.DescribeInstanceCommand>;
  const Command = commands[`${name}Command`];
  assert.ok(Command, `${name}Command`);
  return new Command(input);
}

interface Rule {
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly el?: Rule;
  readonly val?: Rule;
  readonly key?: Rule;
}

function ruleOf(structure: string, member: string): Rule {
  const members = constraints.members as unknown as Record<string, Record<string, Rule>>;
  return members[structure]?.[member] ?? {};
}

/** A value of every shape, within the rules; deep structures are cut off where the model recurses. */
function sample(shape: Shape, depth: number, rule: Rule = {}): unknown {
  switch (shape.kind) {
    case 'structure':
      return sampleMembers(shape, depth);
    case 'list':
      return Array.from({ length: depth > 9 ? 0 : (rule.min ?? 1) }, () => sample(shape.element, depth + 1, rule.el));
    case 'map':
      return { key: sample(shape.value, depth + 1, rule.val) };
    case 'string':
      return sampleText(rule);
    case 'number':
      return rule.min ?? 3;
    case 'boolean':
      return true;
    case 'timestamp':
      return new Date(1_700_000_000_000);
    case 'blob':
      return Buffer.from('bytes');
    case 'document':
      return { any: 'thing' };
  }
}

function sampleMembers(shape: StructureShape, depth: number): Record<string, unknown> {
  const wanted = shape.members.filter(({ required }) => required || depth < 4);
  const used = shape.union ? shape.members.slice(0, 1) : wanted;
  const entry = ({ name, shape: inner }: Member) => [name, sample(inner, depth + 1, ruleOf(shape.name, name))];
  return Object.fromEntries(used.map(entry));
}

const MATCHING: Readonly<Record<string, string>> = {
  Password: 'Aa345678',
  phone: '+4934112345',
  directory: 'd-0123456789',
  name: 'name',
  date: '2026-01-31',
  id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07',
  address: 's3://bucket/prompt.wav',
  region: 'us-west-2',
  checksum: 'a'.repeat(64),
};

function sampleText({ enum: values, pattern, min = 0, max = 99 }: Rule): string {
  if (values) return values[0] ?? '';
  if (pattern !== undefined) {
    const fitting = Object.values(MATCHING).find((text) => text.length >= min && fits(pattern, text));
    assert.ok(fitting, pattern);
    return fitting;
  }
  return 'ü/+ %&'.padEnd(min, 'x').slice(0, max);
}

function fits(pattern: string, text: string): boolean {
  const repaired = pattern.replace(/^\/(.*)\/$/, '$1').replaceAll('\\\\', '\\');
  try {
    return new RegExp(`^(?:${repaired})$`, 'u').test(text);
  } catch {
    return new RegExp(`^(?:${repaired})$`).test(text);
  }
}

/** Without what is undefined, and with dates and bytes as text. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, entry) =>
      entry instanceof Uint8Array ? Buffer.from(entry).toString('base64') : entry,
    ),
  );
}
