/** The loop of a watch with everything it asks for: passes over one connection, and a log of what happens. */
import type { Counts } from '../plan/cost.ts';
import type { Outcome } from '../reconciler/reconcile.ts';
import { type Asked, makeWatch, type Watch, type WatchOptions } from '../watch/loop.ts';
import type { HeldConnection } from './held-connection.ts';
import { makeAbort } from './leaving.ts';
import type { Log } from './log.ts';
import { passOver } from './pass.ts';
import { explain, tell, tellOfChange } from './watch-log.ts';
import type { ConfigurationRead } from './watched-files.ts';
import type { World } from './world.ts';

export interface Parts {
  readonly connection: HeldConnection;
  readonly readFiles: () => Promise<ConfigurationRead>;
  readonly world: World;
  readonly log: Log;
}

export function assembleWatch(parts: Parts, options: WatchOptions & { readonly random: () => number }): Watch {
  const { connection, readFiles, world, log } = parts;
  return makeWatch<ConfigurationRead>(
    {
      ...{ clock: world.clock, random: options.random, instance: connection.instance },
      ...{ readFiles, makeAbort, explain, pass: passBy(parts), tell: (event) => tell(event, log) },
    },
    options,
  );
}

/** One pass over the connection that is kept. */
const passBy =
  ({ connection, world, log }: Parts) =>
  ({ files, signal, leftOut, approve }: Asked<ConfigurationRead>): Promise<Outcome> => {
    const { instance } = files.configuration;
    if (!instance) throw new Error('The files name no instance; they should have been refused before.');
    return connection.use(instance, (open) => {
      const before = open.calls();
      const readCalls = (): Counts =>
        Object.fromEntries(
          Object.entries(open.calls())
            .map(([call, times]) => [call, times - (before[call] ?? 0)])
            .filter(([, times]) => times !== 0),
        );
      const wanted = { ...files.wanted, leftOut };
      return passOver(open, wanted, { world, signal, approve, readCalls, emit: (event) => tellOfChange(event, log) });
    });
  };
