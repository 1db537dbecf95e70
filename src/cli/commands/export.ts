import { type ConfigurationOptions, readConfiguration } from '../../app/configuration.ts';
import { exportFilesOver, exportOver } from '../../app/export.ts';
import { asError, invalid } from '../../app/failure.ts';
import { type Access, accessOf } from '../../app/instance/access.ts';
import { instanceNamed } from '../../app/instance/instance-named.ts';
import type { ReadOptions } from '../../app/instance/kept-reads.ts';
import { type AccessOptions, withInstance } from '../../app/instance/open.ts';
import { mustBeNew, writeNewFiles } from '../../app/new-files.ts';
import { hasErrors } from '../../base/diagnostic.ts';
import { InvalidInput, WrongUsage } from '../../base/errors.ts';
import { plural } from '../../base/words.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { filesText } from '../../report/text/files-text.ts';
import { printable } from '../../report/text/paint.ts';
import { hostOf } from '../log.ts';
import { outputPathOf, writeOutput } from '../output-file.ts';
import { showReading } from '../reading.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import type { World } from '../world.ts';

export interface ExportOptions extends ConfigurationOptions, ReadOptions, AccessOptions {
  readonly instance?: string;
  readonly region?: string;
  /** Words of the sections to write; all where left out. */
  readonly only?: readonly string[];
  readonly out?: string;
  /** A folder that takes the files of a repository, instead of one file. */
  readonly split?: string;
  /** Whether `out` may replace a file. */
  readonly force?: boolean;
  readonly verbose?: boolean;
}

/** Writes the live instance as a configuration on which `plan` finds nothing to do. */
export async function exportInstance(options: ExportOptions, world: World): Promise<ExitCode> {
  const { instance, region, out, split, force = false } = options;
  if (split !== undefined && (out !== undefined || force)) {
    throw new WrongUsage('--split writes new files into a folder; it goes with neither --out nor --force.');
  }
  const fromFile = instance === undefined;
  if (out !== undefined) await mayBeWritten(out, { world, source: fromFile ? options.file : undefined });
  if (split !== undefined) await mustBeNew(split, ['connect-sync.yaml']);
  const reach = fromFile ? await reachIn(options) : { instance: instanceNamed(instance, region) };
  const host = await hostOf(world, options);
  return withInstance(reach, options, {
    host,
    async work(connection) {
      const reading = showReading(world, connection);
      try {
        if (split !== undefined) {
          const exported = await exportFilesOver(connection, { options, host, emit: reading.on });
          reading.stop();
          showDiagnostics(exported.diagnostics, world);
          await writeNewFiles(split, exported.files, world.signal);
          world.err(filesText(split, exported));
          return exit.success;
        }
        const { yaml, diagnostics, resources } = await exportOver(connection, { options, host, emit: reading.on });
        reading.stop();
        showDiagnostics(diagnostics, world);
        if (out === undefined) world.out(yaml);
        else {
          await writeOutput(out, yaml, force ? 'replace' : 'new');
          world.err(`Wrote ${plural(resources, 'resource')} to ${printable(out)}.\n`);
        }
        return exit.success;
      } finally {
        reading.stop();
      }
    },
  });
}

async function reachIn(options: ConfigurationOptions): Promise<Access> {
  const configuration = await readConfiguration(options);
  const noFile = configuration.diagnostics.find(({ code }) => code === 'file-not-found');
  if (!hasErrors(configuration.diagnostics) || !noFile) return accessOf(configuration);
  // A file of nearly that name is more likely to be meant than none.
  if (noFile.message.includes(' but there is ')) return accessOf(configuration);
  const message = `There is no ${options.file} that names an instance; name one with --instance ID, or such a file with -f.`;
  throw asError(invalid([{ ...noFile, message }]));
}

/** The file that names the instance has its owner, policy and includes, which no export has. */
async function mayBeWritten(
  out: string,
  { world, source }: { readonly world: World; readonly source: string | undefined },
): Promise<void> {
  if (source === undefined || (await outputPathOf(out, world.cwd)) !== (await outputPathOf(source, world.cwd))) return;
  throw new InvalidInput(
    'would-replace-source',
    `--out would replace ${out}, which names the instance; --force does not allow that. Name another file.`,
  );
}
