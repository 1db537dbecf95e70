/** The HTTP server of a watch: its status page, `/status`, `/metrics`, the probes, and the three things one may ask for. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import type { Controls } from '../../watch/status.ts';
import type { MetricFacts } from '../metrics/families.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Answer } from './asked.ts';
import { inUrl, isLoopback, type ListenAddress } from './listen.ts';
import { plain, type RouteContext, route } from './routes.ts';

export interface ServeOptions extends Pick<MetricFacts, 'rates' | 'tool'> {
  readonly listen: ListenAddress;
  /** Further names by which it is reached, as behind a proxy. */
  readonly allowHosts?: readonly string[];
  readonly controls: Controls;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Told of a bug: a page that could not be made. */
  readonly log: (problem: string) => void;
}

export interface StatusServer {
  /** `http://127.0.0.1:9464`. */
  readonly url: string;
  /** Ends at once, also what is open. */
  close(): Promise<void>;
}

/** It cannot listen there; its message says why and what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** Bytes. What may be asked for needs no more. */
const maxBody = 1024;
/** Milliseconds in which a request must have arrived, and after which a silent connection is closed. */
const timeout = 5_000;
/** Milliseconds between two looks for requests that take too long; Node's own default is 30 seconds. */
const checkInterval = 500;
/** Beyond this many, the oldest connection makes room, so that slow clients cannot keep a probe out. */
const maxConnections = 128;

/** What a browser may do with an answer: nothing but show it with the style and the script that come from here. */
const guards = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With no-referrer a browser would hide where our own forms come from.
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export async function serve(options: ServeOptions): Promise<StatusServer> {
  const { listen, allowHosts = [], controls, metrics, clock, rates, tool, log } = options;
  const surroundings: RouteContext = {
    controls,
    isLocal: isLoopback(listen.host),
    names: new Set([listen.host, ...allowHosts].map((name) => name.toLowerCase())),
    show: () => ({ status: controls.status(), totals: metrics.totals(), rates, tool, now: clock.now() }),
  };
  const server = createServer({
    ...{ maxHeaderSize: 8192, requestTimeout: timeout, headersTimeout: timeout },
    ...{ connectionsCheckingInterval: checkInterval, keepAliveTimeout: timeout },
  });
  server.setTimeout(timeout);
  makeRoom(server);
  server.on('request', (request, response) => {
    // A client that leaves early is no failure of ours.
    response.on('error', () => {});
    receive(request, (received) => {
      send(response, typeof received === 'string' ? answerTo(request, received, { ...surroundings, log }) : received);
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const status = {
      HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
      ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
    };
    const line = status[error.code as keyof typeof status] ?? '400 Bad Request';
    socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
  });
  const port = await opened(server, listen);
  server.on('error', (error) => log(`The status server: ${error.message}`));
  return {
    url: `http://${inUrl({ host: listen.host, port })}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Closes the oldest connection where there are too many. A set keeps the order in which they came. */
function makeRoom(server: Server): void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    const [oldest] = open;
    if (open.size > maxConnections) oldest?.destroy();
  });
}

function opened(server: Server, { host, port }: ListenAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new CannotListen(`Cannot listen on ${inUrl({ host, port })}: ${reasonOf(error)}`, { cause: error })),
    );
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'another program listens there. Choose another port, or 0 for any free one.';
    case 'EADDRNOTAVAIL':
      return 'this machine does not have that address.';
    case 'EACCES':
      return 'that needs privileges. Choose a port from 1024 on.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no such host name.';
    default:
      return `${message}.`;
  }
}

/** Calls back once the request is in, with its body, or with an answer where that is too large. */
function receive(request: IncomingMessage, done: (received: string | Answer) => void): void {
  let size = 0;
  let body = '';
  request.on('error', () => {});
  request.on('data', (chunk: Buffer) => {
    const before = size;
    size += chunk.length;
    if (size <= maxBody) body += chunk.toString('latin1');
    if (before <= maxBody && size > maxBody) {
      done(closing(plain(413, 'The request is too large; nothing here takes so much.')));
    }
  });
  request.on('end', () => {
    if (size <= maxBody) done(body);
  });
}

const closing = (answer: Answer): Answer => ({ ...answer, headers: { ...answer.headers, connection: 'close' } });

function answerTo(
  request: IncomingMessage,
  body: string,
  { log, ...surroundings }: RouteContext & Pick<ServeOptions, 'log'>,
): Answer {
  const { url = '', method = '', headers } = request;
  // A proxy's form (`GET http://…`) has another host in it, which would have to be checked too.
  if (!url.startsWith('/')) return closing(plain(400, 'The request must name a path that begins with /.'));
  // Which of two hosts a proxy in between has gone by, nobody can tell.
  if ((request.headersDistinct['host']?.length ?? 0) > 1) {
    return closing(plain(400, 'The request has more than one Host header.'));
  }
  try {
    const [path = '', query = ''] = url.split('?');
    const fetchSite = headers['sec-fetch-site'];
    return route(
      {
        ...{ method, path, host: headers.host, origin: headers.origin, accept: headers.accept },
        referer: headers.referer,
        query,
        body,
        contentType: headers['content-type'],
        fetchSite: Array.isArray(fetchSite) ? fetchSite.join() : fetchSite,
      },
      surroundings,
    );
  } catch (error) {
    log(`${method} ${url.slice(0, 200)} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    return plain(500, 'That failed; the log of connect-sync tells why.');
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const chunks = body.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  response.writeHead(status, { ...guards, ...headers, 'content-length': length });
  // What a HEAD has no body for, Node leaves out.
  for (const chunk of chunks) response.write(chunk);
  response.end();
}
