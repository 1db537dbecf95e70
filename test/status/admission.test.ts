/** Who may ask what. */
import { describe, expect, test } from 'vitest';
import { type RequestHeaders, refusal } from '../../src/status/http/admission.ts';

const names = new Set(['sync.example.com', '127.0.0.1']);
const reads = (from: RequestHeaders): string | undefined => refusal(from, { names, writes: false });
const writes = (from: RequestHeaders): string | undefined => refusal(from, { names, writes: true });
const host = '127.0.0.1:9464';

describe('by its host', () => {
  test.each([
    '127.0.0.1:9464',
    '127.0.0.1',
    '10.1.2.3:9464',
    '[::1]:9464',
    '[fe80::1]',
    'localhost:9464',
    'LocalHost',
    'my.localhost:1',
    'Sync.Example.com',
    'sync.example.com.:9464',
  ])('%s is ours', (name) => expect(reads({ host: name })).toBeUndefined());

  test.each([
    'evil.example:9464',
    'localhost.evil.example',
    'sync.example.com.evil.example',
    'xlocalhost',
    '127.0.0.1.nip.io',
  ])('%s is not ours, also to look', (name) => {
    expect(reads({ host: name })).toContain('--allow-host');
    expect(writes({ host: name })).toContain('--allow-host');
  });

  test.each([undefined, '', 'a b', 'user@localhost', 'localhost:x', '[::1', 'localhost/x', '[localhost]'])(
    '%j is none',
    (name) => expect(reads({ host: name })).toBe('The request has no usable Host header.'),
  );
});

describe('a request that changes something', () => {
  test.each<[string, RequestHeaders]>([
    ['from no browser', { host }],
    ['from our page', { host, origin: `http://${host}`, fetchSite: 'same-origin' }],
    ['from our page, over plain HTTP in a LAN', { host: '10.0.0.5:9464', origin: 'http://10.0.0.5:9464' }],
    ['from our page behind a proxy with TLS', { host: 'Sync.example.com', origin: 'https://sync.example.com' }],
    ['from our page that hides its origin', { host, origin: 'null', fetchSite: 'same-origin' }],
  ])('%s is heard', (_, from) => expect(writes(from)).toBeUndefined());

  test.each<[string, RequestHeaders]>([
    ['from another site', { host, origin: 'https://evil.example', fetchSite: 'cross-site' }],
    ['from another port of this machine', { host, origin: 'http://127.0.0.1:3000', fetchSite: 'same-site' }],
    ['from another port, by an old browser', { host, origin: 'http://127.0.0.1:3000' }],
    ['from a sandboxed frame', { host, origin: 'null' }],
    ['from a sandboxed frame of another site', { host, origin: 'null', fetchSite: 'cross-site' }],
    ['that says nothing of its origin but that it is elsewhere', { host, fetchSite: 'cross-site' }],
    [
      'with an origin that says it is here and a site that says it is not',
      { host, origin: `http://${host}`, fetchSite: 'cross-site' },
    ],
    ['that says it is of the same site, and nothing of its origin', { host, fetchSite: 'same-site' }],
    ['with an origin that is no URL', { host, origin: 'file:' }],
    ['with a name and a host in its origin', { host, origin: `http://${host}@evil.example` }],
  ])('%s is not', (_, from) => {
    expect(writes(from)).toContain('another site');
    expect(reads(from)).toBeUndefined();
  });
});
