/** How much was made of each thing between points of time: totals that are told now and then, spread over those points. */
import type { PrototypeName, Tick } from '../packet/schema';
import type { Series } from './number-types';

const TICKS_PER_MINUTE = 3600;

interface Row {
  /** Total, and the first point that has none yet. */
  now: number;
  at: number;
  made: Float64Array;
  totals: Float64Array;
}

/**
 * Totals of one kind (made, used, killed), of several forces and surfaces together. They are told in the order of ticks.
 * Between two tellings of one of them as much is made in every tick; what is not told of any more stays as it was.
 */
export class Flow {
  private readonly rows = new Map<PrototypeName, Row>();
  /** By teller: what it told last, and when. */
  private readonly last = new Map<string, { tick: Tick; counts: Map<PrototypeName, number> }>();
  /** From here on totals are known, and rates from one tick to the other. */
  private first = Number.POSITIVE_INFINITY;
  private from = Number.POSITIVE_INFINITY;
  private to = Number.NEGATIVE_INFINITY;

  constructor(
    /** Ascending. */
    private readonly ticks: Float64Array,
    /** What else is told of is passed over. */
    private readonly names: ReadonlySet<PrototypeName>,
  ) {}

  /**
   * `since`: until when nothing had changed, where that is known: since it was told of last, or, of what was never told of, since
   * all of it was 0. A total that is less than before was counted anew from 0.
   */
  tell(teller: string, tick: Tick, counts: Record<PrototypeName, number> | 0, since: Tick | null): void {
    const known = this.last.get(teller);
    const before = known === undefined ? since : Math.max(known.tick, since ?? known.tick);
    const last = known ?? { tick, counts: new Map<PrototypeName, number>() };
    // What a telling leaves out is as it was.
    for (const name of counts === 0 ? [] : Object.keys(counts)) {
      if (!this.names.has(name)) continue;
      const total = (counts as Record<PrototypeName, number>)[name]!;
      const old = last.counts.get(name) ?? 0;
      if (total === old) continue;
      last.counts.set(name, total);
      const row = this.row(name);
      this.change(row, tick, total - old);
      if (before !== null) this.spread(row, Math.min(before, tick - 1), tick, total < old ? total : total - old);
    }
    this.first = Math.min(this.first, before ?? tick);
    if (before !== null) this.reach(known?.tick ?? before, tick);
    last.tick = tick;
    this.last.set(teller, last);
  }

  /** All of this time is known of some teller. */
  reach(from: Tick, to: Tick): void {
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  /** Its totals are part of what others tell from now on. */
  silence(teller: string, tick: Tick): void {
    for (const [name, total] of this.last.get(teller)?.counts ?? []) this.change(this.row(name), tick, -total);
    this.last.delete(teller);
  }

  private row(name: PrototypeName): Row {
    let row = this.rows.get(name);
    if (!row) {
      row = { now: 0, at: 0, made: new Float64Array(this.ticks.length), totals: new Float64Array(this.ticks.length) };
      this.rows.set(name, row);
    }
    return row;
  }

  private change(row: Row, tick: Tick, by: number): void {
    while (row.at < this.ticks.length && this.ticks[row.at]! < tick) row.totals[row.at++] = row.now;
    row.now += by;
  }

  private spread(row: Row, from: Tick, to: Tick, made: number): void {
    const { ticks } = this;
    const each = made / (to - from);
    for (let i = firstAfter(ticks, from); i < ticks.length; i++) {
      const start = i === 0 ? ticks[0]! : ticks[i - 1]!;
      if (start >= to) break;
      row.made[i]! += each * Math.max(0, Math.min(to, ticks[i]!) - Math.max(from, start));
    }
  }

  /** The most made first. */
  series(): Series[] {
    const { ticks } = this;
    const made: { sum: number; series: Series }[] = [];
    for (const [name, row] of this.rows) {
      while (row.at < ticks.length) row.totals[row.at++] = row.now;
      const rate = new Float64Array(ticks.length);
      let sum = 0;
      for (let i = 0; i < ticks.length; i++) {
        sum += row.made[i]!;
        if (ticks[i]! < this.first) row.totals[i] = Number.NaN;
        const known = i === 0 ? 0 : Math.min(this.to, ticks[i]!) - Math.max(this.from, ticks[i - 1]!);
        rate[i] = known > 0 ? (row.made[i]! / known) * TICKS_PER_MINUTE : Number.NaN;
      }
      made.push({ sum, series: { name, total: row.totals.at(-1) ?? 0, totals: row.totals, rate } });
    }
    return made
      .sort((a, b) => b.sum - a.sum || b.series.total - a.series.total || (a.series.name < b.series.name ? -1 : 1))
      .map(({ series }) => series);
  }
}

/** Index of the first tick after this one. */
function firstAfter(ticks: Float64Array, tick: Tick): number {
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ticks[middle]! <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
