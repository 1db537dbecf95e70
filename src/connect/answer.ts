/**
 * What counts as an answer of Amazon Connect. Between it and this program there may be proxies, gateways and captive
 * portals that answer in its place, or cut and rewrite what it says; believed, such an answer tells of a change that was
 * never made, or of a failure of one that was. So a success is one only where
 *
 * - it has an `x-amzn-requestid`, which every answer of an AWS service has;
 * - its status is 200, which is that of all operations of Connect;
 * - its body is what the operation says: JSON where the output has members, else JSON or nothing (updates are documented
 *   to answer "HTTP 200 response with an empty HTTP body"), each member of the type that AWS documents;
 *
 * and a failure is one of Connect's own only where it has such an id and the name of an error. Anything else that comes
 * after a request was sent says nothing of whether the request was performed.
 */
import { calls } from './calls.ts';
import type { Call, InputOf, OutputOf } from './port.ts';
import { type FindMisfit, isMap } from './types.ts';

/** Bytes. The largest page has 1,000 users; no answer of Connect comes near. */
const largestBody = 64 * 1024 * 1024;

/** An answer that is not Connect's, or none that can be understood. The message is the end of a sentence. */
export class NotAnAnswer extends Error {
  override readonly name = 'UnrecognizedAnswer';
}

/** What is known of one request once it has ended. */
export interface Exchange {
  /** The request was handed to the network; from then on it may have been performed. */
  sent: boolean;
  /** Connect itself has answered. */
  answered: boolean;
  /** What was sent and is not to be repeated. */
  readonly secrets?: readonly string[];
  /** The time of its answer, in the form of HTTP. */
  date?: string | undefined;
}

/** What the SDK's handlers give, as far as it is looked at. */
interface RawResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  body: unknown;
}

type Handler = (args: never) => Promise<{ readonly response: unknown }>;

/**
 * A middleware of the SDK, next to the network: it sees each response before the SDK makes sense of it. Throws
 * `NotAnAnswer`.
 */
export const checkingAnswers =
  (call: Call, exchange: Exchange, misfit: FindMisfit) =>
  <Next extends Handler>(next: Next): Next => {
    const handle = async (args: never): Promise<{ readonly response: unknown }> => {
      exchange.sent = true;
      const result = await next(args);
      const response = result.response as RawResponse;
      const body = await readBody(response.body);
      response.body = body;
      checkAnswer(response, { text: new TextDecoder().decode(body), hasOutput: hasOutput(call), misfit });
      exchange.answered = true;
      exchange.date = response.headers['date'];
      return result;
    };
    return handle as Next;
  };

/** Whether the answer to a call has members; of writes, only those that make something with an id. */
export const hasOutput = (call: Call): boolean =>
  calls[call].access === 'read' || (call.startsWith('Create') && call !== 'CreatePredefinedAttribute');

function checkAnswer(
  { statusCode, headers }: RawResponse,
  { text, hasOutput, misfit }: { readonly text: string; readonly hasOutput: boolean; readonly misfit: FindMisfit },
): void {
  const what = `an answer with status ${statusCode}`;
  if (!headers['x-amzn-requestid']) throw new NotAnAnswer(`${what} and without a request id, which is not Connect's`);
  if (statusCode >= 400) {
    if (!errorNameIn(headers, text)) throw new NotAnAnswer(`${what} and without the name of an error`);
    return;
  }
  if (statusCode !== 200) throw new NotAnAnswer(`${what}, which Connect does not give`);
  const body = text === '' && !hasOutput ? {} : parse(text);
  if (!isMap(body)) throw new NotAnAnswer(`${what} and a body that is not a JSON object`);
  const at = misfit(body);
  if (at !== undefined) throw new NotAnAnswer(`an answer in which ${at} has not the type that AWS documents`);
}

/** By the protocol (restJson1) the name is in a header or in the body. */
function errorNameIn(headers: RawResponse['headers'], text: string): string | undefined {
  const body = parse(text);
  const named = headers['x-amzn-errortype'] ?? (isMap(body) ? (body['__type'] ?? body['code']) : undefined);
  return typeof named === 'string' && named !== '' ? named : undefined;
}

async function readBody(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > largestBody) throw new NotAnAnswer(`an answer of more than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Whether an answer says what its call is for: the id of what was made, or the very thing that was asked about. Throws
 * `NotAnAnswer`.
 */
export function checkOutput<C extends Call>(call: C, input: InputOf<C>, output: OutputOf<C>): void {
  const problem = problems[call]?.(input as Members, output as Members);
  if (problem !== undefined) throw new NotAnAnswer(`an answer ${problem}`);
}

type Members = Readonly<Record<string, unknown>>;
type Problem = (input: Members, output: Members) => string | undefined;

const makes =
  (...names: readonly string[]): Problem =>
  (_, output) =>
    names.every((name) => typeof output[name] === 'string' && output[name] !== '')
      ? undefined
      : `without ${names.join(' and ')}`;

/** `inside` is the member of the answer, `id` its id's name there, `asked` that of the input. */
const isAbout =
  (inside: string, id: string, asked: string): Problem =>
  (input, output) => {
    const found = output[inside];
    const given = isMap(found) ? found[id] : undefined;
    const wanted = input[asked];
    return sameId(given, wanted) ? undefined : `about another ${inside.toLowerCase()} than the one asked for`;
  };

/** Ids are UUIDs, which Connect takes in any case; an id may also be asked for as an ARN, which ends with it. */
const sameId = (given: unknown, wanted: unknown): boolean =>
  typeof given === 'string' &&
  (wanted === undefined || (typeof wanted === 'string' && wanted.toLowerCase().endsWith(given.toLowerCase())));

const problems: { readonly [C in Call]?: Problem } = {
  CreateUser: makes('UserId', 'UserArn'),
  CreateRoutingProfile: makes('RoutingProfileId', 'RoutingProfileArn'),
  CreateSecurityProfile: makes('SecurityProfileId', 'SecurityProfileArn'),
  CreateUserHierarchyGroup: makes('HierarchyGroupId', 'HierarchyGroupArn'),
  DescribeInstance: isAbout('Instance', 'Id', 'InstanceId'),
  DescribeUser: isAbout('User', 'Id', 'UserId'),
  DescribeRoutingProfile: isAbout('RoutingProfile', 'RoutingProfileId', 'RoutingProfileId'),
  DescribeSecurityProfile: isAbout('SecurityProfile', 'Id', 'SecurityProfileId'),
  DescribeUserHierarchyGroup: isAbout('HierarchyGroup', 'Id', 'HierarchyGroupId'),
  DescribeQuickConnect: isAbout('QuickConnect', 'QuickConnectId', 'QuickConnectId'),
  DescribePredefinedAttribute: isAbout('PredefinedAttribute', 'Name', 'Name'),
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
