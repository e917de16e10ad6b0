/** Players: where their bodies are (not where they look), and who they are. */
import type { LuaPlayer } from 'factorio:runtime';
import type { PlayerState, PlayersPacket, Tick } from '../src/core/packet/schema';
import { listen, listenAll } from './events';
import { CHUNK } from './keys';
import { playerAt } from './lookup';
import { options } from './options';
import { chained } from './outbox';
import { pushEvent } from './queue';
import { type PlayerSaid, state } from './state';

/** Players that are looked at in one tick. */
const AT_ONCE = 40;
/** Players whose surroundings go first. */
const MOST_ANCHORS = 8;

export type Rgb = [r: number, g: number, b: number];
/** The game's colours are shares of one, or of 255 where any is more than one. */
export function rgbOf({ r = 0, g = 0, b = 0 }: { r?: number; g?: number; b?: number }): Rgb {
  const scale = r > 1 || g > 1 || b > 1 ? 1 : 255;
  const channel = (value: number): number => math.max(0, math.min(255, math.floor(value * scale + 0.5)));
  return [channel(r), channel(g), channel(b)];
}
const textOf = ([r, g, b]: Rgb): string => `${r},${g},${b}`;

const place = (value: number): number => math.floor(value * 256 + 0.5) / 256;

function sayingOf(player: LuaPlayer): PlayerSaid {
  const { x, y } = player.physical_position;
  return {
    x: place(x),
    y: place(y),
    surface: player.physical_surface_index,
    online: player.connected,
    force: player.force_index,
    name: player.name,
    color: textOf(rgbOf(player.color)),
    admin: player.admin,
    tag: player.tag,
  };
}

/** All that is known of a player, for keyframes. */
export function wholePlayer(player: LuaPlayer): PlayerState {
  const { x, y, surface, online, force, name, admin, tag } = sayingOf(player);
  return { index: player.index, name, color: rgbOf(player.color), at: [x, y], surface, force, online, admin, tag };
}

/** What is new since it was last said; undefined: nothing. `all`: other things than the place too. */
function newsOf(player: LuaPlayer, all: boolean): PlayerState | undefined {
  const { players } = state();
  const said = players.get(player.index);
  if (said === undefined) {
    players.set(player.index, sayingOf(player));
    return wholePlayer(player);
  }
  const news: PlayerState = { index: player.index };
  let isNew = false;
  const { x, y } = player.physical_position;
  const now = { x: place(x), y: place(y) };
  const surface = player.physical_surface_index;
  if (now.x !== said.x || now.y !== said.y || surface !== said.surface) {
    news.at = [now.x, now.y];
    isNew = true;
    said.x = now.x;
    said.y = now.y;
    if (surface !== said.surface) news.surface = surface;
    said.surface = surface;
  }
  if (!all) return isNew ? news : undefined;
  const { online, force, name, color, admin, tag } = sayingOf(player);
  if (online !== said.online) news.online = online;
  if (force !== said.force) news.force = force;
  if (name !== said.name) news.name = name;
  if (color !== said.color) news.color = rgbOf(player.color);
  if (admin !== said.admin) news.admin = admin;
  if (tag !== said.tag) news.tag = tag;
  for (const [key, value] of pairs({ online, force, name, color, admin, tag })) if (said[key] !== value) isNew = true;
  if (isNew) players.set(player.index, sayingOf(player));
  return isNew ? news : undefined;
}

/** Every interval all who are connected, some a tick. */
export function lookAtPlayers(tick: Tick): void {
  const kept = state();
  const interval = options().players;
  const connected = game.connected_players;
  if (tick % interval === 0) kept.playerCursor = 0;
  if (connected.length === 0) kept.anchors = [];
  if (kept.playerCursor >= connected.length) return;
  const list: PlayerState[] = [];
  const end = math.min(connected.length, kept.playerCursor + AT_ONCE);
  for (let i = kept.playerCursor; i < end; i++) {
    const news = newsOf(connected[i]!, false);
    if (news !== undefined) list.push(news);
  }
  kept.playerCursor = end;
  if (end === connected.length) kept.anchors = anchorsOf(connected);
  if (list.length > 0) chained.push(playersPacket(list, tick));
}

/** Surface, chunk x, chunk y of some of them. */
export function anchorsOf(players: LuaPlayer[]): number[] {
  const anchors: number[] = [];
  for (let i = 0; i < players.length && i < MOST_ANCHORS; i++) {
    const player = players[i]!;
    const { x, y } = player.physical_position;
    anchors.push(player.physical_surface_index, math.floor(x / CHUNK), math.floor(y / CHUNK));
  }
  return anchors;
}

export const playersPacket = (list: PlayerState[], tick: Tick): PlayersPacket => ({ kind: 'players', tick, list });

/** Something about a player has changed: told as what happened, in its order among events. */
export function tellPlayer(index: number, tick: Tick): void {
  const player = playerAt(index);
  const news = player !== undefined ? newsOf(player, true) : undefined;
  if (news !== undefined) pushEvent(playersPacket([news], tick));
}

/** What no event tells (colour before 2.1, tag), now and then. */
export function lookCloser(tick: Tick): void {
  for (const player of game.connected_players) tellPlayer(player.index, tick);
}

interface PlayerEvent {
  tick: number;
  player_index: number;
}
listenAll<PlayerEvent>(
  [
    'on_player_created',
    'on_player_joined_game',
    'on_player_left_game',
    'on_player_promoted',
    'on_player_demoted',
    'on_player_changed_force',
    'on_player_changed_surface',
    'on_player_color_changed',
    'on_player_respawned',
  ],
  ({ player_index, tick }) => tellPlayer(player_index, tick),
);
listen<PlayerEvent>('on_player_removed', ({ player_index, tick }) => {
  state().players.delete(player_index);
  state().opened.delete(player_index);
  pushEvent(playersPacket([{ index: player_index, gone: true }], tick));
});
