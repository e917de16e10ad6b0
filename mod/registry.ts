/**
 * The chunks that are told of: those some force has charted. What lies beyond is not told, so that a player's own log holds
 * nothing that the game would not show. Kept in `storage`, since the game lists chunks in no order and charted ones not at all.
 */
import type { SurfaceIndex } from '../src/core/packet/schema';
import { spendCalls } from './budget';
import { type ChunkKey, chunkKey, chunkOf, surfaceOf } from './keys';
import { surfaceAt } from './lookup';
import { options } from './options';
import { state } from './state';

export const isTold = (key: ChunkKey): boolean => state().chunks.index.has(key);

/** Whether it is new. */
export function addChunk(key: ChunkKey): boolean {
  const { list, index } = state().chunks;
  if (index.has(key)) return false;
  list.push(key);
  index.set(key, list.length - 1);
  return true;
}

export function removeChunk(key: ChunkKey): void {
  const kept = state();
  const { list, index } = kept.chunks;
  let hole = index.get(key);
  if (hole === undefined) return;
  index.delete(key);
  kept.sums.delete(key);
  if (hole < kept.patrol) {
    // What the patrol has still to see must not come to stand behind it.
    kept.patrol -= 1;
    const seen = list[kept.patrol]!;
    if (seen !== key) {
      list[hole] = seen;
      index.set(seen, hole);
    }
    hole = kept.patrol;
  }
  const last = list.pop()!;
  if (hole === list.length) return;
  list[hole] = last;
  index.set(last, hole);
}

/** A surface's chunks, all of which are gone: those of which nobody has asked yet are not asked about. */
export function chunksOf(surface: SurfaceIndex): ChunkKey[] {
  const gone: ChunkKey[] = [];
  for (const key of state().chunks.list) if (surfaceOf(key) === surface) gone.push(key);
  const { found } = state();
  const kept: ChunkKey[] = [];
  for (let i = found.cursor; i < found.list.length; i++) if (surfaceOf(found.list[i]!) !== surface) kept.push(found.list[i]!);
  state().found = { list: kept, cursor: 0 };
  return gone;
}

/** All generated chunks, to be asked about one by one: when the mod is new to a save, which may be large. */
export function findChunks(): void {
  const list: ChunkKey[] = [];
  for (const [, surface] of game.surfaces) for (const { x, y } of surface.get_chunks()) list.push(chunkKey(surface.index, x, y));
  state().found = { list, cursor: 0 };
}

export const isFinding = (): boolean => state().found.cursor < state().found.list.length;

/** Asks about as many found chunks as a tick allows. */
export function ask(): void {
  const { found } = state();
  if (found.cursor >= found.list.length) return;
  const forces = [...forceIndices()];
  let calls = options().calls;
  while (calls > 0 && found.cursor < found.list.length) {
    const key = found.list[found.cursor]!;
    found.cursor += 1;
    for (const index of forces) {
      calls -= 1;
      spendCalls(1, false);
      const surface = surfaceAt(surfaceOf(key));
      const [x, y] = chunkOf(key);
      if (surface !== undefined && game.forces[index]!.is_chunk_charted(surface, [x, y])) {
        addChunk(key);
        break;
      }
    }
  }
  if (found.cursor >= found.list.length) state().found = { list: [], cursor: 0 };
}

/** Forces that can have charts: all but the game's own two that nobody plays. */
export function forceIndices(): number[] {
  const indices: number[] = [];
  for (const [, force] of game.forces) if (force.name !== 'enemy' && force.name !== 'neutral') indices.push(force.index);
  return indices;
}
