/** How a plot is drawn. */
import uPlot from 'uplot';
import type { Span } from '../../../core/world/types';
import { s } from '../../../texts/stats';
import { axis } from '../time/scale';
import type { Line } from './series';

/** Colours of a theme, as the page has them. */
export interface Inks {
  text: string;
  line: string;
  /** One after the other; dashed when they are used a second time. */
  series: string[];
  /** How much larger than usual text is, on a screen whose points are small. */
  zoom: number;
}

const FONT = 11;
/** Room of an axis of values, of times, and beside the last time, in px. */
const VALUES = 52;
const TIMES = 28;
const END = 32;
/** Steps of an axis of what is counted. */
const WHOLE = Array.from({ length: 12 }, (_, i) => [1, 2, 5].map((step) => step * 10 ** i)).flat();
/** Beside the highest value. */
const HEADROOM = 1.08;

/** Shares and amounts have scales of their own. */
const scaleOf = (line: Line): string => (line.kind === 'amount' ? 'amount' : line.kind === 'share' ? 'share' : 'y');

export function optionsOf(
  lines: readonly Line[],
  span: Span,
  inks: Inks,
  size: { width: number; height: number },
  hooks: uPlot.Hooks.Arrays,
): uPlot.Options {
  const scales = [...new Set(lines.map(scaleOf))];
  const from0 = (_: uPlot, __: number, most: number): uPlot.Range.MinMax => [0, most > 0 ? most * HEADROOM : 1];
  const font = `${Math.round(FONT * inks.zoom)}px system-ui, sans-serif`;
  const values = VALUES * inks.zoom;
  const grid = { stroke: inks.line, width: 1 };
  return {
    width: size.width,
    height: size.height,
    // Room for the last time's label, which stands below the end of the plot.
    padding: [8, scales.length > 1 ? 0 : END * inks.zoom, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
    focus: { alpha: 0.25 },
    scales: {
      x: { time: false, range: () => [span[0], Math.max(span[1], span[0] + 1)] },
      ...Object.fromEntries(scales.map((scale) => [scale, { range: scale === 'share' ? () => [0, 1] as uPlot.Range.MinMax : from0 }])),
    },
    axes: [
      {
        ...{ stroke: inks.text, font, size: TIMES * inks.zoom, grid, ticks: { show: false } },
        splits: (plot) => axis(span, (plot.width - values) / inks.zoom).map(({ tick }) => tick),
        values: (plot) => axis(span, (plot.width - values) / inks.zoom).map(({ text }) => text),
      },
      ...scales.map(
        (scale, i): uPlot.Axis => ({
          ...{ scale, side: i === 0 ? 3 : 1, stroke: inks.text, font, size: values, ticks: { show: false } },
          grid: i === 0 ? grid : { show: false },
          ...(lines.every((line) => scaleOf(line) !== scale || line.kind === 'count') ? { incrs: WHOLE } : {}),
          values: (_, splits) => splits.map((value) => (scale === 'share' ? s.percent(value) : s.compact(value))),
        }),
      ),
    ],
    series: [
      {},
      ...lines.map((line, i): uPlot.Series => {
        const again = i >= inks.series.length;
        return {
          ...{ scale: scaleOf(line), stroke: inks.series[i % inks.series.length]!, width: 1.5, points: { show: false } },
          ...(again ? { dash: [6, 4] } : {}),
          // A rate is of the time up to its point; all else holds from it on.
          paths: uPlot.paths.stepped!({ align: line.kind === 'rate' ? -1 : 1 }),
        };
      }),
    ],
    hooks,
  };
}

/** What is not known leaves a gap in a line. */
export const dataOf = (lines: readonly Line[], ticks: Float64Array): uPlot.AlignedData => [
  [...ticks],
  ...lines.map(({ values }) => Array.from(values, (value) => (Number.isNaN(value) ? null : value))),
];
