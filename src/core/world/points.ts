/** Points of a history in columns that grow: a log may hold millions of lines, too many for an object each. */
import type { Tick } from '../packet/schema';

export interface PointColumns {
  seq: Uint32Array;
  chain: Uint32Array;
  tick: Float64Array;
  seen: Uint8Array;
}

/** Of one point in `packed` columns. */
const BYTES = 17;

const empty = (size: number): PointColumns => ({
  seq: new Uint32Array(size),
  chain: new Uint32Array(size),
  tick: new Float64Array(size),
  seen: new Uint8Array(size),
});

const NAMES = ['seq', 'chain', 'tick', 'seen'] as const;

export class Points {
  private columns = empty(16);
  private count = 0;
  /** With the highest number; [0, 0]: there is none. */
  highest: [seq: number, chain: number] = [0, 0];

  get length(): number {
    return this.count;
  }

  add(seq: number, chain: number, tick: Tick, seen: 0 | 1): void {
    this.reserve(this.count + 1);
    if (seq > this.highest[0]) this.highest = [seq, chain];
    const { seq: seqs, chain: chains, tick: ticks, seen: seens } = this.columns;
    seqs[this.count] = seq;
    chains[this.count] = chain;
    ticks[this.count] = tick;
    seens[this.count++] = seen;
  }

  private reserve(count: number): void {
    const size = this.columns.seq.length;
    if (count <= size) return;
    const wider = empty(Math.max(count, Math.ceil(size * 1.5)));
    for (const name of NAMES) wider[name].set(this.columns[name]);
    this.columns = wider;
  }

  /** Bytes of the points from one to another, as they came. */
  packed(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array((to - from) * BYTES);
    let at = 0;
    for (const name of ['tick', 'seq', 'chain', 'seen'] as const) {
      const part = this.columns[name].subarray(from, to);
      bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
      at += part.byteLength;
    }
    return bytes;
  }

  /** Adds what `packed` gave. */
  unpack(bytes: Uint8Array): void {
    const count = Math.floor(bytes.length / BYTES);
    // Views need alignment.
    const { buffer } = bytes.slice();
    this.reserve(this.count + count);
    this.columns.tick.set(new Float64Array(buffer, 0, count), this.count);
    this.columns.seq.set(new Uint32Array(buffer, count * 8, count), this.count);
    this.columns.chain.set(new Uint32Array(buffer, count * 12, count), this.count);
    this.columns.seen.set(new Uint8Array(buffer, count * 16, count), this.count);
    const { seq, chain } = this.columns;
    for (let i = this.count; i < this.count + count; i++) if (seq[i]! > this.highest[0]) this.highest = [seq[i]!, chain[i]!];
    this.count += count;
  }

  /** Ascending in seq, one point a number: a line seen stands before one that is only named. Lent until the next `add`. */
  sorted(): PointColumns {
    const { seq, seen } = this.columns;
    // Nearly all come in order; the few that headers name later are sorted and merged in.
    const late: number[] = [];
    let highest = 0;
    for (let i = 0; i < this.count; i++) {
      if (seq[i]! > highest) highest = seq[i]!;
      else late.push(i);
    }
    if (late.length === 0) return columnsOf(this.columns, this.count);
    late.sort((a, b) => seq[a]! - seq[b]! || seen[b]! - seen[a]! || a - b);
    const isLate = new Uint8Array(this.count);
    for (const at of late) isLate[at] = 1;
    const result = empty(this.count);
    let length = 0;
    const take = (at: number): void => {
      const same = length > 0 && result.seq[length - 1] === seq[at];
      if (same && (result.seen[length - 1] === 1 || seen[at] === 0)) return;
      const to = same ? length - 1 : length++;
      for (const name of NAMES) result[name][to] = this.columns[name][at]!;
    };
    let next = 0;
    for (let i = 0; i < this.count; i++) {
      if (isLate[i] === 1) continue;
      while (next < late.length && seq[late[next]!]! < seq[i]!) take(late[next++]!);
      take(i);
    }
    while (next < late.length) take(late[next++]!);
    return columnsOf(result, length);
  }
}

const columnsOf = ({ seq, chain, tick, seen }: PointColumns, count: number): PointColumns => ({
  seq: seq.subarray(0, count),
  chain: chain.subarray(0, count),
  tick: tick.subarray(0, count),
  seen: seen.subarray(0, count),
});
