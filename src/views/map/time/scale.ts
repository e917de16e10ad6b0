/** Which part of time the track shows, and where a tick lies on it. Pure. */
import type { Span } from '../../../core/world/types';
import { format } from '../../../texts';

/** Nothing shorter than ten seconds of play can be told apart. */
const SHORTEST = 600;
const SECOND = 60;
const MINUTE = 3600;
const HOUR = 216_000;
const STEPS = [
  ...[10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((hours) => hours * HOUR),
];
/** Labels nearer to each other than this, in px, run together. */
const APART = 64;
/** Room the last label takes. */
const LAST = 100;

export const shareAt = ([from, to]: Span, tick: number): number => (to <= from ? 1 : (tick - from) / (to - from));
export const tickAt = ([from, to]: Span, share: number): number => from + Math.min(1, Math.max(0, share)) * (to - from);

/** Shown closer (factor below 1) or from farther, with the same tick under the pointer; null: all of it. */
export function zoomed(shown: Span, whole: Span, factor: number, share: number): Span | null {
  const all = whole[1] - whole[0];
  const length = Math.max(Math.min(SHORTEST, all), (shown[1] - shown[0]) * factor);
  if (length >= all) return null;
  const at = tickAt(shown, share);
  return inside([at - share * length, at + (1 - share) * length], whole);
}

/** Moved by ticks, and never beyond the ends. */
export function inside([from, to]: Span, [first, last]: Span): Span {
  const length = Math.min(to - from, last - first);
  const start = Math.max(first, Math.min(last - length, from));
  return [start, start + length];
}

/** While it plays the playhead stays in what is shown, turning pages. */
export function following(shown: Span, whole: Span, tick: number): Span {
  if (tick >= shown[0] && tick <= shown[1]) return shown;
  const length = shown[1] - shown[0];
  return inside(tick > shown[1] ? [tick - length * 0.05, tick + length * 0.95] : [tick - length * 0.95, tick + length * 0.05], whole);
}

export interface AxisLabel {
  tick: number;
  text: string;
}
/** Round times along the track, and the end of it. */
export function axis(shown: Span, width: number): AxisLabel[] {
  const [from, to] = shown;
  const perPixel = (to - from) / Math.max(1, width);
  if (to <= from) return [{ tick: to, text: format.playTime(to) }];
  const step = STEPS.find((one) => one >= perPixel * APART) ?? STEPS.at(-1) ?? HOUR;
  const labels: AxisLabel[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to - LAST * perPixel; tick += step)
    labels.push({ tick, text: labelOf(tick, step, labels.length === 0) });
  labels.push({ tick: to, text: step < MINUTE ? exact(to) : format.playTime(to) });
  return labels;
}

function labelOf(tick: number, step: number, first: boolean): string {
  if (step >= HOUR) return first ? format.playHours(tick) : format.number(tick / HOUR);
  return step >= MINUTE ? format.playClock(tick) : exact(tick);
}

/** "1:04:30". */
export const exact = (tick: number): string => `${format.playClock(tick)}:${String(Math.floor(tick / SECOND) % 60).padStart(2, '0')}`;
