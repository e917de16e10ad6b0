/** Which marks there is room for. Pure. */
import type { Timeline } from '../../../core/world/timeline-types';
import type { Span } from '../../../core/world/types';
import { shareAt } from './scale';

export type TimeMark = Timeline['marks'][number];
export interface Placed {
  mark: TimeMark;
  share: number;
}

/** Of a mark, in px. */
export const MARK = 15;

/** Marks that do not cover each other: the rarest kinds first, of one kind the oldest. */
export function placedMarks(marks: readonly TimeMark[], shown: Span, width: number): Placed[] {
  if (width <= 0) return [];
  const taken = new Set<number>();
  const placed: Placed[] = [];
  const counts = new Map<string, number>();
  for (const { type } of marks) counts.set(type, (counts.get(type) ?? 0) + 1);
  const rarest = [...marks].sort((a, b) => (counts.get(a.type) ?? 0) - (counts.get(b.type) ?? 0));
  for (const mark of rarest) {
    const share = shareAt(shown, mark.tick);
    if (share < 0 || share > 1) continue;
    const cell = Math.round((share * width) / MARK);
    // A neighbour's picture reaches half into the next cell.
    if (taken.has(cell) || taken.has(cell - 1) || taken.has(cell + 1)) continue;
    taken.add(cell);
    placed.push({ mark, share });
  }
  return placed;
}

/** The mark nearest to a place on the track, if it is under it. */
export function markAt(placed: readonly Placed[], share: number, width: number): TimeMark | null {
  let best: Placed | null = null;
  for (const one of placed) {
    const away = Math.abs(one.share - share) * width;
    if (away <= MARK / 2 && (best === null || away < Math.abs(best.share - share) * width)) best = one;
  }
  return best?.mark ?? null;
}
