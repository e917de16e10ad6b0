/** Where a player was between the points that a log tells. Pure. */
import type { Tick } from '../core/packet/schema';
import type { Track } from '../core/world/timeline-types';

/** Points nearer to each other in time than this are one walk. */
const ONE_WALK = 900;
/** Who stood still for long and is then told of elsewhere set out so many ticks before. */
const SET_OUT = 120;
/** Faster than this, in tiles a tick, nobody travels: that was a teleport. */
const FASTEST = 3;

export interface Place {
  x: number;
  y: number;
  surface: number;
  online: boolean;
}

/** How many points of a track lie at or before a tick. */
function pointsUpTo(ticks: Float64Array, tick: Tick): number {
  let [low, high] = [0, ticks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle] ?? 0) <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a player was at a tick; null before the first known point. */
export function placeAt(track: Track, tick: number): Place | null {
  const { ticks, xs, ys, surfaces, online } = track;
  const after = pointsUpTo(ticks, tick);
  const i = after - 1;
  if (i < 0) return null;
  const known = { x: xs[i] ?? 0, y: ys[i] ?? 0, surface: surfaces[i] ?? 1, online: online[i] === 1 };
  if (after >= ticks.length || !known.online || surfaces[after] !== known.surface) return known;
  const [from, to] = [ticks[i] ?? 0, ticks[after] ?? 0];
  const start = to - from <= ONE_WALK ? from : to - SET_OUT;
  const [dx, dy] = [(xs[after] ?? 0) - known.x, (ys[after] ?? 0) - known.y];
  if (tick <= start || Math.hypot(dx, dy) > FASTEST * (to - start)) return known;
  const part = (tick - start) / (to - start);
  return { ...known, x: known.x + dx * part, y: known.y + dy * part };
}

/** Where a player came from in the last `length` ticks, oldest first: points in tiles, as long as it was one walk on one surface. */
export function trailAt(track: Track, tick: number, length: number, points: number): [x: number, y: number][] {
  const here = placeAt(track, tick);
  if (here === null || !here.online) return [];
  const trail: [number, number][] = [[here.x, here.y]];
  let [x, y] = [here.x, here.y];
  const step = length / points;
  for (let i = 1; i <= points; i++) {
    const then = placeAt(track, tick - i * step);
    if (then === null || !then.online || then.surface !== here.surface) break;
    if (Math.hypot(then.x - x, then.y - y) > FASTEST * Math.max(step, SET_OUT)) break;
    trail.push([then.x, then.y]);
    [x, y] = [then.x, then.y];
  }
  return trail.reverse();
}
