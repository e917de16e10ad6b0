import { EVENT_GROUPS, type EventGroup, type Timeline, type Track } from '../../core/world/timeline-types';

/** A timeline of ten-tick buckets from tick 0 with these counts. */
export function film(counts: Partial<Record<EventGroup, number[]>>, more: Partial<Timeline> = {}): Timeline {
  const length = Math.max(0, ...Object.values(counts).map((one) => one.length));
  const column = (group: EventGroup) => Uint32Array.from({ length }, (_, i) => counts[group]?.[i] ?? 0);
  return {
    ticks: length === 0 ? null : [0, length * 10 - 1],
    from: 0,
    bucket: 10,
    counts: Object.fromEntries(EVENT_GROUPS.map((group) => [group, column(group)])) as Timeline['counts'],
    gaps: [],
    clocks: [],
    marks: [],
    forks: [],
    ...more,
  };
}

/** A player's known points: tick, x, y, and whether they were online from there on. */
export function track(points: [tick: number, x: number, y: number, online?: boolean, surface?: number][], player = 1): Track {
  return {
    player,
    ticks: Float64Array.from(points, ([tick]) => tick),
    xs: Float32Array.from(points, ([, x]) => x),
    ys: Float32Array.from(points, ([, , y]) => y),
    surfaces: Uint32Array.from(points, ([, , , , surface]) => surface ?? 1),
    online: Uint8Array.from(points, ([, , , online]) => (online === false ? 0 : 1)),
  };
}
