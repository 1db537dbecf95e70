// The control address: a second server, apart from the API, for those who turn knobs and read the request log while the
// emulator runs. Small JSON documents in and out; what is wrong is answered with a sentence. It is for this machine only:
// requests from web pages, and by names that somebody else's name server gave, are refused.

import type { EventRecord } from '../events/log.ts';
import type { Answer, Request } from '../exchange.ts';
import type { Knobs } from '../knobs.ts';
import { plain } from '../knobs.ts';
import type { RequestRecord } from '../requests.ts';
import { SettingsError } from '../settings.ts';
import type { InstanceSummary } from '../summary.ts';
import { type Links, linksPage } from './links.ts';
import { Refusal } from './refusal.ts';
import { selectRequests } from './select-requests.ts';

/** What the control address shows and turns. */
export interface Controlled {
  readonly knobs: Knobs;
  readonly instances: () => readonly InstanceSummary[];
  readonly requests: () => readonly RequestRecord[];
  clearRequests(): void;
  readonly events: () => readonly EventRecord[];
  clearEvents(): void;
  /** What the page at `/` shows. */
  readonly links: () => Omit<Links, 'resources'>;
  readonly facts: Readonly<Record<string, unknown>>;
}

type Action = (controlled: Controlled, request: Request) => unknown;

/** What there is, by path and method. An action that gives nothing is answered by what GET gives. */
const RESOURCES: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  '/health': {
    GET: ({ facts, instances }) => ({ status: 'ok', ...facts, instances: instances().length }),
  },
  '/settings': {
    GET: ({ knobs }) => plain(knobs.read()),
    PUT: ({ knobs }, request) => knobs.replace(documentOf(request)),
    PATCH: ({ knobs }, request) => knobs.patch(documentOf(request)),
    DELETE: ({ knobs }) => knobs.reset(),
  },
  '/faults': {
    GET: ({ knobs }) => plain(knobs.read()).faults,
    PUT: ({ knobs }, request) => knobs.patch({ faults: documentOf(request) }),
    POST: ({ knobs }, request) => knobs.addFault(documentOf(request)),
    DELETE: ({ knobs }) => knobs.patch({ faults: [] }),
  },
  '/requests': {
    GET: ({ requests }, { query }) => selectRequests(requests(), query),
    DELETE: (controlled) => {
      controlled.clearRequests();
      return [];
    },
  },
  '/events': {
    GET: ({ events }, { query }) => selectRequests(events(), query).map(({ event }) => event),
    DELETE: (controlled) => {
      controlled.clearEvents();
      return [];
    },
  },
  '/instances': {
    GET: ({ instances }) => instances(),
  },
};

/** Resources that can be chosen from by a query. */
const QUERIED: readonly string[] = ['/requests', '/events'];

/** The page of links, for a browser; any other client gets JSON. */
export function answerLinks(controlled: Controlled): Answer {
  return linksPage({ ...controlled.links(), resources: Object.keys(RESOURCES) });
}

export async function answerControl(controlled: Controlled, request: Request): Promise<Answer> {
  try {
    checkSender(request);
    const browser = String(request.headers['accept'] ?? '').includes('text/html');
    if (request.path === '/' && request.method === 'GET' && browser) return answerLinks(controlled);
    return answerJson(200, perform(controlled, request));
  } catch (error) {
    if (error instanceof Refusal) return answerJson(error.status, { error: error.message }, error.headers);
    if (error instanceof SettingsError) return answerJson(400, { error: error.problems.join('; ') });
    return answerJson(500, { error: error instanceof Error ? error.message : String(error) });
  }
}

function perform(controlled: Controlled, request: Request): unknown {
  const { method, path } = request;
  if (path === '/') return { resources: Object.keys(RESOURCES) };
  const actions = Object.hasOwn(RESOURCES, path) ? RESOURCES[path] : undefined;
  if (!actions) throw new Refusal(404, `There is no ${path}; there are ${Object.keys(RESOURCES).join(', ')}.`);
  const action = Object.hasOwn(actions, method) ? actions[method] : undefined;
  if (!action) {
    const allow = Object.keys(actions).join(', ');
    throw new Refusal(405, `${path} takes ${allow}.`, { allow });
  }
  if (!QUERIED.includes(path) && [...request.query.keys()].length > 0)
    throw new Refusal(400, `${path} takes no query.`);
  return action(controlled, request) ?? actions['GET']?.(controlled, request);
}

const OWN_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

function checkSender({ headers }: Request): void {
  if (headers['origin'] !== undefined) throw new Refusal(403, 'Web pages may not use the control address.');
  if (!OWN_NAME.test(String(headers['host'] ?? '')))
    throw new Refusal(403, 'The control address is called localhost or 127.0.0.1.');
}

function documentOf({ body }: Request): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refusal(400, 'The body is not valid JSON in UTF-8.');
  }
}

function answerJson(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: `${JSON.stringify(value, undefined, 2)}\n`, delivery: 'send' };
}
