import type { Clock } from '../clock.ts';
import { PartialRead } from '../errors.ts';
import { format } from '../plan/address.ts';
import { diff } from '../plan/diff.ts';
import { keyOf, type Rules } from '../plan/rules.ts';
import type { DesiredState, LiveResource, LiveState } from '../plan/state.ts';
import type { Kind, Names, Reading } from '../resources/kind.ts';
import type { Emit } from './events.ts';

export interface ReadLive extends Omit<Reading, 'names' | 'differs' | 'announce' | 'now'> {
  readonly clock: Clock;
  readonly kinds: readonly Kind[];
  readonly rules: Rules;
  /** Names of the kinds that are wanted; those they read after are read with them. */
  readonly wanted: ReadonlySet<string>;
  readonly desired?: DesiredState;
  readonly emit: Emit;
}

/** Reads every wanted kind, and before it the kinds whose names it needs; what needs nothing is read side by side. */
export async function readLive({ clock, kinds, rules, wanted, emit, ...reading }: ReadLive): Promise<LiveState> {
  const live = new Map<string, LiveResource>();
  const namesById = new Map<string, string>();
  const names: Names = {
    nameOf(kind, id) {
      const name = namesById.get(`${kind}/${id}`);
      if (name !== undefined) return name;
      const noun = rules.get(kind)?.noun ?? kind;
      throw new PartialRead(`Something points at the ${noun} with id ${id}, which Connect does not list; try again.`);
    },
  };
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const differs = (found: LiveResource): boolean => {
    const key = keyOf(rules, found.address);
    const asked = reading.desired?.get(key);
    return asked !== undefined && diff(new Map([[key, asked]]), new Map([[key, found]]), rules).length > 0;
  };
  const announce = (call: string, times: number): void => emit({ type: 'readAhead', call, times });
  const started = new Map<string, Promise<void>>();
  const read = (name: string): Promise<void> => {
    const running = started.get(name) ?? readKind(name);
    started.set(name, running);
    return running;
  };
  const readKind = async (name: string): Promise<void> => {
    const kind = byName.get(name);
    if (!kind) throw new Error(`There is no kind ${name}.`);
    await Promise.all(kind.readAfter.map(read));
    const resources = await kind.read({ ...reading, names, differs, announce, now: clock.now() });
    for (const resource of resources) {
      namesById.set(`${name}/${resource.id}`, resource.address.key);
      const key = keyOf(rules, resource.address);
      const other = live.get(key);
      if (other && other.id !== resource.id) {
        throw new PartialRead(
          `Connect has ${format(other.address)} and ${format(resource.address)}, which are the same to it; nothing is planned for either.`,
        );
      }
      live.set(key, resource);
    }
    emit({ type: 'read', kind: name, count: resources.length });
  };
  await Promise.all([...wanted].map(read));
  return live;
}
