/**
 * Kafkatorio's packets (a mod for Factorio 1.1; its wire format is public, its code GPL and not used here) into ours. They
 * carry no number, no chain, no world: foreign packets. What it gets wrong is mended where the line itself tells how:
 * absent booleans mean unchanged, tiles outside their chunk are dropped.
 */

import { parseForeign } from '../../core/packet/json';
import { type Inflate, unpacked, validPackets } from '../../core/packet/read';
import type { Color, EntityPrototype, EntityState, How, Packet, PlayerState } from '../../core/packet/schema';
import { fail, ok, type Result } from '../../core/result';
import {
  byXY,
  chunkKey,
  color,
  isNumber,
  isObject,
  isWhole,
  type Json,
  known,
  object,
  outside,
  position,
  protoId,
  type Report,
  text,
  without,
} from './kafkatorio-values';

/** Its own largest packet, all prototypes of a big mod pack, is a few MB of JSON. */
const MAX_INFLATED = 16_000_000;

/** Its markers, the newest first; what follows is JSON or base64. The marker of 2021 had a name of its own. */
export const KAFKATORIO_MARKER = /KafkatorioPacket(?::::encoded:|:::| encoded:::|:)|FactorioEvent:/;

/** What follows the marker into packets. Errors: as of `readEnvelope`, and `bad-envelope`. */
export function readKafkatorio(body: string, inflate: Inflate, report: Report): Result<Packet[]> {
  const json = unpacked(body.trim(), inflate, MAX_INFLATED);
  if (!json.ok) return json;
  const parsed = parseForeign(json.value);
  if (!parsed.ok) return parsed;
  const { tick, data } = object(parsed.value);
  if (!isWhole(tick) || !isObject(data) || typeof data.type !== 'string') {
    return fail('bad-envelope', 'A Kafkatorio line cannot be used: it has no tick or no type.');
  }
  const kind = data.type.replace(/^kafkatorio\.packet\./, '');
  const read = KINDS.get(kind);
  // Kinds that tell nothing of the map are kept as they are.
  const packets = read ? read(data, tick, report) : [{ kind: 'channel', tick, name: `kafkatorio:${kind}`, data } as const];
  return ok(validPackets(packets, report));
}

type Reader = (data: Json, tick: number, report: Report) => Packet[];

const KINDS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['instant.SurfaceUpdate', surface],
  ['instant.PrototypesUpdate', prototypes],
  ['instant.ConfigurationUpdate', configuration],
  ['instant.ConsoleChatUpdate', chat],
  ['instant.ConsoleCommandUpdate', command],
  ['keyed.PlayerUpdate', player],
  ['keyed.MapChunkTileUpdate', tiles],
  ['keyed.MapChunkResourceUpdate', resources],
  ['keyed.MapChunkEntityUpdate', entities],
]);

// ---- kinds ---------------------------------------------------------------------------------------------------------

function surface(data: Json, tick: number, report: Report): Packet[] {
  if (!isWhole(data.index)) return without(report, 'a surface has no index');
  const daytime = isNumber(data.daytime) ? data.daytime : undefined;
  return [{ kind: 'surfaces', tick, list: [known({ index: data.index, name: text(data.name), daytime })] }];
}

function prototypes(data: Json, tick: number): Packet[] {
  const tiles: Record<string, Color> = {};
  const entities: Record<string, EntityPrototype> = {};
  for (const value of Array.isArray(data.prototypes) ? data.prototypes : []) {
    const proto = object(value);
    const id = protoId(proto.protoId);
    if (!id || id.name === '__proto__') continue;
    if (proto.type === 'kafkatorio.prototype.MapTile' || proto.type === 'MapTile' || id.type === 'tile') {
      const ground = color(proto.mapColour);
      if (ground) tiles[id.name] = ground;
    } else {
      entities[id.name] = known({
        type: id.type || undefined,
        color: color(proto.mapColour),
        friend: color(proto.mapColourFriend),
        enemy: color(proto.mapColourEnemy),
        size: size(proto),
      });
    }
  }
  return [{ kind: 'prototypes', tick, tiles, entities }];
}

function size(proto: Json): [number, number] | undefined {
  if (isWhole(proto.tileWidth) && isWhole(proto.tileHeight)) return [proto.tileWidth, proto.tileHeight];
  const box = object(proto.collisionBox);
  const from = position(box.leftTop);
  const to = position(box.rightBottom);
  return from && to ? [Math.ceil(to[0] - from[0]), Math.ceil(to[1] - from[1])] : undefined;
}

function configuration(data: Json, tick: number): Packet[] {
  const mods: [string, string][] = [];
  for (const value of Array.isArray(data.allMods) ? data.allMods : []) {
    const { modName, currentVersion } = object(value);
    // A mod without a current version was removed.
    if (typeof modName === 'string' && typeof currentVersion === 'string') mods.push([modName, currentVersion]);
  }
  return [known({ kind: 'config' as const, tick, game: text(object(data.factorioData).newVersion), mods })];
}

function chat(data: Json, tick: number): Packet[] {
  const author = isWhole(data.authorPlayerIndex) ? data.authorPlayerIndex : undefined;
  return [known({ kind: 'chat' as const, tick, player: author, text: text(data.content) ?? '' })];
}

function command(data: Json, tick: number): Packet[] {
  const author = isWhole(data.authorPlayerIndex) ? data.authorPlayerIndex : undefined;
  return [known({ kind: 'command' as const, tick, player: author, command: text(data.command) ?? '', args: text(data.parameters) })];
}

/** `{eventName: [tick, …]}`: which happened, when last. */
function events(value: unknown): Map<string, number> {
  const result = new Map<string, number>();
  for (const [name, ticks] of Object.entries(object(value))) {
    const last = (Array.isArray(ticks) ? ticks : []).filter(isWhole).reduce((a, b) => Math.max(a, b), -1);
    if (last >= 0) result.set(name, last);
  }
  return result;
}

const PERSONAL = [
  ['on_player_joined_game', 'join'],
  ['on_player_left_game', 'leave'],
  ['on_player_died', 'death'],
  ['on_player_kicked', 'kick'],
  ['on_player_banned', 'ban'],
] as const;

function player(data: Json, tick: number, report: Report): Packet[] {
  const index = object(data.key).index;
  if (!isWhole(index)) return without(report, 'a player has no index');
  const happened = events(data.events);
  const joined = happened.get('on_player_joined_game') ?? -1;
  const left = happened.get('on_player_left_game') ?? -1;
  const told = typeof data.isConnected === 'boolean' ? data.isConnected : undefined;
  const state: PlayerState = known({
    index,
    name: text(data.name),
    color: color(data.colour),
    at: position(data.position),
    surface: isWhole(data.surfaceIndex) ? data.surfaceIndex : undefined,
    force: isWhole(data.forceIndex) ? data.forceIndex : undefined,
    online: told ?? (joined === left ? undefined : joined > left),
    admin: typeof data.isAdmin === 'boolean' ? data.isAdmin : undefined,
    tag: text(data.tag),
    gone: data.isRemoved === true ? (true as const) : undefined,
  });
  const packets: Packet[] = [{ kind: 'players', tick, list: [state] }];
  const causes: Record<string, unknown> = {
    leave: data.disconnectReason,
    death: protoId(object(data.diedCause).protoId)?.name,
    kick: data.kickedReason,
    ban: data.bannedReason,
  };
  for (const [event, kind] of PERSONAL) {
    const at = happened.get(event);
    if (at !== undefined) packets.push(known({ kind, tick: at, player: index, name: text(data.name), cause: text(causes[kind]) }));
  }
  return packets;
}

function tiles(data: Json, tick: number, report: Report): Packet[] {
  const chunk = chunkKey(object(data.key));
  if (!chunk) return without(report, 'tiles have no chunk');
  if (data.isDeleted === true) return [{ kind: 'chunk-gone', tick, ...chunk }];
  const dictionary = object(data.tileDictionary);
  const names: string[] = [];
  /** The packet's own numbers into indexes of `names`. */
  const index = new Map<number, number>();
  for (const [id, number] of Object.entries(object(dictionary.protos))) {
    const name = protoId(id)?.name;
    if (!name || !isNumber(number)) continue;
    index.set(number, names.length);
    names.push(name);
  }
  const ground = new Int32Array(1024).fill(-1);
  let count = 0;
  let dropped = 0;
  let nameless = 0;
  for (const [x, y, number] of byXY(dictionary.tilesXY)) {
    const tileX = Math.floor(x) - chunk.at[0] * 32;
    const tileY = Math.floor(y) - chunk.at[1] * 32;
    const name = index.get(number as number);
    if (!(tileX >= 0 && tileX < 32 && tileY >= 0 && tileY < 32)) dropped++;
    else if (name === undefined) nameless++;
    else {
      if (ground[tileY * 32 + tileX] === -1) count++;
      ground[tileY * 32 + tileX] = name;
    }
  }
  outside(report, dropped, 'tiles');
  if (nameless > 0) report(fail('bad-packet', `${nameless} tiles without a name were left out.`).problem);
  if (count === 0) return [];
  return [
    count === 1024
      ? { kind: 'tiles', tick, ...chunk, names, runs: runs(ground) }
      : { kind: 'tiles', tick, ...chunk, names, set: set(ground) },
  ];
}

function runs(ground: Int32Array): number[] {
  const result: number[] = [];
  for (const name of ground) {
    if (result.length > 0 && result[result.length - 2] === name) result[result.length - 1]! += 1;
    else result.push(name, 1);
  }
  return result;
}

function set(ground: Int32Array): number[] {
  const result: number[] = [];
  ground.forEach((name, i) => {
    if (name >= 0) result.push(i % 32, i >> 5, name);
  });
  return result;
}

function resources(data: Json, tick: number, report: Report): Packet[] {
  const key = object(data.key);
  const chunk = chunkKey(key);
  const id = protoId(key.protoId);
  if (!chunk || !id || id.name === '__proto__') return without(report, 'a resource has no chunk or no name');
  const amounts: number[] = [];
  let dropped = 0;
  for (const [x, y, amount] of byXY(data.amounts)) {
    const tileX = Math.floor(x);
    const tileY = Math.floor(y);
    if (tileX >> 5 !== chunk.at[0] || tileY >> 5 !== chunk.at[1]) dropped++;
    else if (isNumber(amount) && amount >= 0) amounts.push(tileX, tileY, amount);
  }
  outside(report, dropped, 'deposits');
  return amounts.length === 0 ? [] : [{ kind: 'resources', tick, ...chunk, amounts: { [id.name]: amounts } }];
}

const BUILT: ReadonlyMap<string, How> = new Map<string, How>([
  ['on_built_entity', 'player'],
  ['on_robot_built_entity', 'robot'],
  ['script_raised_built', 'script'],
  ['script_raised_revive', 'script'],
  ['on_entity_cloned', 'cloned'],
]);
const REMOVED: ReadonlyMap<string, How> = new Map<string, How>([
  ['on_player_mined_entity', 'player'],
  ['on_pre_player_mined_item', 'player'],
  ['on_robot_mined_entity', 'robot'],
  ['on_robot_pre_mined', 'robot'],
  ['on_entity_died', 'died'],
  ['on_entity_destroyed', 'script'],
  ['script_raised_destroy', 'script'],
]);

/** The last of the events that `table` knows. */
function lastOf(happened: Map<string, number>, table: ReadonlyMap<string, How>): { tick: number; how: How } | null {
  let last: { tick: number; how: How } | null = null;
  for (const [name, tick] of happened) {
    const how = table.get(name);
    if (how && (!last || tick > last.tick)) last = { tick, how };
  }
  return last;
}

/**
 * All entities of one prototype in one chunk that something happened to. Built and mined ones look the same but for the
 * events' names; where both happened within one packet, an entity of which nothing is said any more is the one that went.
 */
function entities(data: Json, tick: number, report: Report): Packet[] {
  const key = object(data.key);
  const chunk = chunkKey(key);
  const id = protoId(key.protoId);
  if (!chunk || !id) return without(report, 'entities have no chunk or no name');
  const happened = events(data.events);
  const built = lastOf(happened, BUILT);
  const removed = lastOf(happened, REMOVED);
  const here: EntityState[] = [];
  const gone: EntityState[] = [];
  let dropped = 0;
  for (const [x, y, value] of byXY(data.entitiesXY)) {
    if (Math.floor(x) >> 5 !== chunk.at[0] || Math.floor(y) >> 5 !== chunk.at[1]) {
      dropped++;
      continue;
    }
    const entity = entityState(id.name, [x, y], object(value));
    const went = removed !== null && (built === null || Object.keys(object(value)).length === 0);
    (went ? gone : here).push(entity);
  }
  outside(report, dropped, 'entities');
  const packets: Packet[] = [];
  if (gone.length > 0) packets.push({ kind: 'removed', tick: removed!.tick, surface: chunk.surface, list: gone, how: removed!.how });
  if (here.length > 0) {
    packets.push(
      built
        ? { kind: 'built', tick: built.tick, surface: chunk.surface, list: here, how: built.how }
        : { kind: 'entities', tick, ...chunk, list: here },
    );
  }
  return packets;
}

function entityState(name: string, at: [number, number], value: Json): EntityState {
  return known({
    id: isWhole(value.unitNumber) ? value.unitNumber : undefined,
    name,
    at,
    // 1.1 has eight directions; ours are sixteen [P19].
    dir: isWhole(value.direction) && value.direction > 0 && value.direction < 8 ? value.direction * 2 : undefined,
    force: isWhole(value.forceIndex) ? value.forceIndex : undefined,
    recipe: text(value.recipe),
  });
}
