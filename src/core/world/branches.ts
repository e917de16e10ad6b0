/**
 * Runs of one world → its branches and what is missing of them [P14]. Pure, and the same in whatever order the runs come.
 *
 * The branch that opens has no parent. Every other one leaves the branch it shares most with among those that would open
 * before it; one that nothing links to those before it is the root of a history of its own, `unlinked`. An id is made of
 * what the branch shares with any other and of the first line at which it differs, so that it does not change when another
 * branch opens; it may when more of the fork becomes known.
 */

import { bundlesOf } from './bundles';
import { type Lines, linesOf } from './lines';
import { indexOf, inOrder, lastSeq, type Run } from './runs';
import { Extent, missing, type Seen, seenOf } from './seen';
import type { BranchInfo, Gap, Span } from './types';

export type { Run } from './runs';

export interface Branch extends BranchInfo {
  /**
   * By run id: the highest seq up to which the run's lines belong to this branch, Infinity for all of it; absent when none do.
   * At a reach below Infinity local lines `at` that very seq may have been written after the fork.
   */
  reach: Map<string, number>;
}

type Piece = { seen: Seen; reach: number };

/** What decides which line of history opens. */
interface Standing {
  clock: number | null;
  ticks: Span | null;
  /** The highest (seq, chain) known, and its tick. */
  end: { seq: number; chain: number; tick: number };
}

/** One line of history, before it has a name. */
interface Draft extends Standing {
  /** Its place in Lines. */
  line: number;
  /** All runs that share anything with it. */
  pieces: Piece[];
}

/** Histories looked at, at most: pairs of them are compared. More can only be forged; those that end first are left out. */
const MAX_HISTORIES = 500;

export interface Layout {
  /** What opens first before the others. */
  branches: Branch[];
  gaps: Gap[];
  /** Ids of runs that belong to no branch, because the world has more histories than are looked at. */
  leftOut: string[];
}

/** Throws a RangeError for a run that is not in ascending seq. */
export function branchesOf(runs: readonly Run[]): Layout {
  if (runs.length === 0) return { branches: [], gaps: [], leftOut: [] };
  const ordered = inOrder(runs);
  // A run without numbers says nothing of history: it belongs to all of it.
  const empty = ordered.filter((run) => lastSeq(run) === 0);
  const known = ordered.slice(0, ordered.length - empty.length);
  if (known.length === 0) return { branches: [onlyEmpty(empty)], gaps: [], leftOut: [] };

  const bundles = bundlesOf(known);
  const leftOut = bundles.splice(MAX_HISTORIES).flatMap(({ members }) => members.map((i) => known[i]!.id));
  const seen = bundles.map(({ members }) => members.map((i) => seenOf(known[i]!)));
  const pieces = (place: number, reach: number): Piece[] => {
    if (reach < 0) return [];
    return seen[place]!.map((it) => ({ seen: it, reach: reach >= lastSeq(it.run) ? Number.POSITIVE_INFINITY : reach }));
  };
  const piecesOf = (reach: Float64Array) => bundles.flatMap((_, place) => pieces(place, reach[place]!));
  const wholly = (reach: Float64Array) => summary(piecesOf(reach).filter((piece) => piece.reach === Number.POSITIVE_INFINITY));
  const lines = linesOf(bundles, wholly, opensBefore);
  const drafts = lines.reach.map((reach, line): Draft => ({ line, pieces: piecesOf(reach), ...summary(piecesOf(reach)) }));
  drafts.sort(opensBefore);

  const ids = namesOf(lines, drafts);
  const leaves = drafts.map((draft, place) => leavingOf(lines, drafts, draft, place));
  const branches = drafts.map((draft, place): Branch => {
    const { parent, at } = leaves[place]!;
    return {
      id: ids[place]!,
      parent: parent === null ? null : ids[parent]!,
      leavesAt: at,
      ticks: draft.ticks,
      opens: place === 0,
      clock: draft.clock,
      ...(parent === null && place > 0 ? { unlinked: true as const } : {}),
      reach: new Map([...draft.pieces.map((piece): [string, number] => [piece.seen.run.id, piece.reach]), ...allOf(empty)]),
    };
  });
  return { branches, gaps: drafts.flatMap((draft, place) => gapsOf(draft, leaves[place]!.at, ids[place]!)), leftOut };
}

const allOf = (runs: readonly Run[]): [string, number][] => runs.map((run) => [run.id, Number.POSITIVE_INFINITY]);

function onlyEmpty(runs: readonly Run[]): Branch {
  const ticks = new Extent();
  for (const { firstTick, lastTick } of runs) for (const tick of [firstTick, lastTick]) if (tick != null) ticks.add(tick);
  const clock = runs.reduce((latest, run) => Math.max(latest, run.clock ?? -1), -1);
  return {
    id: 'main',
    parent: null,
    leavesAt: null,
    ticks: ticks.span(),
    opens: true,
    clock: clock < 0 ? null : clock,
    reach: new Map(allOf(runs)),
  };
}

/** The latest clock, then the highest last tick, then the end [P14]. */
function opensBefore(a: Standing, b: Standing): number {
  const clock = (b.clock ?? -1) - (a.clock ?? -1);
  const tick = (b.ticks?.[1] ?? -1) - (a.ticks?.[1] ?? -1);
  return clock || tick || b.end.seq - a.end.seq || a.end.chain - b.end.chain;
}

/** What is known of a line of history by the runs that belong to it, each up to its reach. */
function summary(pieces: readonly Piece[]): Standing {
  let clock: number | null = null;
  let end = { seq: 0, chain: 0, tick: 0 };
  const lines = new Extent();
  const points = new Extent();
  for (const { seen, reach } of pieces) {
    const { run } = seen;
    const whole = reach === Number.POSITIVE_INFINITY;
    const count = whole ? run.seq.length : indexOf(run, reach + 1);
    if (count === 0) continue;
    const last = count - 1;
    if (run.seq[last]! > end.seq) end = { seq: run.seq[last]!, chain: run.chain[last]!, tick: run.tick[last]! };
    if (whole) {
      lines.join(seen.lines);
      points.join(seen.points);
      for (const tick of [run.firstTick, run.lastTick]) if (tick != null) lines.add(tick);
      if (run.clock !== null && run.clock > (clock ?? -1)) clock = run.clock;
      continue;
    }
    for (let k = 0; k < count; k++) {
      points.add(run.tick[k]!);
      if (run.seen[k] === 1) lines.add(run.tick[k]!);
    }
  }
  // Checkpoints lie in times of which nothing else may be known: they count only when there is nothing else.
  return { clock, ticks: lines.span() ?? points.span(), end };
}

interface Leaving {
  /** The parent's place among the drafts. */
  parent: number | null;
  at: { seq: number; tick: number } | null;
}

function leavingOf(lines: Lines, drafts: readonly Draft[], { line, pieces }: Draft, place: number): Leaving {
  let parent: number | null = null;
  let seq = -1;
  for (let other = 0; other < place; other++) {
    const common = commonOf(lines, line, drafts[other]!.line);
    if (common > seq) [parent, seq] = [other, common];
  }
  if (parent === null) return { parent, at: null };
  return { parent, at: { seq, tick: seq === 0 ? 0 : pointAt(pieces, seq).tick } };
}

/** The last seq two lines share. Only forged lines are known to differ before what they share: then what differs counts. */
const commonOf = (lines: Lines, a: number, b: number) => Math.min(lines.share[a]![b]!, lines.differ[a]![b]! - 1);

/** What the runs of a line say of one of its points; 0 where none does. */
function pointAt(pieces: readonly Piece[], seq: number): { chain: number; tick: number } {
  let chain = 0;
  let tick = Number.POSITIVE_INFINITY;
  let before = 0;
  for (const { seen, reach } of pieces) {
    const { run } = seen;
    if (reach < seq) continue;
    const at = indexOf(run, seq);
    if (run.seq[at] === seq) {
      chain = run.chain[at]!;
      if (run.tick[at]! < tick) tick = run.tick[at]!;
    }
    for (let k = at - 1; k >= 0; k--) {
      if (Number.isNaN(run.tick[k]!)) continue;
      if (run.tick[k]! > before) before = run.tick[k]!;
      break;
    }
  }
  return { chain, tick: tick === Number.POSITIVE_INFINITY ? before : tick };
}

/** `<last common seq>-<first differing seq>-<its chain in hex>`; "main" for the only one. */
function namesOf(lines: Lines, drafts: readonly Draft[]): string[] {
  if (drafts.length === 1) return ['main'];
  const taken = new Set<string>();
  return drafts.map(({ line, pieces }) => {
    let common = 0;
    let first = Number.POSITIVE_INFINITY;
    for (const { line: other } of drafts) {
      if (other === line) continue;
      const shared = Math.max(commonOf(lines, line, other), 0);
      if (shared > common) [common, first] = [shared, Number.POSITIVE_INFINITY];
      if (shared === common) first = Math.min(first, lines.differ[line]![other]!);
    }
    if (first === Number.POSITIVE_INFINITY) first = firstSeq(pieces);
    const name = `${common}-${first}-${pointAt(pieces, first).chain.toString(16).padStart(8, '0')}`;
    // Two of one name can only be forged; they must not become one.
    let id = name;
    for (let again = 2; taken.has(id); again++) id = `${name}-${again}`;
    taken.add(id);
    return id;
  });
}

/** The first seq known of a line that nothing links or tells apart. */
function firstSeq(pieces: readonly Piece[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { seen, reach } of pieces) {
    const seq = seen.run.seq[indexOf(seen.run, 1)]!;
    if (seq <= reach) first = Math.min(first, seq);
  }
  return first;
}

/** What is missing after the point where a branch leaves its parent; what is missing before is listed with the parent. */
function gapsOf({ pieces, end }: Draft, at: { seq: number; tick: number } | null, branch: string): Gap[] {
  const start = at ?? { seq: 0, tick: 0 };
  const after = pieces.filter(({ reach }) => reach > start.seq);
  return missing(after, start, end).map((gap) => ({ branch, ...gap }));
}
