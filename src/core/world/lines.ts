/**
 * Runs into lines of history: which runs are pieces of one line, and how far two lines are one.
 *
 * What any two runs prove is closed over all of them: if a shares 500 lines with b and b shares 300 with c, then a shares 300
 * with c; and if b is then known to differ from d at 200, so are a and c. A run whose last point lies in another's history is
 * a piece of that one; the others are leaves. Leaves that are known to differ are different lines. Leaves that are linked
 * and not known to differ are taken as one line (a log of the first hour, and one of the third that knows a checkpoint of
 * the first): each joins the line it shares most with, the one that would open first.
 */
import { lastSeq, meet, type Points } from './runs';

export interface Lines {
  /** By line and run: up to which seq the run's lines belong to it; Infinity for all, -1 for none. */
  reach: Float64Array[];
  /** By two lines: the highest seq known to be common, -1 when nothing links them. */
  share: Float64Array[];
  /** By two lines: the lowest seq known to differ, Infinity when none is known. */
  differ: Float64Array[];
}

const square = (n: number, value: number) => Array.from({ length: n }, () => new Float64Array(n).fill(value));

/**
 * `runs` in canonical order, each with a seq above 0. `standing` sums up a leaf by how much of each run it shares;
 * `before` orders them by what would open (negative: a first).
 */
export function linesOf<S>(runs: readonly Points[], standing: (shared: Float64Array) => S, before: (a: S, b: S) => number): Lines {
  const n = runs.length;
  const share = square(n, -1);
  const differ = square(n, Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const meeting = meet(runs[i]!, runs[j]!);
      share[i]![j] = share[j]![i] = meeting.share;
      differ[i]![j] = differ[j]![i] = meeting.differ;
    }
  }
  closeShares(share);

  const inside = (a: number, b: number) => a === b || share[a]![b]! >= lastSeq(runs[a]!);
  const leaves: number[] = [];
  for (let i = 0; i < n; i++) if (!leaves.some((leaf) => inside(i, leaf))) leaves.push(i);
  const shared = (leaf: number) => share[leaf]!.map((common, i) => (inside(i, leaf) ? Number.POSITIVE_INFINITY : common));
  const standings = new Map(leaves.map((leaf) => [leaf, standing(shared(leaf))]));
  leaves.sort((a, b) => before(standings.get(a)!, standings.get(b)!) || a - b);

  const known: Known = {
    share: leaves.map((x) => Float64Array.from(leaves, (y) => (x === y ? Number.POSITIVE_INFINITY : share[x]![y]!))),
    differ: differencesOf(leaves, share, differ),
  };
  const groups = grouped(known);
  const lines = groups.map((group) => group[0]!);

  // A run lies wholly in some line; with any other it shares what that line shares, but no more than there is of it.
  const reach = lines.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const home = lines[groups.findIndex((group) => group.some((leaf) => inside(i, leaves[leaf]!)))]!;
    lines.forEach((line, k) => {
      const common = known.share[home]![line]!;
      reach[k]![i] = common >= lastSeq(runs[i]!) ? Number.POSITIVE_INFINITY : common;
    });
  }
  const between = (matrix: Float64Array[]) => lines.map((line) => Float64Array.from(lines, (other) => matrix[line]![other]!));
  return { reach, share: between(known.share), differ: between(known.differ) };
}

/** The widest way between any two: along the maximum spanning tree (Prim). In place. */
function closeShares(share: Float64Array[]): void {
  const n = share.length;
  const width = new Float64Array(n).fill(-1);
  const by = new Int32Array(n).fill(-1);
  const placed: number[] = [];
  const waiting = new Set(share.keys());
  const closed = square(n, -1);
  while (waiting.size > 0) {
    let next = -1;
    for (const i of waiting) if (next < 0 || width[i]! > width[next]!) next = i;
    waiting.delete(next);
    for (const i of placed) {
      const way = i === by[next] ? width[next]! : Math.min(width[next]!, by[next]! < 0 ? -1 : closed[by[next]!]![i]!);
      closed[i]![next] = closed[next]![i] = way;
    }
    placed.push(next);
    for (const i of waiting) {
      if (share[next]![i]! <= width[i]!) continue;
      width[i] = share[next]![i]!;
      by[i] = next;
    }
  }
  for (let i = 0; i < n; i++) share[i]!.set(closed[i]!);
}

/** Between leaves, what differs by all that is known: of whatever shares as much with the one and with the other. */
function differencesOf(leaves: number[], share: Float64Array[], differ: Float64Array[]): Float64Array[] {
  const n = share.length;
  const half = leaves.map((x) => {
    const row = differ[x]!.slice();
    for (let a = 0; a < n; a++) {
      const common = share[x]![a]!;
      if (common < 1) continue;
      const others = differ[a]!;
      for (let b = 0; b < n; b++) if (others[b]! <= common && others[b]! < row[b]!) row[b] = others[b]!;
    }
    return row;
  });
  const full = leaves.map((y, j) =>
    Float64Array.from(leaves, (_, i) => {
      if (i === j) return Number.POSITIVE_INFINITY;
      const row = half[i]!;
      let least = row[y]!;
      for (let b = 0; b < n; b++) if (row[b]! < least && row[b]! <= share[y]![b]!) least = row[b]!;
      return least;
    }),
  );
  return full.map((row, i) => row.map((value, j) => Math.min(value, full[j]![i]!)));
}

interface Known {
  share: Float64Array[];
  differ: Float64Array[];
}

/** Joins linked leaves that are not known to differ; answers the leaves of each line, the one that stands for it first. */
function grouped(known: Known): number[][] {
  const groups: number[][] = [];
  const alive = new Set(known.share.keys());
  for (const leaf of known.share.keys()) {
    let best: number[] | null = null;
    for (const group of groups) {
      const shared = known.share[group[0]!]![leaf]!;
      if (shared < 0 || known.differ[group[0]!]![leaf]! < Number.POSITIVE_INFINITY) continue;
      if (best === null || shared > known.share[best[0]!]![leaf]!) best = group;
    }
    if (best === null) groups.push([leaf]);
    else {
      best.push(leaf);
      join(known, alive, best[0]!, leaf);
    }
  }
  return groups;
}

/** What is known of `leaf` is known of `line` from now on, and of all that share with either. */
function join({ share, differ }: Known, alive: Set<number>, line: number, leaf: number): void {
  alive.delete(leaf);
  for (const x of alive) {
    if (x === line) continue;
    share[line]![x] = share[x]![line] = Math.max(share[line]![x]!, share[leaf]![x]!);
    differ[line]![x] = differ[x]![line] = Math.min(differ[line]![x]!, differ[leaf]![x]!);
  }
  for (const x of alive) {
    if (x === line) continue;
    const common = share[line]![x]!;
    for (const y of alive) {
      if (y === line || y === x) continue;
      if (Math.min(common, share[line]![y]!) > share[x]![y]!) share[x]![y] = share[y]![x] = Math.min(common, share[line]![y]!);
      const parts = differ[line]![y]!;
      if (parts <= common && parts < differ[x]![y]!) differ[x]![y] = differ[y]![x] = parts;
    }
  }
}
