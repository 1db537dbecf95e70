import { instanceIn, instanceNamed } from '../../app/instance/instance-named.ts';
import { type StateOptions, stateFolderOf } from '../../app/keeping.ts';
import { InvalidInput } from '../../base/errors.ts';
import { StoreError } from '../../keep/files.ts';
import { instancesAmong, readPlace } from '../../keep/places.ts';
import { instancesIn } from '../../keep/runs.ts';
import { type WatchFiles, type WatchState, watchFilesIn } from '../../keep/watch-files.ts';
import type { Acceptances } from '../../plan/safety/finding.ts';
import { type ExitCode, exit } from '../../report/exit-codes.ts';
import { instanceText } from '../../report/text/instance-text.ts';
import { foldersOf, severalInstances } from '../places.ts';
import type { World } from '../world.ts';

export interface AcceptOptions extends StateOptions {
  readonly file: string;
  readonly instance?: string;
  readonly accepted: Acceptances;
}

/** Milliseconds in which a running watch answers, and between two looks for its answer. */
const timeout = 10_000;
const lookEvery = 100;

/** Accepts what a running watch was refused for: exactly these numbers, and exactly the plan that it was refused for. */
export async function accept(options: AcceptOptions, world: World): Promise<ExitCode> {
  const { folder } = stateFolderOf(options, world);
  if (folder === undefined) {
    throw new InvalidInput('no-state-folder', 'There is no home folder of a watch; name a folder with --state-dir.');
  }
  try {
    return await acceptIn(folder, options, world);
  } catch (error) {
    throw error instanceof StoreError ? new InvalidInput('cannot-accept', `${error.message}.`) : error;
  }
}

async function acceptIn(folder: string, options: AcceptOptions, world: World): Promise<ExitCode> {
  const wanted = options.instance === undefined ? await instanceIn(options.file) : instanceNamed(options.instance);
  const { id, alias, region } = wanted;
  const refused = watchesIn(folder).filter(
    ({ state }) => state.refused && (id !== undefined || state.instance.alias === alias),
  );
  const there = refused
    .map(({ place }) => place)
    .filter((place) => [undefined, region].includes(readPlace(place)?.region) || region === undefined);
  const places = foldersOf(there, wanted, world);
  if (instancesAmong(places).length > 1) throw severalInstances(instanceText(wanted), places);
  const found = refused.find(({ place }) => places.includes(place));
  if (!found?.state.refused) {
    throw new InvalidInput('nothing-refused', `No watch of instance ${instanceText(wanted)} was refused anything.`);
  }
  const { digest, needs } = found.state.refused;
  const given = Object.entries(options.accepted).map(([what, number]) => `${what}=${number}`);
  if (given.length !== needs.length || !given.every((one) => needs.includes(one))) {
    throw new InvalidInput('other-number', `The refused plan needs ${needs.join(' ')}, not ${given.join(' ')}.`);
  }
  const request = found.files.leave({ digest, accepted: options.accepted });
  const answer = await answerTo(request, found.files, world);
  if (!answer) {
    found.files.take();
    world.err('No watch has answered; is it running? Nothing was accepted.\n');
    return exit.unexpected;
  }
  if (answer.reason !== undefined) {
    world.err(`Not accepted. ${answer.reason}\n`);
    return exit.outdated;
  }
  world.out(`Accepted ${given.join(' ')} for the plan ${digest}; the watch looks again and applies it.\n`);
  return exit.success;
}

interface FoundWatch {
  readonly place: string;
  readonly files: WatchFiles;
  readonly state: WatchState;
}

const watchesIn = (folder: string): readonly FoundWatch[] =>
  (instancesIn(folder) ?? []).flatMap((place) => {
    const files = watchFilesIn(folder, place);
    const state = files.readState();
    return state ? [{ place, files, state }] : [];
  });

async function answerTo(id: string, files: WatchFiles, { clock, signal }: World): Promise<WatchState['answer']> {
  for (const until = clock.now() + timeout; clock.now() < until; ) {
    const answer = files.readState()?.answer;
    if (answer?.id === id) return answer;
    await clock.sleep(lookEvery, signal);
  }
  return undefined;
}
