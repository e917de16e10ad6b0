/** The nearest of many places to one, without sorting all. */
import type { Position } from '../packet/schema';

export class Nearest {
  /** A heap with the farthest at its top: distances and places. */
  private readonly far: Float64Array;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  private size = 0;
  /** Of all that were given. */
  count = 0;

  constructor(
    private readonly at: Position,
    private readonly most: number,
  ) {
    this.far = new Float64Array(most);
    this.xs = new Float64Array(most);
    this.ys = new Float64Array(most);
  }

  add(x: number, y: number): void {
    this.count += 1;
    const far = (x - this.at[0]) ** 2 + (y - this.at[1]) ** 2;
    if (this.size < this.most) {
      this.size += 1;
      this.rise(this.size - 1, far, x, y);
    } else if (this.most > 0 && far < this.far[0]!) this.sink(far, x, y);
  }

  /** The nearest first; of equal distance the northern, then the western one. */
  places(): Position[] {
    return Array.from({ length: this.size }, (_, i) => i)
      .sort((a, b) => this.far[a]! - this.far[b]! || this.ys[a]! - this.ys[b]! || this.xs[a]! - this.xs[b]!)
      .map((i) => [this.xs[i]!, this.ys[i]!]);
  }

  private put(at: number, far: number, x: number, y: number): void {
    this.far[at] = far;
    this.xs[at] = x;
    this.ys[at] = y;
  }

  private rise(from: number, far: number, x: number, y: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.far[parent]! >= far) break;
      this.put(i, this.far[parent]!, this.xs[parent]!, this.ys[parent]!);
      i = parent;
    }
    this.put(i, far, x, y);
  }

  private sink(far: number, x: number, y: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.far[child + 1]! > this.far[child]!) child += 1;
      if (this.far[child]! <= far) break;
      this.put(i, this.far[child]!, this.xs[child]!, this.ys[child]!);
      i = child;
    }
    this.put(i, far, x, y);
  }
}
