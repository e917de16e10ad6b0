/** How much happened, drawn as bars by kind: from buckets to pixels. */
import type { EventGroup, Timeline } from '../../../core/world/timeline-types';
import type { Span } from '../../../core/world/types';
import { shareAt } from './scale';

/** What the bars tell apart, from the bottom up; `moving` only says that somebody was there. */
export const LAYERS = [
  { layer: 'building', groups: ['building'] },
  { layer: 'charting', groups: ['charting'] },
  { layer: 'events', groups: ['players', 'research', 'other'] },
  { layer: 'chat', groups: ['chat'] },
  { layer: 'deaths', groups: ['deaths'] },
] as const satisfies { layer: string; groups: EventGroup[] }[];
export type Layer = (typeof LAYERS)[number]['layer'];
/** A group's layer. */
export const layerOf = (group: EventGroup): Layer | null =>
  LAYERS.find(({ groups }) => (groups as readonly string[]).includes(group))?.layer ?? null;

/** Of one bar, in px. */
const WIDE = 4;
/** What happened at all can be seen. */
const LEAST = 1.5;

export interface Bar {
  /** In px from the left. */
  x: number;
  width: number;
  /** By layer, in the order of LAYERS, in px. */
  heights: number[];
}

/** Bars of equal width over the shown span; a bucket that is wider than a bar is one. Square roots, so that one line of chat shows beside a thousand belts. */
export function barsOf(timeline: Timeline, shown: Span, width: number, height: number): Bar[] {
  const buckets = timeline.counts.building.length;
  const perPixel = (shown[1] - shown[0]) / width;
  if (buckets === 0 || !(perPixel > 0)) return [];
  const each = Math.max(1, Math.round((WIDE * perPixel) / timeline.bucket));
  const first = Math.max(0, Math.floor((shown[0] - timeline.from) / timeline.bucket / each) * each);
  const bars: Bar[] = [];
  let highest = 0;
  for (let from = first; from < buckets; from += each) {
    const start = timeline.from + from * timeline.bucket;
    if (start > shown[1]) break;
    // What happened at the very end lies beyond it by the width of its bar.
    const x = Math.min(width - WIDE / 2, shareAt(shown, start) * width);
    const heights = LAYERS.map(({ groups }) => {
      let sum = 0;
      for (const group of groups) for (let i = from; i < Math.min(buckets, from + each); i++) sum += timeline.counts[group][i] ?? 0;
      return Math.sqrt(sum);
    });
    const total = heights.reduce((a, b) => a + b, 0);
    if (total === 0) continue;
    highest = Math.max(highest, total);
    bars.push({ x, width: (timeline.bucket * each) / perPixel, heights });
  }
  for (const bar of bars) bar.heights = bar.heights.map((one) => (one === 0 ? 0 : Math.max(LEAST, (one / highest) * height)));
  return bars;
}

/** Draws the bars of a span on a canvas of the screen's own density; `colors` in the order of LAYERS. */
export function drawBars(canvas: HTMLCanvasElement, timeline: Timeline | null, shown: Span, colors: string[]): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const density = devicePixelRatio;
  canvas.width = Math.max(1, Math.round(width * density));
  canvas.height = Math.max(1, Math.round(height * density));
  const context = canvas.getContext('2d');
  if (context === null || timeline === null || width === 0) return;
  context.scale(density, density);
  const edge = (x: number) => Math.round(x * density) / density;
  for (const bar of barsOf(timeline, shown, width, height)) {
    const [left, right] = [edge(bar.x), Math.max(edge(bar.x) + 1 / density, edge(bar.x + bar.width))];
    let bottom = height;
    bar.heights.forEach((high, i) => {
      if (high === 0) return;
      context.fillStyle = colors[i] ?? '';
      context.fillRect(left, bottom - high, right - left, high);
      bottom -= high;
    });
  }
}
