/** Another endpoint than AWS's own, as the environment names it: an emulator, a proxy, a VPC endpoint. */
import { connect } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { CallError, Failed, InvalidInput } from '../../base/errors.ts';
import { printable } from '../../report/text/paint.ts';
import type { Host } from '../host/host.ts';

export interface Endpoint {
  /** The variable that names it, which is what somebody has to correct. */
  readonly variable: string;
  readonly url: URL;
}

/**
 * The variables of the SDKs: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html. Throws where one of
 * them is no URL of HTTP.
 */
export function endpointIn(env: Host['env']): Endpoint | undefined {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return undefined;
  const variable = ['AWS_ENDPOINT_URL_CONNECT', 'AWS_ENDPOINT_URL'].find((name) => env[name]);
  const value = variable === undefined ? undefined : env[variable];
  if (variable === undefined || value === undefined) return undefined;
  if (isHttp(value)) return { variable, url: new URL(value) };
  const meant = `http://${value}`;
  const hint = !value.includes('//') && isHttp(meant) ? ` Did you mean ${printable(meant)}?` : '';
  throw new InvalidInput(
    'bad-endpoint',
    `${variable} is ${JSON.stringify(value)}, which is no http or https URL.${hint}`,
  );
}

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Milliseconds for which an emulator may still be starting, and between two attempts to reach it. */
const startTime = 1000;
const lookEvery = 250;

/**
 * Rejects where the endpoint is on this machine and nothing listens there. Calls would be tried for seconds until they gave
 * up; an emulator that does not run is the likely reason, and is not worth waiting for.
 */
export async function mustListen({ variable, url }: Endpoint, clock: Clock, signal: AbortSignal): Promise<void> {
  if (!isLoopback(url.hostname)) return;
  for (const until = clock.now() + startTime; !(await listens(url)); ) {
    if (clock.now() >= until) {
      throw new Failed(
        `Nothing listens at ${url.origin} (${variable}). Is the emulator running? Start it with connect-sync emulator, in another terminal.`,
        { code: 'no-endpoint', ending: 'unexpected' },
      );
    }
    await clock.sleep(lookEvery, signal);
  }
}

const isLoopback = (host: string): boolean => /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/i.test(host);

/** Only a refused connection counts as nobody there: whatever else goes wrong, the first call tells better. */
const listens = ({ hostname, port, protocol }: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const usual = protocol === 'https:' ? 443 : 80;
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) });
    const end = (there: boolean): void => {
      socket.destroy();
      resolve(there);
    };
    socket.on('connect', () => end(true));
    socket.on('error', (error) => end(!('code' in error && error.code === 'ECONNREFUSED')));
  });

/** The failure of the first call over a connection, in words of the endpoint where that is what is wrong. */
export function endpointFailure(error: unknown, { variable, url }: Endpoint): unknown {
  if (!(error instanceof CallError)) return error;
  const { error: name, message } = error.facts;
  const wrong = (what: string): InvalidInput =>
    new InvalidInput('bad-endpoint', `${variable} is ${url.origin}, ${what}.`);
  if (name === 'ENOTFOUND') return wrong('and there is no such host');
  if (name.startsWith('HPE_') || name === 'ECONNRESET') {
    return wrong(
      `where something listens that does not speak ${url.protocol === 'https:' ? 'HTTPS' : 'HTTP'} (${message})`,
    );
  }
  if (/^(?:EPROTO$|ERR_SSL_)/.test(name))
    return wrong(`where something listens that does not speak HTTPS (${message})`);
  if (name === 'UnrecognizedAnswer') return wrong(`which is not Amazon Connect: it gave ${message}`);
  return error;
}
