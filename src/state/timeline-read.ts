/** What is read off a timeline. Pure. */
import type { Tick } from '../core/packet/schema';
import { EVENT_GROUPS, type EventGroup, type Timeline } from '../core/world/timeline-types';
import type { Span } from '../core/world/types';

/** How many buckets there are. */
export const bucketsOf = (timeline: Timeline): number => timeline.counts.building.length;

/** The bucket a tick lies in; before the first and after the last one it is the nearest. */
export function bucketAt(timeline: Timeline, tick: Tick): number {
  return Math.min(bucketsOf(timeline) - 1, Math.max(0, Math.floor((tick - timeline.from) / timeline.bucket)));
}

function isIdle(timeline: Timeline, bucket: number): boolean {
  return EVENT_GROUPS.every((group) => (timeline.counts[group][bucket] ?? 0) === 0);
}

/** Where play goes on when nothing happens: the first tick of the next bucket with an event, or the last tick of all. */
export function afterIdle(timeline: Timeline, tick: number): number {
  const end = timeline.ticks?.[1] ?? tick;
  if (bucketsOf(timeline) === 0 || tick < timeline.from) return tick;
  let bucket = bucketAt(timeline, tick);
  if (!isIdle(timeline, bucket)) return tick;
  while (bucket < bucketsOf(timeline) && isIdle(timeline, bucket)) bucket += 1;
  return bucket === bucketsOf(timeline) ? end : Math.min(end, timeline.from + bucket * timeline.bucket);
}

/** Runs of at least `least` buckets in which nothing happened, as spans of ticks with the end not included. */
export function idleSpans(timeline: Timeline, least: number): Span[] {
  const spans: Span[] = [];
  const all = bucketsOf(timeline);
  for (let from = 0; from < all; from += 1) {
    if (!isIdle(timeline, from)) continue;
    let to = from;
    while (to < all && isIdle(timeline, to)) to += 1;
    if (to - from >= least) spans.push([timeline.from + from * timeline.bucket, timeline.from + to * timeline.bucket]);
    from = to;
  }
  return spans;
}

/** The clock at a tick, in ms since 1970: between two known moments in proportion, beyond them null. */
export function clockAt(timeline: Timeline, tick: Tick): number | null {
  const { clocks } = timeline;
  let [low, high] = [0, clocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((clocks[middle]?.tick ?? 0) <= tick) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [clocks[low - 1], clocks[low]];
  if (before === undefined) return null;
  if (before.tick === tick) return before.clock;
  if (after === undefined) return null;
  return before.clock + ((after.clock - before.clock) * (tick - before.tick)) / (after.tick - before.tick);
}

/** How much of each group happened in some buckets, the end not included. */
export function countsIn(timeline: Timeline, from: number, to: number): { group: EventGroup; count: number }[] {
  return EVENT_GROUPS.map((group) => {
    let count = 0;
    for (let i = Math.max(0, from); i < to; i++) count += timeline.counts[group][i] ?? 0;
    return { group, count };
  }).filter(({ count }) => count > 0);
}
