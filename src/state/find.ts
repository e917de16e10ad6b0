import { signal } from '@preact/signals';
import type { Position, SurfaceIndex } from '../core/packet/schema';

/** Places of what was found, shown on the map until they are cleared. */
export interface Marked {
  /** What they are places of, as a person reads it. */
  title: string;
  world: string;
  surface: SurfaceIndex;
  places: Position[];
  /** Of all there are; `places` are the nearest at most. */
  count: number;
}

/** What is found on the map: whether it is being searched, and what of it is marked. The search itself comes when it is first opened. */
export function createFind() {
  return {
    marked: signal<Marked | null>(null),
    /** The search is open over the map. */
    open: signal(false),
  };
}

export type Find = ReturnType<typeof createFind>;
