// The way of one request through the emulator, without HTTP: route, signature, throttle, input, faults, operation,
// output. Whatever goes wrong becomes AWS's answer for it.

import { asAwsError, asDeclared, errorAnswer } from './error-answer.ts';
import type { EventLog, Outcome } from './events/log.ts';
import { type Answer, headerOf, type Request, requestId } from './exchange.ts';
import type { Fault, Faults } from './faults.ts';
import type { Tuning } from './knobs.ts';
import type { Preparations } from './operations/preparations.ts';
import { pageOf } from './pages.ts';
import { authorize, type Credential, permit } from './protocol/authorize.ts';
import { emptyPage } from './protocol/empty.ts';
import { AwsError, notFound, notImplemented } from './protocol/errors.ts';
import type { Operation } from './protocol/model.ts';
import { readInput } from './protocol/read.ts';
import type { Route, Router } from './protocol/routes.ts';
import { type Written, writeOutput } from './protocol/write.ts';
import { type RequestLog, withoutSecrets } from './requests.ts';
import type { Call, Operations } from './rules/call.ts';
import { type Account, findInstance, inRegion } from './state/account.ts';
import type { Throttle } from './throttle.ts';

export interface Emulation {
  readonly account: Account;
  readonly router: Router;
  readonly operations: Operations;
  readonly preparations: Preparations;
  readonly throttle: Throttle;
  readonly tuning: Tuning;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly events: EventLog;
  readonly log: (problem: string) => void;
  /** Told of every operation that was carried out and is no read. */
  readonly changed: () => void;
}

export async function answer(emulation: Emulation, request: Request): Promise<Answer> {
  let route: Route | undefined;
  const at = emulation.account.now();
  const progress: Progress = {
    input: undefined,
    written: undefined,
    credential: undefined,
    delivery: 'send',
    headers: {},
  };
  try {
    route = emulation.router(request.method, request.path);
    const { headers, body } = await perform(emulation, { route, request, at, progress });
    const status = progress.delivery === 'withhold' ? 0 : route.operation.status;
    emulation.requests.add({ operation: route.operation.name, status, at, ...inputOf(progress) });
    const id = requestId();
    if (status !== 0) note(emulation, { route, request, at, progress }, { id, body });
    return { status, headers: { ...id, ...headers }, body, delivery: progress.delivery };
  } catch (thrown) {
    const error = asDeclared(route, asAwsError(thrown, route, emulation.log), emulation.log);
    if (route) {
      const { name, status } = error;
      emulation.requests.add({ operation: route.operation.name, status, error: name, at, ...inputOf(progress) });
    }
    const id = requestId();
    if (route) note(emulation, { route, request, at, progress }, { id, error });
    return { ...errorAnswer(error, { ...progress.headers, ...id }), delivery: progress.delivery };
  }
}

/** What a request has brought about so far, for the record and for the error's way out. */
interface Progress {
  input: Readonly<Record<string, unknown>> | undefined;
  /** The input as it came, for the event of a write. */
  written: Readonly<Record<string, unknown>> | undefined;
  credential: Credential | undefined;
  delivery: Answer['delivery'];
  headers: Record<string, string>;
}

interface Arrival {
  readonly route: Route;
  readonly request: Request;
  readonly at: number;
  readonly progress: Progress;
}

/** Every call that writes leaves an event, whatever became of it; one that nobody signed leaves none. */
function note(
  { account, events }: Emulation,
  { route, request, at, progress }: Arrival,
  { id, ...outcome }: { readonly id: Record<string, string> } & Outcome,
): void {
  const { credential, written } = progress;
  const { name } = route.operation;
  if (READ.test(name) || !credential) return;
  const from = { address: request.from ?? '127.0.0.1', agent: headerOf(request, 'user-agent') ?? '' };
  const requestID = id['x-amzn-requestid'] ?? '';
  events.add({ account: account.id, operation: name, at, credential, input: written, from, requestID, ...outcome });
}

async function perform(emulation: Emulation, { route, request, at, progress }: Arrival) {
  const { faults, throttle, tuning } = emulation;
  const { operation } = route;
  progress.credential = authorize(headerOf(request, 'authorization'));
  const { accessKeyId: caller, region } = progress.credential;
  const account = inRegion(emulation.account, region);
  if (tuning.throttled && !throttle(operation.name, at, region)) {
    retryAfter(progress, faults.retryAfter);
    throw new AwsError(account.guesses.throttlingError, 'Rate exceeded');
  }
  if (account.guesses.contentType === 'checked') checkContentType(request);
  const input = readInput(route, request);
  progress.input = withoutSecrets(input);
  progress.written = input;
  permit(operation.name, { allowed: tuning.allows(operation.name), caller, resource: resourceOf(input, account) });
  const struck = faults.strike(operation.name);
  const latency = tuning.latencyOf(operation.name);
  if (latency > 0) await pause(latency);
  await strike(struck, { progress, request });
  if (progress.delivery === 'withhold') return { headers: {}, body: '' };
  const name = operation.name as keyof Operations;
  const handler = emulation.operations[name] as Handler | undefined;
  if (!handler) return answerUnimplemented(emulation, { account, operation, input });
  const cut = struck.find(({ page }) => page)?.page;
  const now = account.now();
  if (faults.createLag > 0) refuseYoung(account, input, now - faults.createLag);
  await (emulation.preparations[name] as Preparation | undefined)?.({ account, now }, input);
  const paging = { operation: operation.name, input, cut, now };
  const limits = { cap: tuning.pageCapOf(operation.name), lifetime: tuning.tokenLifetimeOf(operation.name) };
  const call: Call = {
    account,
    caller,
    now,
    searchLag: faults.searchLag,
    describeLag: faults.describeLag,
    inUseLag: faults.inUseLag,
    page: (all, order) => pageOf(all, order, { ...paging, ...limits }),
  };
  const output = handler(call, input);
  if (!READ.test(operation.name)) emulation.changed();
  return writeOutput(operation, output);
}

/** As restJson1's protocol tests for servers have it; no evidence says that Amazon Connect does so. */
function checkContentType(request: Request): void {
  const type = headerOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (request.body.length === 0 || type === 'application/json') return;
  throw new AwsError('UnsupportedMediaTypeException', `A body of type ${type ?? 'unknown'} is not application/json`);
}

interface Unimplemented {
  readonly account: Account;
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/** An error, or for a list an empty page where the settings say so: never silently. */
function answerUnimplemented({ tuning, log }: Emulation, { account, operation, input }: Unimplemented): Written {
  const page = tuning.unimplemented === 'empty' ? emptyPage(operation) : undefined;
  if (!page) throw notImplemented(`${operation.name} is not implemented by this emulator`);
  if (typeof input['InstanceId'] === 'string') findInstance(account, input['InstanceId']);
  log(`${operation.name} is not implemented: its answer was an empty page`);
  const { headers, body } = writeOutput(operation, page);
  return { headers: { ...headers, [UNIMPLEMENTED]: operation.name }, body };
}

/** Tells a client that an empty page says nothing. */
const UNIMPLEMENTED = 'x-emulator-unimplemented';

/** The ARN that a call is about, as far as its input tells. */
function resourceOf({ InstanceId, resourceArn }: Readonly<Record<string, unknown>>, { region, id }: Account): string {
  const arn = String(resourceArn ?? InstanceId ?? '*');
  return arn === '*' || arn.startsWith('arn:') ? arn : `arn:aws:connect:${region}:${id}:instance/${arn}`;
}

const READ = /^(?:BatchDescribe|BatchGet|Describe|Get|List|Search)/;

/** Ids that were given out less than the lag ago are unknown: Amazon Connect documents it of DescribeUser. */
function refuseYoung(account: Account, input: unknown, since: number): void {
  if (typeof input === 'string') {
    const id = input.slice(input.lastIndexOf('/') + 1);
    if ((account.born.get(id) ?? Number.NEGATIVE_INFINITY) > since) throw notFound(`${input} was not found`);
  } else if (typeof input === 'object' && input !== null) {
    for (const part of Object.values(input)) refuseYoung(account, part, since);
  }
}

type Handler = (call: Call, input: object) => object;
type Preparation = (call: Pick<Call, 'account' | 'now'>, input: object) => Promise<void>;

async function strike(
  faults: readonly Fault[],
  { progress, request }: Pick<Arrival, 'progress' | 'request'>,
): Promise<void> {
  for (const fault of faults) {
    if (fault.latency !== undefined) await pause(fault.latency);
    if (fault.hang) progress.delivery = 'withhold';
    else if (fault.loseAnswer) progress.delivery = 'lose';
    if (fault.error !== undefined) {
      retryAfter(progress, fault.retryAfter);
      const message = fault.message ?? `Injected ${fault.error}`;
      throw new AwsError(fault.error, fault.echo ? `${message} ${echoOf(request)}` : message);
    }
  }
}

/** As services do in messages about signatures: the request as it came. */
function echoOf({ method, path, headers, body }: Request): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  return `${method}\n${path}\n${lines.join('\n')}\n\n${new TextDecoder().decode(body)}`;
}

/** Does not keep a closed emulator alive. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds).unref();
  });
}

function retryAfter({ headers }: Progress, seconds: number | undefined): void {
  if (seconds !== undefined) headers['retry-after'] = String(seconds);
}

function inputOf({ input }: Progress): { readonly input?: unknown } {
  return input ? { input } : {};
}
