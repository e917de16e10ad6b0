/** What is asked about quantities through time. Plain values that cross worker borders as they are. */
import type { ForceIndex, PrototypeName, SurfaceIndex, Tick } from '../packet/schema';
import type { Span } from './types';

export interface NumbersQuestion {
  world: string;
  branch: string;
  /** null: the sum of all. */
  force: ForceIndex | null;
  surface: SurfaceIndex | null;
  /** null: all. */
  span: Span | null;
  /**
   * Points along the span at most, 10,000 at most; what lies between two is averaged (rates) or taken as it was last (totals).
   * Where so many suffice, every tick at which anything was told is one.
   */
  points: number;
}

/** Values at the answer's ticks; NaN where nothing is known. */
export interface Series {
  name: PrototypeName;
  /** Since the world began, at the last tick of the span. */
  total: number;
  /** Since the world began, as told last at each tick. */
  totals: Float64Array;
  /** A minute of play, averaged from the tick before to this one. */
  rate: Float64Array;
}

export interface Numbers {
  span: Span | null;
  /** Ascending. */
  ticks: Float64Array;
  /** ms since 1970 at each tick; NaN without clocks. */
  clocks: Float64Array;
  /** The most made in the span first, at most 2,000. */
  produced: Series[];
  consumed: Series[];
  kills: Series[];
  /** Players online. */
  online: Float64Array;
  /** Totals since the span began. */
  deaths: Float64Array;
  research: Float64Array;
  rockets: Float64Array;
  /** 0–1; of the surface asked for, else the highest. */
  evolution: Float64Array;
  pollution: Float64Array;
  /** Forces and surfaces of which statistics are known at all. */
  forces: ForceIndex[];
  surfaces: SurfaceIndex[];
  /** When statistics were told, at most 10,000: the points that are measured, not between. */
  told: Tick[];
}
