import { invalidParameter, notFound } from '../protocol/errors.ts';
import type { Resource, Table } from '../state/table.ts';

/** The resource a call is about, named by its path. Throws ResourceNotFoundException. */
export function find<T extends Resource>(table: Table<T>, id: string, kind: string): T {
  const record = table.get(id);
  if (!record) throw notFound(`${kind} ${id} was not found`);
  return record;
}

/**
 * A resource that the body of a call refers to. AWS declares both ResourceNotFoundException and
 * InvalidParameterException for these calls and does not say which one it is; the emulator says the latter.
 */
export function refer<T extends Resource>(table: Table<T>, id: string, kind: string): T {
  const record = table.get(id);
  if (!record) throw invalidParameter(`${kind} ${id} does not exist`);
  return record;
}
