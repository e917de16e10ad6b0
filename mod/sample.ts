/** What a chunk is like now: statements made by looking, for keyframes, fresh chunks and what changes without an event. */
import type { LuaEntity } from 'factorio:runtime';
import type { EntitiesPacket, EntityState, ResourcesPacket, StopState, Tick, TilesPacket } from '../src/core/packet/schema';
import { spendCalls } from './budget';
import { areaOf, CHUNK, type ChunkKey, chunkOf, surfaceOf } from './keys';
import { surfaceAt } from './lookup';
import { hasRecipe, kindOf, nameHash, searchedTypes } from './standing';
import type { Sums } from './state';

/** What a search of the ground counts beside others: it makes a thousand objects, so there is one a tick. */
const GROUND_COST = 20;
/** What a search for things counts, and one more for each so many found. */
const THINGS_COST = 2;
const THINGS_EACH = 40;
const MODULUS = 4294967296;
const FACTOR = 69069;

export function stateOf(entity: LuaEntity): EntityState {
  const { x, y } = entity.position;
  const told: EntityState = { name: entity.name, at: [x, y], force: entity.force_index };
  const id = entity.unit_number;
  if (id !== undefined) told.id = id;
  const { direction } = entity;
  if (direction !== 0) told.dir = direction;
  if (hasRecipe(entity.type)) {
    const [recipe] = entity.get_recipe();
    if (recipe != null) told.recipe = recipe.name;
  }
  const quality = entity.quality.name;
  if (quality !== 'normal') told.quality = quality;
  return told;
}

export function stopState(stop: LuaEntity): StopState {
  const { x, y } = stop.position;
  return { id: stop.unit_number!, at: [x, y], name: stop.backer_name ?? '', force: stop.force_index };
}

/** A number for a thing by its key [P17]. */
export function idHash({ id, name, at }: EntityState): number {
  if (id !== undefined) return ((id % 65536) * FACTOR + id) % MODULUS;
  return (nameHash(name) + (math.floor(at[0] * 256) % 65536) * FACTOR + (math.floor(at[1] * 256) % 65536) * 257) % MODULUS;
}

/** A number for all that is told of a thing. */
export function fullHash(thing: EntityState): number {
  const { name, at, dir, force, recipe, quality } = thing;
  let hash = idHash(thing) + nameHash(name) + math.floor(at[0] * 256) * 31 + math.floor(at[1] * 256) * 37;
  hash += (dir ?? 0) * 7919 + (force ?? 0) * 104729;
  if (recipe !== undefined) hash += nameHash(recipe);
  if (quality !== undefined) hash += nameHash(quality) * 3;
  return hash % MODULUS;
}

/** Undefined: there is no such chunk. `key` is the tick of the keyframe this belongs to. */
export function groundPacket(chunk: ChunkKey, key: Tick | undefined, isLocal: boolean): TilesPacket | undefined {
  const surface = surfaceAt(surfaceOf(chunk));
  if (surface === undefined) return undefined;
  spendCalls(GROUND_COST, isLocal);
  const area = areaOf(chunk);
  const left = area[0][0];
  const top = area[0][1];
  const names: string[] = [];
  const numbers = new LuaMap<string, number>();
  const grid: number[] = [];
  for (const tile of surface.find_tiles_filtered({ area })) {
    const { x, y } = tile.position;
    const column = x - left;
    const row = y - top;
    if (column < 0 || row < 0 || column >= CHUNK || row >= CHUNK) continue;
    const { name } = tile;
    let number = numbers.get(name);
    if (number === undefined) {
      number = names.length;
      names.push(name);
      numbers.set(name, number);
    }
    grid[row * CHUNK + column] = number;
  }
  if (names.length === 0) return undefined;
  const runs: number[] = [];
  let value = -2;
  let count = 0;
  for (let i = 0; i < CHUNK * CHUNK; i++) {
    const next = (grid[i] as number | undefined) ?? -1;
    if (next === value) {
      count += 1;
      continue;
    }
    if (count > 0) runs.push(value, count);
    value = next;
    count = 1;
  }
  runs.push(value, count);
  const packet: TilesPacket = { kind: 'tiles', tick: game.tick, surface: surfaceOf(chunk), at: chunkOf(chunk), names, runs };
  if (key !== undefined) packet.key = key;
  return packet;
}

/** Of a chunk in which nothing is. */
export const emptySums = (): Sums => ({ ids: 0, full: 1, amounts: 0 });

export interface Standing {
  entities: EntitiesPacket;
  resources: ResourcesPacket;
  stops: StopState[];
  hasResources: boolean;
  sums: Sums;
}

/** Everything that stands in a chunk, and its ore. */
export function standingIn(chunk: ChunkKey, key: Tick | undefined, isLocal: boolean): Standing | undefined {
  const surface = surfaceAt(surfaceOf(chunk));
  if (surface === undefined) return undefined;
  spendCalls(THINGS_COST, isLocal);
  const area = areaOf(chunk);
  const [[left, top], [right, bottom]] = area;
  const list: EntityState[] = [];
  const amounts: Record<string, number[]> = {};
  const sums = emptySums();
  const stops: StopState[] = [];
  let hasResources = false;
  const things = surface.find_entities_filtered({ area, type: searchedTypes() as never });
  spendCalls(math.floor(things.length / THINGS_EACH), isLocal);
  for (const entity of things) {
    // A search also finds what only reaches into the area.
    const { x, y } = entity.position;
    if (x < left || y < top || x >= right || y >= bottom) continue;
    if (kindOf(entity.type) === 'resource') {
      const { name, amount } = entity;
      const tileX = math.floor(x);
      const tileY = math.floor(y);
      const known = amounts[name];
      if (known === undefined) amounts[name] = [tileX, tileY, amount];
      else known.push(tileX, tileY, amount);
      hasResources = true;
      sums.amounts = (sums.amounts + amount * ((tileX - left) * CHUNK + tileY - top + 1) + amount) % MODULUS;
      continue;
    }
    const told = stateOf(entity);
    list.push(told);
    if (entity.type === 'train-stop') stops.push(stopState(entity));
    sums.ids = (sums.ids + idHash(told)) % MODULUS;
    sums.full = (sums.full + fullHash(told)) % MODULUS;
  }
  const base = { tick: game.tick, whole: true as const, surface: surfaceOf(chunk), at: chunkOf(chunk) };
  const entities: EntitiesPacket = { kind: 'entities', ...base, list };
  const resources: ResourcesPacket = { kind: 'resources', ...base, amounts };
  if (key !== undefined) {
    entities.key = key;
    resources.key = key;
  }
  if (stops.length > 0) sums.stops = stops.map(({ id }) => id);
  return { entities, resources, stops, hasResources, sums };
}
