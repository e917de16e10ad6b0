/** The made-up terrain as the simulated game lays it: ground, trees, cliffs, ore and nests. */
import type { Surface } from '../sim/world/things';
import type { Land } from '../sim/world/world';
import { CLIFF_NAME, TREE_NAME } from './content';
import { RESOURCE_NAMES, TILE_NAMES } from './palette';
import type { World as Planned, Surface as PlannedSurface } from './world';

export const plannedOf = (planned: Planned, surface: Surface): PlannedSurface => {
  const found = planned.surfaces.find(({ name }) => name === surface.name);
  if (!found) throw new Error(`no plan of ${surface.name}`);
  return found;
};

export const landOf =
  (planned: Planned): Land =>
  (world, surface, chunk) => {
    const { terrain } = plannedOf(planned, surface);
    const ground = terrain.chunk(chunk.x, chunk.y);
    const neutral = world.force('neutral');
    for (let i = 0; i < 1024; i++) {
      chunk.tiles[i] = TILE_NAMES[ground.tiles[i]!]!;
      const at: [number, number] = [chunk.x * 32 + (i & 31) + 0.5, chunk.y * 32 + (i >> 5) + 0.5];
      if (ground.ore[i]! > 0 && ground.amount[i]! > 0) {
        const deposit = world.put(world.facts(RESOURCE_NAMES[ground.ore[i]! - 1]!), surface, at, neutral);
        deposit.amount = ground.amount[i]!;
      } else if (ground.cover[i] === 1) world.put(world.facts(TREE_NAME), surface, at, neutral);
      else if (ground.cover[i] === 2) world.put(world.facts(CLIFF_NAME), surface, at, neutral);
    }
    for (const { name, x, y } of terrain.nests(chunk.x, chunk.y)) world.put(world.facts(name), surface, [x, y], world.force('enemy'));
  };
