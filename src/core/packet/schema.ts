/**
 * The one packet schema. The mod (compiled to Lua), the site, the relay and the tests compile this very file, so it
 * imports nothing and holds only types and constants. The rules are numbered in docs/packets.md.
 *
 * Units: ticks are 1/60 s of play; positions are tiles, y grows south; a chunk is 32 × 32 tiles; directions are 0–15
 * clockwise from north; colours are [r, g, b] in 0–255. An empty list may arrive as `{}`, because that is how Lua writes it.
 */

/** Version of the line envelope and of every packet in it [P3]. */
export const PACKET_VERSION = 1;
/** What a packet line starts with, wherever it stands in a line of the log [P1]. */
export const MARKER = 'Factoscope:';
/** What a line holding a text in the game's language starts with [P11]. */
export const TEXT_MARKER = 'Factoscope-text:';
/** The longest line from its marker on, in bytes [P5]. */
export const MAX_LINE = 4000;

export type Tick = number;
export type SurfaceIndex = number;
export type ForceIndex = number;
export type PlayerIndex = number;
export type PrototypeName = string;
/** In chunks, y south. */
export type ChunkPosition = [x: number, y: number];
/** In tiles, y south; an entity's is its centre. */
export type Position = [x: number, y: number];
export type Color = [r: number, g: number, b: number];

// ---- the envelope: one line ------------------------------------------------------------------------------------------

/** Where a line stands in the chained history: its number and the rolling hash up to and including it [P6]. */
export type ChainPoint = [seq: number, chain: number];

/** One line as plain JSON. Chained lines carry `seq` and `chain`; local ones `at` instead [P6, P8]. */
export interface LineEnvelope {
  v: number;
  chain?: number;
  seq?: number;
  /** Local line: the last chained line before it. */
  at?: ChainPoint;
  /** A piece of a packet list too long for one line: number from 1, count, and for local lines an id that groups them [P5]. */
  part?: [n: number, of: number, id: number];
  /** Something was left out of this line by a filter or for privacy [P9]. */
  thin?: true;
  /** The packets; a string piece of their JSON in a part. */
  d: Packet[] | string;
}

// ---- packets ---------------------------------------------------------------------------------------------------------

export interface PacketBase {
  kind: string;
  /** When it happened, not when it was written [P12]. */
  tick: Tick;
  /** Part of a keyframe that began at this tick: holds from there unless a packet in between says otherwise [P16]. */
  key?: Tick;
  /** Everything of this kind (or of this kind and chunk) is listed: what is not listed is gone [P15]. */
  whole?: true;
}

/** At the start of every log and every ten minutes [P7]. */
export interface HeaderPacket extends PacketBase {
  kind: 'header';
  /** The world's id: made once per save, equal in all its branches. */
  world: string;
  seed: number;
  /** The game's version, "2.0.55". */
  game: string;
  /** In load order. */
  mods: [name: string, version: string][];
  /** The number the next chained line will carry, and the chain so far. */
  next: number;
  chain: number;
  /** Newest first: the last 8, then at doubling distances. */
  checkpoints: [tick: Tick, seq: number, chain: number][];
  /**
   * Of a world without an id of its own, restated: what its file is known by [P25], as far as that may be told. Then only the id, the
   * game and its mods are said here, those too only where they are known [P27].
   */
  head?: number[];
}

export interface SurfaceState {
  index: SurfaceIndex;
  name?: string;
  planet?: string;
  platform?: string;
  /** 0 is noon, 0.5 midnight. */
  daytime?: number;
  /** Its chunks were cleared at this tick. */
  cleared?: true;
  gone?: true;
}
export interface SurfacesPacket extends PacketBase {
  kind: 'surfaces';
  list: SurfaceState[];
}

export interface ForceState {
  index: ForceIndex;
  name?: string;
  color?: Color;
  gone?: true;
}
export interface ForcesPacket extends PacketBase {
  kind: 'forces';
  list: ForceState[];
}

/** What one force has charted of one chunk. Without `px`: charted, pixels unknown (games before 2.0.61) [P20]. */
export interface ChartPacket extends PacketBase {
  kind: 'chart';
  surface: SurfaceIndex;
  force: ForceIndex;
  at: ChunkPosition;
  /** base64 of zlib of 2,048 bytes: 32 × 32 RGB565 little-endian, row by row. */
  px?: string;
  /** No longer charted. */
  gone?: true;
}

/** The ground of one chunk by palette [P21]. */
export interface TilesPacket extends PacketBase {
  kind: 'tiles';
  surface: SurfaceIndex;
  at: ChunkPosition;
  names: PrototypeName[];
  /** The whole chunk, row by row from the north-west: index into `names` (-1: unknown), count, index, count … 1,024 in all. */
  runs?: number[];
  /** Single tiles instead: x, y in the chunk (0–31), index into `names`, … */
  set?: number[];
}

/** The chunk was deleted: nothing in it is known any more. */
export interface ChunkGonePacket extends PacketBase {
  kind: 'chunk-gone';
  surface: SurfaceIndex;
  at: ChunkPosition;
}

/** Resource amounts of one chunk; 0 is depleted [P22]. */
export interface ResourcesPacket extends PacketBase {
  kind: 'resources';
  surface: SurfaceIndex;
  at: ChunkPosition;
  /** By prototype: tile x, tile y (absolute), amount, … */
  amounts: Record<PrototypeName, number[]>;
}

export interface EntityState {
  /** Unit number; trees, rocks and ore have none: they are known by name and position [P17]. */
  id?: number;
  name: PrototypeName;
  at: Position;
  /** 0–15; absent is 0, north. */
  dir?: number;
  /** Width and height in tiles as it stands; absent: the prototype's, turned by `dir`. */
  size?: [w: number, h: number];
  force?: ForceIndex;
  recipe?: PrototypeName;
  quality?: PrototypeName;
}
/** How a thing came or went. */
export type How = 'player' | 'robot' | 'script' | 'platform' | 'cloned' | 'died' | 'rotated' | 'upgraded' | 'recipe' | 'force' | 'moved';
/** These stand here as listed. With `whole`: in this chunk nothing else does. Makes no "built" in the history [P16, P23]. */
export interface EntitiesPacket extends PacketBase {
  kind: 'entities';
  surface: SurfaceIndex;
  at: ChunkPosition;
  list: EntityState[];
  /** Of each in the list, restated: when it was built and by which player; -1 and 0: not known [P27]. */
  made?: number[];
  /** The events that led here were dropped under load: detail is missing before this tick. */
  merged?: true;
}
/** Events: built, changed (the whole new state), removed. */
export interface EntityEventPacket extends PacketBase {
  kind: 'built' | 'changed' | 'removed';
  surface: SurfaceIndex;
  list: EntityState[];
  how?: How;
  /** The player who did it. */
  by?: PlayerIndex;
  /** Prototype or player name of what killed it. */
  cause?: string;
}

/** A partial update: what is absent is unchanged [P18]. */
export interface PlayerState {
  index: PlayerIndex;
  name?: string;
  color?: Color;
  at?: Position;
  surface?: SurfaceIndex;
  force?: ForceIndex;
  /** Heading, 0–15. */
  dir?: number;
  online?: boolean;
  admin?: boolean;
  tag?: string;
  gone?: true;
  /** Restated: when anything was told of the player last [P27]. */
  seen?: Tick;
}
export interface PlayersPacket extends PacketBase {
  kind: 'players';
  list: PlayerState[];
  /** Restated: by name, else by `#` and index, all who are online, those too whom only the engine's lines name [P27]. */
  online?: string[];
  /** With `whole`: everybody of this force is listed; nothing is said of others. */
  of?: ForceIndex;
}

export interface TagState {
  id: number;
  at?: Position;
  text?: string;
  /** "item/iron-plate". */
  icon?: string;
  by?: PlayerIndex;
  gone?: true;
}
export interface TagsPacket extends PacketBase {
  kind: 'tags';
  surface: SurfaceIndex;
  force: ForceIndex;
  list: TagState[];
}

export interface StopState {
  /** Unit number. */
  id: number;
  at?: Position;
  name?: string;
  force?: ForceIndex;
  gone?: true;
}
export interface StopsPacket extends PacketBase {
  kind: 'stops';
  surface: SurfaceIndex;
  list: StopState[];
  /** With `whole`: all of this force are listed; nothing is said of others. */
  of?: ForceIndex;
}

export interface ChatPacket extends PacketBase {
  kind: 'chat';
  /** Absent: the server. */
  player?: PlayerIndex;
  text: string;
}
export interface CommandPacket extends PacketBase {
  kind: 'command';
  player?: PlayerIndex;
  command: string;
  args?: string;
}
export interface JoinPacket extends PacketBase {
  kind: 'join' | 'leave' | 'death' | 'kick' | 'ban';
  player: PlayerIndex;
  name?: string;
  /** Reason of leaving, cause of death. */
  cause?: string;
}
export interface ResearchPacket extends PacketBase {
  kind: 'research';
  force: ForceIndex;
  name: PrototypeName;
  level?: number;
  state: 'started' | 'finished' | 'reversed' | 'cancelled';
}
export interface RocketPacket extends PacketBase {
  kind: 'rocket';
  force: ForceIndex;
  surface?: SurfaceIndex;
  /** Restated: so many were launched until now, none with this packet [P27]. */
  total?: number;
}
/** Totals since the world began, per force and surface. */
export interface StatisticsPacket extends PacketBase {
  kind: 'statistics';
  force: ForceIndex;
  surface?: SurfaceIndex;
  produced?: Record<PrototypeName, number>;
  consumed?: Record<PrototypeName, number>;
  kills?: Record<PrototypeName, number>;
  evolution?: number;
  pollution?: number;
}
export interface EntityPrototype {
  /** The prototype's type, "assembling-machine". */
  type?: string;
  /** Map colours: the neutral one, and as seen by friend and enemy. */
  color?: Color;
  friend?: Color;
  enemy?: Color;
  /** In tiles, facing north. */
  size?: [w: number, h: number];
}
/** What is needed to draw. */
export interface PrototypesPacket extends PacketBase {
  kind: 'prototypes';
  tiles?: Record<PrototypeName, Color>;
  entities?: Record<PrototypeName, EntityPrototype>;
}
/** Mods or settings changed. */
export interface ConfigPacket extends PacketBase {
  kind: 'config';
  game?: string;
  mods?: [name: string, version: string][];
}
/** A keyframe's first and last packet [P16]. */
export interface KeyframePacket extends PacketBase {
  kind: 'keyframe';
  state: 'begin' | 'end';
  /** Of what the lines told up to here, by who has read them: the game was not asked [P27]. */
  restated?: true;
}
/** The clock beside the tick, from whoever has one (the game has not) [P13]. */
export interface ClockPacket extends PacketBase {
  kind: 'clock';
  /** Milliseconds since 1970. */
  time: number;
  /** When the launch began whose lines follow: the engine counts its seconds from there. */
  launch?: number;
}
/** The open channel for other mods. */
export interface ChannelPacket extends PacketBase {
  kind: 'channel';
  name: string;
  data: unknown;
}

export type Packet =
  | HeaderPacket
  | SurfacesPacket
  | ForcesPacket
  | ChartPacket
  | TilesPacket
  | ChunkGonePacket
  | ResourcesPacket
  | EntitiesPacket
  | EntityEventPacket
  | PlayersPacket
  | TagsPacket
  | StopsPacket
  | ChatPacket
  | CommandPacket
  | JoinPacket
  | ResearchPacket
  | RocketPacket
  | StatisticsPacket
  | PrototypesPacket
  | ConfigPacket
  | KeyframePacket
  | ClockPacket
  | ChannelPacket;

export type PacketKind = Packet['kind'];
