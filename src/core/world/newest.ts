/** The newest of many, so many at most: what came later counts as newer where ticks are equal. */
export class Newest<T extends { tick: number }> {
  /** A heap with the oldest at its top. */
  private readonly heap: { value: T; order: number }[] = [];
  private order = 0;

  constructor(private readonly most: number) {}

  /** Whether something of this tick would be among them now. */
  wants(tick: number): boolean {
    return this.heap.length < this.most || (this.most > 0 && tick >= this.heap[0]!.value.tick);
  }

  add(value: T): void {
    const item = { value, order: this.order++ };
    const { heap } = this;
    if (heap.length < this.most) {
      heap.push(item);
      this.rise(heap.length - 1);
    } else if (heap.length > 0 && older(heap[0]!, item)) {
      heap[0] = item;
      this.sink();
    }
  }

  /** Newest first. */
  values(): T[] {
    return [...this.heap].sort((a, b) => (older(a, b) ? 1 : -1)).map(({ value }) => value);
  }

  private rise(at: number): void {
    const { heap } = this;
    for (let i = at; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!older(heap[i]!, heap[parent]!)) return;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  private sink(): void {
    const { heap } = this;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && older(heap[child]!, heap[least]!)) least = child;
      if (least === i) return;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }
}

const older = (a: { value: { tick: number }; order: number }, b: { value: { tick: number }; order: number }): boolean =>
  a.value.tick < b.value.tick || (a.value.tick === b.value.tick && a.order < b.order);
