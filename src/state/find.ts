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

/** What the search found on the map. */
export function createFind() {
  const marked = signal<Marked | null>(null);
  return { marked };
}

export type Find = ReturnType<typeof createFind>;
