/**
 * Runs: pieces of logs as lists of (seq, chain) observations, and what two of them prove about each other. Equal seq and
 * chain means equal history up to there; equal seq with another chain means other histories from there on [P6, P14].
 */

import type { ChainPoint } from '../packet/schema';

/** Points of one history: parallel arrays in ascending seq. Seq 0 proves nothing, since every history begins there. */
export interface Points {
  seq: Uint32Array;
  chain: Uint32Array;
}

/** One continuous piece of one log of one world. */
export interface Run extends Points {
  /** Unique among the runs of a world. */
  id: string;
  /**
   * Parallel to the points: their ticks (NaN where unknown), and whether they are chained lines (1) or only prove history (0), as
   * the checkpoints of headers and the `at` of local lines do.
   */
  tick: Float64Array;
  seen: Uint8Array;
  /** Milliseconds since 1970 of its latest anchor; null without clocks. */
  clock: number | null;
  /** The earliest and the latest tick of all its own lines, local ones too; null without any. */
  firstTick?: number | null;
  lastTick: number | null;
}

/** The index of the first observation whose seq is not below `seq`. */
export function indexOf(run: Points, seq: number, from = 0): number {
  let low = from;
  let high = run.seq.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (run.seq[middle]! < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const lastSeq = (run: Points): number => run.seq[run.seq.length - 1] ?? 0;
export const lastChain = (run: Points): number => run.chain[run.chain.length - 1] ?? 0;

/**
 * Whether it has this very line and the next one too, and so whatever stood between them without a number. Who has but the line may have
 * missed that.
 */
export function readsOn({ seq, chain, seen }: Pick<Run, 'seq' | 'chain' | 'seen'>, [number, of]: ChainPoint): boolean {
  const at = indexOf({ seq, chain }, number);
  return seq[at] === number && chain[at] === of && seen[at] === 1 && seq[at + 1] === number + 1 && seen[at + 1] === 1;
}

/** The same order of runs whatever order the files came in: what reaches furthest first. */
export function inOrder(runs: readonly Run[]): Run[] {
  return [...runs].sort(
    (a, b) =>
      lastSeq(b) - lastSeq(a) ||
      lastChain(a) - lastChain(b) ||
      b.seq.length - a.seq.length ||
      (a.seq[0] ?? 0) - (b.seq[0] ?? 0) ||
      (a.chain[0] ?? 0) - (b.chain[0] ?? 0) ||
      (b.lastTick ?? -1) - (a.lastTick ?? -1) ||
      (b.clock ?? -1) - (a.clock ?? -1) ||
      (a.id < b.id ? -1 : 1),
  );
}

export interface Meeting {
  /** The highest seq known to be common; 0 when they part at seq 1, -1 when nothing links them. */
  share: number;
  /** The lowest seq known to differ; Infinity when none is. */
  differ: number;
}

/** What two runs prove about each other. Seqs of both are equal up to some point and differ after it: searched, not walked. */
export function meet(a: Points, b: Points): Meeting {
  const from = Math.max(a.seq[0] ?? Infinity, b.seq[0] ?? Infinity, 1);
  const to = Math.min(lastSeq(a), lastSeq(b));
  let share = -1;
  let differ = Number.POSITIVE_INFINITY;
  if (from > to) return { share, differ };
  const few = indexOf(a, to + 1) - indexOf(a, from) <= indexOf(b, to + 1) - indexOf(b, from) ? a : b;
  const many = few === a ? b : a;
  let low = indexOf(few, from);
  let high = indexOf(few, to + 1);
  let lowest = indexOf(many, from);
  while (low < high) {
    const middle = (low + high) >>> 1;
    // The first seq of both from the middle on.
    let i = middle;
    let j = indexOf(many, few.seq[i]!, lowest);
    while (i < high && many.seq[j] !== few.seq[i]) {
      i++;
      if (i < high) j = gallop(many, few.seq[i]!, j);
    }
    if (i >= high) high = middle;
    else if (many.chain[j] === few.chain[i]) {
      share = few.seq[i]!;
      low = i + 1;
      lowest = j;
    } else {
      differ = few.seq[i]!;
      high = middle;
    }
  }
  return { share: share < 0 && differ === 1 ? 0 : share, differ };
}

/** `indexOf` that expects the answer near `from`. */
function gallop(run: Points, seq: number, from: number): number {
  let step = 1;
  let low = from;
  while (low + step < run.seq.length && run.seq[low + step]! < seq) {
    low += step;
    step *= 2;
  }
  const end = Math.min(low + step, run.seq.length);
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (run.seq[middle]! < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
