import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import constraints from '../../src/emulator/constraints.json' with { type: 'json' };
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { IMPLEMENTED } from '../../src/emulator/operations/all.ts';
import { isErrorName } from '../../src/emulator/protocol/errors.ts';
import { OPERATIONS, type Operation, type Shape } from '../../src/emulator/protocol/model.ts';
import { createOneOfEverything, type Known } from './one-of-everything.ts';
import { clientOf, defaultsOf, raw } from './support.ts';

// Whatever comes over the wire: the answer is AWS's, the emulator finds no fault with itself, and the next good request
// is served. The runs repeat: the seed is fixed.

const SEED = 20_260_101;

let emulator: Emulator;
let known: Known;
const problems: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ throttle: false, log: (problem) => problems.push(problem) });
  const client = clientOf(emulator);
  const InstanceId = emulator.instances[0]?.id ?? '';
  const ids = await defaultsOf(client, InstanceId);
  known = await createOneOfEverything({ emulator, client, InstanceId, ids });
  client.destroy();
});

afterAll(() => emulator.close());

afterEach(async () => {
  expect(problems.splice(0)).toEqual([]);
  expect(await raw(emulator, '/instance')).toMatchObject({ status: 200 });
});

describe('any input of any operation is answered with success or with an error of the model', () => {
  // What deletes comes last, and DeleteInstance not at all, or there would soon be nothing to ask about.
  const cases: readonly (readonly [string, RegExp, number])[] = [
    ['that deletes nothing', /^(?!Delete)/, 800],
    ['that deletes', /^Delete(?!Instance$)/, 200],
  ];

  test.each(cases)('%s', async (_sentence, names, numRuns) => {
    await fc.assert(
      fc.asyncProperty(request(names), async ({ method, path, body }) => {
        const init = method === 'GET' || method === 'DELETE' ? { method } : { method, body };
        const { status, error, body: answer } = await raw(emulator, path, init);
        if (status < 300) return;
        expect({ status, error, known: isErrorName(error ?? '') }).toMatchObject({ known: true });
        expect(answer).toMatchObject({ Message: expect.any(String), message: expect.any(String) });
        expect(status).not.toBe(500);
      }),
      { numRuns, seed: SEED },
    );
  });
});

describe('any bytes on a connection', () => {
  test('are answered with an error of AWS, or with nothing where they are no whole request', async () => {
    const line = fc.constantFrom(
      'GET /instance HTTP/1.1\r\n',
      'POST /search-users HTTP/1.1\r\n',
      'PUT ',
      'GET / HTTP/9.9\r\n',
    );
    const header = fc.constantFrom(
      ...['Host: x\r\n', 'Content-Length: 5\r\n', 'Content-Length: -1\r\n', 'Transfer-Encoding: chunked\r\n'],
      ...[
        'Content-Length: 9999999999999999999999\r\n',
        'Expect: 200-maybe\r\n',
        'Upgrade: h2c\r\nConnection: Upgrade\r\n',
      ],
      ...[
        'Content-Encoding: gzip\r\n',
        'no colon\r\n',
        ': no name\r\n',
        'Authorization: \u0000\r\n',
        '\r\n',
        'zz\r\n',
        '0\r\n\r\n',
      ],
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      fc
        .tuple(line, fc.array(header, { maxLength: 6 }), fc.string({ maxLength: 40 }))
        .map(([first, headers, rest]) => Buffer.from(`${first}${headers.join('')}${rest}`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const answer = await exchange(content);
        if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 (?:4\d\d|100) /);
        if (/^HTTP\/1\.1 4/.test(answer)) expect(answer).toMatch(/\r\nx-amzn-errortype: \w+Exception\r\n/i);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  const SIGNED =
    'Host: x\r\nAuthorization: AWS4-HMAC-SHA256 Credential=A/20260101/us-west-2/connect/aws4_request, SignedHeaders=host, Signature=0\r\n';
  const cases: readonly (readonly [string, string, readonly number[]])[] = [
    ['no HTTP at all', 'hello\r\n\r\n', [400]],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', [400]],
    ['a version of HTTP there is not', 'GET / HTTP/9.9\r\n\r\n', [400]],
    ['headers without end', `GET /instance HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, [413]],
    ['a length that is none', 'POST /search-users HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n', [400]],
    [
      'a chunk without its length',
      `POST /search-users HTTP/1.1\r\n${SIGNED}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      [400],
    ],
    ['a wish to be a proxy', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', [404]],
    ['a whole address for a path', `GET http://example.com/instance HTTP/1.1\r\n${SIGNED}\r\n`, [404]],
    ['an unknown expectation', `GET /instance HTTP/1.1\r\n${SIGNED}Expect: wonders\r\n\r\n`, [200]],
    [
      'a wish for another protocol',
      `GET /instance HTTP/1.1\r\n${SIGNED}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
      [200],
    ],
    ['three requests at once', `GET /instance HTTP/1.1\r\n${SIGNED}\r\n`.repeat(3), [200, 200, 200]],
    [
      'a bad request between two good ones',
      [`GET /instance`, 'GET /nowhere', `GET /instance`].map((first) => `${first} HTTP/1.1\r\n${SIGNED}\r\n`).join(''),
      [200, 404, 200],
    ],
    [
      'a body of another type',
      `POST /search-users HTTP/1.1\r\n${SIGNED}Content-Type: application/xml\r\nContent-Length: 4\r\n\r\n<a/>`,
      [400],
    ],
    ['a method there is not for the path', `PATCH /instance HTTP/1.1\r\n${SIGNED}Content-Length: 0\r\n\r\n`, [404]],
    ['an unknown method', `BREW /instance HTTP/1.1\r\n${SIGNED}\r\n`, [400]],
    ['TRACE', `TRACE /instance HTTP/1.1\r\n${SIGNED}\r\n`, [404]],
  ];

  test.each(cases)('%s', async (_sentence, content, statuses) => {
    const answer = await exchange(Buffer.from(content, 'latin1'));
    const found = [...answer.matchAll(/HTTP\/1\.1 (\d\d\d) /g)].map(([, status]) => Number(status));
    expect(found).toEqual(statuses);
    const errors = [...answer.matchAll(/\r\nx-amzn-errortype: (\w+)\r\n/gi)].map(([, name = '']) => name);
    expect(errors).toHaveLength(statuses.filter((status) => status >= 400).length);
    expect(errors.every(isErrorName)).toBe(true);
  });
});

describe('a connection may', () => {
  const head = 'POST /search-users HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"InstanceId"';

  test('be slow while others are served', async () => {
    const socket = connect(emulator.port, '127.0.0.1');
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    for (let call = 0; call < 5; call++) expect(await raw(emulator, '/instance')).toMatchObject({ status: 200 });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy();
    await closed;
  });

  test('be reset in the middle, many times over', async () => {
    for (let call = 0; call < 50; call++) {
      await new Promise<void>((resolve) => {
        const socket = connect(emulator.port, '127.0.0.1', () => socket.write(head, () => socket.resetAndDestroy()));
        socket.on('error', () => {});
        socket.on('close', () => resolve());
      });
    }
  });

  test('send far too much, and gets an answer at its end', async () => {
    const size = 8 * 1024 * 1024;
    const start = `POST /search-users HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`;
    const answer = await exchange(Buffer.concat([Buffer.from(start), Buffer.alloc(size, 'x')]));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*RequestEntityTooLargeException/);
  });

  test('stay open in great number', async () => {
    const sockets = Array.from({ length: 200 }, () => connect(emulator.port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect(await raw(emulator, '/instance')).toMatchObject({ status: 200 });
    for (const socket of sockets) socket.destroy();
  });
});

describe('text that makes a pattern slow is answered at once', () => {
  const long = 500_000;
  const cases: readonly (readonly [string, string, object])[] = [
    ['an alias', '/instance', { InstanceAlias: `${'a1B'.repeat(long / 3)}é` }],
    ['an e-mail address', '/users', { IdentityInfo: { Email: `a@${'.'.repeat(long)}@` } }],
    ['a second e-mail address', '/users', { IdentityInfo: { SecondaryEmail: `a@${'a.'.repeat(long / 2)}@` } }],
    ['a username', '/users', { Username: `a@${'a.'.repeat(long / 2)}!` }],
  ];

  test.each(cases)('as %s', async (_sentence, path, members) => {
    const required = {
      ...{
        Username: 'slow',
        RoutingProfileId: known['RoutingProfileId'],
        SecurityProfileIds: [known['SecurityProfileId']],
      },
      ...{ IdentityManagementType: 'SAML', InboundCallsEnabled: true, OutboundCallsEnabled: true },
    };
    const target = path === '/users' ? `/users/${String(known['InstanceId'])}` : path;
    const { status } = await raw(emulator, target, {
      method: 'PUT',
      body: JSON.stringify({ ...required, ...members }),
    });
    expect(status).toBe(400);
  });
});

/** Sends bytes, ends, and gives what came back until the connection closed. */
function exchange(content: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(emulator.port, '127.0.0.1');
    socket.setEncoding('latin1').on('data', (text) => {
      answer += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    socket.end(content);
  });
}

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Requests that are nearly right, so that they reach deep, with something wrong here and there. */
function request(names: RegExp): fc.Arbitrary<Attempt> {
  const implemented = Object.keys(IMPLEMENTED).filter((name) => names.test(name));
  return fc.constantFrom(...implemented).chain((name) => attemptOf(OPERATIONS.get(name) as Operation));
}

function attemptOf({ method, uri, input }: Operation): fc.Arbitrary<Attempt> {
  const members = input?.members ?? [];
  const values = fc.record(
    Object.fromEntries(
      members.map(({ name, shape, required }) => {
        const value = arbitraryOf(shape, { structure: input?.name ?? '', member: name }, 0);
        return [name, required ? often(value, 40) : fc.option(value, { nil: undefined })];
      }),
    ),
  );
  return values.map((given) => {
    const text = (name: string) => (typeof given[name] === 'string' ? given[name] : JSON.stringify(given[name] ?? 'x'));
    const path = uri.replace(/\{(\w+)\}/g, (_label, name: string) => encodeURIComponent(text(name)) || 'x');
    const query = members.flatMap(({ name, place }) =>
      place.in === 'query' && given[name] !== undefined ? [`${place.key}=${encodeURIComponent(text(name))}`] : [],
    );
    const body = members.filter(({ place }) => place.in === 'body').map(({ name }) => [name, given[name]]);
    return {
      method,
      path: `${path}${query.length > 0 ? '?' : ''}${query.join('&')}`,
      body: JSON.stringify(Object.fromEntries(body)),
    };
  });
}

/** The value, and once in so many times whatever JSON there is. */
function often(value: fc.Arbitrary<unknown>, times: number): fc.Arbitrary<unknown> {
  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('', '\u0000', '__proto__', 'constructor', 1e308, -1, 0.5),
  );
  return fc.oneof({ weight: times, arbitrary: value }, { weight: 1, arbitrary: strange });
}

interface Rule {
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
  readonly el?: Rule;
  readonly val?: Rule;
}

interface Place {
  readonly structure: string;
  readonly member: string;
  readonly rule?: Rule | undefined;
}

function arbitraryOf(shape: Shape, place: Place, depth: number): fc.Arbitrary<unknown> {
  const byMember = constraints.members as unknown as Record<string, Record<string, Rule>>;
  const rule = place.rule ?? byMember[place.structure]?.[place.member] ?? {};
  const inner = (element: Rule | undefined): Place => ({
    ...place,
    member: place.member.replace(/s$/, ''),
    rule: element ?? {},
  });
  switch (shape.kind) {
    case 'structure': {
      if (depth > 5) return fc.constant({});
      const used = shape.members.map(({ name, shape: below, required }) => {
        const value = often(arbitraryOf(below, { structure: shape.name, member: name }, depth + 1), 25);
        return [name, required ? value : fc.option(value, { nil: undefined, freq: 2 })] as const;
      });
      const whole = fc.record(Object.fromEntries(used));
      return shape.union && used.length > 0
        ? fc.constantFrom(...used).chain(([name, value]) => value.map((entry) => ({ [name]: entry })))
        : whole;
    }
    case 'list':
      return fc.array(arbitraryOf(shape.element, inner(rule.el), depth + 1), {
        minLength: rule.min ?? 0,
        maxLength: 3,
      });
    case 'map':
      return fc.dictionary(
        fc.string({ minLength: 1, maxLength: 12 }),
        arbitraryOf(shape.value, inner(rule.val), depth + 1),
        { maxKeys: 3 },
      );
    case 'string':
      return textOf(rule, place);
    case 'number':
      return fc.integer({ min: rule.min ?? -2, max: rule.max ?? 2000 });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.integer({ min: 0, max: 4_000_000_000 });
    default:
      return fc.constant('AAAA');
  }
}

/** Where the name of a member is that of an id we know, mostly that id. */
function textOf(rule: Rule, { member }: Place): fc.Arbitrary<unknown> {
  if (rule.enum) return fc.constantFrom(...rule.enum);
  const text = fc.string({
    unit: 'binary',
    minLength: Math.min(rule.min ?? 0, 20),
    maxLength: Math.min(rule.max ?? 60, 60),
  });
  const id = Object.keys(known).find((name) => member.endsWith(name));
  return id === undefined
    ? text
    : fc.oneof({ weight: 9, arbitrary: fc.constant(known[id]) }, { weight: 1, arbitrary: text });
}
