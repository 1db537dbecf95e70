/**
 * What the state folder calls an instance: `<id>_<region>_<account>`, and of one behind an endpoint of its own also where that
 * listens. The id alone would not do: a replica (Amazon Connect Global Resiliency) has that of its source, in another Region.
 * Earlier versions used the id alone; what they have kept is moved where it is certain to be of the same instance.
 */
import { existsSync, renameSync } from 'node:fs';
import type { Clock } from '../base/clock.ts';
import { attemptFile, errorCodeOf, instanceFolder, StoreError } from './files.ts';
import type { Holder } from './lock.ts';
import { lockFolder, makeFileLock } from './lock-files.ts';
import { recordPath, runIds, runsFolder } from './run-ids.ts';
import { readRunInShort, type StateOf } from './runs.ts';

/** An instance, as far as it is known or wanted. */
export interface PlaceFacts {
  readonly id: string;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  /** Where an endpoint listens that is not AWS's own: `127.0.0.1:4510`. */
  readonly host?: string | undefined;
}

/** The name of an instance among what this machine keeps. */
export const placeName = ({ id, region = '', account = '', host }: PlaceFacts): string =>
  plain(`${id.toLowerCase()}_${region}_${account}${host === undefined ? '' : `_at_${host}`}`);

/** How earlier versions called it. */
export const formerName = ({ id, host }: PlaceFacts): string => plain(host === undefined ? id : `${id}_at_${host}`);

const plain = (name: string): string => name.replace(/[^\w-]/g, '_');

const name = /^([0-9a-f-]{36})(?:_([a-z\d-]*)_(\d*))?(?:_at_(.+))?$/;

/** What the name of a folder says; `undefined` for another folder. One of an earlier version says no Region. */
export function readPlace(folderName: string): PlaceFacts | undefined {
  const [, id, region, account, host] = name.exec(folderName) ?? [];
  return id === undefined ? undefined : { id, region, account, host };
}

/** Whether a folder is about such an instance, or may be, as one of an earlier version. */
export function isAbout(folderName: string, wanted: Pick<PlaceFacts, 'id' | 'region' | 'account'>): boolean {
  const place = readPlace(folderName);
  const agrees = (part: 'region' | 'account'): boolean =>
    wanted[part] === undefined || place?.[part] === undefined || place[part] === wanted[part];
  return place?.id === wanted.id.toLowerCase() && agrees('region') && agrees('account');
}

/** The ARNs of the instances that some folders are about, each once. What an earlier version has kept says none. */
export function instancesAmong(folderNames: readonly string[]): readonly string[] {
  const known = folderNames.flatMap((folderName) => {
    const { id, region, account } = readPlace(folderName) ?? {};
    return region === undefined ? [] : [`arn:aws:connect:${region}:${account}:instance/${id}`];
  });
  return [...new Set(known)].sort();
}

export type Moving =
  | { readonly type: 'nothing' | 'moved' }
  /** A process of an earlier version writes to the instance, or to a replica of it. */
  | { readonly type: 'held'; readonly holder: Holder }
  /** Left alone: these records are of another Region, too, or only. */
  | { readonly type: 'elsewhere'; readonly folder: string };

interface Former {
  readonly place: string;
  readonly former: string;
  readonly region: string;
}

/** Moves what an earlier version has kept of an instance to the place that it has now. Throws a StoreError. */
export function moveFormer(
  stateFolder: string,
  { place, former, region }: Former,
  ports: { readonly clock: Clock; readonly stateOf: StateOf },
): Moving {
  const [from, to] = [instanceFolder(stateFolder, former), instanceFolder(stateFolder, place)];
  if (!existsSync(from)) return { type: 'nothing' };
  const holder = makeFileLock(lockFolder(stateFolder, former), ports).holder();
  if (holder) return { type: 'held', holder };
  if (regionsIn(stateFolder, former).some((one) => one !== region)) return { type: 'elsewhere', folder: from };
  if (existsSync(to)) return { type: 'nothing' };
  try {
    attemptFile(`Cannot move ${from}`, () => renameSync(from, to));
    return { type: 'moved' };
  } catch (error) {
    // Another process was faster.
    const code = error instanceof StoreError ? errorCodeOf(error.cause) : undefined;
    if (code === 'ENOENT' || code === 'ENOTEMPTY' || code === 'EEXIST') return { type: 'nothing' };
    throw error;
  }
}

/** Where the records of an instance are: also those of an earlier version, until they are moved. */
export const placeOfRecords = (stateFolder: string, { place, former }: Omit<Former, 'region'>): string =>
  existsSync(instanceFolder(stateFolder, place)) ? place : former;

function regionsIn(stateFolder: string, place: string): readonly string[] {
  const folder = runsFolder(stateFolder, place);
  return runIds(folder).flatMap((id) => {
    const read = readRunInShort(recordPath(folder, id), () => 'unknown');
    return read ? [read.run.instance.region] : [];
  });
}
