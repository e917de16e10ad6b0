/**
 * What the save keeps, besides the chain (emit.ts): the same on every peer at every tick. What differs between peers (charts,
 * their queue, the keyframe after loading) never comes near it.
 *
 * Tables here hold numbers, texts, booleans and tables only, but for what a keyframe has still to tell of: tags and stops have
 * no number by which the game finds them again. Where order matters there is a list: a table's own order is the order of
 * insertion, and that would make equality of two peers depend on it.
 */
import type { LuaCustomChartTag, LuaEntity } from 'factorio:runtime';
import type { ForceState, Packet, SurfaceState, Tick } from '../src/core/packet/schema';
import type { ChunkKey } from './keys';

/** Raised with every change of the tables below; `LADDER` lifts what older versions left. */
export const STATE_VERSION = 1;

/** Chunks that are told of, in the order in which they were first charted, and where each stands in the list. */
export interface Registry {
  list: ChunkKey[];
  index: LuaMap<ChunkKey, number>;
}

/** A line of packets by number; events that became one packet of their chunk leave a hole. */
export interface Waiting {
  items: LuaMap<number, Packet>;
  /** Number of the next one, and of the one that comes after the last. */
  head: number;
  tail: number;
  /** How many are waiting: those between head and tail that were not dropped. */
  count: number;
  /** Where the events of a chunk stand. */
  byChunk: LuaMap<ChunkKey, number[]>;
}

/** What is to be told of a chunk, and when. */
export interface Work {
  /** When it is told: later with every change, but never later than `last`. */
  due: Tick;
  last: Tick;
  ground?: boolean;
  /** Everything that stands. */
  things?: boolean;
  /** Events were dropped under load. */
  merged?: boolean;
  amounts?: boolean;
  /** Told only if it is not what the events said. */
  check?: boolean;
}
export interface WorkList {
  list: ChunkKey[];
  index: LuaMap<ChunkKey, number>;
  of: LuaMap<ChunkKey, Work>;
  cursor: number;
}

/** What was last said of a chunk, to see what no event tells: sums that do not depend on order. */
export interface Sums {
  /** Over what stands, and over all that is told of it; both are kept up by events. */
  ids: number;
  /** 0: not known, since an event did not tell what was before. */
  full: number;
  amounts: number;
  /** Train stops that were seen. */
  stops?: number[];
}

export interface PlayerSaid {
  x: number;
  y: number;
  surface: number;
  online: boolean;
  force: number;
  name: string;
  color: string;
  admin: boolean;
  tag: string;
}

/** A keyframe on its way; see keyframe.ts. */
export interface Job {
  /** The tick at which it began. */
  key: Tick;
  step: number;
  cursor: number;
  /** What the present step goes through. */
  names: string[];
  numbers: number[];
  buckets: ChunkKey[][];
  /** Where players are: surface, chunk x, y, … */
  anchors: number[];
  /** Tags or stops of the present surface, and how many of them were told; a list may have thousands. */
  listed?: (LuaCustomChartTag | LuaEntity)[] | undefined;
  told?: number;
}

export interface State {
  version: number;
  world: string;
  seed: number;
  paused: boolean;
  verbose: boolean;
  chunks: Registry;
  /** Generated chunks of which nobody has asked yet whether they are charted. */
  found: { list: ChunkKey[]; cursor: number };
  events: Waiting;
  work: WorkList;
  sums: LuaMap<ChunkKey, Sums>;
  /** The chunk in which each train stop was last seen by looking: one that is missing there may have been moved. */
  stops: LuaMap<number, ChunkKey>;
  /** Next chunk of the registry to be looked at. */
  patrol: number;
  /** When its round began. */
  patrolSince: Tick;
  players: LuaMap<number, PlayerSaid>;
  /** Next of the connected players to be looked at. */
  playerCursor: number;
  /** Where players are: surface, chunk x, chunk y, … of a few of them. */
  anchors: number[];
  surfaces: LuaMap<number, SurfaceState>;
  forces: LuaMap<number, ForceState>;
  /** By player: the machine whose window is open, and its recipe then: no event tells of a new one. */
  opened: LuaMap<number, { id: number; recipe: string }>;
  outbox: { packets: Packet[]; weight: number; since: Tick };
  statistics: { list: number[]; cursor: number; said: LuaMap<string, string> };
  job: Job | false;
  /** Keyframes that wait for their turn. */
  keyframeAt: Tick;
  counts: { packets: number; merged: number };
}

declare const storage: { state?: State };

export const state = (): State => storage.state!;
export const hasState = (): boolean => storage.state !== undefined;

export const registry = (): Registry => ({ list: [], index: new LuaMap() });

/** In on_init, and where an older version of the mod has left nothing to go on from. */
export function newState(world: string, seed: number, tick: Tick): void {
  storage.state = {
    version: STATE_VERSION,
    world,
    seed,
    paused: false,
    verbose: false,
    chunks: registry(),
    found: { list: [], cursor: 0 },
    events: { items: new LuaMap(), head: 0, tail: 0, count: 0, byChunk: new LuaMap() },
    work: { list: [], index: new LuaMap(), of: new LuaMap(), cursor: 0 },
    sums: new LuaMap(),
    stops: new LuaMap(),
    patrol: 0,
    patrolSince: tick,
    players: new LuaMap(),
    playerCursor: 0,
    anchors: [],
    surfaces: new LuaMap(),
    forces: new LuaMap(),
    opened: new LuaMap(),
    outbox: { packets: [], weight: 0, since: tick },
    statistics: { list: [], cursor: 0, said: new LuaMap() },
    job: false,
    keyframeAt: tick,
    counts: { packets: 0, merged: 0 },
  };
}

/** From version i + 1 to i + 2: none yet. */
const LADDER: ((kept: State) => void)[] = [];

/** In on_configuration_changed alone: elsewhere the save may not change. */
export function migrate(): void {
  const kept = state();
  for (let version = kept.version; version < STATE_VERSION; version++) LADDER[version - 1]!(kept);
  kept.version = STATE_VERSION;
}
