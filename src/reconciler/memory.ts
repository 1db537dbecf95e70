import type { Recollection } from '../kinds/kind.ts';

/** What a process that reads again and again keeps of what it has read. */
export interface Memory {
  /** Of one kind; the same object at every call until all is forgotten. */
  of(kind: string): Recollection;
  /** This process has changed the resource, or has tried to: it is read anew the next time. */
  touch(kind: string, id: string): void;
  /** The next read reads everything. */
  forget(): void;
}

export function makeMemory(): Memory {
  const recollections = new Map<string, Recollection>();
  const of = (kind: string): Recollection => {
    const recollection = recollections.get(kind) ?? { touched: new Set() };
    recollections.set(kind, recollection);
    return recollection;
  };
  return { of, touch: (kind, id) => void of(kind).touched.add(id), forget: () => recollections.clear() };
}
