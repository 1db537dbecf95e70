/** The server itself, over HTTP and over bare sockets. */
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CannotListen } from '../../src/status/http/serve.ts';
import { readExposition } from '../support/exposition.ts';
import { changes, plan, update } from '../support/plans.ts';
import { raw, started } from '../support/served.ts';
import { report, status, statuses } from '../support/statuses.ts';

interface Status {
  readonly pending: { readonly changes: readonly { readonly address: string }[] };
}

const statusOf = async (url: string): Promise<Status> => (await (await fetch(`${url}/status`)).json()) as Status;

const asked = (line: string, more = ''): string =>
  `${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${more}\r\n`;

describe('what is served', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/page.css', 'text/css; charset=utf-8'],
    ['/page.js', 'text/javascript; charset=utf-8'],
    ['/healthz', 'text/plain; charset=utf-8'],
    ['/readyz?verbose', 'text/plain; charset=utf-8'],
    ['/metrics', 'text/plain; version=0.0.4; charset=utf-8'],
    ['/status', 'application/json; charset=utf-8'],
  ])('%s as %s, whole and as a head', async (path, type) => {
    const { url } = await started();
    const answer = await fetch(url + path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    const text = await answer.text();
    if (path !== '/page.js') expect(text).not.toContain('undefined');
    expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(text));
    const head = await fetch(url + path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(answer.headers.get('content-length'));
  });

  test('nothing is kept, framed, guessed or loaded from elsewhere', async () => {
    const { url } = await started();
    for (const path of ['/', '/status', '/nothing']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|http|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('/metrics is what Prometheus reads', async () => {
    const { url } = await started();
    readExposition(await (await fetch(`${url}/metrics`)).text());
  });

  test('/status has the plan that plan --format json prints', async () => {
    const { url, controls } = await started();
    const document = await statusOf(url);
    expect(document).toMatchObject({
      ...{ formatVersion: '1.0', state: 'refused', breaker: { open: true } },
      pending: { summary: { create: 1, update: 1, delete: 1 }, digest: expect.stringMatching(/^sha256:/) },
    });
    expect(document.pending.changes.map(({ address }) => address)).toEqual(['user/jane', 'user/omar', 'user/zoe']);
    controls.set(status({ pending: plan({ changes: [changes.create] }) }));
    expect((await statusOf(url)).pending.changes).toHaveLength(1);
    controls.set(statuses.inSync);
    expect(await statusOf(url)).not.toHaveProperty('pending');
  });

  test('the probes say why not', async () => {
    const { url } = await started(statuses.starting);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, 'The first pass has not ended.\n']);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const stuck = await fetch(`${(await started(statuses.stuck)).url}/healthz`);
    expect([stuck.status, await stuck.text()]).toEqual([503, 'The pass that runs has had no answer for 20 min.\n']);
  });
});

describe('what may be asked for', () => {
  test.each([
    ['reconcile', 202, 'reconcile request', { suspended: false }],
    ['suspend', 200, 'suspend', { suspended: true }],
    ['resume', 200, 'resume', { suspended: false }],
  ])('POST /%s is %d', async (path, status, note, document) => {
    const { url, controls } = await started();
    const answer = await fetch(`${url}/${path}`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining(document)]);
    expect(controls.asked).toEqual([note]);
  });

  test('A16: what was refused is accepted on a loopback address only', async () => {
    const form = `digest=sha256:${'0'.repeat(64)}&delete=37`;
    const post = ({ url }: { readonly url: string }) =>
      raw(
        url,
        `POST /accept HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${form.length}\r\nconnection: close\r\n\r\n${form}`,
      );
    const here = await started(statuses.refused);
    expect(await post(here)).toMatch(/^HTTP\/1.1 202 /);
    expect(here.controls.asked).toEqual([expect.stringMatching(/^accept .*"delete":37/)]);
    const everywhere = await started(statuses.refused, { listen: { host: '0.0.0.0', port: 0 } });
    expect(await post(everywhere)).toMatch(/^HTTP\/1.1 403 [\s\S]*on a loopback address only/);
    expect(everywhere.controls.asked).toEqual([]);
  });

  test('a browser goes back to the page', async () => {
    const { url } = await started();
    const headers = { accept: 'text/html,*/*;q=0.8', origin: url, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${url}/suspend`, { method: 'POST', headers, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, './']);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a name that is pointed here', { host: 'evil.example' }],
  ])('nothing is done for %s', async (_, more) => {
    const { url, controls } = await started();
    const lines = Object.entries({ host: new URL(url).host, ...more }).map(([name, value]) => `${name}: ${value}\r\n`);
    for (const path of ['reconcile', 'suspend', 'resume']) {
      const answer = await raw(
        url,
        `POST /${path} HTTP/1.1\r\n${lines.join('')}content-length: 0\r\nconnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1.1 403 /);
    }
    expect(controls.asked).toEqual([]);
  });

  test('a name is ours once it is allowed', async () => {
    const { url } = await started(statuses.inSync, { allowHosts: ['Sync.example.com'] });
    const status = await raw(url, 'GET /status HTTP/1.1\r\nHost: sync.example.com\r\nConnection: close\r\n\r\n');
    expect(status).toMatch(/^HTTP\/1.1 200 /);
    expect(await raw(url, 'GET /status HTTP/1.1\r\nHost: other.example.com\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 403 /,
    );
  });
});

describe('what is wrong gets an answer, and does nothing', () => {
  test.each([
    ['another path', 'GET /nothing', '', 404],
    ['a path every object has', 'GET /__proto__', '', 404],
    ['a path up', 'GET /../../etc/passwd', '', 404],
    ['a GET of an action', 'GET /reconcile', '', 405],
    ['a POST of a view', 'POST /status', 'Content-Length: 0\r\n', 405],
    ['a method there is not', 'DELETE /', '', 405],
    ['OPTIONS of all', 'OPTIONS *', '', 400],
    ['another host in the path', 'GET http://127.0.0.1/', '', 400],
    ['a body too large', 'POST /reconcile', `Content-Length: 5000\r\n\r\n${'x'.repeat(5000)}`, 413],
    ['headers too large', 'GET /', `X: ${'x'.repeat(20_000)}\r\n`, 431],
    ['no HTTP at all', 'hello', '', 400],
    ['two lengths', 'POST /reconcile', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n', 400],
  ])('%s', async (_, line, more, status) => {
    const { url, controls, problems } = await started();
    expect(await raw(url, asked(line, more))).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(controls.asked).toEqual([]);
    expect(problems).toEqual([]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('a 405 says what is allowed', async () => {
    const { url } = await started();
    expect((await fetch(`${url}/suspend`)).headers.get('allow')).toBe('POST');
    expect((await fetch(`${url}/`, { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD');
  });

  test('no Host header', async () => {
    const { url } = await started();
    expect(await raw(url, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(url, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 403 /);
  });

  test('a bug is a 500 and a line in the log, and nothing else', async () => {
    const { url, controls, problems } = await started();
    const { status: works } = controls;
    Object.assign(controls, {
      status() {
        throw new Error('a bug with a secret');
      },
    });
    const answer = await fetch(`${url}/status`);
    expect([answer.status, await answer.text()]).toEqual([500, 'That failed; the log of connect-sync tells why.\n']);
    expect(problems).toEqual([expect.stringContaining('a bug with a secret')]);
    Object.assign(controls, { status: works });
    expect((await fetch(`${url}/status`)).status).toBe(200);
  });
});

describe('clients that misbehave', () => {
  test('hold up nobody: connections that say nothing, or half a request', async () => {
    const { url } = await started();
    const port = Number(new URL(url).port);
    const sockets = Array.from({ length: 50 }, (_, n) =>
      connect(port, '127.0.0.1', () => void (n % 2 && sockets[n]?.write('GET / HT'))),
    );
    onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('leave in the middle of an answer', async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => update(`user${n}`, [['lastName', 'A', 'B']]));
    const { url, problems } = await started(status({ pending: plan({ changes: many }), passes: [report()] }));
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(asked('GET /status')));
      socket.once('data', () => socket.destroy()).once('close', () => resolve());
    });
    expect((await statusOf(url)).pending.changes).toHaveLength(5_000);
    expect(problems).toEqual([]);
  });
});

describe('listening', () => {
  test('a port that is taken is said so', async () => {
    const { url } = await started();
    const listen = { host: '127.0.0.1', port: Number(new URL(url).port) };
    await expect(started(statuses.inSync, { listen })).rejects.toThrow(
      new CannotListen(
        `Cannot listen on 127.0.0.1:${listen.port}: another program listens there. Choose another port, or 0 for any free one.`,
      ),
    );
  });

  test('an address of another machine, too', async () => {
    await expect(started(statuses.inSync, { listen: { host: '192.0.2.1', port: 0 } })).rejects.toThrow(
      'does not have that address',
    );
  });

  test('over IPv6, where there is any', async () => {
    const served = await started(statuses.inSync, { listen: { host: '::1', port: 0 } }).catch((error) => error);
    if (served instanceof CannotListen) return;
    expect(served.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  });

  // Its clients' ten seconds would be too long.
  test('ends at once, also with connections that are kept open', { timeout: 8_000 }, async () => {
    const { url, close } = await started();
    await fetch(url);
    const half = connect(Number(new URL(url).port), '127.0.0.1', () =>
      half.write('POST /suspend HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nab'),
    );
    // The server has the half once it answers somebody who came later.
    await new Promise((resolve) => half.once('connect', resolve));
    await fetch(`${url}/healthz`);
    const closed = new Promise((resolve) => half.once('error', () => {}).once('close', resolve));
    await close();
    await closed;
    await expect(fetch(url)).rejects.toThrow();
  });
});
