import type { Tick } from '../core/packet/schema';
import type { EventGroup, Timeline, Track } from '../core/world/timeline-types';

export interface TimeApi {
  timeline(world: string, branch: string): Promise<Timeline>;
  /** Every player that is known in the span, with the points before it that are needed to place them at its beginning. */
  tracks(world: string, branch: string, from: Tick, to: Tick): Promise<Track[]>;
  /** The next tick after (`step` 1) or before (-1) this one at which one of these happened; null: none. */
  event(world: string, branch: string, tick: Tick, step: 1 | -1, groups: EventGroup[]): Promise<Tick | null>;
}
