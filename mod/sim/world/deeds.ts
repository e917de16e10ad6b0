/** What was done in the simulated game, as it happened: its own record, to which what a log tells is compared. */
import { chunkKey, chunkOf, type Entity, type Force, type Point, type Surface, type Tag } from './things';

export interface DoneTo {
  id?: number;
  name: string;
  type: string;
  at: Point;
  dir: number;
  force: number;
  recipe?: string;
  quality: string;
}
interface Done {
  tick: number;
  surface: number;
  /** A player's index, or what else did it; a silent script raises no event. */
  by?: number | string;
}
export type Deed =
  | (Done & { what: 'built' | 'mined'; thing: DoneTo; charted: boolean })
  /** Fast replacement, by the name of what stood there. */
  | (Done & { what: 'upgraded'; thing: DoneTo; was: string; charted: boolean })
  | (Done & { what: 'died'; thing: DoneTo; cause?: string; charted: boolean })
  | (Done & { what: 'rotated' | 'recipe'; thing: DoneTo; before: DoneTo; charted: boolean })
  | (Done & { what: 'teleported'; thing: DoneTo; from: { surface: number; at: Point; charted: boolean }; charted: boolean })
  | (Done & { what: 'cleared'; things: DoneTo[] })
  | (Done & { what: 'tagged' | 'untagged'; tag: number; force: number; at: Point; text: string });

export function plainThing({ unitNumber, facts, position, direction, force, recipe, quality }: Entity): DoneTo {
  return {
    ...(unitNumber === undefined ? {} : { id: unitNumber }),
    name: facts.name,
    type: facts.type,
    at: [...position],
    dir: direction,
    force: force.index,
    ...(recipe === undefined ? {} : { recipe }),
    quality,
  };
}

export const plainTag = ({ number, force, position, text }: Tag) => ({ tag: number, force: force.index, at: [...position] as Point, text });

/** What there is of the world for those who look at it. */
interface Seen {
  readonly forces: ReadonlyMap<number, Force>;
}

/** Whether any force sees a place on its map. */
export function isChartedAt(world: Seen, surface: Surface, at: Point): boolean {
  const key = chunkKey(...chunkOf(at));
  return [...world.forces.values()].some((force) => force.charts.get(surface.index)?.has(key) === true);
}

/** All that stands where somebody has charted, in some chunks: what goes when they are cleared. */
export function chartedThings(world: Seen, surface: Surface, chunks: Iterable<{ entities: Iterable<Entity> }>): DoneTo[] {
  const things: DoneTo[] = [];
  for (const { entities } of chunks)
    for (const entity of entities) if (isChartedAt(world, surface, entity.position)) things.push(plainThing(entity));
  return things;
}
