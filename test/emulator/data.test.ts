import { existsSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { DataFileError, type EmulatorOptions, type Processes, startEmulator } from '../../src/emulator/index.ts';
import { GUESSES, QUOTAS } from '../../src/emulator/options.ts';
import { type Account, newAccount } from '../../src/emulator/state/account.ts';
import { seededRandom } from '../../src/emulator/state/random.ts';
import { decode } from '../../src/emulator/storage/decode.ts';
import { encode } from '../../src/emulator/storage/encode.ts';
import { readSnapshot, restore, snapshotOf } from '../../src/emulator/storage/snapshot.ts';
import { folder } from '../support/binary.ts';
import { createOneOfEverything, readEverything } from './one-of-everything.ts';
import { createUser, describeUser, type Started, start } from './support.ts';

const NOW = 1_900_000_000_000;

/** A part of an instance with nothing in it. */
const EMPTY = new Set(['{}', '[]', '{"$kept":[]}', '{"$map":[]}', '{"$set":[]}']);

function emptyAccount(): Account {
  const random = seededRandom('');
  return newAccount({ region: 'us-west-2', guesses: GUESSES, quotas: QUOTAS, now: () => NOW, random });
}

/** Processes as a test wants them: this one is 1000, and those in the list run. */
const processes = (...running: readonly number[]): Processes => ({ own: 1000, runs: (id) => running.includes(id) });

function newFile(content?: string | Buffer): string {
  const file = join(folder({}), 'data.json');
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

const on = (file: string, options: EmulatorOptions = {}): EmulatorOptions => ({
  now: () => NOW,
  data: { file, processes: processes() },
  ...options,
});

async function refusal(options: EmulatorOptions): Promise<string> {
  const outcome = await startEmulator(options).then(
    (emulator) => emulator.close(),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(DataFileError);
  return (outcome as DataFileError).message;
}

async function usernames({ client, InstanceId }: Started): Promise<(string | undefined)[]> {
  const { UserSummaryList } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
  return UserSummaryList?.map(({ Username }) => Username) ?? [];
}

describe('a data file keeps', () => {
  test('everything that the API can show', async () => {
    const file = newFile();
    const first = await start(on(file));
    const known = await createOneOfEverything(first, NOW);
    const before = await readEverything(first, known);
    await first.emulator.close();
    const second = await start(on(file));
    expect(second.emulator.restored).toBe(true);
    expect(await readEverything(second, known)).toEqual(before);
  });

  test('every part of the state, of which the test above makes one each', async () => {
    const file = newFile();
    const first = await start(on(file));
    await createOneOfEverything(first);
    await first.emulator.close();
    const written = readFileSync(file, 'utf8').split('\n')[1] ?? '';
    const { instances } = JSON.parse(written) as { instances: { $map: [string, Record<string, unknown>][] } };
    const parts = Object.entries(instances.$map[0]?.[1] ?? {});
    const empty = parts.filter(([, part]) => EMPTY.has(JSON.stringify(part))).map(([name]) => name);
    // What is named here, createOneOfEverything does not make yet.
    expect(empty).toEqual(['tags']);
    const account = emptyAccount();
    restore(account, readSnapshot(written));
    expect(snapshotOf(account, new WeakMap())).toBe(written);
  });

  test('what an instance starts with, also in a file of before there was such a thing', async () => {
    const file = newFile();
    const { emulator, client, InstanceId } = await start(on(file));
    const { ContactFlowSummaryList } = await client.send(new sdk.ListContactFlowsCommand({ InstanceId }));
    await emulator.close();
    const written = readFileSync(file, 'utf8').split('\n')[1] ?? '';
    const state = JSON.parse(written) as { instances: { $map: [string, Record<string, unknown>][] } };
    delete state.instances.$map[0]?.[1]['contactFlows'];
    const account = emptyAccount();
    restore(account, readSnapshot(JSON.stringify(state)));
    const flows = [...(account.instances.get(InstanceId)?.contactFlows.values() ?? [])];
    expect(flows.map(({ id }) => id)).toEqual(ContactFlowSummaryList?.map(({ Id }) => Id));
  });

  test('the order of lists, so that a NextToken is good for the next page still', async () => {
    const file = newFile();
    const first = await start(on(file));
    for (const Username of ['zoe', 'adam', 'mia']) await createUser(first, { Username });
    const { client, InstanceId } = first;
    const { NextToken } = await client.send(new sdk.ListUsersCommand({ InstanceId, MaxResults: 1 }));
    await first.emulator.close();
    const second = await start(on(file));
    const page = await second.client.send(new sdk.ListUsersCommand({ InstanceId, NextToken }));
    expect(page.UserSummaryList?.map(({ Username }) => Username)).toEqual(['adam', 'mia']);
  });

  test('what a search does not see yet', async () => {
    const file = newFile();
    let time = NOW;
    const options = on(file, { now: () => time, settings: { searchLag: 5000 } });
    const first = await start(options);
    await createUser(first);
    await first.emulator.close();
    const second = await start(options);
    const { client, InstanceId } = second;
    const found = async () => (await client.send(new sdk.SearchUsersCommand({ InstanceId }))).ApproximateTotalCount;
    expect(await found()).toBe(0);
    time += 5000;
    expect(await found()).toBe(1);
  });

  test('which ids were given out: new ones are new, also after many restarts', async () => {
    const file = newFile();
    const ids = new Set<string>();
    for (let run = 0; run < 3; run++) {
      const started = await start(on(file));
      ids.add(await createUser(started, { Username: `user${run}` }));
      await started.emulator.close();
    }
    expect(ids.size).toBe(3);
  });

  test('deletions, and names are free again', async () => {
    const file = newFile();
    const first = await start(on(file));
    const UserId = await createUser(first);
    await first.client.send(new sdk.DeleteUserCommand({ InstanceId: first.InstanceId, UserId }));
    await first.emulator.close();
    const second = await start(on(file));
    expect(await usernames(second)).toEqual([]);
    await createUser(second);
  });

  test('a change whose answer was lost', async () => {
    const file = newFile();
    const first = await start(on(file));
    first.emulator.faults.add({ operation: 'CreateUser', loseAnswer: true });
    await createUser(first).catch(() => {});
    await first.emulator.close();
    expect(await usernames(await start(on(file)))).toEqual(['jane.doe']);
  });

  test('its Region, instances and people, whatever the start says of them', async () => {
    const file = newFile();
    const first = await start(on(file, { users: 3, alias: 'centre', region: 'eu-central-1' }));
    await first.emulator.close();
    const second = await start(on(file, { users: 9, alias: 'other', identityManagement: 'CONNECT_MANAGED' }));
    const { region, instances } = second.emulator;
    expect([region, instances.length]).toEqual(['eu-central-1', 1]);
    expect(instances[0]).toMatchObject({ alias: 'centre', identityManagement: 'SAML', users: 3 });
    await second.emulator.close();
    expect(await refusal(on(file, { region: 'us-east-1' }))).toContain('eu-central-1, not us-east-1');
  });
});

describe('a data file is written', () => {
  test('by itself some time after a change', async () => {
    const file = newFile();
    const started = await start(on(file));
    const before = readFileSync(file, 'utf8');
    await createUser(started);
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 10_000 }).not.toBe(before);
    expect(readFileSync(file, 'utf8')).toContain('jane.doe');
  });

  test('at once where a program asks for it, and not by reads', async () => {
    const file = newFile();
    const started = await start(on(file));
    await createUser(started);
    await started.emulator.save();
    const written = readFileSync(file, 'utf8');
    expect(written).toContain('jane.doe');
    writeFileSync(file, 'x');
    await describeUser(started, await idOf(started));
    await started.emulator.save();
    expect(readFileSync(file, 'utf8')).toBe('x');
    writeFileSync(file, written);
  });

  test('without passwords', async () => {
    const file = newFile();
    const started = await start(on(file, { identityManagement: 'CONNECT_MANAGED' }));
    await createUser(started, {
      Password: 'Hunter2-hunter2',
      IdentityInfo: { FirstName: 'Jane', LastName: 'Doe', Email: 'jane@example.com' },
    });
    await started.emulator.close();
    expect(readFileSync(file, 'utf8')).toContain('jane@example.com');
    expect(readFileSync(file, 'utf8')).not.toContain('Hunter2');
  });

  test('whole: what a crash left half-written beside it does no harm', async () => {
    const file = newFile();
    const first = await start(on(file));
    await createUser(first);
    await first.emulator.close();
    writeFileSync(`${file}.tmp`, readFileSync(file, 'utf8').slice(0, 500));
    const second = await start(on(file));
    expect(await usernames(second)).toEqual(['jane.doe']);
    await second.emulator.close();
  });

  test('not where it cannot be, and the end says so', async () => {
    const path = folder({});
    const problems: string[] = [];
    const emulator = await startEmulator(on(join(path, 'data.json'), { log: (problem) => problems.push(problem) }));
    const refused = startEmulator(on(join(path, 'nowhere', 'data.json')));
    await expect(refused).rejects.toThrow(/^Cannot use .*nowhere/);
    await emulator.close();
    expect(problems).toEqual([]);
  });
});

describe('a file that is no whole data file is refused and left as it is', () => {
  const whole = async (): Promise<string> => {
    const file = newFile();
    const { emulator } = await start(on(file));
    await emulator.close();
    return readFileSync(file, 'utf8');
  };
  const cases: readonly (readonly [string, (content: string) => string | Buffer, string])[] = [
    ['an empty file', () => '', 'is no data file of the emulator'],
    ['another program’s JSON', () => '{"version": 1, "instances": []}', 'is no data file of the emulator'],
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'is no data file of the emulator'],
    ['a file without its end', (content) => content.slice(0, -100), 'was cut short'],
    ['a file without its last character', (content) => content.slice(0, -1), 'was cut short'],
    ['the first line alone', (content) => content.split('\n')[0] ?? '', 'was cut short'],
    ['the first line, cut', (content) => content.slice(0, 20), 'is no data file of the emulator'],
    ['a changed letter', (content) => content.replace('BasicQueue', 'BasicQuete'), 'was damaged or edited'],
    ['something more at the end', (content) => `${content}{}\n`, 'was damaged or edited'],
    ['a newer version', (content) => content.replace('"version":1', '"version":2'), 'newer emulator (version 2'],
  ];

  test.each(cases)('%s', async (_sentence, change, problem) => {
    const content = change(await whole());
    const file = newFile(content);
    const message = await refusal(on(file));
    expect(message).toContain(problem);
    expect(message).toContain(file);
    expect(readFileSync(file)).toEqual(Buffer.from(content));
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('a folder', async () => {
    expect(await refusal(on(folder({})))).toContain('EISDIR');
  });
});

describe('a data file belongs to one emulator', () => {
  test('of this process', async () => {
    const file = newFile();
    const { emulator } = await start(on(file));
    expect(await refusal(on(file))).toContain('is in use by another emulator (process 1000)');
    await emulator.close();
    await start(on(file));
  });

  test('of another process', async () => {
    const file = newFile();
    writeFileSync(`${file}.lock`, '77\n');
    const message = await refusal(on(file, { data: { file, processes: processes(77) } }));
    expect(message).toBe(`${file} is in use by another emulator (process 77). If there is none, remove ${file}.lock.`);
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('77\n');
  });

  test.each([
    ['of a process that has ended', '77\n'],
    ['of an earlier process with our id', '1000\n'],
    ['without an id', ''],
  ])('and a lock %s is taken over', async (_sentence, content) => {
    const file = newFile();
    writeFileSync(`${file}.lock`, content);
    const { emulator } = await start(on(file));
    expect(readFileSync(`${file}.lock`, 'utf8')).toBe('1000\n');
    await emulator.close();
    expect(readdirSync(join(file, '..'))).toEqual(['data.json']);
  });

  test('also where an earlier one is closed twice', async () => {
    const file = newFile();
    const first = await start(on(file));
    await first.emulator.close();
    await start(on(file));
    await first.emulator.close();
    expect(await refusal(on(file))).toContain('is in use');
  });

  test('also where it is named by a link, which stays one', async () => {
    const file = newFile();
    const { emulator } = await start(on(file));
    await emulator.close();
    const link = join(folder({}), 'link.json');
    symlinkSync(file, link);
    const linked = await start(on(link));
    await createUser(linked);
    expect(await refusal(on(file))).toContain('is in use');
    await linked.emulator.close();
    expect(readlinkSync(link)).toBe(file);
    expect(readFileSync(file, 'utf8')).toContain('jane.doe');
  });

  test('and is free again where the start fails for another reason', async () => {
    const file = newFile();
    await expect(startEmulator(on(file, { seed: {} }))).rejects.toThrow('seed');
    await expect(startEmulator(on(file, { settings: { x: 1 } }))).rejects.toThrow('must not have x');
    const { emulator } = await start();
    await expect(startEmulator(on(file, { port: emulator.port }))).rejects.toThrow('EADDRINUSE');
    expect(existsSync(`${file}.lock`)).toBe(false);
  });
});

describe('the text of a state', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['text and numbers', { a: 'ü\n', b: 1.5, c: -0.1, d: true, e: null }],
    ['numbers that JSON lacks', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]],
    [
      'maps and sets',
      new Map<unknown, unknown>([
        ['a', new Set([1])],
        [2, new Map()],
      ]),
    ],
    ['dates and bytes', { at: new Date(NOW), bytes: Buffer.from('bytes') }],
    ['keys that look like its own', { $map: [1], deep: { $same: 0 }, $object: {}, $a: 1, $b: 2 }],
    ['the key __proto__', JSON.parse('{"__proto__":{"constructor":"x"}}')],
  ];

  test.each(cases)('brings back %s', (_sentence, value) => {
    expect(decode(encode(value, new WeakMap()))).toEqual(value);
  });

  test('leaves out what is undefined', () => {
    expect(decode(encode({ a: undefined, b: 1 }, new WeakMap()))).toEqual({ b: 1 });
  });

  test.each([
    ['a function', { deep: { f() {} } }, '/deep/f is a function'],
    ['an object of a class nobody taught to be kept', { list: [new (class Sim {})()] }, '/list/0 is a Sim'],
  ])('cannot have %s', (_sentence, value, problem) => {
    expect(() => encode(value, new WeakMap())).toThrow(problem);
  });
});

async function idOf({ client, InstanceId }: Started): Promise<string> {
  const { UserSummaryList } = await client.send(new sdk.ListUsersCommand({ InstanceId }));
  return UserSummaryList?.[0]?.Id ?? '';
}
