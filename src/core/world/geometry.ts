/** Chunks, regions and levels: a region at level k is 256 px square at 1 px per 2^k tiles, which is (8 · 2^k)² chunks. */
import type { ChunkPosition } from '../packet/schema';

/** Levels above the full one: ½ … 1/32. */
export const LEVELS = 5;
export const RASTER = 256;
export const CHUNK = 32;

/** Chunks along a region's side. */
export const regionSide = (level: number): number => 8 << level;
/** Pixels along a chunk's side. */
export const chunkSide = (level: number): number => CHUNK >> level;

export const regionOf = (chunk: number, level: number): number => Math.floor(chunk / regionSide(level));

export function slotOf([x, y]: ChunkPosition, level: number): number {
  const side = regionSide(level);
  return (((y % side) + side) % side) * side + (((x % side) + side) % side);
}

export function chunkAt(rx: number, ry: number, slot: number, level: number): ChunkPosition {
  const side = regionSide(level);
  return [rx * side + (slot % side), ry * side + Math.floor(slot / side)];
}

/** Where each level's pixels lie in the reduced copies of one chunk, 16² first. */
export const LEVEL_PIXELS: readonly [start: number, end: number][] = Array.from({ length: LEVELS }, (_, i) => {
  let start = 0;
  for (let level = 1; level <= i; level++) start += chunkSide(level) ** 2;
  return [start, start + chunkSide(i + 1) ** 2];
});

/** One number a chunk, for sets: chunks lie within ±31,250. */
export const chunkKey = ([x, y]: ChunkPosition): number => x * 65536 + y;
