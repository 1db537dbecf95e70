import type { Keepable } from './keepable.ts';

/**
 * What a search call sees. Amazon Connect searches an index that trails behind writes ("typically less than a few
 * seconds, in some cases several minutes"); here it trails by exactly the lag that is asked for, in milliseconds.
 */
export class SearchIndex<T extends { readonly id: string }> implements Keepable {
  readonly #visible = new Map<string, T>();
  readonly #pending: Write<T>[] = [];

  /** Notes a write at a time; undefined is a deletion. */
  note(at: number, id: string, record: T | undefined): void {
    this.#pending.push({ at, id, record });
  }

  /** Records as they were `lag` before `now`. */
  read(now: number, lag: number): IterableIterator<T> {
    let due = 0;
    for (const { at, id, record } of this.#pending) {
      if (at + lag > now) break;
      if (record) this.#visible.set(id, record);
      else this.#visible.delete(id);
      due++;
    }
    this.#pending.splice(0, due);
    return this.#visible.values();
  }

  /** How many records the last read saw. */
  get size(): number {
    return this.#visible.size;
  }

  keep(): Kept<T> {
    return { visible: [...this.#visible.values()], pending: this.#pending };
  }

  restore(kept: unknown): void {
    const { visible, pending } = kept as Kept<T>;
    for (const record of visible) this.#visible.set(record.id, record);
    for (const { at, id, record } of pending) this.note(at, id, record);
  }
}

interface Write<T> {
  readonly at: number;
  readonly id: string;
  readonly record?: T | undefined;
}

interface Kept<T> {
  readonly visible: readonly T[];
  readonly pending: readonly Write<T>[];
}
