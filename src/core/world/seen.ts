/** Which chained lines a run holds, as stretches; and what of a branch no run holds. */
import { indexOf, type Run } from './runs';
import type { Span } from './types';

/** The least and the greatest of some ticks; NaN is none. */
export class Extent {
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;

  add(tick: number): void {
    if (tick < this.low) this.low = tick;
    if (tick > this.high) this.high = tick;
  }

  join(other: Extent): void {
    if (other.low > other.high) return;
    this.add(other.low);
    this.add(other.high);
  }

  span(): Span | null {
    return this.low <= this.high ? [this.low, this.high] : null;
  }
}

/** Stretches of seen lines without a hole: first and last seq, and the first and last tick known in each (else NaN). */
export interface Seen {
  run: Run;
  /** Ticks of the lines seen; of all observations. */
  lines: Extent;
  points: Extent;
  from: number[];
  to: number[];
  fromTick: number[];
  toTick: number[];
}

/** Throws when the run is not in order: the one who cut it is at fault. */
export function seenOf(run: Run): Seen {
  const seen: Seen = { run, lines: new Extent(), points: new Extent(), from: [], to: [], fromTick: [], toTick: [] };
  let end = Number.NEGATIVE_INFINITY;
  let before = 0;
  for (let i = 0; i < run.seq.length; i++) {
    const seq = run.seq[i]!;
    if (seq < before) throw new RangeError(`run ${run.id} is not in order at seq ${seq}`);
    before = seq;
    const tick = run.tick[i]!;
    seen.points.add(tick);
    if (run.seen[i] === 0 || seq === 0) continue;
    if (seq > end + 1) {
      seen.from.push(seq);
      seen.fromTick.push(Number.NaN);
      seen.to.push(seq);
      seen.toTick.push(Number.NaN);
    }
    const k = seen.from.length - 1;
    end = seq;
    seen.lines.add(tick);
    seen.to[k] = seq;
    if (Number.isNaN(tick)) continue;
    seen.toTick[k] = tick;
    if (Number.isNaN(seen.fromTick[k]!)) seen.fromTick[k] = tick;
  }
  return seen;
}

/** More gaps of one branch are joined with their neighbours, so that a log that lacks every other line stays readable. */
const MAX_GAPS = 10_000;

export interface Point {
  seq: number;
  tick: number;
}

/**
 * What of the lines after `start` up to `end` is in none of `pieces` (each counts up to its `reach`): ticks of the neighbours, and
 * how many lines.
 */
export function missing(pieces: { seen: Seen; reach: number }[], start: Point, end: Point): { ticks: Span; lines: number }[] {
  const result: { ticks: Span; lines: number }[] = [];
  const at = pieces.map(({ seen }) => firstAfter(seen.to, start.seq));
  let { seq, tick } = start;
  const join = () => {
    for (let i = 0; i < MAX_GAPS / 2; i++) {
      const [a, b] = [result[2 * i]!, result[2 * i + 1]!];
      result[i] = { ticks: [Math.min(a.ticks[0], b.ticks[0]), Math.max(a.ticks[1], b.ticks[1])], lines: a.lines + b.lines };
    }
    result.length = MAX_GAPS / 2;
  };
  const add = (nextSeq: number, nextTick: number) => {
    const last = Number.isNaN(nextTick) ? tick : nextTick;
    if (result.length === MAX_GAPS) join();
    result.push({ ticks: [Math.min(tick, last), Math.max(tick, last)], lines: nextSeq - seq - 1 });
  };
  while (seq < end.seq) {
    let grown = false;
    let next: Point | null = null;
    for (let p = 0; p < pieces.length; p++) {
      const { seen, reach } = pieces[p]!;
      while (at[p]! < seen.to.length && seen.to[at[p]!]! <= seq) at[p]!++;
      const k = at[p]!;
      if (k >= seen.from.length || seen.from[k]! > reach) continue;
      if (seen.from[k]! <= seq + 1) {
        const to = Math.min(seen.to[k]!, reach);
        if (to <= seq) continue;
        seq = to;
        // The last tick of a stretch that is cut at the reach belongs to another branch.
        const known = to === seen.to[k]! ? seen.toTick[k]! : seen.run.tick[indexOf(seen.run, to)]!;
        if (!Number.isNaN(known)) tick = Math.max(tick, known);
        grown = true;
      } else if (next === null || seen.from[k]! < next.seq) next = { seq: seen.from[k]!, tick: seen.fromTick[k]! };
    }
    if (grown) continue;
    if (next === null || next.seq > end.seq) {
      // No run has seen the end itself, but it is known to exist.
      add(end.seq + 1, end.tick);
      return result;
    }
    add(next.seq, next.tick);
    seq = next.seq - 1;
  }
  return result;
}

function firstAfter(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
