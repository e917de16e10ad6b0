/** What of the numbers is drawn and listed, by what the person looks at. Pure. */
import type { Kind } from '../../../core/prototype/types';
import type { Numbers, Series } from '../../../core/world/number-types';
import { s } from '../../../texts/stats';

export const VIEWS = ['produced', 'consumed', 'kills', 'players', 'progress', 'enemies'] as const;
export type StatsView = (typeof VIEWS)[number];
export type ItemView = 'produced' | 'consumed' | 'kills';
export const isOfItems = (view: StatsView): view is ItemView => view === 'produced' || view === 'consumed' || view === 'kills';

/** Of what kind the names are, the likeliest first. */
export const KINDS: Record<ItemView, readonly Kind[]> = {
  produced: ['item', 'fluid'],
  consumed: ['item', 'fluid'],
  kills: ['entity'],
};

/** One line of the plot and row of the table. */
export interface Line {
  key: string;
  /** A prototype's internal name; null: the title is in the texts. */
  name: string | null;
  title: string;
  /** One a tick of the numbers; NaN where nothing is known. */
  values: Float64Array;
  /** `rate`: held since the tick before. The others hold from their tick on. */
  kind: 'rate' | 'count' | 'share' | 'amount';
  /** Since the world began; null: that is no sum. */
  total: number | null;
  /** In the span; null: that is no sum. */
  made: number | null;
}

/** Items are titled by their internal names. */
export function linesOf(numbers: Numbers, view: StatsView): Line[] {
  if (isOfItems(view))
    return numbers[view].map((series) => ({
      ...{
        key: `-${series.name}`,
        name: series.name,
        title: series.name,
        values: series.rate,
        kind: 'rate' as const,
      },
      ...{ total: series.total, made: madeOf(series, numbers.ticks) },
    }));
  const line = (key: keyof typeof s.series, kind: Line['kind']): Line => {
    const values = numbers[key];
    const isSum = kind === 'count' && key !== 'online';
    return { key, name: null, title: s.series[key], values, kind, total: null, made: isSum ? (values.at(-1) ?? Number.NaN) : null };
  };
  if (view === 'players') return [line('online', 'count'), line('deaths', 'count')];
  if (view === 'progress') return [line('research', 'count'), line('rockets', 'count')];
  return [line('evolution', 'share'), line('pollution', 'amount')];
}

function madeOf({ rate }: Series, ticks: Float64Array): number {
  let made = 0;
  for (let i = 1; i < ticks.length; i++) if (!Number.isNaN(rate[i]!)) made += (rate[i]! * (ticks[i]! - ticks[i - 1]!)) / 3600;
  return made;
}

/** Whether anything is known and not all of it is 0. */
export const hasAny = (lines: readonly Line[]): boolean =>
  lines.some(({ values }) => values.some((value) => !Number.isNaN(value) && value !== 0));

/** The value that holds at a tick, NaN outside of what is known. */
export function valueAt({ values, kind }: Line, ticks: Float64Array, tick: number): number {
  if (ticks.length === 0 || tick < ticks[0]! || tick > ticks.at(-1)!) return Number.NaN;
  let low = 0;
  let high = ticks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kind === 'rate' ? ticks[middle]! < tick : ticks[middle]! <= tick) low = middle + 1;
    else high = middle;
  }
  // A rate is of the time up to its tick; at the first one, of what comes right after.
  return (kind === 'rate' ? values[Math.max(1, low)] : values[low - 1]) ?? Number.NaN;
}

/** The last value that is known; NaN where none is. */
export const lastOf = ({ values }: Line): number => values.findLast((value) => !Number.isNaN(value)) ?? Number.NaN;

/** Mean over the time in which it is known, and the highest; NaN of what is never known. */
export function summaryOf({ values, kind }: Line, ticks: Float64Array): { average: number; peak: number } {
  let [sum, time, peak] = [0, 0, Number.NaN];
  for (let i = 0; i < ticks.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (!(value <= peak)) peak = value;
    const length = kind === 'rate' ? ticks[i]! - (ticks[i - 1] ?? ticks[i]!) : (ticks[i + 1] ?? ticks[i]!) - ticks[i]!;
    sum += value * length;
    time += length;
  }
  return { average: time > 0 ? sum / time : peak, peak };
}

/** As it is written in the table. */
export function written(kind: Line['kind'], value: number): string {
  if (kind === 'share') return s.percent(value);
  return Math.abs(value) >= 10_000 ? s.compact(value) : s.exact(value);
}
