import { describe, expect, test } from 'vitest';
import { inUrl, isLoopback, parseListen } from '../../src/status/http/listen.ts';

describe('where to listen', () => {
  test.each([
    ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
    ['0.0.0.0:0', { host: '0.0.0.0', port: 0 }],
    ['[::1]:9464', { host: '::1', port: 9464 }],
    ['[::]:65535', { host: '::', port: 65535 }],
    ['LOCALHOST:80', { host: 'localhost', port: 80 }],
    ['my-host.example.com:80', { host: 'my-host.example.com', port: 80 }],
  ])('%s', (text, address) => {
    expect(parseListen(text)).toEqual(address);
    expect(inUrl(address)).toBe(text.toLowerCase());
  });

  test.each([
    ...['', '9464', ':9464', '127.0.0.1', '127.0.0.1:', '127.0.0.1:65536', '127.0.0.1:-1', '127.0.0.1:0x50'],
    ...['127.0.0.1:123456', '127.0.0.256:80', '1.2.3:80', '::1:9464', '[::1]', '[127.0.0.1]:80', '[x]:80', 'a b:80'],
    ...['http://127.0.0.1:80', '127.0.0.1:80/', 'a..b:80', '127.0.0.1:80\n', 'é:80'],
  ])('%j is none', (text) => expect(parseListen(text)).toBeUndefined());

  test.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['127.example.com', false],
  ])('only this machine reaches %s: %s', (host, loopback) => expect(isLoopback(host)).toBe(loopback));
});
