/**
 * Reads every wanted kind and those whose names it needs, all of them side by side: a kind waits for names only when it
 * makes sense of what it has read. Whatever looks like half a list is read once more before it is believed.
 */
import type { Clock } from '../base/clock.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { PartialRead } from '../base/errors.ts';
import { present } from '../base/json.ts';
import type { Kind, Names, Pointer, Reading } from '../kinds/kind.ts';
import { diff } from '../plan/compare/diff.ts';
import { type Renaming, renameLive } from '../plan/compare/rename.ts';
import { type Address, format } from '../plan/model/address.ts';
import { keyOf, type Rules } from '../plan/model/rules.ts';
import type { DesiredState, LiveResource, LiveState } from '../plan/model/state.ts';
import type { Emit } from './events.ts';
import type { Memory } from './memory.ts';

type Given = 'send' | 'method' | 'cache' | 'identityManagement' | 'desired' | 'signal';

export interface ReadLive extends Pick<Reading, Given> {
  readonly clock: Clock;
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
  /** Names of the kinds that are wanted; those they read after are read with them. */
  readonly wanted: ReadonlySet<string>;
  /** Names of the kinds that are managed, or exported. */
  readonly detailed: ReadonlySet<string>;
  /** The one resource that is wanted, for somebody who wants to see it: of the others, names are enough. */
  readonly only?: Address;
  /** Names that resources get; they are read under the new ones. */
  readonly renamed?: readonly Renaming[];
  /** Kinds of which resources may be deleted. */
  readonly mayDelete?: ReadonlySet<string>;
  /** Whether a resource that is not asked for would be deleted. */
  readonly mayRemove?: (found: LiveResource) => boolean;
  /** What this process has read before, for one that reads again and again. */
  readonly memory?: Memory;
  readonly emit: Emit;
}

export interface LiveReading {
  /** Without those that share an address. */
  readonly live: LiveState;
  /** Resources that share an address, by its key: which of them a name means cannot be said. Never people. */
  readonly ambiguous: Ambiguous;
  /** Warnings about how it was read. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many were described one by one since they were changed lately. */
  readonly changedLately: number;
  /** Everything there is of a kind that may not have been needed so far. Nothing is read twice. */
  others(kind: string): Promise<readonly LiveResource[]>;
}

export type Ambiguous = ReadonlyMap<string, readonly LiveResource[]>;

export async function readLive(options: ReadLive): Promise<LiveReading> {
  const {
    clock,
    kinds,
    rules,
    wanted,
    detailed,
    only,
    renamed = [],
    mayDelete = new Set<string>(),
    mayRemove,
    memory,
    emit,
    ...given
  } = options;
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const resources = new Map<string, readonly LiveResource[]>();
  const namesOf = new Map<string, ReadonlyMap<string, string>>();
  const diagnostics: Diagnostic[] = [];
  let changedLately = 0;
  const started = new Map<string, Promise<void>>();
  const startedAgain = new Map<string, Promise<void>>();

  const differs = (found: LiveResource): boolean => {
    if (mayRemove?.(found)) return true;
    const key = keyOf(rules, found.address);
    const asked = given.desired?.get(key);
    return asked !== undefined && diff(new Map([[key, asked]]), new Map([[key, found]]), rules).length > 0;
  };
  const concerns = (found: LiveResource): boolean => {
    const kind = rules.get(found.address.kind);
    const [known = found] = kind ? renameLive([found], renamed, kind) : [];
    if (only && keyOf(rules, known.address) === keyOf(rules, only)) return true;
    return (
      given.desired === undefined || given.desired.has(keyOf(rules, known.address)) || (mayRemove?.(known) ?? false)
    );
  };
  const names: Names = {
    knows: (kind, id) => namesOf.get(kind)?.has(id) ?? false,
    nameOf(kind, id) {
      const name = namesOf.get(kind)?.get(id);
      if (name !== undefined) return name;
      const noun = rules.get(kind)?.noun ?? kind;
      throw new PartialRead(`Something points at the ${noun} with id ${id}, which Connect does not list; try again.`);
    },
  };
  const read = (name: string): Promise<void> => once(started, name, () => readKind(name, false));
  const others = async (name: string): Promise<readonly LiveResource[]> => {
    await read(name);
    return resources.get(name) ?? [];
  };
  const readAgain = (name: string): Promise<void> => once(startedAgain, name, () => readKind(name, true));
  const readKind = async (name: string, fresh: boolean): Promise<void> => {
    const kind = byName.get(name);
    if (!kind) throw new Error(`There is no kind ${name}.`);
    let before: Promise<unknown> | undefined;
    const readBefore = (): Promise<unknown> => {
      before ??= Promise.all(kind.readAfter.map(read));
      return before;
    };
    // Of a kind that is only pointed at, ids and names may be enough, for which nothing has to be read before. A failure is
    // heard where the names are needed, or below.
    if (detailed.has(name)) readBefore().catch(() => {});
    const recollection = memory?.of(name);
    const asRead = await kind.read({
      ...given,
      ...(recollection && { recollection }),
      fresh,
      ...(only?.kind === name && { only }),
      detailed: detailed.has(name),
      differs,
      mayDelete,
      others,
      concerns,
      now: clock.now(),
      wait: (milliseconds) => clock.sleep(milliseconds, given.signal),
      announce(call, times, { denied, changed = 0 } = {}) {
        changedLately += changed;
        emit({ type: 'readAhead', call, times, ...present({ denied }) });
      },
      warn: (code, message) => void diagnostics.push({ severity: 'warning', code, message }),
      async names(pointers: Iterable<Pointer>) {
        await readBefore();
        const unknown = [...pointers].filter((pointer) => !namesOf.get(pointer.kind)?.has(pointer.id));
        await Promise.all([...new Set(unknown.map((pointer) => pointer.kind))].map(readAgain));
        return names;
      },
    });
    await before;
    const found = renameLive(asRead, renamed, kind);
    resources.set(name, found);
    namesOf.set(name, new Map(found.map(({ id, address }) => [id, address.key])));
    emit({ type: 'read', kind: name, count: found.length });
  };

  await Promise.all([...wanted].map(read));
  const missing = missingKinds(given.desired, byKey(resources, rules), rules);
  const doubtful = missing.filter((name) => resources.has(name));
  await Promise.all(doubtful.map(readAgain));
  return { ...separate(byKey(resources, rules), rules), diagnostics, changedLately, others };
}

function once(running: Map<string, Promise<void>>, name: string, start: () => Promise<void>): Promise<void> {
  const promise = running.get(name) ?? start();
  running.set(name, promise);
  return promise;
}

/** Kinds of which a name is asked for that was not found: it may be missing, or the list may have been cut short. */
function missingKinds(desired: DesiredState | undefined, live: Ambiguous, rules: Rules): readonly string[] {
  const kinds = new Set<string>();
  for (const { address, attributes } of desired?.values() ?? []) {
    for (const { address: target } of rules.get(address.kind)?.references(attributes) ?? []) {
      const key = keyOf(rules, target);
      if (!live.has(key) && !desired?.has(key)) kinds.add(target.kind);
    }
  }
  return [...kinds];
}

function byKey(resources: ReadonlyMap<string, readonly LiveResource[]>, rules: Rules): Ambiguous {
  const found = new Map<string, readonly LiveResource[]>();
  for (const resource of [...resources.values()].flat()) {
    const key = keyOf(rules, resource.address);
    const others = found.get(key) ?? [];
    if (!others.some(({ id }) => id === resource.id)) found.set(key, [...others, resource]);
  }
  return found;
}

/** Two people of one username are two readings of one person: Connect has no such thing. */
function separate(found: Ambiguous, rules: Rules): Pick<LiveReading, 'live' | 'ambiguous'> {
  const live = new Map<string, LiveResource>();
  const ambiguous = new Map<string, readonly LiveResource[]>();
  for (const [key, resources] of found) {
    const [first] = resources;
    if (!first) continue;
    if (resources.length === 1) live.set(key, first);
    else if (rules.get(first.address.kind)?.counts === 'people') throw severalOf(resources);
    else ambiguous.set(key, resources);
  }
  return { live, ambiguous };
}

/** That resources share an address, where nothing can be done without knowing which of them is meant. */
export function severalOf(resources: readonly LiveResource[]): PartialRead {
  const names = resources.map(({ address, id }) => `${format(address)} (id ${id})`).join(' and ');
  return new PartialRead(`Connect has ${names}, which are the same to it; nothing is planned.`);
}
