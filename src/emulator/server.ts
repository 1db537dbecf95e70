import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorAnswer } from './error-answer.ts';
import type { Answer, Request } from './exchange.ts';
import { AwsError } from './protocol/errors.ts';

/** Bytes. Requests of Amazon Connect stay far below. */
const MAX_BODY = 1024 * 1024;

/** Milliseconds. Longer than a client's pool keeps a connection, so that none is closed under a request. */
const KEEP_ALIVE = 120_000;

/** Milliseconds in which a request has to be there as a whole. */
const REQUEST_TIMEOUT = 60_000;

export type Answerer = (request: Request) => Promise<Answer>;

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** Cuts all connections, also those that still wait for an answer. */
  close(): Promise<void>;
}

/** Rejects where the port cannot be had. */
export async function listen(
  answer: Answerer,
  where: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(answer, request, response).catch(() => response.destroy());
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: REQUEST_TIMEOUT }, listener);
  // Whatever else a request expects, it gets its answer.
  server.on('checkExpectation', listener);
  server.on('connect', (_request, socket) => refuse(socket, new AwsError('UnknownOperationException', 'No proxy')));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(socket, asAwsError(error)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where.port, where.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { host: where.host, port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(answer: Answerer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A client may disconnect while its request is read or answered.
  request.on('error', () => {});
  response.on('error', () => {});
  const body = await readBody(request);
  if (body === undefined) {
    const error = new AwsError('RequestEntityTooLargeException', `A request has at most ${MAX_BODY} bytes`);
    response.shouldKeepAlive = false;
    deliver(errorAnswer(error), response);
    return;
  }
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const { method = '', headers } = request;
  const from = request.socket.remoteAddress;
  deliver(await answer({ method, path, query: new URLSearchParams(query), headers, body, from }), response);
}

/** What no HTTP parser understands, answered as AWS answers all errors. */
function asAwsError({ code }: NodeJS.ErrnoException): AwsError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AwsError('RequestEntityTooLargeException', 'The headers are too large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new AwsError('RequestTimeoutException', 'The request came too slowly');
  return new AwsError('SerializationException', 'The request is not valid HTTP');
}

/** What of a socket is needed to end it. */
interface Line {
  readonly writable: boolean;
  on(event: 'error', listener: () => void): unknown;
  end(text: string): unknown;
  destroy(): unknown;
}

/** Answers without a request, and ends the connection. */
function refuse(socket: Line, error: AwsError): void {
  socket.on('error', () => {});
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = errorAnswer(error);
  const fields = Object.entries({
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function deliver({ status, headers, body, delivery }: Answer, response: ServerResponse): void {
  if (delivery === 'withhold') return;
  if (delivery === 'lose') {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and thrown away: an answer while the client still writes would reach it as a broken connection.
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks);
}
