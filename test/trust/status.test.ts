/** Those who would keep the status server busy, or make it do something by another site. */
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type RequestHeaders, refusal } from '../../src/status/http/admission.ts';
import { plan, update } from '../support/plans.ts';
import { raw, started } from '../support/served.ts';
import { report, status, statuses } from '../support/statuses.ts';

interface Slow {
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
}

/** A client that says something at once, and then something more five times a second. */
function slow(url: string, first: string, more: string): Slow {
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1', () => void socket.write(first));
  const drip = setInterval(() => socket.write(more), 200);
  const closed = new Promise<void>((resolve) => {
    socket
      .on('error', () => {})
      .on('close', () => {
        clearInterval(drip);
        resolve();
      });
  });
  return { opened: new Promise((resolve) => void socket.on('connect', resolve)), closed };
}

const post = 'POST /suspend HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\n';

describe('T10: 130 clients are closed within seconds, and a probe is answered meanwhile, where they', () => {
  test.each([
    ['never end a header', 'GET / HTTP/1.1\r\nX: ', 'x'],
    ['neighbour: never end a body', post, 'x'],
    ['neighbour: send one header after the other', 'GET / HTTP/1.1\r\n', 'X: y\r\n'],
  ])('%s', async (_, first, more) => {
    const { url, controls } = await started(statuses.inSync);
    const clients = Array.from({ length: 130 }, () => slow(url, first, more));
    await Promise.all(clients.map(({ opened }) => opened));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await Promise.all(clients.map(({ closed }) => closed));
    expect(controls.asked).toEqual([]);
  });

  test('neighbour: ask for much and never read it', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => update(`user${n}`, [['lastName', 'A', 'B']]));
    const { url } = await started(status({ pending: plan({ changes: many }), passes: [report()] }));
    const sockets = Array.from({ length: 130 }, () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
        socket.write('GET /status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'),
      );
      return socket.on('error', () => {}).pause();
    });
    onTestFinished(() => sockets.forEach((socket) => void socket.destroy()));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('T19: what names two hosts does nothing:', () => {
  const lines = (...hosts: readonly string[]): string => ['POST /suspend HTTP/1.1', ...hosts, ''].join('\r\n');
  test.each([
    ['two Host headers', lines('Host: 127.0.0.1', 'Host: evil.example')],
    ['neighbour: the other one first', lines('Host: evil.example', 'Host: 127.0.0.1')],
    ['neighbour: twice the same', lines('Host: 127.0.0.1', 'Host: 127.0.0.1')],
    ['neighbour: two in one header', lines('Host: 127.0.0.1, evil.example')],
    ['neighbour: one of them in the path', lines('Host: 127.0.0.1').replace('/suspend', 'http://evil.example/suspend')],
    ['neighbour: a blank before the colon', lines('Host: 127.0.0.1', 'Host : evil.example')],
    ['neighbour: a folded line', lines('Host: 127.0.0.1', ' evil.example')],
  ])('%s', async (_, request) => {
    const { url, controls } = await started();
    const answer = await raw(url, `${request}Content-Length: 0\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[0-9] /);
    expect(controls.asked).toEqual([]);
  });
});

describe('T19: a POST with a Referer alone, as old browsers send,', () => {
  const host = '127.0.0.1:9464';
  const asked = (from: RequestHeaders, writes: boolean) => refusal(from, { names: new Set(['127.0.0.1']), writes });
  test.each([`http://${host}/`, `https://${host}`])('is obeyed from %s', (referer) =>
    expect(asked({ host, referer }, true)).toBeUndefined(),
  );
  test.each([
    'http://evil.example/',
    // Neighbours: our address behind theirs, another port of this machine, a user's name before the host, no URL at all.
    `http://evil.example/http://${host}/`,
    `http://${host}.evil.example/`,
    'http://127.0.0.1:1/',
    `http://${host}@evil.example/`,
    'nonsense',
    '',
  ])('is not obeyed from %j, which may look', (referer) => {
    expect(asked({ host, referer }, true)).toContain('another site');
    expect(asked({ host, referer }, false)).toBeUndefined();
  });
});
