/**
 * Packets into lines, for the mod (compiled to Lua), the relay and the tests alike. What differs between them is handed
 * in: how JSON is written and how a text is packed. Rules P1–P10 of docs/packets.md.
 *
 * What runs in Lua 5.2 too: all texts here are ASCII, so that `length` counts bytes; numbers put into texts (seq, chain,
 * part numbers) are whole and below 1e14, which Lua's `%.14g` prints as JavaScript does. Larger ones (a tick below 2^53)
 * are the host's `json` to print.
 */
import { type ChainPoint, type HeaderPacket, MARKER, MAX_LINE, PACKET_VERSION, type Packet, type Tick } from './schema';

export interface LineHost {
  /** JSON in ASCII only (`\uXXXX` for the rest), so that bytes and characters are the same number. */
  json(value: unknown): string;
  /** base64 of a zlib stream of the text. */
  pack(text: string): string;
}

/** What survives from line to line; the mod keeps the chained one in `storage`, the local one in a plain local. */
export interface ChainState {
  seq: number;
  chain: number;
}
export interface LocalState {
  /** Groups the parts of one packet list. */
  parts: number;
}

const MODULUS = 4294967296;
const FACTOR = 69069;
const SPREAD = 64;
/** Checkpoints kept whatever their distance. */
const RECENT = 8;
/** Room for the envelope's own fields around the packets. */
const ENVELOPE = 120;
/** The longest JSON of packets that is packed into one line. */
const MAX_JOINED = 32000;

/** The rolling hash [P6]: the length, then all bytes, of a long text 64 spread over it. Exact in doubles. */
export function foldChain(chain: number, text: string): number {
  const length = text.length;
  let hash = (chain * FACTOR + length + 1) % MODULUS;
  const count = smaller(length, SPREAD);
  for (let i = 0; i < count; i++) {
    const at = length <= SPREAD ? i : Math.floor((i * length) / SPREAD);
    hash = (hash * FACTOR + text.charCodeAt(at) + 1) % MODULUS;
  }
  return hash;
}

function smaller(a: number, b: number): number {
  return a < b ? a : b;
}

/** One line in the log: the marker, then the JSON or its packed form, whichever is shorter [P4]. */
export function logForm(line: string, host: LineHost): string {
  const packed = host.pack(line);
  return MARKER + (packed.length < line.length ? packed : line);
}

/** Groups of packets whose JSON fits one line; a packet too long for that stands alone. */
function grouped(packets: Packet[], host: LineHost, room: number): string[] {
  const groups: string[] = [];
  let group = '';
  for (const packet of packets) {
    const json = host.json(packet);
    if (group !== '' && group.length + 1 + json.length + 2 > room) {
      groups.push('[' + group + ']');
      group = '';
    }
    group = group === '' ? json : group + ',' + json;
  }
  if (group !== '') groups.push('[' + group + ']');
  return groups;
}

/** Cuts a JSON text into quoted pieces, each fitting one line. */
function pieces(json: string, host: LineHost, room: number): string[] {
  const result: string[] = [];
  let from = 0;
  while (from < json.length) {
    let take = smaller(room, json.length - from);
    let piece = host.json(json.substring(from, from + take));
    while (piece.length > room) {
      take = Math.floor((take * room) / piece.length) - 1;
      piece = host.json(json.substring(from, from + take));
    }
    result.push(piece);
    from += take;
  }
  return result;
}

/**
 * Joins neighbours whose JSON is too long for a line together but fits it packed, as lists of tiles and entities do. A
 * packed line goes into the log as it is; as JSONL, which is never packed, such a line is simply longer [P5, P10].
 */
function joined(groups: string[], host: LineHost, room: number): string[] {
  const result: string[] = [];
  let last = '';
  for (const group of groups) {
    if (last !== '') {
      const both = last.substring(0, last.length - 1) + ',' + group.substring(1);
      if (both.length <= MAX_JOINED && host.pack(both).length <= room) {
        last = both;
        continue;
      }
      result.push(last);
    }
    last = group;
  }
  if (last !== '') result.push(last);
  return result;
}

function bodies(packets: Packet[], host: LineHost, partId: (linesBefore: number) => number): string[] {
  const room = MAX_LINE - MARKER.length - ENVELOPE;
  const result: string[] = [];
  for (const json of joined(grouped(packets, host, room), host, room)) {
    if (json.length <= room || (json.length <= MAX_JOINED && host.pack(json).length <= room)) {
      result.push('"d":' + json);
      continue;
    }
    const cut = pieces(json, host, room);
    const id = partId(result.length);
    for (let i = 0; i < cut.length; i++) result.push('"part":[' + (i + 1) + ',' + cut.length + ',' + id + '],"d":' + cut[i]!);
  }
  return result;
}

/** Chained lines as plain JSON (the JSONL form; `logForm` makes the log's of it). Advances `state`. */
export function chainedLines(packets: Packet[], state: ChainState, host: LineHost): string[] {
  return bodies(packets, host, (before) => state.seq + before + 1).map((body) => {
    state.seq += 1;
    const hashed = '"seq":' + state.seq + ',' + body;
    state.chain = foldChain(state.chain, hashed);
    return '{"v":' + PACKET_VERSION + ',"chain":' + state.chain + ',' + hashed + '}';
  });
}

/** Local lines as plain JSON: one peer speaking for its own log, after the chained line `at` [P8]. */
export function localLines(packets: Packet[], at: ChainPoint, state: LocalState, host: LineHost): string[] {
  return bodies(packets, host, () => {
    state.parts += 1;
    return state.parts;
  }).map((body) => '{"v":' + PACKET_VERSION + ',"at":[' + at[0] + ',' + at[1] + '],' + body + '}');
}

/** What a header tells besides the history: who and what this world is. */
export interface HeaderFacts {
  world: string;
  seed: number;
  game: string;
  mods: [name: string, version: string][];
}

/** The header as it stands before the line it goes into [P7]. */
export function headerPacket(facts: HeaderFacts, tick: Tick, state: ChainState, checkpoints: HeaderPacket['checkpoints']): HeaderPacket {
  return {
    kind: 'header',
    tick,
    world: facts.world,
    seed: facts.seed,
    game: facts.game,
    mods: facts.mods,
    next: state.seq + 1,
    chain: state.chain,
    checkpoints,
  };
}

/**
 * Checkpoints for a header [P7]: the last 8, then at doubling distances: of the points between two powers of two behind
 * the newest, the oldest two. Mutates and returns `points`, newest first.
 */
export function addCheckpoint(points: [number, number, number][], point: [number, number, number]): [number, number, number][] {
  points.unshift(point);
  let index = RECENT;
  while (index + 2 < points.length) {
    // The middle one of three that lie between the same powers of two goes. Two must stay: as the newest moves on, one of
    // them crosses into the next span while the other still holds this one.
    const span = spanOf(point[1] - points[index]![1]);
    if (spanOf(point[1] - points[index + 2]![1]) === span) points.splice(index + 1, 1);
    else index += 1;
  }
  return points;
}

/** How often a distance can be halved. */
function spanOf(distance: number): number {
  let span = 0;
  let rest = distance;
  while (rest >= 2) {
    rest = rest / 2;
    span += 1;
  }
  return span;
}
