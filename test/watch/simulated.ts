/**
 * A watch whose days pass in a moment: files, loop, rates and retries of the program, the real SDK over HTTP on a
 * throttled emulator, all of them on one manual clock.
 */
import { onTestFinished } from 'vitest';
import type { Log } from '../../src/app/host/host.ts';
import type { Connection } from '../../src/app/instance/connection.ts';
import { assembleWatch } from '../../src/app/watch/assemble-watch.ts';
import { noDesk } from '../../src/app/watch/watch-desk.ts';
import { watchKeepingNothing } from '../../src/app/watch/watch-keeping.ts';
import { watchedFiles } from '../../src/app/watch/watched-files.ts';
import { logEvent, makeTeller } from '../../src/cli/watch-log.ts';
import { makeClient } from '../../src/connect/client.ts';
import type { Send } from '../../src/connect/port.ts';
import { makeRateLimiter, withRateLimit } from '../../src/connect/rate-limiter.ts';
import { makeRates, usableBurst } from '../../src/connect/rates.ts';
import { withRetry } from '../../src/connect/retry.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import type { LoopOptions, Watch } from '../../src/watch/ports.ts';
import { memory } from '../config/memory.ts';
import { type ManualClock, makeManualClock } from '../support/manual-clock.ts';

export const minute = 60_000;
export const hour = 60 * minute;

export interface Simulation {
  readonly clock: ManualClock;
  readonly emulator: Emulator;
  readonly watch: Watch;
  /** Contents by path; a test that changes them pokes the watch. */
  readonly files: { [path: string]: string };
  /** Somebody else's calls: neither limited nor repeated. */
  readonly somebody: Send;
  /** The most passes that were ever under way at once. */
  maxAtOnce(): number;
  /** Lines of the log, as text. */
  readonly logged: readonly string[];
  leave(): Promise<void>;
}

/** From 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface SimulationOptions extends Partial<LoopOptions> {
  readonly seed?: number;
  readonly emulator?: EmulatorOptions;
}

export async function simulate(
  files: { [path: string]: string },
  { seed = 1, emulator: settings = {}, ...options }: SimulationOptions = {},
): Promise<Simulation> {
  let underWay = 0;
  const manual = makeManualClock(Date.UTC(2026, 0, 5), () => underWay > 0);
  // As the system's timers, which sleep for whole milliseconds.
  const clock: ManualClock = { ...manual, sleep: (ms, signal) => manual.sleep(Math.ceil(ms), signal) };
  const emulator = await startEmulator({ now: clock.now, throttle: true, ...settings });
  const client = makeClient({
    region: emulator.region,
    endpoint: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { id, arn, identityManagement } = emulator.instances[0]!;
  const bound = client.bind(id);
  const counted: Send = async (...call) => {
    underWay += 1;
    try {
      return await bound(...call);
    } finally {
      underWay -= 1;
    }
  };
  const random = randomFrom(seed);
  const rateOf = makeRates();
  const limiter = makeRateLimiter(clock, rateOf);
  const counts = new Map<string, number>();
  const limited = withRateLimit(counted, limiter);
  const connection: Connection = {
    place: id,
    formerPlace: id,
    instance: { id, arn, identityManagement, region: emulator.region },
    send: withRetry(
      (call, input, more) => {
        counts.set(call, (counts.get(call) ?? 0) + 1);
        return limited(call, input, more);
      },
      clock,
      random,
    ),
    perSecond: (call) => rateOf(call).perSecond,
    pace: (call) => ({ perSecond: rateOf(call).perSecond, atOnce: usableBurst(rateOf(call)) }),
    perSecondNow: limiter.rateNow,
    calls: () => Object.fromEntries(counts),
    close: () => client.close(),
  };

  let [passes, most] = [0, 0];
  const logged: string[] = [];
  const stop = new AbortController();
  const log: Log = (level, message) => void logged.push(`${level} ${message}`);
  const watched = watchedFiles('connect-sync.yaml', { system: memory(files), clock });
  const watch = assembleWatch(
    {
      host: { clock, env: {}, cwd: '.', signal: stop.signal, log },
      tell: (event) => logEvent(event, log),
      emit: makeTeller(log),
      readFiles: watched.read,
      reading: { cache: false, file: 'connect-sync.yaml' },
      keeping: watchKeepingNothing,
      desk: noDesk,
      connection: {
        async use(_, work) {
          most = Math.max(most, ++passes);
          try {
            return await work(connection);
          } finally {
            passes -= 1;
          }
        },
        instance: () => connection.instance,
        close: connection.close,
      },
    },
    { mode: 'apply', interval: 5 * minute, fullReadInterval: hour, ...options, random },
  );
  const end = watch.run(stop.signal);
  const leave = async (): Promise<void> => {
    stop.abort(new Error('The simulation is over.'));
    await clock.run(end);
  };
  onTestFinished(async () => {
    await leave();
    client.close();
    await emulator.close();
  });
  return { ...{ clock, emulator, watch, files, logged, leave }, somebody: counted, maxAtOnce: () => most };
}
