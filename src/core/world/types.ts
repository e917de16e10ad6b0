/** What the world answers: plain values that cross worker borders as they are. */

import type {
  Color,
  ForceIndex,
  HeaderPacket,
  PlayerIndex,
  PlayerState,
  Position,
  StopState,
  SurfaceIndex,
  TagState,
  Tick,
} from '../packet/schema';
import type { Problem } from '../result';

export type Span = [first: Tick, last: Tick];

/** One line of history, as `inspect` prints it. */
export interface BranchInfo {
  /** "main", or "<last common seq>-<first differing seq>-<its chain in hex>". */
  id: string;
  parent: string | null;
  leavesAt: { seq: number; tick: Tick } | null;
  ticks: Span | null;
  /** The one the site opens. */
  opens: boolean;
  /** Milliseconds since 1970 of its latest anchor; null without clocks. */
  clock: number | null;
  /** No line or checkpoint links it to the others. */
  unlinked?: true;
}

export interface Gap {
  branch: string;
  ticks: Span;
  /** Chained lines missing there. */
  lines: number;
}

export interface WorldInfo {
  id: string;
  /** Given by the person, else made from what is known. */
  name: string;
  /** Bumped by every flush; views refetch when it changes. */
  version: number;
  gameVersion: string | null;
  seed: number | null;
  mods: { name: string; version: string }[];
  surfaces: {
    index: SurfaceIndex;
    name: string;
    planet?: string;
    platform?: string;
    gone?: true /** Has anything to draw. */;
    map: boolean;
  }[];
  forces: { index: ForceIndex; name: string; color?: Color }[];
  players: { index: PlayerIndex; name: string; color?: Color }[];
  ticks: Span | null;
  /** Clock of the first and last anchor, ms since 1970. */
  clocks: Span | null;
  branches: BranchInfo[];
  gaps: Gap[];
  /** Distinct packets by kind, all branches together. */
  packets: Record<string, number>;
  /** Chunks known at the last tick of the branch that opens, by surface name. */
  chunks: Record<string, number>;
  /** `chats`: on the console; absent where there is none. */
  engine: { joins: number; leaves: number; errors: number; saves: number; chats?: number };
  /** Bytes kept in the store. */
  bytes: number;
  /** Files it came from. */
  files: string[];
  createdAt: number;
  changedAt: number;
  /** An import of this world did not reach its end: what is there is whole up to a point. */
  unfinished?: true;
  /** It came in a snapshot: what is there is all there will be. */
  snapshot?: true;
  /** The address of its snapshot, when it is read from there and not kept in this browser. */
  hosted?: string;
  /** Put together by hand from several: can be taken apart again. */
  joined?: true;
  /** Stored by a newer version of the site, which alone can read it. */
  tooNew?: true;
  /** In the bin since (ms); removed for good at the next visit. */
  deletedAt?: number;
}

export type Base = 'chart' | 'terrain' | 'none';
export type Overlay = 'resources' | 'buildings' | 'players' | 'tags' | 'stops' | 'icons' | 'grid';

/** What is looked at. */
export interface View {
  world: string;
  branch: string;
  surface: SurfaceIndex;
  /** null: all forces. */
  force: ForceIndex | null;
  base: Base;
  resources: boolean;
  buildings: boolean;
  /** Latest when null. */
  tick: Tick | null;
}

/** Straight RGBA, row by row; transparent where nothing is known. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8ClampedArray;
}

/** In tiles, [x0, y0, x1, y1], the end not included. */
export type Area = [number, number, number, number];

export interface SurfaceNow {
  index: SurfaceIndex;
  name: string;
  planet?: string;
  platform?: string;
  daytime?: number;
}
export interface ForceNow {
  index: ForceIndex;
  name: string;
  color?: Color;
}
export type PlayerNow = PlayerState & { lastSeen: Tick };
export type TagNow = TagState & { surface: SurfaceIndex; force: ForceIndex };
export type StopNow = StopState & { surface: SurfaceIndex };

/** Everything at one tick that is not bound to a chunk. */
export interface WorldState {
  tick: Tick;
  header: HeaderPacket | null;
  surfaces: SurfaceNow[];
  forces: ForceNow[];
  players: PlayerNow[];
  tags: TagNow[];
  stops: StopNow[];
  /** Researched by force. */
  researched: Record<ForceIndex, { name: string; level?: number; tick: Tick }[]>;
  rockets: Record<ForceIndex, number>;
}

/** One row of the story: chat, commands, joins, leaves, deaths, research, rockets, saves, errors. */
export interface StoryRow {
  type: string;
  /** null: outside all anchors. */
  tick: Tick | null;
  clock: number | null;
  player?: PlayerIndex;
  /** Player's name when the line gives one; of a `channel` row the channel's, whose `text` is JSON. */
  name?: string;
  text: string;
  force?: ForceIndex;
}

export interface ThingHere {
  what: 'entity' | 'resource' | 'tile';
  name: string;
  at: Position;
  id?: number;
  dir?: number;
  size?: [number, number];
  force?: ForceIndex;
  recipe?: string;
  amount?: number;
  /** Since when it stands there, and by whom, where known. */
  since?: Tick;
  by?: PlayerIndex;
}

export interface FileReport {
  name: string;
  bytes: number;
  format: string;
  /** Worlds it went into. */
  worlds: string[];
  packets: number;
  /** Why there is no map in it, or what it holds of packs, in a sentence; '' when there is a map. */
  note: string;
  /** Something in it belongs to a pack. */
  ofPack?: true;
}

export interface ImportReport {
  files: FileReport[];
  problems: Problem[];
  worlds: string[];
  packs: string[];
  /** Icons and texts that belong to no pack of this drop, and none was open: they wait until they are given to one. */
  loose?: { texts: number; icons: number };
}
