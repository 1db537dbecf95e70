/** What plan and apply share: read the files, reach the instance, make one pass over it. */
import { fileSystem } from '../config/file-system.ts';
import { type Configuration, type FileSystem, loadConfiguration } from '../config/load.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { hasErrors } from '../diagnostic.ts';
import type { Counts } from '../plan/cost.ts';
import type { Plan } from '../plan/plan.ts';
import type { Emit } from '../reconciler/events.ts';
import { type Outcome, type Ports, reconcile, type Wanted } from '../reconciler/reconcile.ts';
import { generatePassword } from '../reconciler/secrets.ts';
import { makeReadProgress } from '../report/progress.ts';
import { kinds, managedKinds, rules } from '../resources/registry.ts';
import type { Connection, Elsewhere } from './connection.ts';
import { openKeptReads, type ReadOptions, saveKeptReads } from './kept-reads.ts';
import { makeLog } from './log.ts';
import { whileWorking } from './working.ts';
import type { World } from './world.ts';

export const defaultFile = 'connect-sync.yaml';

export interface ConfigurationOptions {
  readonly file: string;
  /** Whether `include` may lead out of the folder of `file`. */
  readonly allowOutsideIncludes?: boolean;
}

export interface PassOptions extends ConfigurationOptions, ReadOptions {
  readonly verbose?: boolean;
  /** Addresses that the pass is limited to. */
  readonly target?: readonly string[];
  readonly elsewhere?: Elsewhere;
}

export interface Pass {
  readonly emit: (connection: Connection) => Emit;
  readonly approve: (plan: Plan, connection: Connection) => Promise<boolean>;
}

/** The connection is closed when this returns. */
export async function makePass(options: PassOptions, world: World, pass: Pass): Promise<Outcome> {
  const { verbose = false, target, elsewhere, read } = options;
  const configuration = await readConfiguration(options);
  if (hasErrors(configuration.diagnostics) || !configuration.instance) {
    return { type: 'invalid', diagnostics: configuration.diagnostics };
  }
  const { openConnection } = await import('./connection.ts');
  const log = await makeLog(verbose);
  const connection = await openConnection(configuration.instance, { world, log, ...(elsewhere && { elsewhere }) });
  const kept = await openKeptReads(connection.instance.id, options, world);
  const follow = pass.emit(connection);
  const progress = makeReadProgress(connection.calls, connection.perSecondNow);
  const reading = whileWorking(world, progress.line);
  try {
    return await passOver(
      connection,
      { ...wantedFrom(configuration), ...(target && { targets: target }) },
      {
        ...{ world, signal: world.signal, readCalls: connection.calls },
        ...(read && { method: read }),
        ...(kept && { cache: kept, recalled: kept.recalled }),
        emit(event) {
          progress.on(event);
          follow(event);
        },
        approve(plan) {
          reading.stop();
          return pass.approve(plan, connection);
        },
      },
    );
  } finally {
    reading.stop();
    connection.close();
    await saveKeptReads(kept, world);
  }
}

/** What one pass needs besides an open connection. */
export interface Passing extends Pick<Ports, 'method' | 'cache' | 'recalled' | 'memory'> {
  readonly world: World;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly readCalls: () => Counts;
}

/** One pass over an open connection, of which there may be many. */
export const passOver = (
  { instance, send, perSecond }: Connection,
  wanted: Wanted,
  { world, approve, ...passing }: Passing,
): Promise<Outcome> =>
  reconcile(
    wanted,
    {
      ...{ instance, send, perSecond, kinds, rules, ...passing },
      clock: world.clock,
      secrets: { env: (name: string) => world.env[name], generate: generatePassword },
    },
    approve,
  );

/** What the files ask for, with a warning where that is nothing. */
export const wantedFrom = (configuration: Configuration): Wanted => ({
  ...configuration,
  diagnostics: [...configuration.diagnostics, ...nothingManaged(configuration.managed)],
});

export const readConfiguration = (options: ConfigurationOptions): Promise<Configuration> =>
  loadConfiguration(options.file, managedKinds, fileSystemFor(options));

export function fileSystemFor({ allowOutsideIncludes }: ConfigurationOptions): FileSystem {
  const { realPath, ...anywhere } = fileSystem;
  return allowOutsideIncludes ? anywhere : { ...anywhere, realPath };
}

const nothingManaged = (managed: ReadonlySet<string>): readonly Diagnostic[] =>
  managed.size > 0
    ? []
    : [
        {
          severity: 'warning',
          code: 'nothing-managed',
          message: `No section of the configuration manages anything; there could be: ${managedKinds.map(({ section }) => section).join(', ')}.`,
        },
      ];
