import type { Keepable } from './keepable.ts';

/** What every resource has. Records are never changed: a write puts a new one in the place of the old. */
export interface Resource {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly tags: Tags;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Place in the order of creation; lists come in this order and continue behind it. */
  readonly order: number;
}

export type Tags = Readonly<Record<string, string>>;

/** Resources of one kind in one instance, by id and by name. */
export class Table<T extends Resource> implements Keepable {
  readonly #byId = new Map<string, T>();
  readonly #idByName = new Map<string, string>();
  readonly #key: (record: T) => string;

  /** `key` says what makes two names the same; by default the name itself. */
  constructor(key: (record: T) => string = ({ name }) => name) {
    this.#key = key;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** The record whose name has this key. */
  named(key: string): T | undefined {
    const id = this.#idByName.get(key);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  put(record: T): void {
    const before = this.#byId.get(record.id);
    if (before) this.#idByName.delete(this.#key(before));
    this.#byId.set(record.id, record);
    this.#idByName.set(this.#key(record), record.id);
  }

  delete(id: string): void {
    const record = this.#byId.get(id);
    if (!record) return;
    this.#byId.delete(id);
    this.#idByName.delete(this.#key(record));
  }

  /** In the order of creation. */
  values(): IterableIterator<T> {
    return this.#byId.values();
  }

  keep(): readonly T[] {
    return [...this.#byId.values()];
  }

  restore(kept: unknown): void {
    for (const record of kept as readonly T[]) this.put(record);
  }
}

/** The record with this id or ARN. */
export function lookUp<T extends Resource>(table: Table<T>, idOrArn: string): T | undefined {
  const record = table.get(idOrArn.slice(idOrArn.lastIndexOf('/') + 1));
  return record && (record.id === idOrArn || record.arn === idOrArn) ? record : undefined;
}
