/** Chunks being charted, changed and deleted, and what is to be told of them when they are due. */
import type { OnChunkChartedEvent, OnChunkDeletedEvent } from 'factorio:runtime';
import type { ChunkGonePacket, ResourcesPacket, StopState, Tick } from '../src/core/packet/schema';
import { listen } from './events';
import { type ChunkKey, chunkKey, chunkOf, surfaceOf } from './keys';
import { options } from './options';
import { chained } from './outbox';
import { dropEvents, pushEvent } from './queue';
import { addChunk, isTold, removeChunk } from './registry';
import { emptySums, groundPacket, standingIn } from './sample';
import { type Sums, state, type Work } from './state';
import { dropWork, takeWork, touch } from './work';

/** Ground has been changed. */
export function touchGround(key: ChunkKey): void {
  if (isTold(key)) touch(key, options().tiles).ground = true;
}
/** Ore has been taken. */
export function touchAmounts(key: ChunkKey): void {
  if (isTold(key)) touch(key, options().tiles).amounts = true;
}
/** What stands is to be told whole. */
export function touchThings(key: ChunkKey, wait: Tick): void {
  if (isTold(key)) touch(key, wait).things = true;
}

/** Known for the first time, or changed as a whole. */
export function touchAll(key: ChunkKey): void {
  const work = touch(key, 0);
  work.ground = true;
  work.things = true;
  work.amounts = true;
}

/** Tells what is due of one chunk; false when nothing is. */
export function tellNext(now: Tick): boolean {
  const taken = takeWork(now);
  if (taken === undefined) return false;
  tellChunk(taken[0], taken[1], now);
  return true;
}

function tellChunk(key: ChunkKey, work: Work, now: Tick): void {
  if (work.ground) {
    const ground = groundPacket(key, undefined, false);
    if (ground !== undefined) chained.push(ground);
  }
  if (!work.things && !work.amounts && !work.check) return;
  const found = standingIn(key, undefined, false);
  if (found === undefined) return;
  const { sums } = state();
  // Without sums the chunk was empty when it was last looked at.
  const known = sums.get(key);
  const isNews = work.things === true || differs(known ?? NOTHING, found.sums);
  if (isNews) {
    // A chunk that never held anything says nothing of it.
    if (found.entities.list.length > 0 || known !== undefined || work.merged) {
      if (work.merged) found.entities.merged = true;
      chained.push(found.entities);
    }
  }
  const stops = newsOfStops(key, known?.stops ?? [], found.stops, isNews);
  if (stops.length > 0) chained.push({ kind: 'stops', tick: now, surface: surfaceOf(key), list: stops });
  if (found.sums.amounts !== (known ?? NOTHING).amounts) chained.push(found.resources);
  keepSums(key, found.sums, found.entities.list.length > 0 || found.hasResources);
}

/**
 * Stops that were not there at the last look, and those that are no longer: of a chunk charted late, or a silent script. One
 * that a script has moved is not gone: the look at where it stands now may have come first. `all`: something here is not what
 * was told, and may be a stop's place.
 */
function newsOfStops(key: ChunkKey, before: readonly number[], now: readonly StopState[], all: boolean): StopState[] {
  const seenAt = state().stops;
  const news: StopState[] = [];
  for (const stop of now) if (all || !before.includes(stop.id)) news.push(stop);
  for (const id of before) {
    let isThere = false;
    for (const stop of now) if (stop.id === id) isThere = true;
    if (isThere || seenAt.get(id) !== key) continue;
    seenAt.delete(id);
    news.push({ id, gone: true });
  }
  return news;
}

/** An event has told that a stop stands here: the next look finds it known. */
export function seeStop(key: ChunkKey, id: number): void {
  const kept = state();
  const before = kept.stops.get(id);
  if (before === key) return;
  if (before !== undefined) forgetStop(before, id);
  let sums = kept.sums.get(key);
  if (sums === undefined) {
    sums = emptySums();
    kept.sums.set(key, sums);
  }
  sums.stops ??= [];
  sums.stops.push(id);
  kept.stops.set(id, key);
}

/** It is gone, or stands elsewhere, which was told: that it is no longer here says nothing. */
export function forgetStop(key: ChunkKey, id: number): void {
  const { sums, stops } = state();
  if (stops.get(id) === key) stops.delete(id);
  const known = sums.get(key);
  if (known?.stops === undefined) return;
  const rest: number[] = [];
  for (const one of known.stops) if (one !== id) rest.push(one);
  known.stops = rest;
}

const NOTHING = emptySums();
/** Where an event has left the full sum unknown, what stands is told. */
const differs = (known: Sums, found: Sums): boolean => known.ids !== found.ids || known.full !== found.full;

/** Kept for chunks in which anything was ever seen. */
export function keepSums(key: ChunkKey, sums: Sums, isFilled: boolean): void {
  const kept = state();
  if (isFilled || kept.sums.has(key)) kept.sums.set(key, sums);
  for (const id of sums.stops ?? []) kept.stops.set(id, key);
}

/** Looks at the next chunk of the patrol: what scripts do silently, and ore that shrinks, is seen here. */
export function patrol(now: Tick): void {
  const kept = state();
  const { list } = kept.chunks;
  const interval = options().resources;
  if (kept.patrol >= list.length) {
    // All were seen: the next round begins an interval after this one did.
    if (list.length > 0 && now < kept.patrolSince + interval) return;
    kept.patrol = 0;
    kept.patrolSince = now;
  }
  // One chunk a tick at most, and as far in the list as the interval has gone: so a list that grows is not seen later.
  if (kept.patrol >= ((now - kept.patrolSince) * list.length) / interval) return;
  const key = list[kept.patrol]!;
  kept.patrol += 1;
  touch(key, 0).check = true;
}

export function depletedPacket(key: ChunkKey, surface: number, name: string, x: number, y: number, tick: Tick): ResourcesPacket {
  return { kind: 'resources', tick, surface, at: chunkOf(key), amounts: { [name]: [math.floor(x), math.floor(y), 0] } };
}

/** Nothing tells of what stood in a chunk that is deleted or cleared; ground and things go with it, stops are told apart. */
export function loseStops(key: ChunkKey, tick: Tick): void {
  const list: StopState[] = [];
  for (const id of state().sums.get(key)?.stops ?? []) {
    if (state().stops.get(id) !== key) continue;
    state().stops.delete(id);
    list.push({ id, gone: true });
  }
  if (list.length > 0) pushEvent({ kind: 'stops', tick, surface: surfaceOf(key), list });
}

export function forgetChunk(key: ChunkKey): void {
  dropEvents(key);
  dropWork(key);
  removeChunk(key);
}

listen<OnChunkChartedEvent>('on_chunk_charted', ({ surface_index, position }) => {
  const key = chunkKey(surface_index, position.x, position.y);
  if (addChunk(key)) touchAll(key);
});

listen<OnChunkDeletedEvent>(
  'on_chunk_deleted',
  ({ surface_index, positions, tick }) => {
    for (const { x, y } of positions) {
      const key = chunkKey(surface_index, x, y);
      if (!isTold(key)) continue;
      loseStops(key, tick);
      forgetChunk(key);
      const packet: ChunkGonePacket = { kind: 'chunk-gone', tick, surface: surface_index, at: [x, y] };
      pushEvent(packet);
    }
  },
  true,
);
