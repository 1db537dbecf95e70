/** What plan, apply and watch share: read the files, reach the instance, make one pass over it. */
import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
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
import type { Acceptances } from '../plan/safety/finding.ts';
import type { Counts } from '../plan/timing/cost.ts';
import type { Emit } from '../reconciler/events.ts';
import { type Outcome, type Ports, reconcile, type Wanted } from '../reconciler/reconcile.ts';
import { generatePassword } from '../reconciler/sending/secrets.ts';
import type { Host } from './host.ts';
import type { Connection, Elsewhere } from './instance/connection.ts';
import { type Deadline, startDeadline } from './instance/deadline.ts';
import { openKeptReads, type ReadOptions, saveKeptReads } from './instance/kept-reads.ts';
import { checkLimits } from './instance/limits.ts';
import {
  type KeptPass,
  mainFileOf,
  nothingKept,
  recordsFolderOf,
  type StateOptions,
  stateFolderOf,
} from './keeping.ts';
import { tidyUpAfter } from './machine/tidy.ts';

export const defaultFile = 'connect-sync.yaml';

export interface ConfigurationOptions {
  readonly file: string;
  /** Whether `include` may lead out of the folder of `file`. */
  readonly allowOutsideIncludes?: boolean;
}

export interface PassOptions extends ConfigurationOptions, ReadOptions, StateOptions {
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
  readonly enter?: (connection: Connection, owner: string | undefined) => Promise<KeptPass>;
  /** Called right before the instance is read; what it returns is told of everything. */
  readonly emit: (connection: Connection) => Emit;
  readonly approve: (plan: Plan, connection: Connection) => Promise<boolean>;
}

/** The connection is closed when this returns. Throws `DeadlinePassed` where the time is over before there is a plan. */
export async function makePass(options: PassOptions, host: Host, pass: Pass): Promise<Outcome> {
  checkLimits(options.rate, throttledCalls);
  if (options.deadline === undefined) return passWithin(options, { host, pass });
  const deadline = startDeadline(options.deadline, host);
  const signal = AbortSignal.any([host.signal, deadline.stop]);
  // Every call that waits for its turn, or is under way, listens; there is no leak to be warned of.
  setMaxListeners(0, signal, deadline.cut);
  try {
    return await passWithin(options, { host: { ...host, signal }, pass, deadline });
  } catch (error) {
    throw error instanceof CallError && error.facts.error === 'DeadlinePassed' ? deadline.stop.reason : error;
  } finally {
    deadline.end();
  }
}

interface Within {
  readonly host: Host;
  readonly pass: Pass;
  readonly deadline?: Deadline;
}

async function passWithin(options: PassOptions, { host, pass, deadline }: Within): Promise<Outcome> {
  const { target, elsewhere, rate, read, accept = {} } = options;
  const configuration = await readConfiguration(options);
  if (hasErrors(configuration.diagnostics) || !configuration.instance) {
    return { type: 'invalid', diagnostics: configuration.diagnostics };
  }
  tidyUpAfter(configuration.desired.size);
  const { openConnection } = await import('./instance/connection.ts');
  const { throttle } = configuration;
  const connection = await openConnection(configuration.instance, {
    host,
    ...(elsewhere && { elsewhere }),
    ...(throttle && { throttle }),
    ...(rate && { rate }),
    ...(deadline && { cut: deadline.cut }),
  });
  let kept: Awaited<ReturnType<typeof openKeptReads>>;
  try {
    const { journal, gate, on } = (await pass.enter?.(connection, configuration.owner)) ?? nothingKept;
    kept = await openKeptReads(connection, options, host);
    const emit = pass.emit(connection);
    return await passOver(
      connection,
      {
        ...withWarning(wantedFrom(configuration), options, host),
        accepted: accept,
        ...(target && { targets: target }),
      },
      {
        host,
        signal: host.signal,
        readCalls: connection.calls,
        recordsFolder: recordsFolderOf(options, host),
        file: mainFileOf(options, host),
        ...(read && { method: read }),
        ...(kept && { cache: kept, recalled: kept.recalled }),
        journal,
        gate,
        emit(event) {
          on(event);
          emit(event);
        },
        approve: (plan) => pass.approve(plan, connection),
      },
    );
  } finally {
    connection.close();
    await saveKeptReads(kept, host);
  }
}

/** What one pass needs besides an open connection. */
export interface Passing extends Pick<Ports, 'method' | 'cache' | 'recalled' | 'memory' | 'journal' | 'gate'> {
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly readCalls: () => Counts;
  /** Where the records of earlier runs are, if they are there; the limits of a policy look back on them. */
  readonly recordsFolder: string | undefined;
  /** The main file, by its whole path. */
  readonly file: string | undefined;
}

/** One pass over an open connection, of which there may be many. */
export const passOver = (
  { instance, place, send, pace }: Connection,
  wanted: Wanted,
  { host, approve, recordsFolder, file, ...passing }: Passing,
): Promise<Outcome> =>
  reconcile(
    wanted,
    {
      ...{ instance, send, pace, kinds, rules, ...passing },
      clock: host.clock,
      ...(recordsFolder !== undefined && {
        recentChanges: (since: number) =>
          recentChanges({ stateFolder: recordsFolder, place, owner: wanted.owner, file }, since, rules),
      }),
      secrets: { env: (name: string) => host.env[name], generate: generatePassword },
    },
    approve,
  );

/** Says that the limits over time cannot be kept, since the folder that was named for records is not there. */
function withWarning(wanted: Wanted, options: StateOptions, host: Host): Wanted {
  const { folder, chosen } = stateFolderOf(options, host);
  const { window } = wanted.policy;
  if (!chosen || folder === undefined || window === undefined || existsSync(folder)) return wanted;
  const warning: Diagnostic = {
    severity: 'warning',
    code: 'no-state-folder',
    message: `There is no folder ${folder}, so the limits over time (policy.limits.window) are off: earlier runs are not counted. Correct --state-dir, or apply once to make the folder.`,
  };
  return { ...wanted, diagnostics: [...wanted.diagnostics, warning] };
}

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
          message: `No section of the configuration manages anything; there could be: ${managedKinds.map(({ section }) => section.key).join(', ')}.`,
        },
      ];
