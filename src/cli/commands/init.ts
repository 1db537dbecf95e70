import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportFilesOver } from '../../app/export.ts';
import { failureOf, invalid, refusedBySafety } from '../../app/failure.ts';
import type { InstanceReference, ListedInstance } from '../../app/instance/connection.ts';
import { instanceNamed } from '../../app/instance/instance-named.ts';
import type { ReadOptions } from '../../app/instance/kept-reads.ts';
import { type AccessOptions, withInstance } from '../../app/instance/open.ts';
import { mustBeNew, writeNewFiles } from '../../app/new-files.ts';
import { planConfiguration } from '../../app/plan.ts';
import {
  fixedPaths,
  type Pipeline,
  type PipelineSystem,
  pipelines,
  repositoryFiles,
  usualOwner,
} from '../../app/repository.ts';
import { Failed, InvalidInput, WrongUsage } from '../../base/errors.ts';
import { present } from '../../base/json.ts';
import { plural } from '../../base/words.ts';
import { isAdoption } from '../../plan/compare/ownership.ts';
import type { Plan } from '../../plan/model/plan.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { filesText } from '../../report/text/files-text.ts';
import { makePaint, printable } from '../../report/text/paint.ts';
import { planText } from '../../report/text/plan/plan-text.ts';
import { hostOf } from '../log.ts';
import { type ReadingShown, showReading } from '../reading.ts';
import { reportFailure } from '../report-failure.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import type { World } from '../world.ts';

export interface InitOptions extends ReadOptions, AccessOptions {
  readonly instance?: string;
  readonly region?: string;
  /** The folder that becomes a repository. */
  readonly dir: string;
  readonly owner?: string;
  readonly ci: PipelineSystem | 'none';
  /** Whether nothing is asked. */
  readonly yes?: boolean;
  readonly verbose?: boolean;
}

/** From the built program, which lies in dist/. */
const examples = fileURLToPath(new URL('../examples/ci/', import.meta.url));

/** Writes a repository for an instance as it is, and plans on it. */
export async function init(options: InitOptions, world: World): Promise<ExitCode> {
  const { dir, ci, yes = false } = options;
  if (!yes && !world.interactive) {
    throw new WrongUsage(
      'There is nobody to ask: where it is not run in a terminal, init needs --yes, --region (or AWS_REGION), and --instance unless the Region has only one.',
    );
  }
  await mustBeNew(dir, fixedPaths(ci));
  const reference = await whichInstance(options, world);
  const pipeline = ci === 'none' ? undefined : await readPipeline(ci);
  const host = await hostOf(world, options);
  const written = await withInstance({ instance: reference }, options, {
    host,
    async work(connection) {
      const { instance } = connection;
      const owner = options.owner ?? usualOwner(instance);
      const reading = showReading(world, connection);
      const exported = await exportFilesOver(connection, { options, host, emit: reading.on, owner }).finally(
        reading.stop,
      );
      showDiagnostics(exported.diagnostics, world);
      const files = repositoryFiles(exported, { instance, pipeline });
      const question = `Write ${plural(files.length, 'file')} for ${printable(instance.alias ?? instance.id)} into ${printable(dir)}?\nOnly "yes" will be accepted: `;
      if (!yes && (await world.ask(question)).trim() !== 'yes') return undefined;
      await writeNewFiles(dir, files, world.signal);
      world.err(filesText(dir, { ...exported, files }));
      return { owner };
    },
  }).catch((error: unknown) => {
    if (!(error instanceof Failed) || error.code !== 'no-region') throw error;
    throw new WrongUsage('No Region is known; name it with --region, or set AWS_REGION.');
  });
  if (written) return planOn(options, written.owner, world);
  world.err('Cancelled. Nothing was written.\n');
  return exit.unexpected;
}

async function readPipeline(system: PipelineSystem): Promise<Pipeline> {
  return { system, text: await readFile(join(examples, pipelines[system].example), 'utf8') };
}

/** By the options; what they leave open is asked, or found where there is only one. */
async function whichInstance({ instance, region, yes = false }: InitOptions, world: World): Promise<InstanceReference> {
  if (instance !== undefined) return instanceNamed(instance, region);
  const known = region ?? (world.env['AWS_REGION'] || world.env['AWS_DEFAULT_REGION']);
  const asked =
    known === undefined && !yes ? (await world.ask('Region of the instance, such as us-west-2: ')).trim() : known;
  return {
    ...present({ region: asked || undefined }),
    choose: (listed, used) => (yes ? onlyOne(listed, used) : askWhich(listed, { region: used, world })),
  };
}

async function onlyOne(listed: readonly ListedInstance[], region: string): Promise<string> {
  const [first, ...others] = listed;
  if (!first) throw noInstance(region);
  if (others.length === 0) return first.id;
  const them = listed.map(({ id, alias }) => (alias === undefined ? id : `${alias} (${id})`)).join(', ');
  throw new WrongUsage(
    `There are ${listed.length} instances in ${region}: ${printable(them)}; name one with --instance.`,
  );
}

async function askWhich(
  listed: readonly ListedInstance[],
  { region, world }: { readonly region: string; readonly world: World },
): Promise<string> {
  if (listed.length === 0) throw noInstance(region);
  const lines = listed.map(
    ({ id, alias = '', identityManagement = '' }, index) =>
      `  ${index + 1}  ${printable(`${alias}  ${id}  ${identityManagement}`)}\n`,
  );
  world.err(`Amazon Connect instances in ${region}:\n${lines.join('')}`);
  while (true) {
    const answer = (await world.ask(`Which one (1 to ${listed.length}): `)).trim();
    const chosen = /^\d+$/.test(answer) ? listed[Number(answer) - 1] : undefined;
    if (chosen) return chosen.id;
    if (answer === '') throw new WrongUsage('No instance was chosen; nothing was written.');
  }
}

const noInstance = (region: string): InvalidInput =>
  new InvalidInput(
    'no-such-instance',
    `There is no Amazon Connect instance in ${region}; name another Region with --region.`,
  );

/** Ends with what a plan on the new files would do, which should be to mark what they list and nothing else. */
async function planOn(options: InitOptions, owner: string, world: World): Promise<ExitCode> {
  const file = join(options.dir, 'connect-sync.yaml');
  let reading: ReadingShown | undefined;
  try {
    const outcome = await planConfiguration({ ...options, file }, await hostOf(world, options), {
      begin(connection) {
        reading = showReading(world, connection);
        return reading.on;
      },
      planned(plan, { perSecond }) {
        showDiagnostics(plan.diagnostics, world);
        const onlyAdoptions = plan.changes.every(isAdoption);
        world.out(
          onlyAdoptions ? adoptionsText(plan, { owner, file }) : planText(plan, makePaint(world.colour.out), perSecond),
        );
        if (!onlyAdoptions)
          world.err(
            `The files are written. What is left is in the plan above; edit them until it has only adoptions.\n`,
          );
      },
    });
    if (outcome.type !== 'invalid' && outcome.type !== 'refused') return exit.success;
    world.err('The files are written. What is left:\n');
    return reportFailure(
      outcome.type === 'invalid' ? invalid(outcome.diagnostics) : refusedBySafety(outcome.plan),
      'text',
      world,
    );
  } catch (error) {
    world.err('The files are written, but there is no plan on them yet:\n');
    return reportFailure(failureOf(world.signal.aborted ? world.signal.reason : error), 'text', world);
  } finally {
    reading?.stop();
  }
}

function adoptionsText({ changes }: Plan, { owner, file }: { readonly owner: string; readonly file: string }): string {
  if (changes.length === 0) return 'A plan on these files has no changes.\n';
  const mark = printable(JSON.stringify(owner));
  return `A plan on these files changes nothing but marks: ${changes.length} to adopt as ${mark}. To set them: connect-sync apply -f ${printable(file)}\n`;
}
