/**
 * A keyframe: everything told anew, so that what follows can be read alone. A peer that has loaded a save makes one for its
 * own log, in local lines, from a job that lives in a local; the mod's first tick in a save and every four hours make one in
 * the chain, from a job in the save. Both go the same way, step by step, as far as each tick allows [P16].
 */
import type { KeyframePacket, Packet, StopState, Tick } from '../src/core/packet/schema';
import { isLeft, spendCalls } from './budget';
import { tellChart } from './chart';
import { keepSums } from './chunks';
import { forceState } from './forces';
import { type ChunkKey, keyAt } from './keys';
import { playerAt, surfaceAt } from './lookup';
import { chained, local, type Sink } from './outbox';
import { anchorsOf, playersPacket, wholePlayer } from './players';
import { entityNames, entityPrototypes, tileColours, tileNames } from './prototypes';
import { forceIndices, isFinding, isTold } from './registry';
import { groundPacket, standingIn, stopState } from './sample';
import { type Job, state } from './state';
import { surfaceState } from './surfaces';
import { tagState } from './tags';
import { distanceTo } from './work';

/** Names of one packet, chunks sorted in one tick, players of one packet. */
const NAMES = 40;
const SORTED = 200;
const PEOPLE = 40;
/** Tags or stops found at once count as a call for each so many. */
const LISTED_EACH = 400;
/** Chunks farther than this from all players have no order among themselves. */
const FAR = 60;

type Step = (job: Job, sink: Sink) => boolean;

const keyed = <P extends Packet>(packet: P, job: Job): P => {
  packet.key = job.key;
  return packet;
};

const edge =
  (at: KeyframePacket['state']): Step =>
  (job, sink) => {
    sink.push(keyed({ kind: 'keyframe', tick: game.tick, state: at }, job));
    return true;
  };

/** Names by the piece: `list` once, then a packet for each piece. */
function pieces(list: (this: void) => string[], packetOf: (this: void, names: string[], from: number, to: number) => Packet): Step {
  return (job, sink) => {
    if (job.cursor === 0) job.names = list();
    const to = math.min(job.names.length, job.cursor + NAMES);
    if (to > job.cursor) sink.push(keyed(packetOf(job.names, job.cursor, to), job));
    job.cursor = to;
    if (to < job.names.length) return false;
    job.names = [];
    return true;
  };
}

const surfacesAndForces: Step = (job, sink) => {
  const surfaces = [];
  for (const [, surface] of game.surfaces) surfaces.push(surfaceState(surface));
  const forces = [];
  for (const [, force] of game.forces) forces.push(forceState(force));
  sink.push(keyed({ kind: 'surfaces', tick: game.tick, whole: true, list: surfaces }, job));
  sink.push(keyed({ kind: 'forces', tick: game.tick, whole: true, list: forces }, job));
  if (!sink.local) {
    // What was just said need not be said as news.
    for (const surface of surfaces) state().surfaces.set(surface.index, surface);
    for (const force of forces) state().forces.set(force.index, force);
  }
  return true;
};

const players: Step = (job, sink) => {
  if (job.cursor === 0) {
    job.numbers = [];
    for (const [, player] of game.players) job.numbers.push(player.index);
    job.anchors = anchorsOf(game.connected_players);
    if (job.anchors.length === 0) job.anchors = anchorsOf(everybody(job.numbers));
    if (job.anchors.length === 0) job.anchors = [1, 0, 0];
  }
  const list = [];
  const isFirst = job.cursor === 0;
  const to = math.min(job.numbers.length, job.cursor + PEOPLE);
  for (let i = job.cursor; i < to; i++) {
    const player = playerAt(job.numbers[i]!);
    if (player !== undefined) list.push(wholePlayer(player));
  }
  job.cursor = to;
  const packet = playersPacket(list, game.tick);
  // Who was removed while nothing was told is not listed; a list in pieces would send away who is in the next.
  if (isFirst && to >= job.numbers.length) packet.whole = true;
  if (list.length > 0) sink.push(keyed(packet, job));
  return to >= job.numbers.length;
};

function everybody(indices: number[]): Parameters<typeof anchorsOf>[0] {
  const list: Parameters<typeof anchorsOf>[0] = [];
  for (const index of indices) {
    const player = playerAt(index);
    if (player != null) list.push(player);
  }
  return list;
}

/** Sorts the chunks by their distance to players, into rings, so that no tick has to sort them all. */
const rings: Step = (job, sink) => {
  if (isFinding()) return false;
  const { list } = state().chunks;
  if (job.cursor === 0) for (let i = 0; i <= FAR; i++) job.buckets[i] = [];
  const to = math.min(list.length, job.cursor + SORTED);
  for (let i = job.cursor; i < to; i++) {
    const key = list[i]!;
    job.buckets[math.min(FAR, distanceTo(key, job.anchors))]!.push(key);
  }
  job.cursor = to;
  spendCalls(4, sink.local);
  return to >= list.length;
};

/** Goes through the chunks by rings; `cursor` is the ring, `numbers` its place in it. */
function eachChunk(tell: (this: void, key: ChunkKey, job: Job, sink: Sink) => void): Step {
  return (job, sink) => {
    const ring = job.buckets[job.cursor];
    if (ring === undefined) {
      job.numbers = [0];
      return true;
    }
    const at = job.numbers[0] ?? 0;
    if (at >= ring.length) {
      job.cursor += 1;
      job.numbers = [0];
      return false;
    }
    job.numbers[0] = at + 1;
    if (isTold(ring[at]!)) tell(ring[at]!, job, sink);
    return false;
  };
}

const charts = eachChunk((key, job, sink) => {
  if (sink.local) for (const force of forceIndices()) tellChart(force, key, job.key);
});

const ground = eachChunk((key, job, sink) => {
  const tiles = groundPacket(key, job.key, sink.local);
  if (tiles !== undefined) sink.push(tiles);
  const found = standingIn(key, job.key, sink.local);
  if (found === undefined) return;
  const isFilled = found.entities.list.length > 0 || found.hasResources;
  // A chunk in which nothing was ever seen needs no empty lists.
  const isKnown = state().sums.has(key);
  if (found.entities.list.length > 0 || isKnown) sink.push(found.entities);
  if (found.hasResources || isKnown) sink.push(found.resources);
  if (!sink.local) keepSums(key, found.sums, isFilled);
});

type Listed = NonNullable<Job['listed']>;

/**
 * Surfaces, or surfaces times forces, as pairs; what `list` finds of each is told by the piece. The first piece is `whole`, and
 * all hold from the keyframe's first tick, as one list would [P16].
 */
function eachPair<T extends Listed[number]>(
  pairsOf: (this: void) => number[],
  list: (this: void, surface: number, force: number) => T[],
  packetOf: (this: void, surface: number, force: number, some: T[]) => Packet,
): Step {
  return (job, sink) => {
    if (job.cursor === 0 && job.listed === undefined) job.numbers = pairsOf();
    if (job.cursor >= job.numbers.length) return true;
    const surface = job.numbers[job.cursor]!;
    const force = job.numbers[job.cursor + 1]!;
    const isFirst = job.listed === undefined;
    if (isFirst) {
      job.listed = list(surface, force);
      job.told = 0;
      spendCalls(1 + math.floor(job.listed!.length / LISTED_EACH), sink.local);
    }
    const listed = job.listed!;
    const from = job.told!;
    const to = math.min(listed.length, from + NAMES);
    const some: T[] = [];
    for (let i = from; i < to; i++) {
      // What is gone since was told as gone.
      const one = listed[i];
      if (one?.valid) some.push(one as T);
    }
    const packet = packetOf(surface, force, some);
    if (isFirst) packet.whole = true;
    if (isFirst || some.length > 0) sink.push(keyed(packet, job));
    job.told = to;
    if (to < listed.length) return false;
    job.listed = undefined;
    job.cursor += 2;
    return job.cursor >= job.numbers.length;
  };
}

/** Before anything is listed of chunks, it must be known which of them are told of. */
const asked: Step = () => !isFinding();

const tags = eachPair(
  () => {
    const list: number[] = [];
    const forces = forceIndices();
    for (const [, surface] of game.surfaces) for (const force of forces) list.push(surface.index, force);
    return list;
  },
  (index, force) => {
    const surface = surfaceAt(index);
    const owner = game.forces[force];
    return surface === undefined || !owner?.valid ? [] : owner.find_chart_tags(surface);
  },
  (surface, force, some) => ({ kind: 'tags', tick: game.tick, surface, force, list: some.map((tag) => tagState(tag)) }),
);

const stops = eachPair(
  () => {
    const list: number[] = [];
    for (const [, surface] of game.surfaces) list.push(surface.index, 0);
    return list;
  },
  (index) => {
    const surface = surfaceAt(index);
    return surface === undefined ? [] : game.train_manager.get_train_stops({ surface });
  },
  (surface, _, some) => {
    const list: StopState[] = [];
    for (const stop of some) {
      const { x, y } = stop.position;
      if (isTold(keyAt(surface, x, y))) list.push(stopState(stop));
    }
    return { kind: 'stops', tick: game.tick, surface, list };
  },
);

const STEPS: Step[] = [
  edge('begin'),
  pieces(tileNames, (names, from, to) => ({ kind: 'prototypes', tick: game.tick, tiles: tileColours(names, from, to) })),
  pieces(entityNames, (names, from, to) => ({ kind: 'prototypes', tick: game.tick, entities: entityPrototypes(names, from, to) })),
  surfacesAndForces,
  players,
  asked,
  tags,
  stops,
  rings,
  charts,
  ground,
  edge('end'),
];
/** What the chained keyframe of a new save leaves out, each peer's own log must have: the charts. */
const CHARTS_ALONE = [players, rings, charts];

export const newJob = (key: Tick): Job => ({ key, step: 0, cursor: 0, names: [], numbers: [], buckets: [], anchors: [] });

function advance(job: Job, steps: Step[], sink: Sink): boolean {
  while (isLeft(sink.local)) {
    const step = steps[job.step];
    if (step === undefined) return true;
    if (step(job, sink)) {
      job.step += 1;
      job.cursor = 0;
      // What one step counted by is not where the next begins.
      job.numbers = [];
    } else if (step === rings || step === asked) return false;
  }
  return steps[job.step] === undefined;
}

/** The chained one, in the save. */
export function keyframeStep(): void {
  const kept = state();
  if (kept.job !== false && advance(kept.job, STEPS, chained)) kept.job = false;
}

// ---- this peer's own ---------------------------------------------------------------------------------------------------

const own: { job: Job | undefined; steps: Step[] } = { job: undefined, steps: STEPS };

export function beginOwn(key: Tick, chartsAlone: boolean): void {
  own.job = newJob(key);
  own.steps = chartsAlone ? CHARTS_ALONE : STEPS;
}
export const isOwnRunning = (): boolean => own.job !== undefined;

const quiet: Sink = { local: true, push: () => {} };

export function ownStep(): void {
  // With the charts alone, players are asked for where they are and not told.
  if (own.job !== undefined && advance(own.job, own.steps, own.steps === CHARTS_ALONE ? quiet : local)) own.job = undefined;
}
