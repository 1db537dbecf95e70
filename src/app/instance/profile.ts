/** The profile of AWS's shared files that the environment names. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failed } from '../../base/errors.ts';
import { nearest } from '../../base/matching/nearest.ts';
import type { Host } from '../host/host.ts';

/**
 * A profile that is named and does not exist, which the SDK reports as credentials that cannot be found, or as a Region that
 * is missing. Locations and form of the files: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html.
 */
export async function missingProfile(env: Host['env']): Promise<Failed | undefined> {
  const name = env['AWS_PROFILE'];
  if (!name) return undefined;
  const home = env['HOME'] || homedir();
  const files = [
    env['AWS_CONFIG_FILE'] || join(home, '.aws', 'config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] || join(home, '.aws', 'credentials'),
  ] as const;
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const known = new Set(texts.flatMap(profilesIn));
  if (known.has(name)) return undefined;
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return new Failed(`There is no profile ${JSON.stringify(name)} (AWS_PROFILE) in ${files.join(' or ')}.${hint}`, {
    code: 'no-such-profile',
    ending: 'denied',
  });
}

const profilesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*\[\s*(?:profile\s+)?(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*\]/gm)].map(
    ([, double, single, plain = '']) => double ?? single ?? plain,
  );
