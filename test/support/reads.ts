/** Kinds whose reads a test decides, read side by side on a clock. */
import type { Kind, Reading } from '../../src/kinds/kind.ts';
import type { LiveResource } from '../../src/plan/model/state.ts';
import type { Event } from '../../src/reconciler/events.ts';
import { readLive } from '../../src/reconciler/read-live.ts';
import { makeManualClock } from './manual-clock.ts';
import { script } from './script.ts';
import { rules } from './states.ts';

/** A kind that reads these resources in this time; `log` notes when each begins. */
export function makeReads() {
  const clock = makeManualClock();
  const log: string[] = [];
  const readings = new Map<string, Reading>();
  const events: Event[] = [];
  const kind = (
    name: string,
    readAfter: readonly string[],
    read: (reading: Reading) => readonly LiveResource[] | Promise<readonly LiveResource[]>,
  ): Kind => ({
    ...(rules.get('room') as NonNullable<ReturnType<typeof rules.get>>),
    ...{ name, readAfter, needs: { names: { search: [], describe: [] } } },
    async read(reading) {
      log.push(`${clock.now()} ${name}`);
      readings.set(name, reading);
      await clock.sleep(1000);
      return read(reading);
    },
  });
  const readAll = (
    kinds: readonly Kind[],
    wanted: readonly string[],
    more: Partial<Parameters<typeof readLive>[0]> = {},
  ) =>
    clock.run(
      readLive({
        ...{ clock, kinds, rules, wanted: new Set(wanted), detailed: new Set(wanted) },
        emit: (event: Event) => void events.push(event),
        ...{ send: script({}).send, method: 'search' as const, identityManagement: 'SAML' as const },
        ...more,
      }),
    );
  return { clock, log, readings, events, kind, readAll };
}
