import type { Connection } from '../app/instance/connection.ts';
import type { Emit } from '../reconciler/events.ts';
import { detourText, makeReadProgress } from '../report/text/progress.ts';
import { whileWorking } from './working.ts';
import type { World } from './world.ts';

export interface ReadingShown {
  readonly on: Emit;
  stop(): void;
}

/** Shows how far the reading of an instance is, until there is a plan or it is told to stop. */
export function showReading(world: World, { calls, perSecondNow }: Connection): ReadingShown {
  const progress = makeReadProgress(calls, perSecondNow);
  const working = whileWorking(world, progress.line);
  return {
    on(event) {
      if (event.type === 'plan') working.stop();
      if (event.type === 'readAhead' && event.denied !== undefined) world.err(`${detourText(event, perSecondNow)}\n`);
      progress.on(event);
    },
    stop: working.stop,
  };
}
