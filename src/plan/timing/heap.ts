/** Numbers of which the least comes out first; each push and pop takes a time that grows with the logarithm of their count. */
export interface Heap {
  readonly size: number;
  push(value: number): void;
  /** `undefined` where it is empty. */
  pop(): number | undefined;
}

export function makeHeap(): Heap {
  const values: number[] = [];
  const at = (index: number): number => values[index] ?? Number.POSITIVE_INFINITY;
  return {
    get size() {
      return values.length;
    },
    push(value) {
      let index = values.length;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (at(parent) <= value) break;
        values[index] = at(parent);
        index = parent;
      }
      values[index] = value;
    },
    pop() {
      const least = values[0];
      const last = values.pop();
      if (last === undefined || values.length === 0) return least;
      let index = 0;
      for (;;) {
        const left = 2 * index + 1;
        const child = at(left + 1) < at(left) ? left + 1 : left;
        if (at(child) >= last) break;
        values[index] = at(child);
        index = child;
      }
      values[index] = last;
      return least;
    },
  };
}
