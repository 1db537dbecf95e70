/** What a command depends on that is on this machine. Looks, and writes nothing: access is asked for, not tried. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Check } from '../../base/checkup.ts';
import { hasErrors } from '../../base/diagnostic.ts';
import { plural } from '../../base/words.ts';
import type { Configuration } from '../../config/load.ts';
import { StoreError } from '../../keep/files.ts';
import { lockFolder, makeFileLock } from '../../keep/lock-files.ts';
import type { Policy } from '../../plan/model/policy.ts';
import { heldText } from '../../report/text/lock-text.ts';
import type { Host } from '../host/host.ts';
import { supportedNode } from '../host/tool.ts';
import type { StateFolder } from '../keeping.ts';
import { hasFileModes } from '../machine/environment.ts';
import { stateOf } from '../machine/processes.ts';
import type { Command } from './needs.ts';

/** The oldest version that its makers still repair (https://nodejs.org/en/about/previous-releases), and the SDK of AWS supports from 2027 on. */
const recommendedNode = 22;

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = supportedNode.split('.').map(Number);
  const check = { name: 'node' };
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    return {
      ...{ ...check, status: 'failed', message: `Node.js ${version}; connect-sync needs ${supportedNode} or later` },
      fix: `Install Node.js ${recommendedNode} or later.`,
    };
  }
  if (major < recommendedNode) {
    return {
      ...check,
      status: 'warning',
      message: `Node.js ${version} is supported, but has had no security updates since April 2026`,
      fix: `Install Node.js ${recommendedNode} or later.`,
    };
  }
  return { ...check, status: 'ok', message: `Node.js ${version}` };
}

/** Wrong files are one failed check, with the first mistake: `validate` tells all of them. */
export function checkFiles(file: string, { diagnostics, files, desired }: Configuration): Check {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.length - errors.length;
  const [first] = errors;
  if (hasErrors(diagnostics) && first) {
    const { source, message } = first;
    const where = source ? `${source.file}:${source.line}:${source.column}: ` : '';
    const others = errors.length > 1 ? ` And ${plural(errors.length - 1, 'more error')}.` : '';
    return {
      name: 'files',
      status: 'failed',
      message: `${where}${message}${others}`,
      fix: existsSync(file)
        ? `See all of them with connect-sync validate -f ${file}, and correct them.`
        : 'Name the main file with -f, or make one with connect-sync init. With --instance there need not be one.',
    };
  }
  const read = `${plural(desired.size, 'resource')} in ${plural(files.length, 'file')}`;
  if (warnings === 0) return { name: 'files', status: 'ok', message: read };
  return {
    ...{ name: 'files', status: 'warning', message: `${read}, with ${plural(warnings, 'warning')}` },
    fix: `Read them with connect-sync validate -f ${file}.`,
  };
}

/** Whether records and locks can be kept, and are nobody else's to read. */
export function checkStateFolder({ folder, chosen }: StateFolder, command: Command): Check {
  const name = 'stateFolder';
  if (folder === undefined) {
    return {
      ...{ name, status: 'warning', message: 'there is no home folder to keep records and locks in' },
      fix: 'Set HOME, or name a folder with --state-dir.',
    };
  }
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    return { name, status: 'failed', message: `${folder} is no folder`, fix: 'Name another one with --state-dir.' };
  }
  const inside = found ? folder : nearestParent(folder);
  if (!mayWrite(inside)) {
    const message = found ? `${folder} is not writable` : `${folder} cannot be made: ${inside} is not writable`;
    return {
      name,
      status: command === 'plan' ? 'warning' : 'failed',
      message,
      fix: `Give this user write access to ${inside}, or name another folder with --state-dir.`,
    };
  }
  if (!found) {
    return chosen && command === 'plan'
      ? {
          ...{ name, status: 'warning', message: `${folder} does not exist, so earlier runs are not counted` },
          fix: 'Correct --state-dir, or apply once to make it.',
        }
      : { name, status: 'ok', message: `${folder} does not exist yet; the first apply makes it` };
  }
  const others = found.mode & 0o077;
  if (others !== 0 && hasFileModes) {
    const mode = (found.mode & 0o777).toString(8);
    return {
      ...{ name, status: 'warning' },
      message: `others may look into ${folder} (mode ${mode}), which holds names and e-mail addresses`,
      fix: `chmod 700 ${folder}`,
    };
  }
  return { name, status: 'ok', message: `${folder} is writable, and for this user alone` };
}

function nearestParent(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearestParent(above);
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether the limits hold together with what earlier runs changed. */
export function checkWindow({ window }: Policy, { folder, shared }: StateFolder): Check {
  const name = 'rollingLimits';
  if (window === undefined) {
    const message = 'off (policy.limits.window): each run is measured by itself';
    return { name, status: 'ok', message };
  }
  const hours = `${window / 3_600_000} h`;
  if (folder !== undefined && shared) {
    return { name, status: 'ok', message: `limits count what was changed within ${hours}, by the records of runs` };
  }
  return {
    ...{ name, status: 'warning' },
    message: `limits should count what was changed within ${hours}, but this job knows no records of earlier runs`,
    fix: 'Name a folder that jobs share with --state-dir.',
  };
}

/** Who may write to the instance just now. A lock that is held is nothing wrong by itself. */
export function checkLock(
  place: string,
  folder: string,
  { command, clock }: { readonly command: Command } & Pick<Host, 'clock'>,
): Check {
  const name = 'lock';
  try {
    const holder = makeFileLock(lockFolder(folder, place), { clock, stateOf }).holder();
    if (!holder) return { name, status: 'ok', message: 'free' };
    const message = `held: ${heldText(holder, clock.now())}`;
    if (command === 'plan') return { name, status: 'ok', message: `${message}; a plan needs none` };
    const unlock = `connect-sync unlock${holder.id === undefined ? '' : ` ${holder.id}`}`;
    return {
      ...{ name, status: 'warning', message },
      fix: `Wait for it with --lock-timeout 5m; if that process no longer runs, ${unlock}.`,
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return {
      name,
      status: 'failed',
      message: error.message,
      fix: 'Give this user access to it, or name another state folder with --state-dir.',
    };
  }
}
