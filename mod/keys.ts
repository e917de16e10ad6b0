/** A chunk of a surface as one number, for tables: exact in doubles for surfaces below 2^21. */
import type { ChunkPosition, SurfaceIndex } from '../src/core/packet/schema';

export type ChunkKey = number;

/** Chunks lie within ±31,250 [P19]; this is the next power of two. */
const HALF = 32768;
const SIDE = 65536;
const AREA = SIDE * SIDE;
/** Tiles a side of a chunk. */
export const CHUNK = 32;

export const chunkKey = (surface: SurfaceIndex, x: number, y: number): ChunkKey => surface * AREA + (x + HALF) * SIDE + y + HALF;
/** Of a position in tiles. */
export const keyAt = (surface: SurfaceIndex, x: number, y: number): ChunkKey =>
  chunkKey(surface, math.floor(x / CHUNK), math.floor(y / CHUNK));
export const surfaceOf = (key: ChunkKey): SurfaceIndex => math.floor(key / AREA);
export const chunkX = (key: ChunkKey): number => math.floor((key % AREA) / SIDE) - HALF;
export const chunkY = (key: ChunkKey): number => (key % SIDE) - HALF;
export const chunkOf = (key: ChunkKey): ChunkPosition => [chunkX(key), chunkY(key)];

/** Its area in tiles, as the game takes it. */
export function areaOf(key: ChunkKey): [[number, number], [number, number]] {
  const x = chunkX(key) * CHUNK;
  const y = chunkY(key) * CHUNK;
  return [
    [x, y],
    [x + CHUNK, y + CHUNK],
  ];
}
