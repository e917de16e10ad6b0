/** The points of time at which quantities are given. */
import type { Tick } from '../packet/schema';
import type { Span } from './types';

/**
 * Statistics of several forces and surfaces are told one a tick: what is told this close together is one round. It is longer than a
 * round of any world; where somebody has chosen to be told more often than this, several are read as one.
 */
export const ROUND: Tick = 3000;
/** Ten minutes: how often they are told unless somebody chose otherwise. */
export const TELLING: Tick = 36_000;

/** Every round's last tick, ascending. */
export function rounds(told: readonly Tick[]): Tick[] {
  const ends: Tick[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const tick of told) {
    if (tick - start < ROUND && ends.length > 0) ends[ends.length - 1] = tick;
    else {
      start = tick;
      ends.push(tick);
    }
  }
  return ends;
}

/** All at which anything was told where they are few enough, else evenly spaced; the span's ends always. */
export function pointsOf([from, to]: Span, events: readonly Tick[], most: number): Float64Array {
  const all = [...new Set([from, ...events, to])].sort((a, b) => a - b);
  if (all.length <= Math.max(2, most)) return Float64Array.from(all);
  const count = Math.max(2, Math.min(most, to - from + 1));
  return Float64Array.from({ length: count }, (_, i) => from + Math.round(((to - from) * i) / (count - 1)));
}

/** Every so many of a list that is too long, its last always. */
export function thinned(ticks: readonly Tick[], most: number): Tick[] {
  if (ticks.length <= most) return [...ticks];
  const step = Math.ceil(ticks.length / most);
  return ticks.filter((_, i) => i % step === step - 1 || i === ticks.length - 1).slice(-most);
}
