/** A whole contact centre from a bare instance, and its reorganisation. Long plans are shown by their ends. */
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Elsewhere } from '../../../app/instance/connection.ts';
import { startEmulator } from '../../../emulator/index.ts';
import { type ExitCode, exit } from '../../../report/exit-codes.ts';
import { makePaint } from '../../../report/text/paint.ts';
import type { World } from '../../world.ts';
import { apply } from '../apply.ts';
import { plan } from '../plan.ts';

/** From the built program, which lies in dist/. */
const example = fileURLToPath(new URL('../examples/contact-centre/', import.meta.url));

/** Calls a second of each API, so that the story takes seconds; AWS lets two through by default. */
const fast = { rate: 50, burst: 100 };

/** Lines of a plan or an apply that are shown. */
const shown = 14;

export async function demoContactCentre(world: World): Promise<ExitCode> {
  const seed: unknown = JSON.parse(await readFile(join(example, 'instance.json'), 'utf8'));
  const folder = await mkdtemp(join(tmpdir(), 'connect-sync-demo-'));
  const emulator = await startEmulator({ seed });
  try {
    emulator.settings.patch({ rates: { '*': fast } });
    return await tell({ endpoint: emulator.url, folder }, world);
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function tell(
  { endpoint, folder }: { readonly endpoint: string; readonly folder: string },
  world: World,
): Promise<ExitCode> {
  const elsewhere: Elsewhere = { endpoint, credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' } };
  const file = join(folder, 'connect-sync.yaml');
  const common = {
    file,
    elsewhere,
    cache: false,
    stateDir: join(folder, 'state'),
    format: 'text',
    rate: { '*': { rate: 40, burst: 40 } },
  } as const;
  const paint = makePaint(world.colour.out);
  const say = (text: string): void => world.out(`\n${paint('bold', `# ${text}`)}\n`);
  const run = async (words: string, command: (shortened: World) => Promise<ExitCode>): Promise<ExitCode> => {
    world.out(`$ connect-sync ${words}\n\n`);
    let printed = '';
    const show = (): void => {
      if (printed !== '') world.out(endOf(printed));
      printed = '';
    };
    const code = await command({
      ...world,
      out(text) {
        printed += text;
      },
      err(text) {
        show();
        world.err(text);
      },
    });
    show();
    world.out(`(exit code ${code})\n`);
    return code;
  };
  const runPlan = (): Promise<ExitCode> =>
    run('plan --detailed-exitcode', (shortened) => plan({ ...common, detailedExitcode: true }, shortened));

  await cp(example, folder, { recursive: true });
  await mkdir(join(folder, 'state'));
  world.out(
    'A local Amazon Connect runs with eight queues and one administrator. Its account\nallows 50 calls of each API a second, of which connect-sync is told to use 40.\n',
  );
  world.out('The files are those of examples/contact-centre: 120 people at three sites.\n');

  say('1. What would a new contact centre take?');
  if ((await runPlan()) !== exit.changes) return exit.unexpected;
  say('2. Make it: what others need first, and nobody without a profile.');
  let code = await run('apply --auto-approve', (shortened) => apply({ ...common, autoApprove: true }, shortened));
  if (code !== exit.success) return code;
  say('3. Nothing is left to do.');
  if ((await runPlan()) !== exit.success) return exit.unexpected;

  say('4. Lisbon joins Dublin, two profiles are renamed, one goes, teams become squads.');
  await cp(join(example, 'reorganisation'), folder, { recursive: true });
  if ((await runPlan()) !== exit.refused) return exit.unexpected;
  say('5. So many moves and deletions need a word. Say it, for exactly these numbers.');
  const accept = { update: 52, configurationDelete: 6 };
  const words = Object.entries(accept).map(([what, number]) => `--accept ${what}=${number}`);
  code = await run(`apply --auto-approve ${words.join(' ')}`, (shortened) =>
    apply({ ...common, autoApprove: true, accept }, shortened),
  );
  if (code !== exit.success) return code;
  say('6. Nothing is left to do.');
  if ((await runPlan()) !== exit.success) return exit.unexpected;
  world.out(next);
  return exit.success;
}

const next = `
Next: read examples/contact-centre, then try its files on an emulator of your own:
      connect-sync emulator --seed examples/contact-centre/instance.json
`;

/** The last lines, after a line that says how many there were before. */
function endOf(text: string): string {
  const lines = text.trimEnd().split('\n');
  const before = lines.length - shown;
  return `${before > 1 ? `… ${before} lines left out …\n` : ''}${lines.slice(before > 1 ? -shown : 0).join('\n')}\n`;
}
