/** Credentials that end, records that go, and settings whose unit nothing tells, by the command. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emulated, folder, start } from '../support/binary.ts';
import { runHere as run } from '../support/here.ts';
import { configuration, people } from '../support/people.ts';

const apply = ['apply', '--auto-approve'];

test.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException', 'IncompleteSignature'])(
  'T17: %s from the 11th of 30 calls: the others are not sent, and the last line says what to do',
  async (error) => {
    const { emulator, env } = await emulated();
    emulator.faults.add({ operation: 'CreateUser', nth: 11, times: 1_000, error });
    const cwd = folder({ 'connect-sync.yaml': configuration(people(30)) });
    const { code, stdout } = await run(apply, { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } });
    expect(code).toBe(4);
    expect(stdout).toContain('10 added, 0 changed, 0 destroyed');
    const sent = emulator.requests().filter(({ operation }) => operation === 'CreateUser').length;
    // What was under way beside the first one that failed.
    expect(sent).toBeLessThan(20);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/credentials/);
    expect(stdout).not.toMatch(/run apply again to/i);
  },
  60_000,
);

test('T18: a record that is deleted while its run goes on ends the run, and what is reported is what is recorded', {
  timeout: 60_000,
}, async () => {
  const { emulator, env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': configuration(people(50)) });
  const at = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } };
  const first = start(apply, at);
  await first.printed(': created');
  const kept = join(cwd, 'state', 'connect-sync');
  rmSync(join(kept, readdirSync(kept)[0] ?? '', 'runs'), { recursive: true });
  const { code, stderr } = await first.finished;
  const made = emulator.instances[0]?.users ?? 0;
  expect({ code, stderr }).toEqual({
    code: 4,
    stderr: expect.stringContaining('The record of this run cannot be kept'),
  });
  expect(made).toBeLessThan(50);
  const { stdout } = await run(['runs', '--format', 'json'], at);
  expect(JSON.parse(stdout).runs).toMatchObject([{ result: 'incomplete' }]);
  expect((await run(['runs'], at)).stdout).toContain(`${made} added`);
});
