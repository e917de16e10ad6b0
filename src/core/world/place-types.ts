/** What is asked about places and things: their history, where they are. Plain values that cross worker borders as they are. */
import type { ForceIndex, How, PlayerIndex, Position, SurfaceIndex, Tick } from '../packet/schema';
import type { Area } from './types';

/**
 * What happened to a thing. `found` and `missing` are what a statement showed that no event had told: the tick is that of the
 * statement, not of the deed. `merged`: events of this chunk were dropped under load before this tick.
 */
export const AUDIT_KINDS = [
  'built',
  'removed',
  'died',
  'rotated',
  'upgraded',
  'recipe',
  'moved',
  'changed',
  'tagged',
  'untagged',
  'found',
  'missing',
  'merged',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditRow {
  tick: Tick;
  /** ms since 1970; null without clocks. */
  clock: number | null;
  kind: AuditKind;
  /** Prototype; of a tag its text. */
  name: string;
  at: Position;
  id?: number;
  force?: ForceIndex;
  how?: How;
  by?: PlayerIndex;
  /** Prototype or player that killed it. */
  cause?: string;
  /** What is new: the recipe ('': none), the direction (0–15), the quality; absent ones did not change. */
  recipe?: string;
  dir?: number;
  quality?: string;
  /** `upgraded`: the prototype it took the place of. */
  was?: string;
  /** `moved`: where it came from, when that lies in the area too. */
  from?: Position;
  /** `moved`: it left this place, for one outside the area. */
  away?: true;
  /** A statement showed it: it happened before this tick, nobody told when and by whom. `found`, `missing`: always. */
  seen?: true;
  /** `missing` without a name: chunks were cleared or deleted, and this many things of the area with them. */
  cleared?: number;
}

export interface AuditQuestion {
  world: string;
  branch: string;
  surface: SurfaceIndex;
  /** Only what this force has charted; null: all. */
  force: ForceIndex | null;
  /** Things whose centre lies in it. */
  area: Area;
  /** Up to and with this tick; null: all. */
  until: Tick | null;
  /** Only these; null: all. */
  players: PlayerIndex[] | null;
  kinds: AuditKind[] | null;
  /** The newest so many, 100,000 at most; the rest is counted. */
  limit: number;
}
export interface AuditAnswer {
  /** Newest first. */
  rows: AuditRow[];
  /** Of all that the question asks for, also beyond the limit. */
  total: number;
  /** By kind and by player (0: nobody named), of the area and time whatever else was asked. */
  kinds: Partial<Record<AuditKind, number>>;
  players: { player: PlayerIndex; count: number }[];
}

/** One thing found on the map. */
export type Found =
  | { what: 'player'; player: PlayerIndex; name: string; surface: SurfaceIndex; at: Position; online: boolean }
  | { what: 'tag'; name: string; icon?: string; surface: SurfaceIndex; at: Position; force: ForceIndex }
  | { what: 'stop'; name: string; surface: SurfaceIndex; at: Position; id: number }
  /** Deposits of one kind that touch each other: the sum, and how many tiles. `at` is one of them, the nearest to their middle. */
  | { what: 'patch'; name: string; surface: SurfaceIndex; at: Position; area: Area; amount: number; count: number }
  /** All entities of one prototype on one surface: how many, and where the nearest to the asked place are (at most 2,000; fewer where many kinds fit). */
  | { what: 'entities'; name: string; surface: SurfaceIndex; count: number; places: Position[] }
  | { what: 'channel'; name: string; count: number; last: Tick; text: string };

export interface FindQuestion {
  world: string;
  branch: string;
  tick: Tick | null;
  force: ForceIndex | null;
  /** Surface looked at comes first; what is near `at` comes first on it. */
  surface: SurfaceIndex;
  at: Position;
  /** What was typed, folded by the page; empty finds nothing. */
  text: string;
  /** Prototypes that the words mean in the open pack's languages, beside what matches by internal name; with their titles. */
  names: string[];
  limit: number;
}

/** How many of each of these stand on each surface, and one place of each (the nearest to the asked one). */
export interface Standing {
  name: string;
  surface: SurfaceIndex;
  count: number;
  /** By recipe set, where machines have one. */
  recipes: Record<string, number>;
  /** Of deposits: the sum of what is in them; `count` is how many tiles. */
  amount?: number;
  /** Of deposits: as the map draws them, 0–255. */
  color?: [r: number, g: number, b: number];
  at: Position;
}

/** Where things of some kind stand on one surface. */
export interface Whereabouts {
  /** Of all there are. */
  count: number;
  /** The nearest to the asked place first. */
  places: Position[];
}
