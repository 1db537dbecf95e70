/** What a person is asked in a terminal, and what becomes of it when the answer is none. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Interrupted } from '../../src/base/errors.ts';
import { apply } from '../../src/cli/commands/apply.ts';
import { unlock } from '../../src/cli/commands/unlock.ts';
import { emulated, folder, run, start } from '../support/binary.ts';
import { configuration, people } from '../support/people.ts';
import { terminal } from '../support/terminal.ts';

async function setUp(users: number) {
  const { emulator, env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': configuration(people(users)) });
  const own = { ...env, XDG_STATE_HOME: join(cwd, 'state'), XDG_CACHE_HOME: join(cwd, 'cache') };
  for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value);
  return { emulator, env: own, cwd, file: join(cwd, 'connect-sync.yaml'), format: 'text' } as const;
}

/** Never answered; ends as the terminal's own question does. */
const never = (signal: AbortSignal | undefined) =>
  new Promise<string>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

test('A24: Ctrl-C at the question cancels the apply, writes nothing and is exit 130', async () => {
  const { emulator, env, cwd, ...options } = await setUp(2);
  const stop = new AbortController();
  const interrupt = (signal: AbortSignal | undefined) => {
    setImmediate(() => stop.abort(new Interrupted('SIGINT')));
    return never(signal);
  };
  const world = terminal(env, [interrupt], { cwd, signal: stop.signal });
  expect(await apply(options, world)).toBe(130);
  expect(world.said.at(-1)).toBe('Apply cancelled. Nothing was written to Amazon Connect.\n');
  expect(emulator.instances[0]?.users).toBe(0);
});

test('A12: a deadline counts while the question stands, and its end there is exit 4', async () => {
  const { emulator, env, cwd, ...options } = await setUp(2);
  const world = terminal(env, [never], { cwd });
  expect(await apply({ ...options, deadline: 5_000 }, world)).toBe(4);
  expect(world.said.at(-1)).toContain('The deadline came before the plan was approved; nothing was written.');
  expect(emulator.instances[0]?.users).toBe(0);
});

test('A29: unlock without an id asks, and takes the lock away only at a yes', async () => {
  const { env, cwd, file } = await setUp(40);
  const busy = start(['apply', '--auto-approve', '--rate', 'CreateUser=2/2'], { cwd, env });
  await busy.printed(': created');
  const careful = terminal(env, ['no'], { cwd });
  expect(await unlock(undefined, { file }, careful)).toBe(1);
  expect(careful.said.join('')).toMatch(/connect-sync-local[\s\S]*The lock stays\.\n$/);
  expect(await run(['apply', '--auto-approve'], { cwd, env })).toMatchObject({ code: 5 });
  const sure = terminal(env, ['yes'], { cwd });
  expect(await unlock(undefined, { file }, sure)).toBe(0);
  expect(sure.said.at(-1)).toMatch(/^Removed the lock of instance connect-sync-local /);
  expect((await busy.finished).code).toBe(4);
});
