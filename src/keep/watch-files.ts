/**
 * What a watch leaves for others of the same user, in the folder of its instance: `watch.json` says whether it is
 * suspended and what it was refused for, and survives the process; `accept.json` is somebody's acceptance on its way to
 * the watch, which takes it away and answers in `watch.json`.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, type Json } from '../base/json.ts';
import { type Acceptances, acceptables } from '../plan/safety/finding.ts';
import { attemptFile, attemptToRead, instanceFolder, makeFolder } from './files.ts';

export interface WatchState {
  readonly instance: { readonly id: string; readonly alias?: string };
  /** Milliseconds since the Unix epoch. */
  readonly suspendedSince?: number;
  /** The digest of the plan that was refused (`sha256:…`), and what would accept it: `delete=37`. */
  readonly refused?: { readonly digest: string; readonly needs: readonly string[] };
  /** To the acceptance with this id: why it was not taken, where it was not. */
  readonly answer?: { readonly id: string; readonly reason?: string };
}

export interface Acceptance {
  readonly id: string;
  readonly digest: string;
  readonly accepted: Acceptances;
}

export interface WatchFiles {
  /** `undefined` where there is none, or none that can be understood. All throw a StoreError. */
  readState(): WatchState | undefined;
  writeState(state: WatchState): void;
  /** Gives the id by which the watch answers. */
  leave(acceptance: Omit<Acceptance, 'id'>): string;
  /** Takes the acceptance away, if there is one. */
  take(): Acceptance | undefined;
}

export function watchFilesIn(stateFolder: string, place: string): WatchFiles {
  const folder = instanceFolder(stateFolder, place);
  const [state, acceptance] = [join(folder, 'watch.json'), join(folder, 'accept.json')];
  return {
    readState: () => toState(read(state)),
    writeState: (one) => write(folder, state, one as unknown as Json),
    leave({ digest, accepted }) {
      const id = randomUUID();
      write(folder, acceptance, { id, digest, accepted: { ...accepted } });
      return id;
    },
    take() {
      const found = toAcceptance(read(acceptance));
      attemptFile(`Cannot remove ${acceptance}`, () => rmSync(acceptance, { force: true }));
      return found;
    },
  };
}

function read(path: string): Json | undefined {
  const text = attemptToRead(path, () => readFileSync(path, 'utf8'));
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whole or not at all, and for the user alone. */
function write(folder: string, path: string, content: Json): void {
  makeFolder(folder);
  const draft = `${path}.${randomUUID()}`;
  attemptFile(`Cannot write ${path}`, () => {
    writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  });
}

function toState(json: Json | undefined): WatchState | undefined {
  const instance = member(json, 'instance');
  const id = textIn(instance, 'id');
  if (id === undefined) return undefined;
  const alias = textIn(instance, 'alias');
  const suspendedSince = member(json, 'suspendedSince');
  const digest = textIn(member(json, 'refused'), 'digest');
  const needs = member(member(json, 'refused'), 'needs');
  const answered = textIn(member(json, 'answer'), 'id');
  const reason = textIn(member(json, 'answer'), 'reason');
  return {
    instance: { id, ...(alias !== undefined && { alias }) },
    ...(typeof suspendedSince === 'number' && { suspendedSince }),
    ...(digest !== undefined && Array.isArray(needs) && { refused: { digest, needs: needs.map(String) } }),
    ...(answered !== undefined && { answer: { id: answered, ...(reason !== undefined && { reason }) } }),
  };
}

function toAcceptance(json: Json | undefined): Acceptance | undefined {
  const [id, digest, accepted] = [textIn(json, 'id'), textIn(json, 'digest'), member(json, 'accepted')];
  if (id === undefined || digest === undefined || !isMap(accepted)) return undefined;
  const numbers = acceptables.flatMap((what) => {
    const number = accepted[what];
    return typeof number === 'number' ? [[what, number] as const] : [];
  });
  return { id, digest, accepted: Object.fromEntries(numbers) };
}

const member = (json: Json | undefined, name: string): Json | undefined =>
  isMap(json) && Object.hasOwn(json, name) ? json[name] : undefined;

const textIn = (json: Json | undefined, name: string): string | undefined => {
  const text = member(json, name);
  return typeof text === 'string' ? text : undefined;
};
