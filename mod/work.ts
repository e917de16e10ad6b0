/**
 * Chunks of which something is to be told: states, which newer ones replace. Each waits until it has been quiet for a while,
 * but never longer than its interval; of those due the one nearest to a player goes first.
 */
import type { Tick } from '../src/core/packet/schema';
import { type ChunkKey, chunkX, chunkY, surfaceOf } from './keys';
import { state, type Work } from './state';

/** The share of an interval that must be quiet. */
const QUIET = 4;
/** How many are looked at in a tick. */
const WINDOW = 32;
const ELSEWHERE = 1e9;

/** Something is to be told of a chunk within `wait` ticks; 0: now. */
export function touch(key: ChunkKey, wait: Tick): Work {
  const { work } = state();
  const now = game.tick;
  const known = work.of.get(key);
  if (known !== undefined) {
    known.last = math.min(known.last, now + wait);
    known.due = math.min(now + math.floor(wait / QUIET), known.last);
    return known;
  }
  const last = now + wait;
  const made: Work = { due: now + math.floor(wait / QUIET), last };
  work.list.push(key);
  work.index.set(key, work.list.length - 1);
  work.of.set(key, made);
  return made;
}

export function workOf(key: ChunkKey): Work | undefined {
  return state().work.of.get(key);
}

export function dropWork(key: ChunkKey): void {
  const { work } = state();
  const at = work.index.get(key);
  if (at === undefined) return;
  const last = work.list.pop()!;
  work.index.delete(key);
  work.of.delete(key);
  if (last === key) return;
  work.list[at] = last;
  work.index.set(last, at);
}

/** Takes the next chunk that is due, with what is to be told of it. */
export function takeWork(now: Tick): [ChunkKey, Work] | undefined {
  const { work } = state();
  const { list } = work;
  let best: ChunkKey | undefined;
  let nearest = 0;
  const count = math.min(WINDOW, list.length);
  for (let i = 0; i < count; i++) {
    if (work.cursor >= list.length) work.cursor = 0;
    const key = list[work.cursor]!;
    work.cursor += 1;
    if (work.of.get(key)!.due > now) continue;
    const distance = distanceTo(key, state().anchors);
    if (best !== undefined && distance >= nearest) continue;
    best = key;
    nearest = distance;
  }
  if (best === undefined) return undefined;
  const found = work.of.get(best)!;
  dropWork(best);
  return [best, found];
}

/** In chunks, to the nearest of `anchors` (surface, x, y, …). */
export function distanceTo(key: ChunkKey, anchors: readonly number[]): number {
  const surface = surfaceOf(key);
  const x = chunkX(key);
  const y = chunkY(key);
  let nearest = ELSEWHERE;
  for (let i = 0; i + 2 < anchors.length; i += 3) {
    if (anchors[i] !== surface) continue;
    const distance = math.max(math.abs(x - anchors[i + 1]!), math.abs(y - anchors[i + 2]!));
    if (distance < nearest) nearest = distance;
  }
  return nearest;
}
