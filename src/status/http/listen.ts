/** Where to listen, as the command line says it: `127.0.0.1:9464`, `[::1]:9464`, `localhost:0`. */
import { isIP } from 'node:net';

export interface ListenAddress {
  /** Without brackets. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** `undefined` where the text is none. */
export function parseListen(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]+)\]|([^[\]:/\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) return undefined;
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? { host, port } : undefined;
  if (/^[\d.]+$/.test(host)) return isIP(host) === 4 ? { host, port } : undefined;
  return hostName.test(host) ? { host: host.toLowerCase(), port } : undefined;
}

const hostName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i;

/** Whether only this machine reaches it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** As in a URL. */
export const inUrl = ({ host, port }: ListenAddress): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
