/**
 * A chunk's pixels for games before 2.0.61, which do not hand out their own: the map colours of ground, ore and things, as
 * the game lays them over each other. Slower and coarser than the real chart; a chunk a tick is what it is used for.
 */
import type { LuaForce, LuaSurface } from 'factorio:runtime';
import { spendCalls } from './budget';
import { areaOf, CHUNK, type ChunkKey } from './keys';
import { type Rgb, rgbOf } from './players';
import { searchedTypes } from './standing';

const COST = 10;

const colours = new LuaMap<string, number>();
const packed = ([r, g, b]: Rgb): number => math.floor(r / 8) * 2048 + math.floor(g / 4) * 32 + math.floor(b / 8);

function tileColour(name: string): number {
  const known = colours.get(name);
  if (known !== undefined) return known;
  const colour = packed(rgbOf(prototypes.tile[name]?.map_color ?? {}));
  colours.set(name, colour);
  return colour;
}

/** As a force sees it: the neutral colour if there is one, else its own or an enemy's. */
function entityColour(name: string, isFriend: boolean): number {
  const key = `${isFriend ? '+' : '-'}${name}`;
  const known = colours.get(key);
  if (known !== undefined) return known;
  const prototype = prototypes.entity[name];
  const colour = prototype?.map_color ?? (isFriend ? prototype?.friendly_map_color : prototype?.enemy_map_color);
  const value = colour == null ? -1 : packed(rgbOf(colour));
  colours.set(key, value);
  return value;
}

export function fallbackPixels(surface: LuaSurface, chunk: ChunkKey, force: LuaForce): string {
  spendCalls(COST, true);
  const area = areaOf(chunk);
  const [[left, top]] = area;
  const grid: number[] = [];
  for (const tile of surface.find_tiles_filtered({ area })) {
    const { x, y } = tile.position;
    grid[(y - top) * CHUNK + x - left] = tileColour(tile.name);
  }
  for (const entity of surface.find_entities_filtered({ area, type: searchedTypes() as never })) {
    const colour = entityColour(entity.name, entity.force_index === force.index);
    if (colour < 0) continue;
    const { left_top, right_bottom } = entity.bounding_box;
    const right = math.min(CHUNK, math.ceil(right_bottom.x - left));
    const bottom = math.min(CHUNK, math.ceil(right_bottom.y - top));
    for (let y = math.max(0, math.floor(left_top.y - top)); y < bottom; y++)
      for (let x = math.max(0, math.floor(left_top.x - left)); x < right; x++) grid[y * CHUNK + x] = colour;
  }
  const bytes: string[] = [];
  for (let i = 0; i < CHUNK * CHUNK; i++) {
    const value = (grid[i] as number | undefined) ?? 0;
    bytes.push(string.char(value % 256, math.floor(value / 256)));
  }
  return table.concat(bytes);
}
