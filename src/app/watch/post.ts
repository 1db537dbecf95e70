import type { Post } from '../../notices/notifier.ts';

/** Milliseconds for one message and its answer. */
const timeout = 10_000;

/** Sends a message with Node's own fetch. A redirect is an answer like any other: what is signed goes only where it was meant to go. */
export const post: Post = async (url, { headers, body }, signal) => {
  const answer = await fetch(url, {
    ...{ method: 'POST', headers, body, redirect: 'manual' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
  });
  // Nobody reads it, and an answer without end must not be waited for.
  await answer.body?.cancel();
  const seconds = Number(answer.headers.get('retry-after'));
  return { status: answer.status, ...(seconds > 0 && { retryAfter: seconds * 1000 }) };
};
