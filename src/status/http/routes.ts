/** What is answered to which request: pure, but for the controls that a POST works. */

import { canonicalJson, type Json } from '../../base/json.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { planDocument } from '../../plan/model/plan-file.ts';
import type { Controls } from '../../watch/status.ts';
import { statusDocument } from '../document.ts';
import { notReady, stuck } from '../health.ts';
import { families, type MetricFacts } from '../metrics/families.ts';
import { contentType, exposition } from '../metrics/prometheus.ts';
import { page } from '../page/page.ts';
import { script } from '../page/script.ts';
import { style } from '../page/style.ts';
import { acceptPlan } from './accept.ts';
import { refusal } from './admission.ts';
import type { Answer, StatusRequest } from './asked.ts';

export interface RouteContext {
  readonly show: () => MetricFacts;
  readonly controls: Controls;
  /** Host names that are ours, in lower case. */
  readonly names: ReadonlySet<string>;
  /** Whether only this machine reaches the server. */
  readonly isLocal: boolean;
}

/** `work` gives a sentence where it could not be done. */
const actions: {
  readonly [path: string]: {
    readonly status: number;
    work(controls: Controls, asked: StatusRequest): string | undefined;
  };
} = {
  '/reconcile': { status: 202, work: (controls) => void controls.reconcile('request') },
  '/suspend': { status: 200, work: (controls) => void controls.suspend() },
  '/accept': { status: 202, work: acceptPlan },
  '/resume': { status: 200, work: (controls) => void controls.resume() },
};

const views: { readonly [path: string]: (show: () => MetricFacts) => Answer } = {
  '/': (show) => answer(200, 'text/html; charset=utf-8', page(show())),
  '/page.css': () => answer(200, 'text/css; charset=utf-8', style),
  '/page.js': () => answer(200, 'text/javascript; charset=utf-8', script),
  '/healthz': (show) => {
    const { status, totals, now } = show();
    return probe(stuck(status, totals.lastAnswerAt, now));
  },
  '/readyz': (show) => probe(notReady(show().status)),
  '/metrics': (show) => answer(200, contentType, exposition(families(show()))),
  '/status': (show) => statusAnswer(show()),
};

export function route(asked: StatusRequest, { show, controls, names, isLocal }: RouteContext): Answer {
  const action = Object.hasOwn(actions, asked.path) ? actions[asked.path] : undefined;
  const view = Object.hasOwn(views, asked.path) ? views[asked.path] : undefined;
  if (!action && !view) return plain(404, `There is nothing at ${asked.path}. The status page is at /.`);
  const allowed = action ? ['POST'] : ['GET', 'HEAD'];
  if (!allowed.includes(asked.method)) {
    const refused = plain(405, `${asked.path} takes ${allowed.join(' and ')}.`);
    return { ...refused, headers: { ...refused.headers, allow: allowed.join(', ') } };
  }
  const why = refusal(asked, { names, writes: action !== undefined });
  if (why !== undefined) return plain(403, why);
  if (asked.path === '/accept' && !isLocal) {
    return plain(
      403,
      'This is accepted on a loopback address only. Use connect-sync accept on the machine of the watch.',
    );
  }
  if (view) return view(show);
  const problem = action?.work(controls, asked);
  if (typeof problem === 'string') return plain(409, problem);
  // A browser goes back to the page; relative, since the page may be served below another path.
  if (asked.accept?.includes('text/html')) return { status: 303, headers: { location: './' }, body: [] };
  return answer(action?.status ?? 200, json, `${JSON.stringify(actionDocument(show()))}\n`);
}

const actionDocument = ({ status }: MetricFacts): Json => ({
  suspended: status.suspendedSince !== undefined,
  running: status.running !== undefined,
  /** Since a look is wanted, there will be one. */
  asked: status.askedAt !== undefined,
});

const json = 'application/json; charset=utf-8';

/** Written once for each plan: it is large, and asked for again and again. */
const planTexts = new WeakMap<Plan, Uint8Array>();

function statusAnswer(shown: MetricFacts): Answer {
  const document = canonicalJson(statusDocument(shown));
  const { pending } = shown.status;
  if (!pending) return answer(200, json, `${document}\n`);
  const text = planTexts.get(pending) ?? Buffer.from(canonicalJson(planDocument(pending, shown.tool)));
  planTexts.set(pending, text);
  return answer(200, json, `${document.slice(0, -1)},"pending":`, text, '}\n');
}

/** `ok`, or why not. */
const probe = (why: string | undefined): Answer => plain(why === undefined ? 200 : 503, why ?? 'ok');

export const plain = (status: number, text: string): Answer => answer(status, 'text/plain; charset=utf-8', `${text}\n`);

const answer = (status: number, type: string, ...body: Answer['body']): Answer => ({
  ...{ status, headers: { 'content-type': type }, body },
});
