/**
 * Events in the order in which they happened, waiting for their turn, in the save: a game saved and loaded tells on where it
 * stopped. They are never merged but when too many wait; then a chunk's become one statement of all that stands there,
 * which says that it took their place.
 */
import type { EntityEventPacket, EntityState, How, Packet, Tick } from '../src/core/packet/schema';
import { type ChunkKey, surfaceOf } from './keys';
import { options } from './options';
import { state } from './state';
import { touch, workOf } from './work';

/** Things of one packet: it fits a line. */
const MOST_LISTED = 40;

/** What happened to a thing, besides the thing. */
export interface Happened {
  kind: EntityEventPacket['kind'];
  tick: Tick;
  how?: How | undefined;
  by?: number | undefined;
  cause?: string | undefined;
}

/** Something that is bound to no chunk. People make these: they need no bound. */
export function pushEvent(packet: Packet): void {
  const { events } = state();
  events.items.set(events.tail, packet);
  events.tail += 1;
  events.count += 1;
}

/** Something that happened to a thing. What happened to others of its chunk in the same way at the same tick shares a packet. */
export function pushThing(key: ChunkKey, thing: EntityState, happened: Happened): void {
  const { events, counts } = state();
  if (workOf(key)?.merged) {
    counts.merged += 1;
    return;
  }
  const waiting = events.byChunk.get(key);
  const last = waiting && (events.items.get(waiting[waiting.length - 1]!) as EntityEventPacket | undefined);
  if (last !== undefined && last.list.length < MOST_LISTED && isAlike(last, happened)) {
    last.list.push(thing);
    return;
  }
  if (events.count >= options().waiting) {
    counts.merged += mergeChunk(key) + 1;
    return;
  }
  const packet: EntityEventPacket = { kind: happened.kind, tick: happened.tick, surface: surfaceOf(key), list: [thing] };
  if (happened.how !== undefined) packet.how = happened.how;
  if (happened.by !== undefined) packet.by = happened.by;
  if (happened.cause !== undefined) packet.cause = happened.cause;
  if (waiting === undefined) events.byChunk.set(key, [events.tail]);
  else waiting.push(events.tail);
  pushEvent(packet);
}

/** Whether the last thing that happened in a chunk is that something went from here, at this very tick: what comes now takes its place. */
export function hasMadeWay(key: ChunkKey, x: number, y: number, tick: Tick): boolean {
  const { events } = state();
  const waiting = events.byChunk.get(key);
  const last = waiting && (events.items.get(waiting[waiting.length - 1]!) as EntityEventPacket);
  if (last === undefined || last.kind !== 'removed' || last.tick !== tick || last.how === 'died') return false;
  const { at } = last.list[last.list.length - 1]!;
  return at[0] === x && at[1] === y;
}

const isAlike = (packet: EntityEventPacket, { kind, tick, how, by, cause }: Happened): boolean =>
  packet.tick === tick && packet.kind === kind && packet.how === how && packet.by === by && packet.cause === cause;

/** A chunk's waiting events become one statement. Answers how many they were. */
export function mergeChunk(key: ChunkKey): number {
  const dropped = dropEvents(key);
  const work = touch(key, 0);
  work.things = true;
  work.merged = true;
  return dropped;
}

/** Forgets what waits of a chunk. */
export function dropEvents(key: ChunkKey): number {
  const { events } = state();
  const waiting = events.byChunk.get(key);
  if (waiting === undefined) return 0;
  let dropped = 0;
  for (const number of waiting) {
    dropped += (events.items.get(number) as EntityEventPacket).list.length;
    events.items.delete(number);
  }
  events.count -= waiting.length;
  events.byChunk.delete(key);
  return dropped;
}

/** The next event, in the order in which they happened. */
export function takeEvent(keyOf: (packet: Packet) => ChunkKey | undefined): Packet | undefined {
  const { events } = state();
  while (events.head < events.tail) {
    const number = events.head;
    const packet = events.items.get(number);
    events.head += 1;
    if (packet === undefined) continue;
    events.items.delete(number);
    events.count -= 1;
    const key = keyOf(packet);
    const waiting = key === undefined ? undefined : events.byChunk.get(key);
    if (waiting !== undefined && waiting[0] === number) {
      if (waiting.length === 1) events.byChunk.delete(key!);
      else table.remove(waiting, 1);
    }
    return packet;
  }
  return undefined;
}
