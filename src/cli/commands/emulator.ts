import { readFile } from 'node:fs/promises';
import { type IdentityManagement, startEmulator } from '../../emulator/index.ts';
import { plural } from '../../report/words.ts';
import { type ExitCode, exit } from '../exit.ts';
import { InvalidInput } from '../failure.ts';
import type { World } from '../world.ts';

export interface EmulatorCommandOptions {
  readonly port: number;
  readonly users: number;
  readonly throttle: boolean;
  readonly identityManagement: IdentityManagement;
  readonly seed?: string;
}

/** Runs a local Amazon Connect until it is told to stop. */
export async function emulator(options: EmulatorCommandOptions, world: World): Promise<ExitCode> {
  const { seed, ...rest } = options;
  const running = await start({ ...rest, ...(seed !== undefined && { seed: await readSeed(seed) }) });
  world.out(`Amazon Connect emulator at ${running.url}\n\n`);
  for (const { id, alias, identityManagement, users } of running.instances) {
    world.out(`  instance ${id}  (${alias}, ${identityManagement}, ${plural(users, 'user')})\n`);
  }
  world.out(
    `
In another terminal:

  export AWS_ENDPOINT_URL_CONNECT=${running.url} AWS_REGION=${running.region}
  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
  connect-sync export --instance ${running.instances[0]?.id}

Ctrl-C stops it; nothing is kept.
`,
  );
  await new Promise<void>((resolve) => {
    if (world.signal.aborted) resolve();
    else world.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await running.close();
  return exit.success;
}

async function start(options: Parameters<typeof startEmulator>[0]) {
  try {
    return await startEmulator(options);
  } catch (error) {
    const { name, code, message, problems } = error as Error & { code?: string; problems?: readonly string[] };
    if (code === 'EADDRINUSE')
      throw new InvalidInput('port-in-use', `Port ${options?.port} is in use; choose another with --port.`);
    if (code === 'EACCES')
      throw new InvalidInput('port-refused', `Port ${options?.port} may not be used; choose one above 1023.`);
    if (name === 'SeedError') throw new InvalidInput('invalid-seed', (problems ?? [message]).join(' '));
    throw error;
  }
}

async function readSeed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new InvalidInput(
      'invalid-seed',
      `Cannot read the seed ${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
}
