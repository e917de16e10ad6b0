/** Points of a history in columns that grow: a log may hold millions of lines, too many for an object each. */
import type { Tick } from '../packet/schema';

export interface PointColumns {
  seq: Uint32Array;
  chain: Uint32Array;
  tick: Float64Array;
  seen: Uint8Array;
}

const empty = (size: number): PointColumns => ({
  seq: new Uint32Array(size),
  chain: new Uint32Array(size),
  tick: new Float64Array(size),
  seen: new Uint8Array(size),
});

export class Points {
  private columns: PointColumns;
  private count = 0;

  constructor(columns?: PointColumns) {
    this.columns = columns ?? empty(64);
    this.count = columns?.seq.length ?? 0;
  }

  add(seq: number, chain: number, tick: Tick, seen: 0 | 1): void {
    if (this.count === this.columns.seq.length) {
      const wider = empty(Math.max(64, this.count * 2));
      for (const name of ['seq', 'chain', 'tick', 'seen'] as const) wider[name].set(this.columns[name]);
      this.columns = wider;
    }
    const { seq: seqs, chain: chains, tick: ticks, seen: seens } = this.columns;
    seqs[this.count] = seq;
    chains[this.count] = chain;
    ticks[this.count] = tick;
    seens[this.count++] = seen;
  }

  /** Ascending in seq, one point a number: a line seen stands before one that is only named. */
  sorted(): PointColumns {
    const { seq, seen } = this.columns;
    const order = new Uint32Array(this.count).map((_, i) => i);
    let ascending = true;
    for (let i = 1; i < this.count && ascending; i++) ascending = seq[i]! > seq[i - 1]!;
    if (!ascending) order.sort((a, b) => seq[a]! - seq[b]! || seen[b]! - seen[a]!);
    const kept = ascending ? order : order.filter((at, i) => i === 0 || seq[at] !== seq[order[i - 1]!]);
    const result = empty(kept.length);
    for (const name of ['seq', 'chain', 'tick', 'seen'] as const) {
      const from = this.columns[name];
      const to = result[name];
      for (let i = 0; i < kept.length; i++) to[i] = from[kept[i]!]!;
    }
    return result;
  }
}
