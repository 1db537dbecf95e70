/** Which of the instances that the state folder knows a command means that only looks there. */
import type { InstanceReference } from '../app/instance/connection.ts';
import { InvalidInput } from '../base/errors.ts';
import { instancesAmong, isAbout } from '../keep/places.ts';
import type { World } from './world.ts';

/**
 * Those of these folders that are about the instance; all where none is named by its id. Throws where the id is that of
 * several, as of an instance and its replica in another Region, and AWS_REGION does not decide.
 */
export function foldersOf(
  folderNames: readonly string[],
  wanted: InstanceReference | undefined,
  { env }: Pick<World, 'env'>,
): readonly string[] {
  const { id, region, account } = wanted ?? {};
  if (id === undefined) return folderNames;
  const about = folderNames.filter((name) => isAbout(name, { id, region, account }));
  if (instancesAmong(about).length < 2) return about;
  const here = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined;
  const found = about.filter((name) => isAbout(name, { id, region: region ?? here, account }));
  if (here !== undefined && instancesAmong(found).length === 1) return found;
  throw severalInstances(id, about);
}

export const severalInstances = (named: string, folderNames: readonly string[]): InvalidInput =>
  new InvalidInput(
    'several-instances',
    `Several instances are called ${named}: ${instancesAmong(folderNames).join(', ')}. Say which with --instance and its ARN.`,
  );
