/** Somebody who is told: an HTTP server that notes what it got. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** It answers as told, one after the other; then with 200. */
export async function receiver(
  answers: readonly (number | 'cut' | { readonly status: number; readonly retryAfter: number })[] = [],
) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const answer = answers[received.length] ?? 200;
      received.push({ headers: request.headers, body });
      if (answer === 'cut') return void request.socket.destroy();
      if (typeof answer === 'object') response.setHeader('retry-after', answer.retryAfter);
      response
        .writeHead(typeof answer === 'object' ? answer.status : answer, { location: '/elsewhere' })
        .end('x'.repeat(100));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  onTestFinished(() => void server.close());
  return { close, received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=s3cr3t` };
}
