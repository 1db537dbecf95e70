/** What this machine knows of its processes: who we are, and whether another one still runs. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { Actor, ProcessMark } from '../../keep/record.ts';
import type { ProcessState } from '../../keep/runs.ts';

/** Who runs this process. */
export const self = (): Actor => {
  const pid = process.pid;
  const space = ownSpace();
  const started = statusOf(pid)?.started;
  return {
    ...{ user: userName(), host: hostname(), pid },
    ...(space !== undefined && { space }),
    ...(started !== undefined && { started }),
  };
};

/**
 * Only of a process among whose ids ours is can anything be said. A process id that was given out anew is told by when
 * its process started, where the system says so; a process that has ended and that nobody has asked for is gone too.
 */
export function stateOf({ pid, space, started }: ProcessMark): ProcessState {
  if (space === undefined || space !== ownSpace()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one too.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return 'gone';
  }
  const status = statusOf(pid);
  if (status && (status.ended || (started !== undefined && status.started !== started))) return 'gone';
  return 'running';
}

/**
 * Linux: the boot and the container, for two containers may share a host's name and have the same process ids.
 * Elsewhere the host.
 */
function ownSpace(): string | undefined {
  if (process.platform !== 'linux') return hostname();
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

/** From proc(5), `/proc/pid/stat`: the state is the field after the name in brackets, the start the 20th after it. */
function statusOf(pid: number): { readonly ended: boolean; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { ended: fields[0] === 'Z' || fields[0] === 'X', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as an id without a name.
    return String(process.getuid?.() ?? 'unknown');
  }
}
