/** Values that hold until they change, as seen at some points of time. */
import type { Tick } from '../packet/schema';

export class Steps {
  private at = 0;
  readonly values: Float64Array;

  /** Ascending ticks. */
  constructor(
    private readonly ticks: Float64Array,
    private now: number,
  ) {
    this.values = new Float64Array(ticks.length);
  }

  /** From `tick` on; told in the order of ticks. */
  set(tick: Tick, value: number): void {
    if (value === this.now) return;
    while (this.at < this.ticks.length && this.ticks[this.at]! < tick) this.values[this.at++] = this.now;
    this.now = value;
  }

  add(tick: Tick, by: number): void {
    this.set(tick, this.now + by);
  }

  end(): Float64Array {
    this.values.fill(this.now, this.at);
    this.at = this.ticks.length;
    return this.values;
  }
}
