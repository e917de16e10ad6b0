/**
 * Whether a parsed packet is what the schema says, written by hand because a log holds hundreds of thousands of them.
 * A guard answers null, or what is wrong. It mends what is harmless: `{}` where a list belongs (Lua writes empty lists so).
 */
import type { PacketKind } from './schema';

type Raw = Record<string, unknown>;
type Guard = (packet: Raw) => string | null;

/** 2^53: from here on doubles skip whole numbers. */
const MAX_TICK = Number.MAX_SAFE_INTEGER;
const MAX_CHUNK = 31_250;
const MAX_TILE = 1_000_000;
const MAX_UINT32 = 4_294_967_295;
const CHUNK_TILES = 1024;

/** What a guard says when a number is of the right kind but too far out [P19]. */
export const OUT_OF_RANGE = 'out of range: ';

/** Whole and not negative, up to 2^53: counts and ticks. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** Of 32 bits. */
export const isIndex = (value: unknown): value is number => isCount(value) && value <= MAX_UINT32;
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmptyObject = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

/** Ticks are whole, not negative, below 2^53. */
export function tickFault(value: unknown, name = 'tick'): string | null {
  if (isCount(value)) return null;
  return typeof value === 'number' && value > MAX_TICK ? `${OUT_OF_RANGE}${name} ${value}` : `${name} is not a whole number`;
}

/** Counted from 1 and kept in 32 bits, as chains are; `pastSeqs` tells those that are too high. */
export const isSeq = (value: unknown): value is number => isIndex(value) && value >= 1;
export const pastSeqs = (value: unknown): boolean => typeof value === 'number' && value > MAX_UINT32;

/** The list under `key`; `{}` and (if allowed) absence count as empty and are replaced in the packet. Null: not a list. */
function listOf(packet: Raw, key: string): unknown[] | null {
  const value = packet[key];
  if (Array.isArray(value)) return value;
  if (!isEmptyObject(value)) return null;
  const empty: unknown[] = [];
  packet[key] = empty;
  return empty;
}

/** The name-to-something object under `key`; `[]` counts as empty. Null: not one. */
function recordOf(packet: Raw, key: string): Raw | null {
  const value = packet[key];
  if (isObject(value)) return value;
  if (!Array.isArray(value) || value.length > 0) return null;
  const empty: Raw = {};
  packet[key] = empty;
  return empty;
}

function surfaceFault(packet: Raw): string | null {
  return isIndex(packet.surface) ? null : 'surface is not an index';
}
function forceFault(packet: Raw): string | null {
  return isIndex(packet.force) ? null : 'force is not an index';
}
function optional(packet: Raw, key: string, test: (value: unknown) => boolean): string | null {
  const value = packet[key];
  if (value === undefined || test(value)) return null;
  // A null is an absence some writers spell out.
  if (value === null) {
    delete packet[key];
    return null;
  }
  return `${key} is not what it should be`;
}

function chunkFault(packet: Raw): string | null {
  const at = packet.at;
  if (!Array.isArray(at) || !Number.isSafeInteger(at[0]) || !Number.isSafeInteger(at[1])) return 'at is not a chunk position';
  return Math.abs(at[0]) > MAX_CHUNK || Math.abs(at[1]) > MAX_CHUNK ? `${OUT_OF_RANGE}chunk ${at[0]}, ${at[1]}` : null;
}
function positionFault(at: unknown): string | null {
  if (!Array.isArray(at) || !isNumber(at[0]) || !isNumber(at[1])) return 'at is not a position';
  return Math.abs(at[0]) > MAX_TILE || Math.abs(at[1]) > MAX_TILE ? `${OUT_OF_RANGE}position ${at[0]}, ${at[1]}` : null;
}
const isColor = (value: unknown): boolean => Array.isArray(value) && channel(value[0]) && channel(value[1]) && channel(value[2]);
const channel = (value: unknown): boolean => isNumber(value) && value >= 0 && value <= 255;
const isSize = (value: unknown): boolean => Array.isArray(value) && side(value[0]) && side(value[1]);
const side = (value: unknown): boolean => isNumber(value) && value >= 0 && value <= 1000;
const isDirection = (value: unknown): boolean => isCount(value) && value <= 15;
const isTrue = (value: unknown): boolean => value === true;
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

/** Each member of the list under `key` is an object that `fault` finds right. */
function eachFault(packet: Raw, key: string, fault: (item: Raw) => string | null): string | null {
  const list = listOf(packet, key);
  if (!list) return `${key} is not a list`;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    const wrong = isObject(item) ? fault(item) : 'not an object';
    if (wrong) return wrong.startsWith(OUT_OF_RANGE) ? wrong : `${key}[${i}]: ${wrong}`;
  }
  return null;
}

function entityFault(entity: Raw): string | null {
  if (!isText(entity.name)) return 'name is missing';
  return (
    positionFault(entity.at) ??
    optional(entity, 'id', isCount) ??
    optional(entity, 'dir', isDirection) ??
    optional(entity, 'size', isSize) ??
    optional(entity, 'force', isIndex) ??
    optional(entity, 'recipe', isText) ??
    optional(entity, 'quality', isText)
  );
}
function stateFault(item: Raw): string | null {
  return isIndex(item.index) ? (optional(item, 'name', isText) ?? optional(item, 'gone', isTrue)) : 'index is not an index';
}
function surfaceStateFault(item: Raw): string | null {
  return (
    stateFault(item) ??
    optional(item, 'planet', isText) ??
    optional(item, 'platform', isText) ??
    optional(item, 'daytime', isNumber) ??
    optional(item, 'cleared', isTrue)
  );
}
function placeFault(item: Raw): string | null {
  return item.at === undefined ? null : positionFault(item.at);
}
function playerFault(item: Raw): string | null {
  return (
    stateFault(item) ??
    placeFault(item) ??
    optional(item, 'color', isColor) ??
    optional(item, 'surface', isIndex) ??
    optional(item, 'force', isIndex) ??
    optional(item, 'dir', isDirection) ??
    optional(item, 'online', isBoolean) ??
    optional(item, 'admin', isBoolean) ??
    optional(item, 'tag', isText) ??
    optional(item, 'seen', isCount)
  );
}
function tagFault(item: Raw): string | null {
  if (!isCount(item.id)) return 'id is not a number';
  return (
    placeFault(item) ??
    optional(item, 'text', isText) ??
    optional(item, 'icon', isText) ??
    optional(item, 'by', isIndex) ??
    optional(item, 'gone', isTrue)
  );
}
function stopFault(item: Raw): string | null {
  if (!isCount(item.id)) return 'id is not a number';
  return placeFault(item) ?? optional(item, 'name', isText) ?? optional(item, 'force', isIndex) ?? optional(item, 'gone', isTrue);
}

function modsFault(packet: Raw): string | null {
  const mods = listOf(packet, 'mods');
  if (!mods) return 'mods is not a list';
  return mods.every((mod) => Array.isArray(mod) && isText(mod[0]) && isText(mod[1]))
    ? null
    : 'mods holds something else than [name, version]';
}
function headerFault(packet: Raw): string | null {
  if (!isText(packet.world) || packet.world === '') return 'world is missing';
  if (!isText(packet.game)) return 'game is missing';
  if (!isNumber(packet.seed)) return 'seed is missing';
  if (pastSeqs(packet.next)) return `${OUT_OF_RANGE}next ${packet.next}`;
  if (!isSeq(packet.next) || !isIndex(packet.chain)) return 'next or chain is missing';
  const points = listOf(packet, 'checkpoints');
  const far = points?.find((point) => Array.isArray(point) && (pastSeqs(point[1]) || pastSeqs(point[2]))) as unknown[] | undefined;
  if (far) return `${OUT_OF_RANGE}checkpoint ${far[1]}, ${far[2]}`;
  if (!points?.every((point) => Array.isArray(point) && isCount(point[0]) && isIndex(point[1]) && isIndex(point[2]))) {
    return 'checkpoints are not [tick, seq, chain]';
  }
  return modsFault(packet) ?? optional(packet, 'head', isHead);
}

/** Hashes of a file's first lines; nobody knows it by more. */
const isHead = (value: unknown): boolean => Array.isArray(value) && value.length <= 20 && value.every(isCount);
/** When and by whom, for each of a list. */
const isMade = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one, i) => (i % 2 === 0 ? isCount(one) || one === -1 : isIndex(one)));
const isNames = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

function tilesFault(packet: Raw): string | null {
  const names = listOf(packet, 'names');
  if (!names?.every(isText)) return 'names is not a list of names';
  if (packet.runs !== undefined) {
    const runs = listOf(packet, 'runs');
    if (!runs || runs.length % 2 !== 0) return 'runs is not a list of pairs';
    let total = 0;
    for (let i = 0; i < runs.length; i += 2) {
      const index = runs[i];
      const count = runs[i + 1];
      if (!isRunIndex(index, names.length) || !isSeq(count)) return 'runs holds something else than index, count';
      total += count;
    }
    return total === CHUNK_TILES ? null : `runs cover ${total} tiles instead of 1,024`;
  }
  const set = listOf(packet, 'set');
  if (!set || set.length % 3 !== 0) return 'neither runs nor set is a list of tiles';
  for (let i = 0; i < set.length; i += 3) {
    if (!isTileInChunk(set[i]) || !isTileInChunk(set[i + 1]) || !isRunIndex(set[i + 2], names.length)) {
      return 'set holds something else than x, y, index';
    }
  }
  return null;
}
const isRunIndex = (value: unknown, names: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= -1 && (value as number) < names;
const isTileInChunk = (value: unknown): boolean => isCount(value) && value < 32;

function resourcesFault(packet: Raw): string | null {
  const amounts = recordOf(packet, 'amounts');
  if (!amounts) return 'amounts is missing';
  for (const name in amounts) {
    const list = listOf(amounts, name);
    if (!list || list.length % 3 !== 0) return 'amounts holds something else than x, y, amount';
    for (let i = 0; i < list.length; i += 3) {
      const x = list[i];
      const y = list[i + 1];
      if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) return 'amounts holds something else than x, y, amount';
      if (Math.abs(x as number) > MAX_TILE || Math.abs(y as number) > MAX_TILE) return `${OUT_OF_RANGE}tile ${x}, ${y}`;
      const amount = list[i + 2];
      if (!isNumber(amount) || amount < 0) return 'an amount is not a number';
    }
  }
  return null;
}

function numbersFault(packet: Raw, key: string): string | null {
  if (packet[key] === undefined) return null;
  const record = recordOf(packet, key);
  if (!record) return `${key} is not what it should be`;
  for (const name in record) if (!isNumber(record[name])) return `${key} holds something else than numbers`;
  return null;
}

function prototypesFault(packet: Raw): string | null {
  if (packet.tiles !== undefined) {
    const tiles = recordOf(packet, 'tiles');
    if (!tiles) return 'tiles is not what it should be';
    for (const name in tiles) if (!isColor(tiles[name])) return 'a tile has no colour';
  }
  if (packet.entities === undefined) return null;
  const entities = recordOf(packet, 'entities');
  if (!entities) return 'entities is not what it should be';
  for (const name in entities) {
    const entity = entities[name];
    // An entity of which nothing is known but its name is `{}`, which some writers spell `[]`.
    if (Array.isArray(entity) && entity.length === 0) entities[name] = {};
    else if (!isObject(entity)) return 'an entity is not an object';
    else {
      const wrong =
        optional(entity, 'type', isText) ??
        optional(entity, 'color', isColor) ??
        optional(entity, 'friend', isColor) ??
        optional(entity, 'enemy', isColor) ??
        optional(entity, 'size', isSize);
      if (wrong) return `entities: ${wrong}`;
    }
  }
  return null;
}

const eventFault: Guard = (packet) =>
  surfaceFault(packet) ??
  optional(packet, 'how', isText) ??
  optional(packet, 'by', isIndex) ??
  optional(packet, 'cause', isText) ??
  eachFault(packet, 'list', entityFault);
const personFault: Guard = (packet) =>
  isIndex(packet.player) ? (optional(packet, 'name', isText) ?? optional(packet, 'cause', isText)) : 'player is not an index';
const STATES = new Set(['started', 'finished', 'reversed', 'cancelled']);

const GUARDS: ReadonlyMap<string, Guard> = new Map<string, Guard>([
  ['header', headerFault],
  ['surfaces', (packet) => eachFault(packet, 'list', surfaceStateFault)],
  ['forces', (packet) => eachFault(packet, 'list', (item) => stateFault(item) ?? optional(item, 'color', isColor))],
  [
    'chart',
    (packet) =>
      surfaceFault(packet) ??
      forceFault(packet) ??
      chunkFault(packet) ??
      optional(packet, 'gone', isTrue) ??
      optional(packet, 'px', isText),
  ],
  ['tiles', (packet) => surfaceFault(packet) ?? chunkFault(packet) ?? tilesFault(packet)],
  ['chunk-gone', (packet) => surfaceFault(packet) ?? chunkFault(packet)],
  ['resources', (packet) => surfaceFault(packet) ?? chunkFault(packet) ?? resourcesFault(packet)],
  [
    'entities',
    (packet) =>
      surfaceFault(packet) ??
      chunkFault(packet) ??
      optional(packet, 'merged', isTrue) ??
      optional(packet, 'made', isMade) ??
      eachFault(packet, 'list', entityFault),
  ],
  ['built', eventFault],
  ['changed', eventFault],
  ['removed', eventFault],
  ['players', (packet) => optional(packet, 'online', isNames) ?? optional(packet, 'of', isIndex) ?? eachFault(packet, 'list', playerFault)],
  ['tags', (packet) => surfaceFault(packet) ?? forceFault(packet) ?? eachFault(packet, 'list', tagFault)],
  ['stops', (packet) => surfaceFault(packet) ?? optional(packet, 'of', isIndex) ?? eachFault(packet, 'list', stopFault)],
  ['chat', (packet) => (isText(packet.text) ? optional(packet, 'player', isIndex) : 'text is missing')],
  [
    'command',
    (packet) => (isText(packet.command) ? (optional(packet, 'player', isIndex) ?? optional(packet, 'args', isText)) : 'command is missing'),
  ],
  ['join', personFault],
  ['leave', personFault],
  ['death', personFault],
  ['kick', personFault],
  ['ban', personFault],
  [
    'research',
    (packet) =>
      forceFault(packet) ??
      optional(packet, 'level', isCount) ??
      (isText(packet.name) && STATES.has(packet.state as string) ? null : 'name or state is missing'),
  ],
  ['rocket', (packet) => forceFault(packet) ?? optional(packet, 'surface', isIndex) ?? optional(packet, 'total', isIndex)],
  [
    'statistics',
    (packet) =>
      forceFault(packet) ??
      optional(packet, 'surface', isIndex) ??
      optional(packet, 'evolution', isNumber) ??
      optional(packet, 'pollution', isNumber) ??
      numbersFault(packet, 'produced') ??
      numbersFault(packet, 'consumed') ??
      numbersFault(packet, 'kills'),
  ],
  ['prototypes', prototypesFault],
  ['config', (packet) => optional(packet, 'game', isText) ?? (packet.mods === undefined ? null : modsFault(packet))],
  [
    'keyframe',
    (packet) =>
      packet.state === 'begin' || packet.state === 'end' ? optional(packet, 'restated', isTrue) : 'state is neither begin nor end',
  ],
  ['clock', (packet) => (isNumber(packet.time) ? optional(packet, 'launch', isNumber) : 'time is not a number')],
  ['channel', (packet) => (isText(packet.name) ? null : 'name is missing')],
]);

/** Those of the schema. */
export const isKind = (kind: unknown): kind is PacketKind => typeof kind === 'string' && GUARDS.has(kind);

/** Null, or what is wrong with this packet. Unknown kinds are right [P2]. */
export function packetFault(packet: unknown): string | null {
  if (!isObject(packet) || !isText(packet.kind)) return 'a packet has no kind';
  const wrong =
    tickFault(packet.tick) ?? (packet.key === undefined ? null : tickFault(packet.key, 'key')) ?? optional(packet, 'whole', isTrue);
  if (wrong) return wrong;
  const guard = GUARDS.get(packet.kind);
  return guard ? guard(packet) : null;
}
