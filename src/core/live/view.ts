/** What of a server a watcher sees. */
import { isKind } from '../packet/guards';
import type { ForceIndex, PacketKind, SurfaceIndex } from '../packet/schema';
import type { WorldState } from '../world/types';
import type { Wanted, Welcome } from './wire';

export interface LiveView {
  /** Its map and its people alone; null: all. What stands where it has not charted is not told. */
  force: ForceIndex | null;
  surfaces: ReadonlySet<SurfaceIndex> | null;
  kinds: ReadonlySet<PacketKind> | null;
  /** What was said, commands, messages of other mods. */
  chat: boolean;
  /** Lines of the game itself, with its paths and addresses. */
  engine: boolean;
}

export const ALL: LiveView = { force: null, surfaces: null, kinds: null, chat: true, engine: true };
export const seesAll = (view: LiveView): boolean =>
  view.force === null && view.surfaces === null && view.kinds === null && view.chat && view.engine;
/** Two of the same key are the same; letters, digits and `-`. */
export const viewKey = ({ force, surfaces, kinds, chat, engine }: LiveView): string =>
  [
    force ?? 'a',
    surfaces ? [...surfaces].sort((a, b) => a - b).join('_') : 'a',
    kinds ? [...kinds].sort().join('_') : 'a',
    Number(chat),
    Number(engine),
  ].join('-');

/** What somebody may see, whatever he wants. */
export interface Allowed {
  /** 'all': any force, and all of them; 'first': the one that most players are of; else the one of this name. */
  force: 'all' | 'first' | { name: string };
  chat: boolean;
  engine: boolean;
}
export const EVERYTHING: Allowed = { force: 'all', chat: true, engine: true };
export const STRANGERS: Allowed = { force: 'first', chat: false, engine: false };

/** What views are told by, of a world's latest state. */
export type Named = Pick<WorldState, 'surfaces' | 'forces' | 'players'>;
const NOBODY: Named = { surfaces: [], forces: [], players: [] };

/** Every world's first force: its players are of it unless somebody makes others. */
const PLAYERS: ForceIndex = 1;
/** Of no force: nothing is shown but what is everybody's. The game's forces are counted from 1. */
const NO_FORCE: ForceIndex = 0;
/** A wish names so much at most; more surfaces than platforms there may be. */
const MOST_WANTED = 1_000;

/** What is shown to whom. What is wanted and not there, or not allowed, is nothing: never more than was asked for. */
export function viewOf(wanted: Wanted | undefined, allowed: Allowed, world: Named | null): LiveView {
  const { surfaces, force, kinds } = wanted ?? {};
  const named = world ?? NOBODY;
  const own = allowed.force === 'all' ? null : allowed.force === 'first' ? firstForce(named) : forceNamed(named, allowed.force.name);
  const asked = typeof force === 'string' ? forceNamed(named, force) : null;
  const indexes = surfaces && new Set(named.surfaces.filter(({ name }) => list(surfaces).includes(name)).map(({ index }) => index));
  return {
    force: asked === null ? own : own === null || own === asked ? asked : NO_FORCE,
    surfaces: indexes ?? null,
    kinds: kinds ? new Set(list(kinds).filter(isKind)) : null,
    chat: allowed.chat,
    engine: allowed.engine && asked === null && !surfaces && !kinds,
  };
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MOST_WANTED) : []);
const forceNamed = (world: Named, name: string): ForceIndex => world.forces.find((force) => force.name === name)?.index ?? NO_FORCE;

/** The one that most players are of; of as many the first. */
export function firstForce({ players }: Named): ForceIndex {
  const counts = new Map<ForceIndex, number>();
  for (const { force } of players) if (force !== undefined) counts.set(force, (counts.get(force) ?? 0) + 1);
  let first = PLAYERS;
  for (const [force, count] of counts) {
    const most = counts.get(first) ?? 0;
    if (count > most || (count === most && force < first)) first = force;
  }
  return first;
}

/** As a welcome says it, with the game's names. */
export function thinOf(view: LiveView, world: Named | null): Welcome['thin'] {
  if (seesAll(view)) return null;
  const { force, surfaces, kinds, chat } = view;
  return {
    force: force === null ? null : (world?.forces.find(({ index }) => index === force)?.name ?? ''),
    surfaces: surfaces && (world?.surfaces ?? []).filter(({ index }) => surfaces.has(index)).map(({ name }) => name),
    kinds: kinds && [...kinds].sort(),
    chat,
  };
}
