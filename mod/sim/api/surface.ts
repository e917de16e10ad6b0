/** LuaSurface, its tiles and its chunks. */
import type { BoundingBox, ChunkPositionAndArea, LuaPlanet, LuaSurface, LuaTile, SurfaceIndex } from 'factorio:runtime';
import { GameError } from '../lua/values';
import { ApiThing, CHUNK, type Chunk, chunkKey, type Entity, handle, inTable, maybe, type Surface } from '../world/things';
import { type Box, boxOf, type Context, forceOf, keyOf, listOf, numberOf, pointOf } from './context';
import { flowFor, pollutionOf } from './flow';
import { ChunkIterator, type Classes } from './members';
import { prototypeOf } from './prototypes';

export class Tile extends ApiThing<LuaTile> {
  readonly objectName = 'LuaTile';
  constructor(
    readonly surface: Surface,
    readonly x: number,
    readonly y: number,
  ) {
    super();
  }
  /** "Is this object valid": the chunk must be there. */
  get name(): string {
    const name = this.surface.chunkAt([this.x, this.y])?.tiles[(this.y & 31) * CHUNK + (this.x & 31)];
    if (name === undefined) throw new GameError('LuaTile API call when LuaTile was invalid.');
    return name;
  }
}
export class Planet extends ApiThing<LuaPlanet> {
  readonly objectName = 'LuaPlanet';
  constructor(
    readonly name: string,
    readonly surface: Surface,
  ) {
    super();
  }
}
export const chunkArea = (x: number, y: number): BoundingBox =>
  ({ left_top: { x: x * CHUNK, y: y * CHUNK }, right_bottom: { x: x * CHUNK + CHUNK, y: y * CHUNK + CHUNK } }) as BoundingBox;

/** Chunks that an area touches, those that exist. */
function chunksIn(surface: Surface, [left, top, right, bottom]: Box, margin: number) {
  const found = [];
  const to = (value: number) => Math.floor(value / CHUNK);
  if ((to(right) - to(left)) * (to(bottom) - to(top)) > surface.chunks.size * 4) return [...surface.chunks.values()];
  for (let y = to(top - margin); y <= to(bottom + margin); y++)
    for (let x = to(left - margin); x <= to(right + margin); x++) {
      const chunk = surface.chunks.get(chunkKey(x, y));
      if (chunk) found.push(chunk);
    }
  return found;
}

/**
 * "Find all entities of the given type or name in the given area. If no filters … returns all entities in the search area. If
 * multiple filters are specified, returns only entities matching all given filters. If no area or position are given, the entire
 * surface is searched." An entity is in an area when its collision box touches it.
 */
function findEntities(surface: Surface, filter: Record<string, unknown>, context: Context): Entity[] {
  const known = [
    'area',
    'position',
    'radius',
    'name',
    'type',
    'force',
    'limit',
    'invert',
    'ghost_name',
    'ghost_type',
    'to_be_deconstructed',
  ];
  for (const key of Object.keys(filter))
    if (!known.includes(key)) throw new GameError(`find_entities_filtered: the simulated game has no filter ${key}`);
  const area = filter['area'] === undefined ? undefined : boxOf(filter['area']);
  const [names, types] = [listOf(filter['name']), listOf(filter['type'])];
  const forces = listOf(filter['force'])?.map((force) => forceOf(force, context));
  const center = filter['position'] === undefined ? undefined : pointOf(filter['position']);
  const radius = filter['radius'] === undefined ? 0 : numberOf(filter['radius'], 'radius');
  const reach: Box | undefined = area ?? (center && [center[0] - radius, center[1] - radius, center[0] + radius, center[1] + radius]);
  const found: Entity[] = [];
  const limit = filter['limit'] === undefined ? Number.POSITIVE_INFINITY : numberOf(filter['limit'], 'limit');
  for (const chunk of reach ? chunksIn(surface, reach, 5) : surface.chunks.values()) {
    for (const entity of chunk.entities) {
      const fits =
        (!names || names.includes(entity.facts.name)) &&
        (!types || types.includes(entity.facts.type)) &&
        (!forces || forces.includes(entity.force));
      if (fits === (filter['invert'] === true)) continue;
      if (reach && !touches(entity, reach)) continue;
      found.push(entity);
      if (found.length >= limit) return found;
    }
  }
  return found;
}

function touches(entity: Entity, [left, top, right, bottom]: Box): boolean {
  const [w, h] = entity.direction % 8 === 4 ? [entity.facts.size[1], entity.facts.size[0]] : entity.facts.size;
  const [x, y] = entity.position;
  const [dx, dy] = [w / 2 - 0.1, h / 2 - 0.1];
  return x + dx >= left && x - dx <= right && y + dy >= top && y - dy <= bottom;
}

/** "Find all tiles of the given name in the given area." */
function findTiles(surface: Surface, filter: Record<string, unknown>): Tile[] {
  const known = ['area', 'position', 'radius', 'name', 'limit', 'invert'];
  for (const key of Object.keys(filter))
    if (!known.includes(key)) throw new GameError(`find_tiles_filtered: the simulated game has no filter ${key}`);
  const names = listOf(filter['name']);
  const area = filter['area'] === undefined ? undefined : boxOf(filter['area']);
  if (!area) throw new GameError('find_tiles_filtered: the simulated game wants an area');
  const limit = filter['limit'] === undefined ? Number.POSITIVE_INFINITY : numberOf(filter['limit'], 'limit');
  const found: Tile[] = [];
  let chunk: Chunk | undefined;
  for (let y = Math.floor(area[1]); y < Math.ceil(area[3]); y++)
    for (let x = Math.floor(area[0]); x < Math.ceil(area[2]); x++) {
      if (chunk?.x !== x >> 5 || chunk.y !== y >> 5) chunk = surface.chunkAt([x, y]);
      const name = chunk?.tiles[(y & 31) * CHUNK + (x & 31)];
      if (name === undefined || (names && names.includes(name) === (filter['invert'] === true))) continue;
      found.push(new Tile(surface, x, y));
      if (found.length >= limit) return found;
    }
  return found;
}

export function addSurface(classes: Classes): void {
  classes.add<LuaSurface, Surface>('LuaSurface', {
    valid: { get: (s) => s.valid },
    index: { get: (s) => s.index as SurfaceIndex },
    name: { get: (s) => s.name },
    planet: { get: (s) => (s.planet === undefined ? undefined : handle(new Planet(s.planet, s))) },
    platform: { get: (s) => maybe(s.platform) },
    // "Current time of day, as a number in range [0, 1)."
    daytime: { get: (s) => s.daytime },
    always_day: { get: () => false },
    freeze_daytime: { get: () => false },
    ticks_per_day: { get: () => 25000 },
    localised_name: { get: () => undefined },
    map_gen_settings: { get: (_, { world }) => ({ seed: world.seed }) as never },
    pollution_statistics: { get: (s, { world }) => handle(flowFor(world, 'pollution', undefined, s)) },
    get_total_pollution: { call: (s, _, { world }) => pollutionOf(world, s) },
    get_chunks: {
      call: (s) =>
        handle(
          new ChunkIterator([...s.chunks.values()].map(({ x, y }) => ({ x, y, area: chunkArea(x, y) }) as unknown as ChunkPositionAndArea)),
        ),
    },
    is_chunk_generated: { call: (s, [at]) => s.chunks.has(keyOf(at)) },
    get_tile: {
      call: (s, args) => {
        const [x, y] =
          (args as unknown[])[1] === undefined ? pointOf(args[0]) : [numberOf(args[0], 'x'), numberOf((args as unknown[])[1], 'y')];
        return handle(new Tile(s, Math.floor(x), Math.floor(y)));
      },
    },
    find_entities_filtered: { call: (s, [filter], context) => findEntities(s, filter as Record<string, unknown>, context).map(handle) },
    count_entities_filtered: { call: (s, [filter], context) => findEntities(s, filter as Record<string, unknown>, context).length },
    find_entities: { call: (s, [area], context) => findEntities(s, area === undefined ? {} : { area }, context).map(handle) },
    find_entity: {
      call: (s, [name, at], context) => {
        const [x, y] = pointOf(at);
        return maybe(findEntities(s, { name }, context).find(({ position }) => position[0] === x && position[1] === y));
      },
    },
    find_tiles_filtered: { call: (s, [filter]) => findTiles(s, filter as Record<string, unknown>).map(handle) },
    count_tiles_filtered: { call: (s, [filter]) => findTiles(s, filter as Record<string, unknown>).length },
  });
  classes.add<LuaTile, Tile>('LuaTile', {
    valid: { get: (t) => t.surface.valid && t.surface.chunkAt([t.x, t.y]) !== undefined },
    name: { get: (t) => t.name },
    prototype: { get: (t) => handle(prototypeOf('tile', t.name)) },
    position: { get: (t) => inTable([t.x, t.y]) as LuaTile['position'] },
    surface: { get: (t) => handle(t.surface) },
  });
  classes.add<LuaPlanet, Planet>('LuaPlanet', {
    valid: { get: (p) => p.surface.valid },
    name: { get: (p) => p.name },
    surface: { get: (p) => handle(p.surface) },
  });
}
