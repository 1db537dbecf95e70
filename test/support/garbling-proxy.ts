/** What stands between the tool and Amazon Connect and answers in its place: 40 ways, each before or after Connect has performed the call. */
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Raw bytes in place of an answer; then the connection is ended. */
export type Garble = string;

const html = '<html><body>Please sign in</body></html>';
const answer = (status: string, headers: readonly string[], body: string): string =>
  [`HTTP/1.1 ${status}`, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', ...headers, '', body].join(
    '\r\n',
  );
const id = 'x-amzn-RequestId: 4f0c1f3a-0000-4000-8000-000000000000';
const json = 'Content-Type: application/json';

/** None of them is an answer to any call. */
export const garbles: { readonly [what: string]: Garble } = {
  'nothing but 200': answer('200 OK', [], ''),
  'an empty map without a request id': answer('200 OK', [json], '{}'),
  'an empty list': answer('200 OK', [json], '[]'),
  'a user from nowhere': answer('200 OK', [json], '{"UserId":"u","UserArn":"a"}'),
  'no content': answer('204 No Content', [], ''),
  'no content, with a request id': answer('204 No Content', [id], ''),
  'a page': answer('200 OK', ['Content-Type: text/html'], html),
  'a page with a request id': answer('200 OK', ['Content-Type: text/html', id], html),
  'a list with a request id': answer('200 OK', [json, id], '[]'),
  'half a body with a request id': answer('200 OK', [json, id], '{"UserId":"u","Use'),
  'a redirection': answer('302 Found', ['Location: https://login.example.com/'], ''),
  'a redirection with a request id': answer('307 Temporary Redirect', [id, 'Location: https://login.example.com/'], ''),
  'a page that is not found': answer('404 Not Found', ['Content-Type: text/html'], html),
  'a page that is forbidden': answer('403 Forbidden', ['Content-Type: text/html'], html),
  'a page of too many requests': answer('429 Too Many Requests', ['Content-Type: text/html', id], html),
  'a bad gateway': answer('502 Bad Gateway', ['Content-Type: text/html'], html),
  'an error that is not of Connect': answer(
    '409 Conflict',
    [json],
    '{"__type":"DuplicateResourceException","Message":"x"}',
  ),
  'a missing resource that is not of Connect': answer(
    '404 Not Found',
    [json],
    '{"__type":"ResourceNotFoundException"}',
  ),
  'no HTTP': 'SSH-2.0-OpenSSH_9.2\r\n',
  'nothing at all': '',
  'two lengths': `HTTP/1.1 200 OK\r\n${id}\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}`,
  'a header of 100 kB': answer('200 OK', [id, `X-Long: ${'x'.repeat(100_000)}`], '{}'),
  'a body that is cut': `HTTP/1.1 200 OK\r\n${id}\r\nContent-Length: 1000\r\n\r\n{"UserId":`,
  'chunks that are none': `HTTP/1.1 200 OK\r\n${id}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`,
  'nothing but 200, without a length': 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n',
  'text for JSON': answer('200 OK', ['Content-Type: text/plain'], 'OK'),
  'a text in JSON': answer('200 OK', [json, id], '"OK"'),
  'a number in JSON': answer('200 OK', [json, id], '0'),
  'null in JSON': answer('200 OK', [json, id], 'null'),
  'XML of another service': answer('200 OK', ['Content-Type: text/xml', id], '<Response><Ok/></Response>'),
  'accepted, to be done later': answer('202 Accepted', [json, id], '{}'),
  'a part of a body': answer('206 Partial Content', [json, id], '{"UserId":"u","UserArn":"a"}'),
  'a body that was compressed and is not said to be': answer('200 OK', [json, id], '\u001f\u0008\u0000\u0000'),
  'a body that is said to be compressed': answer('200 OK', [json, id, 'Content-Encoding: gzip'], '{"UserId":'),
  'a request that is said to be bad, in HTML': answer('400 Bad Request', ['Content-Type: text/html', id], html),
  'a proxy that wants a password': answer('407 Proxy Authentication Required', ['Proxy-Authenticate: Basic'], html),
  'a page that was moved for good': answer('301 Moved Permanently', [id, 'Location: http://127.0.0.1:1/'], ''),
  'a gateway that waited in vain': answer('504 Gateway Timeout', ['Content-Type: text/html', id], html),
  'an error of an empty name': answer('400 Bad Request', [json, id, 'x-amzn-ErrorType:'], '{"message":"x"}'),
  'an expired token that is not of Connect': answer('403 Forbidden', [json], '{"__type":"ExpiredTokenException"}'),
};

export type When = 'before' | 'after';

/** Another answer of Amazon Connect's in place of the one it gave; `undefined` leaves it. */
export type Alter = (answer: Answer, request: { readonly method: string; readonly path: string }) => Answer | undefined;
type Answer = { readonly [member: string]: unknown };

/** A proxy before this address that alters what Amazon Connect says, as a later version of it might; gives its own. */
export async function altering(target: string, alter: Alter): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', headers, url = '' } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = ['GET', 'HEAD'].includes(method) ? null : Buffer.concat(chunks);
    const { host: _, connection: __, ...passed } = headers;
    const answered = await fetch(new URL(url, target), { method, headers: passed as Record<string, string>, body });
    const text = await answered.text();
    const json = text === '' ? {} : (JSON.parse(text) as Answer);
    const altered = alter(json, { method, path: new URL(url, target).pathname });
    const { 'content-length': ___, ...kept } = Object.fromEntries(answered.headers);
    outgoing.writeHead(altered ? 200 : answered.status, kept);
    outgoing.end(altered ? JSON.stringify(altered) : text);
  });
  return listening(server);
}

/** What is done to a request; `undefined` passes it on. */
export type Interference = (request: IncomingMessage) => { readonly garble: Garble; readonly when: When } | undefined;

/** A proxy before this address; gives its own. */
export async function interfering(target: string, interfere: Interference): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const interference = interfere(incoming);
    const end = (socket: Socket, garble: Garble): void => {
      socket.write(garble);
      socket.end();
    };
    if (interference?.when === 'before') {
      incoming.resume().on('end', () => end(incoming.socket, interference.garble));
      return;
    }
    const { method, headers, url = '' } = incoming;
    const passed = forward(new URL(url, target), { method, headers }, (answered) => {
      if (interference) {
        answered.resume().on('end', () => end(incoming.socket, interference.garble));
        return;
      }
      outgoing.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
