/**
 * How much happened when: events by group in buckets of equal length. A history of any length fits into the same room, since
 * the buckets double when there are too many; they are always a second times a power of two and begin at its multiples, so that
 * two densities can be added.
 */
import type { Tick } from '../packet/schema';

const SECOND: Tick = 60;
/** Beyond what any screen can show. */
const MOST = 4096;
const HEADER = 24;
const VERSION = 1;

export class Density {
  bucket: Tick = SECOND;
  /** Number of the first bucket: it begins at `first * bucket`. */
  private first = 0;
  private length = 0;
  private readonly columns: Uint32Array[];

  constructor(readonly groups: number) {
    this.columns = Array.from({ length: groups }, () => new Uint32Array(0));
  }

  get empty(): boolean {
    return this.length === 0;
  }

  /** First and last tick of its buckets. */
  get span(): [Tick, Tick] {
    return [this.first * this.bucket, (this.first + this.length) * this.bucket - 1];
  }

  add(tick: Tick, group: number, count = 1): void {
    const at = this.reach(tick, tick) + Math.floor(tick / this.bucket);
    const column = this.columns[group]!;
    column[at] = column[at]! + count;
  }

  /** Makes room for a span of ticks; what is to be added to a bucket's number to have its place. */
  private reach(from: Tick, to: Tick): number {
    for (;;) {
      const low = Math.floor(from / this.bucket);
      const high = Math.floor(to / this.bucket);
      const first = this.length === 0 ? low : Math.min(low, this.first);
      const last = this.length === 0 ? high : Math.max(high, this.first + this.length - 1);
      if (last - first >= MOST) {
        this.double();
        continue;
      }
      if (this.length === 0) this.first = first;
      if (first < this.first || last >= this.first + this.columns[0]!.length) this.widen(first, last);
      this.length = last - first + 1;
      return -this.first;
    }
  }

  private widen(first: number, last: number): void {
    const room = Math.min(MOST, Math.ceil((last - first + 1) * 1.5));
    this.columns.forEach((column, group) => {
      const wider = new Uint32Array(room);
      wider.set(column.subarray(0, this.length), this.length === 0 ? 0 : this.first - first);
      this.columns[group] = wider;
    });
    this.first = first;
  }

  private double(): void {
    const first = Math.floor(this.first / 2);
    const length = this.length === 0 ? 0 : Math.floor((this.first + this.length - 1) / 2) - first + 1;
    for (const column of this.columns) {
      // Ends meet: a bucket's place is never below that of its half.
      for (let i = 0; i < this.length; i++) {
        const count = column[i]!;
        column[i] = 0;
        const at = Math.floor((this.first + i) / 2) - first;
        column[at] = column[at]! + count;
      }
    }
    this.first = first;
    this.length = length;
    this.bucket *= 2;
  }

  /** Buckets at least this long. */
  coarsen(bucket: Tick): void {
    while (this.bucket < bucket) this.double();
  }

  /** Adds another one's events up to and with a tick; in the bucket of that tick as many as its share of it. */
  join(other: Density, until: Tick = Number.POSITIVE_INFINITY): void {
    if (other.empty || other.span[0] > until) return;
    const { bucket } = other;
    this.coarsen(bucket);
    for (let i = 0; i < other.length; i++) {
      const from = (other.first + i) * bucket;
      if (from > until) break;
      const share = Math.min(1, (until - from + 1) / bucket);
      for (let group = 0; group < other.groups; group++) {
        const count = other.columns[group]![i]!;
        if (count > 0) this.add(from, group, share < 1 ? Math.ceil(count * share) : count);
      }
    }
  }

  /** The counts of a group from the first bucket of a span to its last. */
  counts(group: number, [from, to]: readonly [Tick, Tick]): Uint32Array {
    const low = Math.floor(from / this.bucket);
    const counts = new Uint32Array(Math.floor(to / this.bucket) - low + 1);
    const column = this.columns[group]!;
    for (let i = 0; i < this.length; i++) {
      const at = this.first + i - low;
      if (at >= 0 && at < counts.length) counts[at] = column[i]!;
    }
    return counts;
  }

  encode(): Uint8Array {
    const raw = new Uint8Array(HEADER + this.groups * this.length * 4);
    const view = new DataView(raw.buffer);
    view.setUint32(0, VERSION, true);
    view.setUint32(4, this.length, true);
    view.setFloat64(8, this.bucket, true);
    view.setFloat64(16, this.first, true);
    this.columns.forEach((column, group) => {
      for (let i = 0; i < this.length; i++) view.setUint32(HEADER + (group * this.length + i) * 4, column[i]!, true);
    });
    return raw;
  }

  static decode(bytes: Uint8Array, groups: number): Density {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const density = new Density(groups);
    density.length = view.getUint32(4, true);
    density.bucket = view.getFloat64(8, true);
    density.first = view.getFloat64(16, true);
    density.columns.forEach((_, group) => {
      const column = new Uint32Array(density.length);
      for (let i = 0; i < column.length; i++) column[i] = view.getUint32(HEADER + (group * column.length + i) * 4, true);
      density.columns[group] = column;
    });
    return density;
  }
}
