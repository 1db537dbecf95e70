/** What plan, apply and watch share: one pass over an instance that is open. */

import { placeOfRecords } from '../keep/places.ts';
import { recentChanges } from '../keep/recent-changes.ts';
import { kinds, rules } from '../kinds/registry.ts';
import type { CallCounts } from '../plan/model/plan.ts';
import type { Acceptances } from '../plan/safety/finding.ts';
import type { Emit } from '../reconciler/events.ts';
import type { Memory } from '../reconciler/memory.ts';
import { type Approve, type Outcome, reconcile, type Wanted } from '../reconciler/reconcile.ts';
import { generatePassword } from '../reconciler/sending/secrets.ts';
import type { ConfigurationOptions } from './configuration.ts';
import type { Host } from './host/host.ts';
import type { Connection } from './instance/connection.ts';
import { type ReadOptions, withKeptReads } from './instance/kept-reads.ts';
import type { AccessOptions } from './instance/open.ts';
import { type KeptPass, mainFileOf, nothingKept, recordsFolderOf, type StateOptions } from './keeping.ts';

/** What says how a pass is made. */
export interface PassInputs extends ConfigurationOptions, ReadOptions, StateOptions, AccessOptions {
  /** Addresses that the pass is limited to. */
  readonly target?: readonly string[];
  /** Of a plan: the day (its first second in the configuration's time zone) or time with an offset for which it is made. */
  readonly asOf?: string;
  /** Breaches of safety rules that somebody has agreed to beforehand. */
  readonly accept?: Acceptances;
}

/** How a pass reads, and what of this machine's records is about the same main file. */
export type HowToPass = ReadOptions & StateOptions & Pick<ConfigurationOptions, 'file'>;

/** What one pass needs besides an open connection. */
export interface Passing {
  readonly host: Host;
  readonly options: HowToPass;
  /** What stands between the pass and its calls; it hears of everything before anybody else. */
  readonly kept?: KeptPass;
  readonly emit: Emit;
  readonly approve: Approve;
  /** Read calls of this pass so far; those of the connection where left out. */
  readonly readCalls?: () => CallCounts;
  /** For a process that makes one pass after the other; it needs what is kept on this machine only to read everything. */
  readonly memory?: Memory;
}

/** One pass over an open connection, of which there may be many. */
export function passOver(connection: Connection, wanted: Wanted, passing: Passing): Promise<Outcome> {
  const { host, options, kept: keep = nothingKept, emit, approve, readCalls = connection.calls, memory } = passing;
  const { instance, place, formerPlace, send, pace } = connection;
  const recordsFolder = recordsFolderOf(options, host);
  const file = mainFileOf(options, host);
  return withKeptReads(connection, options, {
    host,
    work: (kept) =>
      reconcile(
        wanted,
        {
          instance,
          send,
          pace,
          kinds,
          rules,
          emit(event) {
            keep.on(event);
            emit(event);
          },
          journal: keep.journal,
          gate: keep.gate,
          readCalls,
          ...kept,
          clock: host.clock,
          signal: host.signal,
          ...(options.read && { method: options.read }),
          ...(memory && { memory }),
          ...(recordsFolder !== undefined && {
            recentChanges: (since: number) =>
              recentChanges(
                {
                  stateFolder: recordsFolder,
                  place: placeOfRecords(recordsFolder, { place, former: formerPlace }),
                  region: instance.region,
                  owner: wanted.owner,
                  file,
                },
                since,
                rules,
              ),
          }),
          secrets: { env: (name: string) => host.env[name], generate: generatePassword },
        },
        approve,
      ),
  });
}
