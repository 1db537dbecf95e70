import { afterEach, expect, test, vi } from 'vitest';
import { hostOf, type LogOptions, openLog } from '../../src/cli/log.ts';
import type { World } from '../../src/cli/world.ts';

afterEach(() => vi.restoreAllMocks());

/** Lines that a log wrote to stderr. */
async function written(options: LogOptions, tell: (log: Awaited<ReturnType<typeof openLog>>) => void) {
  const chunks: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    chunks.push(String(chunk));
    return true;
  });
  tell(await openLog(options));
  await new Promise(setImmediate);
  vi.restoreAllMocks();
  return chunks
    .join('')
    .split('\n')
    .filter((line) => line !== '');
}

test('text is a line with its time, level, words and facts', async () => {
  const [line] = await written({ level: 'info', format: 'text' }, (log) =>
    log('warn', 'Odd.', { pass: 3, nothing: undefined, why: 'no reason "yet"', address: 'user/jane' }),
  );
  expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn Odd\. pass=3 why="no reason \\"yet\\""$/);
});

test('JSON is an object a line', async () => {
  const lines = await written({ level: 'info', format: 'json' }, (log) => {
    log('error', 'Wrong.', { address: 'user/jane', nothing: undefined, seconds: 1.5 });
    log('info', 'Fine.');
  });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: expect.stringMatching(/Z$/), level: 'error', message: 'Wrong.', address: 'user/jane', seconds: 1.5 },
    { time: expect.stringMatching(/Z$/), level: 'info', message: 'Fine.' },
  ]);
});

test.each([
  ['error', ['error']],
  ['warn', ['error', 'warn']],
  ['info', ['error', 'warn', 'info']],
  ['debug', ['error', 'warn', 'info', 'debug']],
] as const)('level %s shows what is at least as grave', async (level, shown) => {
  const lines = await written({ level, format: 'json' }, (log) => {
    for (const one of ['error', 'warn', 'info', 'debug'] as const) log(one, 'x');
  });
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(shown);
});

test.each(['text', 'json'] as const)('in %s nobody can forge a line or move the cursor', async (format) => {
  const name = 'jane\n2026-01-01 info forged\u001b[2J\u202e';
  const lines = await written({ level: 'info', format }, (log) => log('info', `user/${name}: created`, { who: name }));
  expect(lines).toHaveLength(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
  expect(lines[0]).not.toMatch(/[\u0000-\u001f\u202e]/);
});

test('without --verbose no calls are logged, and warnings are lines', async () => {
  const write = vi.spyOn(process.stderr, 'write');
  const told: string[] = [];
  const world = { err: (text: string) => told.push(text) } as Partial<World> as World;
  const { log } = await hostOf(world);
  log('debug', 'x');
  log('warn', 'y');
  expect(write).not.toHaveBeenCalled();
  expect(told).toEqual(['warning: y\n']);
});
