/**
 * The game's own map: a picture of a chunk per force, as it was when it was last charted. "The pixel data is returned in
 * RGB565 format (2 bytes per pixel)" (LuaForce.get_chunk_chart).
 */
import { type Rgb, TILES } from './prototypes';
import { CHUNK, type Chunk, chunkKey, type Entity, type Force, type Surface } from './things';

const rgb565 = ([r, g, b]: Rgb): number => ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3);

function colorOf(entity: Entity, force: Force): Rgb | undefined {
  const { color, friend, enemy } = entity.facts;
  if (entity.force.name === 'neutral') return color ?? friend;
  return (entity.force === force ? friend : enemy) ?? color;
}

/** Ground, then what stands on it: trees and ore first, works over them. */
export function drawChunk(surface: Surface, chunk: Chunk, force: Force): Uint8Array {
  const pixels = new Uint16Array(CHUNK * CHUNK);
  chunk.tiles.forEach((name, i) => {
    pixels[i] = rgb565(TILES.get(name)!);
  });
  const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => surface.chunks.get(chunkKey(chunk.x + dx, chunk.y + dy))));
  for (const place of around) for (const entity of place?.entities ?? []) drawEntity(entity, chunk, force, pixels);
  return new Uint8Array(pixels.buffer);
}

function drawEntity(entity: Entity, chunk: Chunk, force: Force, pixels: Uint16Array): void {
  const color = entity.facts.type === 'character' ? undefined : colorOf(entity, force);
  if (!color) return;
  const [w, h] = entity.direction % 8 === 4 ? [entity.facts.size[1], entity.facts.size[0]] : entity.facts.size;
  const left = Math.round(entity.position[0] - w / 2) - chunk.x * CHUNK;
  const top = Math.round(entity.position[1] - h / 2) - chunk.y * CHUNK;
  for (let y = Math.max(0, top); y < Math.min(CHUNK, top + h); y++)
    for (let x = Math.max(0, left); x < Math.min(CHUNK, left + w); x++) pixels[y * CHUNK + x] = rgb565(color);
}

/** Another peer's pixels, where a test wants them to differ: nothing in the API says that they are equal. */
export function noisy(pixels: Uint8Array, salt: number): Uint8Array {
  if (salt === 0) return pixels;
  const copy = pixels.slice();
  for (let i = salt % 7; i < copy.length; i += 7) copy[i] = (copy[i]! + salt) & 255;
  return copy;
}
