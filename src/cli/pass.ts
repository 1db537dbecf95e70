/** What plan, apply and watch share: read the files, reach the instance, make one pass over it. */
import { setMaxListeners } from 'node:events';
import type { Diagnostic } from '../base/diagnostic.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { CallError } from '../base/errors.ts';
import { fileSystem } from '../config/file-system.ts';
import { type Configuration, type FileSystem, loadConfiguration } from '../config/load.ts';
import { throttledCalls } from '../config/settings/throttle.ts';
import type { Limits } from '../connect/rates.ts';
import { recentChanges } from '../keep/recent-changes.ts';
import { kinds, managedKinds, rules } from '../kinds/registry.ts';
import type { Plan } from '../plan/model/plan.ts';
import type { Acceptances } from '../plan/safety/guard.ts';
import type { Counts } from '../plan/timing/cost.ts';
import type { Emit } from '../reconciler/events.ts';
import { type Outcome, type Ports, reconcile, type Wanted } from '../reconciler/reconcile.ts';
import { generatePassword } from '../reconciler/sending/secrets.ts';
import { makeReadProgress } from '../report/text/progress.ts';
import type { Connection, Elsewhere } from './connection.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { recordsFolderOf, type StateOptions } from './keeping.ts';
import { openKeptReads, type ReadOptions, saveKeptReads } from './kept-reads.ts';
import { checkLimits } from './limits.ts';
import { makeLog } from './log.ts';
import { tidyUpAfter } from './tidy.ts';
import { whileWorking } from './working.ts';
import type { World } from './world.ts';

export const defaultFile = 'connect-sync.yaml';

export interface ConfigurationOptions {
  readonly file: string;
  /** Whether `include` may lead out of the folder of `file`. */
  readonly allowOutsideIncludes?: boolean;
}

export interface PassOptions extends ConfigurationOptions, ReadOptions, StateOptions {
  /** With `json`, nothing is said of how far it is. */
  readonly format?: string;
  readonly verbose?: boolean;
  /** Addresses that the pass is limited to. */
  readonly target?: readonly string[];
  readonly elsewhere?: Elsewhere;
  /** Breaches of safety rules that somebody has agreed to beforehand. */
  readonly accept?: Acceptances;
  /** Limits by API that win over the configuration's. */
  readonly rate?: Limits;
  /** Milliseconds from the start of the command. */
  readonly deadline?: number;
}

export interface Pass {
  /** Comes before anything is read of the instance, but for what it is. */
  readonly enter?: (connection: Connection, owner: string | undefined) => Promise<void>;
  readonly emit: (connection: Connection) => Emit;
  readonly approve: (plan: Plan, connection: Connection) => Promise<boolean>;
}

/** The connection is closed when this returns. Throws `DeadlinePassed` where the time is over before there is a plan. */
export async function makePass(options: PassOptions, world: World, pass: Pass): Promise<Outcome> {
  checkLimits(options.rate, throttledCalls);
  if (options.deadline === undefined) return passWithin(options, { world, pass });
  const deadline = startDeadline(options.deadline, world);
  const signal = AbortSignal.any([world.signal, deadline.stop]);
  // Every call that waits for its turn, or is under way, listens; there is no leak to be warned of.
  setMaxListeners(0, signal, deadline.cut);
  try {
    return await passWithin(options, { world: { ...world, signal }, pass, deadline });
  } catch (error) {
    throw error instanceof CallError && error.facts.error === 'DeadlinePassed' ? deadline.stop.reason : error;
  } finally {
    deadline.end();
  }
}

interface Within {
  readonly world: World;
  readonly pass: Pass;
  readonly deadline?: Deadline;
}

async function passWithin(options: PassOptions, { world, pass, deadline }: Within): Promise<Outcome> {
  const { format, verbose = false, target, elsewhere, rate, read, accept = {} } = options;
  const configuration = await readConfiguration(options);
  if (hasErrors(configuration.diagnostics) || !configuration.instance) {
    return { type: 'invalid', diagnostics: configuration.diagnostics };
  }
  tidyUpAfter(configuration.desired.size);
  const { openConnection } = await import('./connection.ts');
  const log = await makeLog(verbose);
  const { throttle } = configuration;
  const connection = await openConnection(configuration.instance, {
    ...{ world, log },
    ...(elsewhere && { elsewhere }),
    ...(throttle && { throttle }),
    ...(rate && { rate }),
    ...(deadline && { cut: deadline.cut }),
  });
  const follow = pass.emit(connection);
  const progress = makeReadProgress(connection.calls, connection.perSecondNow);
  let reading: { stop(): void } | undefined;
  let kept: Awaited<ReturnType<typeof openKeptReads>>;
  try {
    await pass.enter?.(connection, configuration.owner);
    kept = await openKeptReads(connection.instance.id, options, world);
    reading = format === 'json' ? undefined : whileWorking(world, progress.line);
    return await passOver(
      connection,
      { ...wantedFrom(configuration), accepted: accept, ...(target && { targets: target }) },
      {
        ...{
          world,
          signal: world.signal,
          readCalls: connection.calls,
          recordsFolder: recordsFolderOf(options, world),
        },
        ...(read && { method: read }),
        ...(kept && { cache: kept, recalled: kept.recalled }),
        emit(event) {
          progress.on(event);
          follow(event);
        },
        approve(plan) {
          reading?.stop();
          return pass.approve(plan, connection);
        },
      },
    );
  } finally {
    reading?.stop();
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
  /** Where the records of earlier runs are, if they are there; the limits of a policy look back on them. */
  readonly recordsFolder: string | undefined;
}

/** One pass over an open connection, of which there may be many. */
export const passOver = (
  { instance, place, send, pace }: Connection,
  wanted: Wanted,
  { world, approve, recordsFolder, ...passing }: Passing,
): Promise<Outcome> =>
  reconcile(
    wanted,
    {
      ...{ instance, send, pace, kinds, rules, ...passing },
      clock: world.clock,
      ...(recordsFolder !== undefined && {
        recentChanges: (since: number) => recentChanges(recordsFolder, place, since),
      }),
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
