/**
 * The game's own map: a picture of a chunk per force, as it was when it was last charted. "The pixel data is returned in
 * RGB565 format (2 bytes per pixel)" (LuaForce.get_chunk_chart).
 */
import type { Content, Rgb } from './prototypes';
import { CHUNK, type Chunk, chunkKey, type Entity, type Force, type Surface } from './things';

const rgb565 = ([r, g, b]: Rgb): number => ((r >> 3) << 11) | ((g >> 2) << 5) | (b >> 3);

const mixed = (ground: Rgb, over: Rgb, share: number): Rgb => {
  const part = (i: 0 | 1 | 2): number => Math.round(ground[i] * (1 - share) + over[i] * share);
  return [part(0), part(1), part(2)];
};

function colorOf(entity: Entity, force: Force): Rgb | undefined {
  const { color, friend, enemy } = entity.facts;
  if (entity.force.name === 'neutral') return color ?? friend;
  return (entity.force === force ? friend : enemy) ?? color;
}

/** Ground, then what stands on it: trees and ore first, works over them. */
export function drawChunk({ tiles }: Content, surface: Surface, chunk: Chunk, force: Force): Uint8Array {
  const pixels = new Uint16Array(CHUNK * CHUNK);
  chunk.tiles.forEach((name, i) => {
    pixels[i] = rgb565(tiles.get(name)!);
  });
  const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => surface.chunks.get(chunkKey(chunk.x + dx, chunk.y + dy))));
  for (const place of around) for (const entity of place?.entities ?? []) drawEntity(tiles, entity, chunk, force, pixels);
  return new Uint8Array(pixels.buffer);
}

function drawEntity(tiles: Content['tiles'], entity: Entity, chunk: Chunk, force: Force, pixels: Uint16Array): void {
  const color = entity.facts.type === 'character' ? undefined : colorOf(entity, force);
  if (!color) return;
  const [w, h] = entity.direction % 8 === 4 ? [entity.facts.size[1], entity.facts.size[0]] : entity.facts.size;
  const left = Math.round(entity.position[0] - w / 2) - chunk.x * CHUNK;
  const top = Math.round(entity.position[1] - h / 2) - chunk.y * CHUNK;
  const { veil } = entity.facts;
  for (let y = Math.max(0, top); y < Math.min(CHUNK, top + h); y++)
    for (let x = Math.max(0, left); x < Math.min(CHUNK, left + w); x++) {
      const at = y * CHUNK + x;
      pixels[at] = rgb565(veil === undefined ? color : mixed(tiles.get(chunk.tiles[at]!)!, color, veil));
    }
}

/** Another peer's pixels, where a test wants them to differ: nothing in the API says that they are equal. */
export function noisy(pixels: Uint8Array, salt: number): Uint8Array {
  if (salt === 0) return pixels;
  const copy = pixels.slice();
  for (let i = salt % 7; i < copy.length; i += 7) copy[i] = (copy[i]! + salt) & 255;
  return copy;
}
