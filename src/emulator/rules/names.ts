import { duplicate } from '../protocol/errors.ts';
import type { Resource, Table } from '../state/table.ts';

/** Resources of a kind have names of their own; `own` may keep the one it has. Throws DuplicateResourceException. */
export function checkFree<T extends Resource>(table: Table<T>, name: string, kind: string, own?: T): void {
  const holder = table.named(name);
  if (holder && holder.id !== own?.id) throw duplicate(`A ${kind} with the name ${name} already exists`);
}
