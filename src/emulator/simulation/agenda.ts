/** What happens; of things at the same time the one whose number is lower comes first. */
export const KIND = { clear: 0, recover: 1, requeue: 2, duty: 3, arrival: 4, retry: 5 } as const;

export type Kind = (typeof KIND)[keyof typeof KIND];

const INDICES = 2 ** 23;
const PER_MILLISECOND = 8 * INDICES;

/**
 * Events in the order of their time. Time, kind and index make one number, below 2^53 for a day and eight million indices,
 * so that a heap of numbers is all it takes: a large centre has half a million events a day.
 */
export class Agenda {
  #heap = new Float64Array(1024);
  #size = 0;
  /** What was known before the day began: sorted once, which keeps the heap small. */
  #planned: number[] = [];
  #sorted: Float64Array | undefined;
  #passed = 0;
  /** Of the event that `next` came to. */
  time = 0;
  kind: Kind = KIND.clear;
  index = 0;

  add(time: number, kind: Kind, index: number): void {
    const key = time * PER_MILLISECOND + kind * INDICES + index;
    if (!this.#sorted) {
      this.#planned.push(key);
      return;
    }
    if (this.#size === this.#heap.length) {
      const larger = new Float64Array(2 * this.#size);
      larger.set(this.#heap);
      this.#heap = larger;
    }
    this.#rise(this.#size++, key);
  }

  /** Goes on to the next event; false where there is none. */
  next(): boolean {
    this.#sorted ??= Float64Array.from(this.#planned).sort();
    const planned = this.#sorted[this.#passed] ?? Number.POSITIVE_INFINITY;
    const first = this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#heap[0] as number);
    const next = Math.min(planned, first);
    if (next === Number.POSITIVE_INFINITY) return false;
    if (planned <= first) this.#passed++;
    else this.#drop();
    this.#show(next);
    return true;
  }

  #show(key: number): void {
    this.time = Math.floor(key / PER_MILLISECOND);
    const rest = key - this.time * PER_MILLISECOND;
    this.kind = (rest >>> 23) as Kind;
    this.index = rest & (INDICES - 1);
  }

  #drop(): void {
    const last = this.#heap[--this.#size] as number;
    if (this.#size > 0) this.#sink(last);
  }

  #rise(from: number, key: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as number;
      if (above <= key) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = key;
  }

  #sink(key: number): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && (heap[child + 1] as number) < (heap[child] as number)) child++;
      const below = heap[child] as number;
      if (below >= key) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = key;
  }
}
