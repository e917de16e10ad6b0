/**
 * A lane is everything of one kind about one region of chunks through time (the chart of a force, the ground, the
 * things that stand, the journal). It is stored as records, each a span of ticks that can be read alone: `base` is
 * what holds at its first tick, `entries` what comes after. The layout is columnar so that decoding is a few views
 * on the inflated bytes and 65,536 one-pixel chunks cost no objects.
 */
import { deflateSync, inflateSync } from 'fflate';
import type { Tick } from '../packet/schema';

export interface LaneRecord {
  from: Tick;
  /** Slot (chunk within the region) of each base value, ascending. */
  baseSlot: Uint32Array;
  /** Start of each base value in `data`; one more for the end. */
  baseAt: Uint32Array;
  /** Ascending. */
  entryTick: Float64Array;
  entrySlot: Uint32Array;
  entryAt: Uint32Array;
  data: Uint8Array;
  /** Bytes it takes in the store, once it is there. */
  stored?: number;
}

/** One value of a slot from a tick on (or one change to it, for lanes that fold). */
export interface Entry {
  tick: Tick;
  slot: number;
  bytes: Uint8Array;
}

/** Method, bytes of the columns inflated, and as they are. */
const PREFIX = 9;
/** As the site once wrote them: columns of fixed width. Read until a world of that time is derived anew. */
const WIDE = 0;
const WIDE_DEFLATED = 1;
const STORED = 2;
const DEFLATED = 3;
/** Small values are not worth the deflate call. */
const DEFLATE_FROM = 128;
/** Columns alone save less than the call costs: it sets up 200 kB of tables. */
const COLUMNS_FROM = 4096;

export function buildRecord(from: Tick, base: Iterable<[slot: number, bytes: Uint8Array]>, entries: readonly Entry[]): LaneRecord {
  const bases = [...base].sort((a, b) => a[0] - b[0]);
  let size = 0;
  for (const [, bytes] of bases) size += bytes.length;
  for (const entry of entries) size += entry.bytes.length;
  const record: LaneRecord = {
    from,
    baseSlot: new Uint32Array(bases.length),
    baseAt: new Uint32Array(bases.length + 1),
    entryTick: new Float64Array(entries.length),
    entrySlot: new Uint32Array(entries.length),
    entryAt: new Uint32Array(entries.length + 1),
    data: new Uint8Array(size),
  };
  let at = 0;
  bases.forEach(([slot, bytes], i) => {
    record.baseSlot[i] = slot;
    record.baseAt[i] = at;
    record.data.set(bytes, at);
    at += bytes.length;
  });
  record.baseAt[bases.length] = at;
  entries.forEach((entry, i) => {
    record.entryTick[i] = entry.tick;
    record.entrySlot[i] = entry.slot;
    record.entryAt[i] = at;
    record.data.set(entry.bytes, at);
    at += entry.bytes.length;
  });
  record.entryAt[entries.length] = at;
  return record;
}

/**
 * Numbers of 7 bits a byte, low ones first: how many bases and entries, bytes of data, first tick; then column by column the slots of
 * the bases as steps, their lengths, the entries' ticks as steps, slots and lengths; then the data. `packed`: the data is compressed
 * already, only the columns are worth deflating.
 */
export function encodeRecord(record: LaneRecord, packed = false): Uint8Array {
  const { baseSlot, baseAt, entryTick, entrySlot, entryAt, data } = record;
  const columns = new Numbers(16 + 24 + baseSlot.length * 10 + entryTick.length * 18);
  for (const number of [baseSlot.length, entryTick.length, data.length, record.from]) columns.put(number);
  for (let i = 0; i < baseSlot.length; i++) columns.put(baseSlot[i]! - (i > 0 ? baseSlot[i - 1]! : 0));
  for (let i = 0; i < baseSlot.length; i++) columns.put(baseAt[i + 1]! - baseAt[i]!);
  for (let i = 0; i < entryTick.length; i++) columns.put(entryTick[i]! - (i > 0 ? entryTick[i - 1]! : record.from));
  for (let i = 0; i < entryTick.length; i++) columns.put(entrySlot[i]!);
  for (let i = 0; i < entryTick.length; i++) columns.put(entryAt[i + 1]! - entryAt[i]!);
  const head = packed ? columns.bytes() : joined(columns.bytes(), data);
  const deflated = head.length < (packed ? COLUMNS_FROM : DEFLATE_FROM) ? head : deflateSync(head, { level: 1 });
  const stored = deflated.length >= head.length;
  const body = stored ? head : deflated;
  const out = new Uint8Array(PREFIX + body.length + (packed ? data.length : 0));
  const prefix = new DataView(out.buffer);
  prefix.setUint8(0, stored ? STORED : DEFLATED);
  prefix.setUint32(1, head.length, true);
  prefix.setUint32(5, body.length, true);
  out.set(body, PREFIX);
  if (packed) out.set(data, PREFIX + body.length);
  return out;
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}

/** Writes whole numbers from 0 to 2^53. */
class Numbers {
  private readonly into: Uint8Array;
  private at = 0;

  constructor(most: number) {
    this.into = new Uint8Array(most);
  }

  put(number: number): void {
    let rest = number;
    for (; rest > 0x7fffffff; rest = Math.floor(rest / 128)) this.into[this.at++] = (rest % 128) | 128;
    for (; rest > 127; rest >>>= 7) this.into[this.at++] = (rest & 127) | 128;
    this.into[this.at++] = rest;
  }

  bytes(): Uint8Array {
    return this.into.subarray(0, this.at);
  }
}

/** Deflate into all of `into`; false where it cannot. */
export type InflateRecord = (deflated: Uint8Array, into: Uint8Array) => boolean;

/** `inflate`: a faster way, tried first. */
export function decodeRecord(bytes: Uint8Array, inflate: InflateRecord = () => false): LaneRecord {
  const prefix = new DataView(bytes.buffer, bytes.byteOffset);
  const method = bytes[0];
  const size = prefix.getUint32(1, true);
  const end = PREFIX + prefix.getUint32(5, true);
  const body = bytes.subarray(PREFIX, end);
  const raw = method === DEFLATED || method === WIDE_DEFLATED ? inflated(body, size, inflate) : body;
  if (method === WIDE || method === WIDE_DEFLATED) return decodeWide(raw, bytes, end);
  let at = 0;
  const next = (): number => {
    let byte = raw[at++]!;
    if (byte < 128) return byte;
    let number = byte & 127;
    for (let unit = 128; ; unit *= 128) {
      byte = raw[at++]!;
      number += (byte & 127) * unit;
      if (byte < 128) return number;
    }
  };
  const [bases, entries, length, from] = [next(), next(), next(), next()];
  const [baseSlot, baseAt] = [new Uint32Array(bases), new Uint32Array(bases + 1)];
  const [entryTick, entrySlot, entryAt] = [new Float64Array(entries), new Uint32Array(entries), new Uint32Array(entries + 1)];
  for (let i = 0, slot = 0; i < bases; i++) baseSlot[i] = slot += next();
  for (let i = 0, start = 0; i < bases; i++) baseAt[i + 1] = start += next();
  for (let i = 0, tick = from; i < entries; i++) entryTick[i] = tick += next();
  for (let i = 0; i < entries; i++) entrySlot[i] = next();
  entryAt[0] = baseAt[bases]!;
  for (let i = 0, start = entryAt[0]!; i < entries; i++) entryAt[i + 1] = start += next();
  const data = end < bytes.length ? bytes.subarray(end) : raw.subarray(at, at + length);
  return { from, baseSlot, baseAt, entryTick, entrySlot, entryAt, data, stored: bytes.length };
}

function inflated(body: Uint8Array, size: number, inflate: InflateRecord): Uint8Array {
  const out = new Uint8Array(size);
  return inflate(body, out) ? out : inflateSync(body, { out });
}

const WIDE_HEADER = 32;

function decodeWide(raw: Uint8Array, bytes: Uint8Array, end: number): LaneRecord {
  // Views need alignment.
  const { buffer } = raw.slice();
  const view = new DataView(buffer);
  const bases = view.getUint32(4, true);
  const entries = view.getUint32(8, true);
  let at = WIDE_HEADER;
  const next = (count: number, width: number): number => {
    const start = at;
    at += count * width;
    return start;
  };
  return {
    from: view.getFloat64(16, true),
    entryTick: sums(new Float64Array(buffer, next(entries, 8), entries)),
    baseSlot: new Uint32Array(buffer, next(bases, 4), bases),
    baseAt: sums(new Uint32Array(buffer, next(bases + 1, 4), bases + 1)),
    entrySlot: new Uint32Array(buffer, next(entries, 4), entries),
    entryAt: sums(new Uint32Array(buffer, next(entries + 1, 4), entries + 1)),
    data: at < raw.length ? new Uint8Array(buffer, at) : bytes.subarray(end),
    stored: bytes.length,
  };
}

function sums<T extends Float64Array | Uint32Array>(values: T): T {
  for (let i = 1; i < values.length; i++) values[i] = values[i]! + values[i - 1]!;
  return values;
}

/** How many entries are at or before `tick`. */
export function entriesUpTo(record: LaneRecord, tick: Tick): number {
  let low = 0;
  let high = record.entryTick.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (record.entryTick[middle]! <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function baseValue(record: LaneRecord, i: number): Uint8Array {
  return record.data.subarray(record.baseAt[i]!, record.baseAt[i + 1]!);
}

export function entryValue(record: LaneRecord, i: number): Uint8Array {
  return record.data.subarray(record.entryAt[i]!, record.entryAt[i + 1]!);
}

export function entriesOf(record: LaneRecord): Entry[] {
  return Array.from(record.entryTick, (tick, i) => ({ tick, slot: record.entrySlot[i]!, bytes: entryValue(record, i) }));
}

export function baseOf(record: LaneRecord): Map<number, Uint8Array> {
  return new Map(Array.from(record.baseSlot, (slot, i) => [slot, baseValue(record, i)]));
}

/** What holds for each slot at `tick` in a lane whose values replace each other: start and end in `data` by slot. */
export function latest(record: LaneRecord, tick: Tick, each: (slot: number, start: number, end: number) => void, slots: number): void {
  const start = new Int32Array(slots).fill(-1);
  const end = new Int32Array(slots);
  for (let i = 0; i < record.baseSlot.length; i++) {
    start[record.baseSlot[i]!] = record.baseAt[i]!;
    end[record.baseSlot[i]!] = record.baseAt[i + 1]!;
  }
  for (let i = 0, n = entriesUpTo(record, tick); i < n; i++) {
    start[record.entrySlot[i]!] = record.entryAt[i]!;
    end[record.entrySlot[i]!] = record.entryAt[i + 1]!;
  }
  for (let slot = 0; slot < slots; slot++) if (start[slot]! >= 0) each(slot, start[slot]!, end[slot]!);
}
