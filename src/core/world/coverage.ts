/**
 * Which spans of a branch no log tells of, and its clock beside its ticks: found when the logs are settled, kept with the
 * branch's unit.
 */
import type { Tick } from '../packet/schema';
import type { Branch } from './branches';
import { type Lanes, replaces } from './lanes';
import type { Layout } from './layout';
import { entryValue } from './record';
import type { RunBuilder } from './run';
import { indexOf } from './runs';
import type { Span } from './types';

export type ClockPoint = [tick: Tick, clock: number];

/** Of a branch's own stretch: what it shares is its parent's to tell. */
export interface Coverage {
  clocks: ClockPoint[];
  gaps: Span[];
}

/** Logs of one game rarely fit to the tick: the first line of a launch comes some seconds after its save. */
const LEAST_GAP: Tick = 3600;
export const MOST_CLOCKS = 4096;
const ADDRESS = { lane: 'coverage', level: 0, rx: 0, ry: 0 };

export function coverageOf({ branches, gaps }: Layout, branch: Branch, runs: readonly RunBuilder[]): Coverage {
  const chained = runs.some((run) => run.tip > 0);
  const from = branch.leavesAt?.tick ?? Number.NEGATIVE_INFINITY;
  const clocks: ClockPoint[] = [];
  for (const run of runs) {
    const until = reachOf(run, branch, chained);
    for (const [tick, clock] of run.anchors) if (tick > from && tick <= until) clocks.push([tick, clock]);
  }
  const own = gaps.filter((gap) => gap.branch === branch.id && gap.ticks[1] > gap.ticks[0]).map(({ ticks }) => ticks);
  return { clocks: thinned(agreeing(clocks)), gaps: chained || branches.length > 1 ? own : between(runs) };
}

/** The tick up to which a run's clock is this branch's. */
function reachOf(run: RunBuilder, branch: Branch, chained: boolean): Tick {
  // What has no numbers says nothing of history: it is the opening branch's.
  if (run.tip <= 0) return !chained || branch.opens ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const reach = branch.reach.get(run.id) ?? -1;
  if (reach < 0) return Number.NEGATIVE_INFINITY;
  if (reach === Number.POSITIVE_INFINITY) return reach;
  const points = run.run();
  for (let i = indexOf(points, reach + 1) - 1; i >= 0; i--) if (!Number.isNaN(points.tick[i]!)) return points.tick[i]!;
  return Number.NEGATIVE_INFINITY;
}

/** Ascending in both: of clocks that contradict each other (another time zone, a clock set anew) those that most agree with. */
function agreeing(points: ClockPoint[]): ClockPoint[] {
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  // The longest ascending row: for each length the point with the lowest clock that ends one, and what comes before each.
  const ends: number[] = [];
  const before = new Int32Array(points.length);
  points.forEach(([, clock], i) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[ends[middle]!]![1] <= clock) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = i;
  });
  const row: ClockPoint[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) if (points[i]![0] !== row.at(-1)?.[0]) row.push(points[i]!);
  return row.reverse();
}

export function thinned<T>(points: readonly T[]): T[] {
  const step = (points.length - 1) / (MOST_CLOCKS - 1);
  return points.length <= MOST_CLOCKS ? [...points] : Array.from({ length: MOST_CLOCKS }, (_, i) => points[Math.round(i * step)]!);
}

/** Where no line is numbered: what lies between the logs. */
function between(runs: readonly RunBuilder[]): Span[] {
  const spans: Span[] = [];
  for (const { firstTick, lastTick } of runs) if (firstTick !== null && lastTick !== null) spans.push([firstTick, lastTick]);
  spans.sort((a, b) => a[0] - b[0]);
  const gaps: Span[] = [];
  let told = spans[0]?.[1] ?? 0;
  for (const [first, last] of spans) {
    if (first - told >= LEAST_GAP) gaps.push([told, first]);
    told = Math.max(told, last);
  }
  return gaps;
}

/** Stages it where it is not what is stored: a log that is followed is settled every few seconds. */
export async function stageCoverage(lanes: Lanes, coverage: Coverage): Promise<void> {
  const text = JSON.stringify(coverage);
  if (text === JSON.stringify(await readCoverage(lanes))) return;
  const bytes = new TextEncoder().encode(text);
  await lanes.merge(ADDRESS, [{ tick: 0, slot: 0, bytes }], new Set(['0/0']), replaces);
}

export async function readCoverage(lanes: Lanes): Promise<Coverage> {
  const [record] = await lanes.read([ADDRESS], 0);
  return record ? (JSON.parse(new TextDecoder().decode(entryValue(record, 0))) as Coverage) : { clocks: [], gaps: [] };
}
