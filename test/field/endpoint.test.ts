/** What is said where Amazon Connect cannot be reached as the environment says. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emulated, folder, run } from '../support/binary.ts';
import { field, head, instanceId, usersOf } from './field.ts';

const files = { 'connect-sync.yaml': `${head}${usersOf('ann')}` };
const access = { AWS_REGION: 'us-west-2', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const planAt = (url: string) =>
  run(['plan'], { cwd: folder(files), env: { ...access, AWS_ENDPOINT_URL_CONNECT: url } });

async function listening(server: Server): Promise<string> {
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  onTestFinished(() => new Promise<void>((closed) => void server.close(() => closed())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('A23: AWS_ENDPOINT_URL_CONNECT', () => {
  test.each([
    ['foo', 'which is no http or https URL. Did you mean http://foo?'],
    ['localhost:4510', 'which is no http or https URL. Did you mean http://localhost:4510?'],
    ['ftp://127.0.0.1', 'which is no http or https URL.'],
    ['http://', 'which is no http or https URL.'],
  ])('%s is exit 7', async (url, message) => {
    const { code, stdout, stderr } = await planAt(url);
    expect({ code, stdout }).toEqual({ code: 7, stdout: '' });
    expect(stderr).toContain(`error: AWS_ENDPOINT_URL_CONNECT is ${JSON.stringify(url)}, ${message} [CS5009]\n`);
  });

  test.each<[string, Server, string]>([
    [
      'greets in another protocol',
      createServer((socket) => socket.resume().end('220 mail.example.com ESMTP\r\n')),
      'HTTP',
    ],
    ['says nothing and hangs up', createServer((socket) => socket.destroy()), 'HTTP'],
    [
      'is another web server',
      createHttpServer((_, response) => response.writeHead(404).end('<h1>Not found</h1>')),
      'which is not Amazon Connect: it gave an answer with status 404',
    ],
  ])('where somebody listens who %s is exit 7', async (_, server, message) => {
    server.on('connection', (socket) => socket.on('error', () => {}));
    const url = await listening(server);
    const { code, stderr } = await planAt(url);
    expect(code).toBe(7);
    expect(stderr).toContain(`error: AWS_ENDPOINT_URL_CONNECT is ${url}, `);
    expect(stderr).toContain(message);
  });

  test('on this machine where nobody listens asks whether the emulator runs, and calls are not tried for seconds', async () => {
    const server = createServer();
    const url = await listening(server);
    await new Promise((closed) => server.close(closed));
    const { code, stderr } = await planAt(url);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `error: Nothing listens at ${url} (AWS_ENDPOINT_URL_CONNECT). Is the emulator running? Start it with connect-sync emulator, in another terminal. [CS5010]\n`,
    );
  });
});

describe('A23: AWS_PROFILE', () => {
  const noKeys = { AWS_REGION: 'us-west-2', AWS_PROFILE: 'prodd' };

  test.each([
    ['with a Region', noKeys],
    ['that was to give the Region as well', { AWS_PROFILE: 'prodd' }],
  ])('%s and does not exist is named', async (_, variables) => {
    const { env } = await emulated();
    const home = folder({});
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws/config'), '[default]\n[profile "prod"]\nregion = us-west-2\n');
    const { AWS_ENDPOINT_URL_CONNECT } = env;
    const { code, stderr } = await run(['plan'], {
      cwd: folder(files),
      env: { ...present(AWS_ENDPOINT_URL_CONNECT), HOME: home, ...variables },
    });
    expect(code).toBe(8);
    expect(stderr).toBe(
      `error: There is no profile "prodd" (AWS_PROFILE) in ${home}/.aws/config or ${home}/.aws/credentials. Did you mean prod? [CS5011]\n`,
    );
  });

  const present = (url = '') => ({ AWS_ENDPOINT_URL_CONNECT: url });
});

describe('A23: the instance', () => {
  test('is taken by its alias', async () => {
    const { command } = await field(usersOf('ann'));
    expect(await command('export', '--instance', 'connect-sync-local')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(instanceId),
    });
    const wrong = await command('export', '--instance', 'connect-sync-lokal');
    expect(wrong).toMatchObject({ code: 7, stdout: '' });
    expect(wrong.stderr).toContain('No instance in us-west-2 has the alias "connect-sync-lokal".');
    expect(wrong.stderr).toContain('There are: connect-sync-local.');
    await command('apply', '--auto-approve');
    const runs = await command('runs', '--instance', 'connect-sync-local', '--format', 'json');
    expect(JSON.parse(runs.stdout).runs).toHaveLength(1);
    expect(await command('unlock', '--instance', 'connect-sync-local', '--force')).toMatchObject({
      code: 0,
      stdout: 'Instance connect-sync-local is not locked.\n',
    });
  });

  test('is named by alias and Region in an error', async () => {
    const { command, emulator } = await field(usersOf('ann'));
    emulator.faults.add({ operation: 'ListUsers', error: 'AccessDeniedException', times: 1000 });
    const { code, stderr } = await command('plan');
    expect(code).toBe(8);
    expect(stderr).toContain(
      `error: connect-sync-local (${instanceId}, us-west-2): ListUsers failed: AccessDeniedException`,
    );
  });
});
