import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Elsewhere, openConnection } from '../../../app/instance/connection.ts';
import { startEmulator } from '../../../emulator/index.ts';
import { type ExitCode, exit } from '../../../report/exit-codes.ts';
import { makePaint } from '../../../report/text/paint.ts';
import { hostOf } from '../../log.ts';
import type { World } from '../../world.ts';
import { apply } from '../apply.ts';
import { plan } from '../plan.ts';

/** From the built program, which lies in dist/. */
const quickstart = fileURLToPath(new URL('../examples/quickstart/', import.meta.url));

/** The whole story on the quickstart, against an emulator of its own: no AWS account, no credentials, nothing kept. */
export async function demoQuickstart(world: World): Promise<ExitCode> {
  const seed: unknown = JSON.parse(await readFile(`${quickstart}instance.json`, 'utf8'));
  const emulator = await startEmulator({ seed });
  try {
    return await tell(emulator.url, world);
  } finally {
    await emulator.close();
  }
}

async function tell(endpoint: string, world: World): Promise<ExitCode> {
  const elsewhere: Elsewhere = { endpoint, credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' } };
  const file = relative(world.cwd, `${quickstart}connect-sync.yaml`);
  const paint = makePaint(world.colour.out);
  const say = (text: string): void => world.out(`\n${paint('bold', `# ${text}`)}\n`);
  const runPlan = async (): Promise<ExitCode> => {
    world.out(`$ connect-sync plan -f ${file} --detailed-exitcode\n\n`);
    const code = await plan({ file, elsewhere, cache: false, format: 'text', detailedExitcode: true }, world);
    world.out(`(exit code ${code})\n`);
    return code;
  };
  const runApply = async (): Promise<ExitCode> => {
    world.out(`$ connect-sync apply -f ${file} --auto-approve\n\n`);
    return apply({ file, elsewhere, cache: false, format: 'text', autoApprove: true }, world);
  };

  world.out(
    `A local Amazon Connect runs at ${endpoint}, with its documented limit of two calls a second for most APIs.\n`,
  );
  say('1. What would change? Two users are there already, the others are new.');
  let code = await runPlan();
  if (code !== exit.changes) return unexpected(code);

  say('2. Make it so.');
  code = await runApply();
  if (code !== exit.success) return code;

  say('3. Somebody changes a routing profile and deletes a user by hand ...');
  await drift(elsewhere, world);

  say('4. ... and the next plan shows both.');
  code = await runPlan();
  if (code !== exit.changes) return unexpected(code);

  say('5. Repair it.');
  code = await runApply();
  if (code !== exit.success) return code;

  say('6. Nothing is left to do.');
  code = unexpected(await runPlan());
  world.out(next);
  return code;
}

const next = `
Next: connect-sync demo contact-centre      120 people, their teams, profiles and skills, and a reorganisation
      connect-sync emulator --help           a local Amazon Connect of your own, to try plan, apply and watch on
`;

/** A demo that does not go as told has failed, whatever the command itself says. */
const unexpected = (code: ExitCode): ExitCode => (code === exit.changes ? exit.unexpected : code);

/** What a person with a console would do: none of it passes through a plan. */
async function drift(elsewhere: Elsewhere, world: World): Promise<void> {
  const instance = { id: '10a4c4eb-f57e-4d4c-b602-bf39176ced07', region: 'us-west-2' };
  const connection = await openConnection(instance, { host: await hostOf(world), elsewhere });
  try {
    const { send } = connection;
    const { UserSummaryList: users = [] } = await send('ListUsers', {});
    const { RoutingProfileSummaryList: profiles = [] } = await send('ListRoutingProfiles', {});
    const userId = (username: string) => users.find(({ Username }) => Username === username)?.Id;
    const basic = profiles.find(({ Name }) => Name === 'Basic Routing Profile')?.Id;
    await send('UpdateUserRoutingProfile', { UserId: userId('jane.doe'), RoutingProfileId: basic });
    await send('DeleteUser', { UserId: userId('li.na') });
    world.out('jane.doe is moved to Basic Routing Profile; li.na is deleted.\n');
  } finally {
    connection.close();
  }
}
