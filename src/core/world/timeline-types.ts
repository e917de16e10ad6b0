/** What is asked about time: the film of a branch, and who moved how. Plain values that cross worker borders as they are. */
import type { PlayerIndex, Tick } from '../packet/schema';
import type { Span } from './types';

/** What the timeline tells apart. `moving` (places of players) is not drawn; it only says that somebody was there. */
export const EVENT_GROUPS = ['building', 'charting', 'chat', 'deaths', 'players', 'research', 'other', 'moving'] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

/** A span of a branch with how much happened in each of its buckets. */
export interface Timeline {
  /** First and last tick of the branch, those it shares with its parents included; null: nothing has a tick. */
  ticks: Span | null;
  /** First tick of the first bucket, and how long each is. */
  from: Tick;
  bucket: Tick;
  /** Events by bucket. */
  counts: Record<EventGroup, Uint32Array>;
  /** Spans of which no log tells, oldest first. */
  gaps: Span[];
  /** Game time beside clock time (ms since 1970), ascending by tick; what lies between two is interpolated. At most 4,096. */
  clocks: { tick: Tick; clock: number }[];
  /** What is marked above the bars: deaths, research, rockets, errors; at most 2,000, the rarest kinds first. */
  marks: { tick: Tick; type: string; text: string }[];
  /** Where other branches leave this one, and where this one leaves its parent. */
  forks: { tick: Tick; branch: string }[];
}

/** Where a player was known to be: columns of one length, ascending by tick, the last known point before the span included. */
export interface Track {
  player: PlayerIndex;
  ticks: Float64Array;
  /** In tiles. */
  xs: Float32Array;
  ys: Float32Array;
  surfaces: Uint32Array;
  /** 1: online from this point on. */
  online: Uint8Array;
}
