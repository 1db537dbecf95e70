/** The status server of a watch that stands as it is told to, and bare sockets that ask it. */
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { type ServeOptions, type StatusServer, serve } from '../../src/status/http/serve.ts';
import { makeMetrics } from '../../src/status/metrics/metrics.ts';
import { type NotedControls, noon, noteControls, statuses } from './statuses.ts';

const tool = { name: 'connect-sync', version: '0.1.0' };

/** Listens on a port of its own until the test has ended. */
export async function started(
  of = statuses.refused,
  some: Partial<ServeOptions> = {},
): Promise<StatusServer & { readonly controls: NotedControls; readonly problems: string[] }> {
  const controls = noteControls(of);
  const problems: string[] = [];
  const clock = { now: () => noon, sleep: async () => {} };
  const served = await serve({
    ...{ listen: { host: '127.0.0.1', port: 0 }, controls, metrics: makeMetrics(clock), clock, tool },
    ...{ rates: { now: () => 2, allowed: () => 2 }, log: (problem) => void problems.push(problem) },
    ...some,
  });
  onTestFinished(() => served.close());
  return { ...served, controls, problems };
}

/** What comes back on a bare socket until it closes. */
export const raw = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (more: string) => {
      got += more;
    });
    socket.on('error', reject).on('close', () => resolve(got));
  });
