/** The built `emulator` command: settings, the control address, and a state that outlives it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-connect';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clientOf } from '../emulator/support.ts';
import { folder, type Running, run, start } from '../support/binary.ts';

const InstanceId = '10a4c4eb-f57e-4d4c-b602-bf39176ced07';

interface Started extends Running {
  readonly client: sdk.ConnectClient;
  readonly control: string;
}

/** The emulator, once it listens; with a control address unless told otherwise. */
async function emulator(...argv: readonly string[]): Promise<Started> {
  const [port, controlPort] = [await freePort(), await freePort()];
  const running = start(['emulator', '--port', String(port), '--control-port', String(controlPort), ...argv]);
  const client = clientOf({ url: `http://127.0.0.1:${port}`, region: 'us-west-2' });
  onTestFinished(async () => {
    client.destroy();
    running.stop('SIGKILL');
    await running.finished;
  });
  await running.printed('Ctrl-C stops it');
  return { ...running, client, control: `http://127.0.0.1:${controlPort}` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function stop({ stop: end, finished }: Running) {
  end('SIGTERM');
  return finished;
}

const json = async (url: string, init?: RequestInit): Promise<unknown> => (await fetch(url, init)).json();

const userCount = async ({ client }: Started): Promise<number> => {
  let count = 0;
  for await (const page of sdk.paginateListUsers({ client }, { InstanceId, MaxResults: 1000 })) {
    count += page.UserSummaryList?.length ?? 0;
  }
  return count;
};

async function newUser({ client }: Started): Promise<(Username: string) => Promise<unknown>> {
  const { RoutingProfileSummaryList: routing } = await client.send(new sdk.ListRoutingProfilesCommand({ InstanceId }));
  const { SecurityProfileSummaryList: security } = await client.send(
    new sdk.ListSecurityProfilesCommand({ InstanceId }),
  );
  return (Username) =>
    client.send(
      new sdk.CreateUserCommand({
        ...{ InstanceId, Username, IdentityInfo: { FirstName: 'A', LastName: 'B' } },
        ...{ RoutingProfileId: routing?.[0]?.Id, SecurityProfileIds: [security?.[0]?.Id ?? ''] },
      }),
    );
}

describe('settings', () => {
  test('come from a file and from options, which win', async () => {
    const cwd = folder({
      'settings.json': JSON.stringify({ searchLag: 5, pageCaps: { '*': 7 }, quotas: { users: 3 } }),
    });
    const running = await emulator(
      ...['--settings', join(cwd, 'settings.json'), '--no-throttle', '--search-lag', '9', '--describe-lag', '8'],
      ...['--rate', 'CreateUser=10/20', '--rate', '*=1', '--quota', 'hierarchyGroups=2', '--latency', '1'],
      ...['--guess', 'identityInfo=merge', '--guess', 'hierarchyStructure=merge'],
    );
    expect(await json(`${running.control}/settings`)).toMatchObject({
      ...{ throttle: false, searchLag: 9, describeLag: 8, pageCaps: { '*': 7 }, latencies: { '*': 1 } },
      rates: { CreateUser: { rate: 10, burst: 20 }, '*': { rate: 1, burst: 1 } },
      quotas: { users: 3, hierarchyGroups: 2 },
      guesses: { identityInfo: 'merge', hierarchyStructure: 'merge', userConfigLists: 'merge' },
    });
  });

  test.each([
    ['a file there is not', ['--settings', 'nowhere.json'], 7, 'Cannot read the settings nowhere.json'],
    ['a setting there is not', ['--quota', 'agents=5'], 7, '/quotas must not have agents; there are instances, users'],
    ['a rate that is none', ['--rate', 'ListUsers'], 64, 'It is written as CreateUser=10/20'],
  ])('are refused for %s', async (_sentence, argv, exitCode, message) => {
    const { code, stdout, stderr } = await run(['emulator', '--port', '0', ...argv]);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toContain(message);
  });
});

test('A26: each mistake of a seed file is told on a line of its own, with its place', async () => {
  const cwd = folder({ 'seed.json': '{ "version": 1,\n"instances": [{ "alias": 4,\n"users": [{}] }] }' });
  const { code, stderr } = await run(['emulator', '--port', '0', '--seed', 'seed.json'], { cwd });
  expect(code).toBe(7);
  expect(stderr).toMatch(/^seed\.json:2:\d+: error: .*alias.*\nseed\.json:3:\d+: error: .*username.*\n2 errors\./);
});

describe('an address', () => {
  test('that answers what it does not know with an empty page says so', async () => {
    const running = await emulator('--unimplemented', 'empty');
    expect((await running.client.send(new sdk.ListRulesCommand({ InstanceId }))).RuleSummaryList).toEqual([]);
    const { stderr } = await stop(running);
    expect(stderr).toContain('emulator: ListRules is not implemented: its answer was an empty page');
  });

  test('that other machines can reach is warned of, and one that is not ours is refused', async () => {
    const { code, stderr } = await run(['emulator', '--port', '0', '--host', '192.0.2.1']);
    expect(code).toBe(7);
    expect(stderr).toContain('warning: 192.0.2.1 can be reached from other machines');
    expect(stderr).toContain('This machine has no address 192.0.2.1');
  });

  test('that is taken is named with the option for another', async () => {
    const port = String(await freePort());
    const { code, stderr } = await run(['emulator', '--port', port, '--control-port', port]);
    expect(code).toBe(7);
    expect(stderr).toContain(`Port ${port} is in use; choose another with --control-port`);
  });
});

describe('what the help shows works', async () => {
  const { stdout: help } = await run(['emulator', '--help']);
  const lines = help.split('\n').map((line) => line.trim());
  const commands = lines
    .filter((line) => line.startsWith('connect-sync emulator '))
    .map((line) => line.split(/ {3,}/)[0] ?? '');
  const curls = lines.filter((line) => line.startsWith('curl '));
  const document = lines.find((line) => line.startsWith('{')) ?? '';

  test('it has examples of each', () => {
    expect([commands.length, curls.length, document !== '']).toEqual([7, 6, true]);
  });

  test('every command', async () => {
    const cwd = folder({ 'settings.json': document });
    const ends = commands.map(async (command) => {
      // As a shell takes words apart.
      const argv = (command.match(/'[^']*'|\S+/g) ?? []).slice(1).map((word) => word.replace(/^'|'$/g, ''));
      const at = argv.indexOf('--control-port');
      if (at >= 0) argv[at + 1] = String(await freePort());
      const running = start([...argv, '--port', '0'], { cwd });
      onTestFinished(() => running.stop('SIGKILL'));
      await running.printed('Ctrl-C stops it');
      const { code, stderr } = await stop(running);
      return { command, code, stderr };
    });
    expect(await Promise.all(ends)).toEqual(commands.map((command) => ({ command, code: 0, stderr: '' })));
  });

  test('every request with curl', async () => {
    const { control } = await emulator();
    for (const line of curls) {
      const method = /-X (\w+)/.exec(line)?.[1] ?? 'GET';
      const body = /-d '([^']+)'/.exec(line)?.[1];
      const urls = [...line.matchAll(/http:\/\/127\.0\.0\.1:4511(\/[^\s']*)/g)].map(([, path]) => `${control}${path}`);
      expect(urls.length, line).toBeGreaterThan(0);
      for (const url of urls) {
        const { status } = await fetch(url, { method, ...(body !== undefined && { body }) });
        expect({ line, status }).toEqual({ line, status: 200 });
      }
    }
  });
});

describe('--data', () => {
  test('keeps what was made until the next start, which says so', async () => {
    const file = join(folder({}), 'centre.json');
    const first = await emulator('--users', '3', '--no-throttle', '--data', file);
    await (await newUser(first))('jane');
    const ended = await stop(first);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain(`everything is kept in ${file}`);
    const second = await emulator('--data', file);
    expect(await userCount(second)).toBe(4);
    expect((await stop(second)).stdout).toContain(`as ${file} has kept it`);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('refuses a second emulator on the same file', async () => {
    const file = join(folder({}), 'centre.json');
    await emulator('--data', file);
    const { code, stderr } = await run(['emulator', '--port', '0', '--data', file]);
    expect(code).toBe(7);
    expect(stderr).toContain(`${file} is in use by another emulator (process `);
  });

  test('refuses a file that is not its own and leaves it alone', async () => {
    const cwd = folder({ 'connect-sync.json': '{"version": 1}\n' });
    const file = join(cwd, 'connect-sync.json');
    const { code, stdout, stderr } = await run(['emulator', '--port', '0', '--data', file]);
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toContain('is no data file of the emulator. It was left as it is');
    expect(readFileSync(file, 'utf8')).toBe('{"version": 1}\n');
  });

  test('has a whole state after a crash in the middle of writing it', async () => {
    const file = join(folder({}), 'centre.json');
    for (const round of ['first', 'second']) {
      const running = await emulator('--users', '1000', '--no-throttle', '--data', file);
      const create = await newUser(running);
      // Killed while the temporary file is there, or at last after many changes.
      for (let index = 0; index < 400 && !existsSync(`${file}.tmp`); index++) await create(`${round}${index}`);
      running.stop('SIGKILL');
      await running.finished;
    }
    const last = await emulator('--data', file);
    expect(await userCount(last)).toBeGreaterThanOrEqual(1000);
    expect((await stop(last)).code).toBe(0);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('says so where the end cannot be written', async () => {
    const file = join(folder({}), 'centre.json');
    const running = await emulator('--no-throttle', '--data', file);
    // A folder in the place of the temporary file stops every write.
    mkdirSync(`${file}.tmp`);
    await (await newUser(running))('jane');
    const { code, stderr } = await stop(running);
    expect(code).toBe(1);
    expect(stderr).toContain(`error: Cannot write ${file}`);
  });
});
