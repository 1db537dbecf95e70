/** Credentials that end, records that go, and settings whose unit nothing tells, by the command. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** What may become of the record of a run that goes on; `file` is its path. */
const losses: { readonly [what: string]: (file: string) => void } = {
  'is deleted with its folder': (file) => rmSync(dirname(file), { recursive: true }),
  'is deleted by itself (neighbour)': (file) => rmSync(file),
  'is moved away, as by a rotation of logs (neighbour)': (file) => renameSync(file, `${file}.1`),
  'is replaced by a file of the same name (neighbour)': (file) => {
    renameSync(file, `${file}.1`);
    writeFileSync(file, '');
  },
  'is replaced by a folder (neighbour)': (file) => {
    rmSync(file);
    mkdirSync(file);
  },
};

test.each(Object.keys(losses))(
  'T18: a record that %s while its run goes on ends the run, and what is reported is what is recorded',
  {
    timeout: 60_000,
  },
  async (what) => {
    const { emulator, env } = await emulated();
    const cwd = folder({ 'connect-sync.yaml': configuration(people(50)) });
    const at = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } };
    const first = start(apply, at);
    await first.printed(': created');
    const kept = join(cwd, 'state', 'connect-sync');
    const runs = join(kept, readdirSync(kept)[0] ?? '', 'runs');
    losses[what]?.(join(runs, readdirSync(runs)[0] ?? ''));
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
  },
);

test('T18: neighbour: a folder with the name of a record is no run', async () => {
  const { env } = await emulated();
  const cwd = folder({ 'connect-sync.yaml': configuration(people(1)) });
  const at = { cwd, env: { ...env, XDG_STATE_HOME: join(cwd, 'state') } };
  expect(await run(apply, at)).toMatchObject({ code: 0 });
  const kept = join(cwd, 'state', 'connect-sync');
  mkdirSync(join(kept, readdirSync(kept)[0] ?? '', 'runs', '20991231T235959Z-0000.ndjson'));
  const { code, stdout } = await run(['runs', '--format', 'json'], at);
  expect({ code, runs: JSON.parse(stdout).runs }).toMatchObject({ code: 0, runs: [{ result: 'complete' }] });
});
